// What runs in the background: schedules, what runs now and how far it is, how each ended, and the way to run it again.
import { Button, Progress } from 'antd';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import './notices.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

interface Run {
  id: string;
  job: string;
  nameEn: string | null;
  nameZh: string | null;
  scheduled: boolean;
  state: 'asked' | 'waiting' | 'running' | 'done' | 'failed';
  progress: string;
  tries: number;
  result: unknown;
  error: string | null;
  askedAt: string;
  endedAt: string | null;
}
interface Job {
  name: string;
  schedule: string | null;
  timeZone: string | null;
  lastDone: string | null;
}
interface Answer {
  jobs: Job[];
  runs: Run[];
}

const QUICK_MS = 2_000;
const isOpen = ({ state }: Run) => state === 'asked' || state === 'waiting' || state === 'running';

/** The page of background work. */
export function JobsPage() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<Answer>(
    '/jobs',
    {},
    { keep: true, every: (answer) => ((answer as Answer | undefined)?.runs.some(isOpen) ? QUICK_MS : false) },
  );
  return (
    <Page
      title={t('jobs.title')}
      subtitle={t('jobs.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      {data ? (
        <>
          <Schedules jobs={data.jobs} />
          <Runs runs={data.runs} />
        </>
      ) : null}
    </Page>
  );
}

/** When a schedule starts its work, in words; what is neither daily nor every few hours stands as it is written. */
function whenOf(t: ReturnType<typeof useWords>['t'], { schedule, timeZone }: Job): string {
  if (schedule === null) return t('jobs.onDemand');
  const zone = timeZone ?? '';
  const [, minute = '', hour = '', every = ''] = /^(\d+) (?:(\d+)|\*\/(\d+)) \* \* \*$/.exec(schedule) ?? [];
  if (hour !== '') return t('jobs.daily', { at: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, zone });
  if (every !== '') return t('jobs.every', { hours: every, minute: minute.padStart(2, '0'), zone });
  return `${schedule} · ${zone}`;
}

/** What a job says of itself when it is done: numbers, each with its word. */
function resultOf({ t, has }: Pick<ReturnType<typeof useWords>, 't' | 'has'>, result: unknown): string {
  if (typeof result !== 'object' || result === null) return '';
  return Object.entries(result)
    .map(([name, count]) =>
      has(`job.result.${name}`) ? t(`job.result.${name}`, { count: String(count) }) : `${name} ${count}`,
    )
    .join(' · ');
}

function useAsk() {
  const { t } = useWords();
  const { act } = useAct();
  return (path: string) => act(() => sendJson('POST', path), { done: t('jobs.asked'), as: path });
}

function Schedules({ jobs }: Pick<Answer, 'jobs'>) {
  const { t } = useWords();
  const instant = useInstant();
  const ask = useAsk();
  return (
    <section className="settings-part">
      <h2>{t('jobs.schedules')}</h2>
      <TableScroll label={t('jobs.schedules')}>
        <table className="records records-plain records-cards">
          <thead>
            <tr>
              <th scope="col">{t('jobs.job')}</th>
              <th scope="col">{t('jobs.schedule')}</th>
              <th scope="col">{t('jobs.lastDone')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('jobs.run')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <tr key={job.name}>
                <td>{t(`job.${job.name}`)}</td>
                <td data-label={t('jobs.schedule')}>{whenOf(t, job)}</td>
                <td data-label={t('jobs.lastDone')}>{job.lastDone ? instant(job.lastDone) : t('jobs.never')}</td>
                <td>
                  {job.schedule ? (
                    <Button size="small" onClick={() => void ask(`/jobs/${job.name}/run`)}>
                      {t('jobs.run')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function Runs({ runs }: Pick<Answer, 'runs'>) {
  const { t } = useWords();
  if (runs.length === 0)
    return (
      <section className="settings-part">
        <h2>{t('jobs.runs')}</h2>
        <p className="secondary">{t('jobs.none')}</p>
      </section>
    );
  return (
    <section className="settings-part">
      <h2>{t('jobs.runs')}</h2>
      <TableScroll label={t('jobs.runs')}>
        <table className="records records-plain records-cards">
          <thead>
            <tr>
              {['job', 'who', 'at', 'state', 'tries', 'ended', 'result'].map((name) => (
                <th key={name} scope="col">
                  {t(`jobs.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('jobs.again')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function RunRow({ run }: { run: Run }) {
  const { t, local, has } = useWords();
  const instant = useInstant();
  const ask = useAsk();
  const job = has(`job.${run.job}`) ? t(`job.${run.job}`) : run.job;
  const who = run.nameEn && run.nameZh ? local({ en: run.nameEn, zh: run.nameZh }) : t('jobs.bySchedule');
  return (
    <tr>
      <td>{job}</td>
      <td data-label={t('jobs.who')}>{who}</td>
      <td data-label={t('jobs.at')}>{instant(run.askedAt)}</td>
      <td data-label={t('jobs.state')}>
        {t(`jobs.state.${run.state}`)}
        {run.state === 'running' ? (
          <Progress
            className="run-progress"
            size="small"
            aria-label={t('jobs.progressOf', { job })}
            percent={Math.round(Number(run.progress) * 100)}
          />
        ) : null}
      </td>
      <td className="number" data-label={t('jobs.tries')}>
        {run.tries}
      </td>
      <td data-label={t('jobs.ended')}>{run.endedAt ? instant(run.endedAt) : '—'}</td>
      <td className={run.error ? 'run-error' : undefined}>
        {run.error ? (has(run.error) ? t(run.error) : run.error) : resultOf({ t, has }, run.result)}
      </td>
      <td>
        {run.state === 'failed' ? (
          <Button size="small" onClick={() => void ask(`/jobs/runs/${run.id}/again`)}>
            {t('jobs.again')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}
