// Are the targets on track: those that are measured, with steps by year, and the goals in words?
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMe } from '#platform/ui/session.tsx';
import { type Status, statusMarks } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { OwnerText, TargetCard, type TargetProgress } from './target-card.tsx';
import './targets.css';
import '#platform/ui/chart/numbers.css';

const counted: readonly Status[] = ['on_track', 'at_risk', 'behind', 'no_data'];

function Tally({ targets }: { targets: readonly TargetProgress[] }) {
  const { t } = useWords();
  return (
    <ul className="target-tally">
      {counted.map((status) => {
        const count = targets.filter((target) => target.status === status).length;
        return count === 0 ? null : (
          <li key={status} className={`status status-${status}`}>
            <span className="status-sign" aria-hidden="true">
              {statusMarks[status]}
            </span>
            {t('reports.page.targets.tally', { count, status: t(`ui.status.${status}`) })}
          </li>
        );
      })}
    </ul>
  );
}

export function TargetsPage() {
  const { t, local } = useWords();
  const { period, scope } = useAddress();
  const { groupWriter } = useMe();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useJson<{ targets: TargetProgress[] }>(
    '/targets/progress',
    { period },
    { keep: true },
  );
  const targets = data?.targets ?? [];
  const measured = targets.filter((target) => target.measure === 'quantitative');
  const inWords = targets.filter((target) => target.measure === 'qualitative');
  return (
    <Page
      title={t('ui.place.targets')}
      subtitle={scope === 'group' ? t('reports.page.targets.subtitle') : t('targets.page.allScopes')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={groupWriter ? <Link to="/records/targets.target">{t('reports.page.targets.edit')}</Link> : undefined}
      empty={
        data && targets.length === 0 ? (
          <Teach
            title={t('reports.page.targets.empty.title')}
            actions={
              groupWriter ? (
                <Button type="primary" onClick={() => void navigate({ to: '/records/targets.target/new' } as never)}>
                  {t('reports.page.targets.empty.do')}
                </Button>
              ) : undefined
            }
          >
            <p>{t('reports.page.targets.empty.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      <div className="targets-place">
        <div className="targets">
          <Tally targets={measured} />
          {measured.map((target) => (
            <TargetCard key={target.id} target={target} period={period} />
          ))}
          {inWords.length > 0 ? (
            <section className="board" aria-labelledby="goals-title">
              <h2 id="goals-title" className="board-title">
                {t('reports.page.targets.inWords')}
              </h2>
              <ul className="goals">
                {inWords.map((target) => (
                  <li key={target.id}>
                    <Link to={`/records/targets.target/${target.id}`}>{local(target.title)}</Link>
                    {target.statusWords ? <p>{target.statusWords}</p> : null}
                    <OwnerText target={target} />
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </div>
      </div>
    </Page>
  );
}
