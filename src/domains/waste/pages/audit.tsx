// Which records does an auditor take along: drawn by a seed or the heaviest ones, with their papers and history in one file?
import { DownloadOutlined } from '@ant-design/icons';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, InputNumber, Segmented } from 'antd';
import { useAddress } from '#platform/ui/address.ts';
import { addressOf } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import { mostSampled, printSampleHow, readSampleHow, type SampleHow } from '../rules/audit-sample.ts';
import './audit.css';
import '#platform/ui/chart/numbers.css';

interface AuditAnswer {
  scope: { name: LocalText };
  population: { count: number; massTonnes: string };
  sample: readonly {
    id: string;
    massTonnes: string;
    departedOn: string;
    site: { code: string };
    stream: { code: string; name: LocalText };
    vendor: { name: LocalText };
    treatment: string;
    document: { number: string; line: number };
    papers: number;
  }[];
  files: number;
  head: { height: number; hash: string } | null;
}

/** Ten, drawn by the period as seed, until the auditor says otherwise. */
const usual = (period: string): SampleHow => ({
  by: 'seed',
  count: 10,
  seed: period.replace(/[^\p{L}\p{N}._-]/gu, '-'),
});
const mass = (text: string, decimals = 3) => showNumber(new Exact(text), { decimals });

function HowToDraw({ how, choose }: { how: SampleHow; choose: (how: SampleHow) => void }) {
  const { t } = useWords();
  const { period } = useAddress();
  const { by, count } = how;
  const seed = how.by === 'seed' ? how.seed : '';
  return (
    <section className="board" aria-labelledby="audit-how-title">
      <h2 id="audit-how-title" className="board-title">
        {t('waste.audit.page.how')}
      </h2>
      <div className="audit-how">
        <Segmented
          aria-label={t('waste.audit.page.how')}
          value={by}
          options={(['seed', 'top'] as const).map((one) => ({ value: one, label: t(`waste.audit.page.how.${one}`) }))}
          onChange={(chosen) => choose(chosen === 'top' ? { by: 'top', count } : { ...usual(period), count })}
        />
        <label htmlFor="audit-count">
          <span className="side-text">{t('waste.audit.page.count')}</span>
          <InputNumber
            id="audit-count"
            min={1}
            max={mostSampled}
            precision={0}
            value={count}
            onChange={(given) => (given ? choose({ ...how, count: given }) : undefined)}
          />
        </label>
        {by === 'seed' ? (
          <label htmlFor="audit-seed">
            <span className="side-text">{t('waste.audit.page.seed')}</span>
            <Input
              id="audit-seed"
              value={seed}
              maxLength={40}
              onChange={({ target }) => choose({ by: 'seed', count, seed: target.value })}
            />
          </label>
        ) : null}
      </div>
      {by === 'seed' ? <p className="side-text">{t('waste.audit.page.seed.text')}</p> : null}
      {readSampleHow(printSampleHow(how)) ? null : (
        <p className="field-error" role="alert">
          {t('waste.audit.page.seed.wrong')}
        </p>
      )}
    </section>
  );
}

function SampleTable({ answer }: { answer: AuditAnswer }) {
  const { t, local } = useWords();
  const columns = ['document', 'site', 'date', 'stream', 'treatment', 'vendor'] as const;
  return (
    <NumbersScroll label={t('waste.audit.page')} className="audit-sample">
      <table className="numbers-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`waste.audit.column.${column}`)}
              </th>
            ))}
            <th scope="col" className="right">
              {t('waste.audit.column.mass')}
            </th>
            <th scope="col" className="right">
              {t('waste.audit.page.papers')}
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.sample.map((load) => (
            <tr key={load.id}>
              <th scope="row">
                <Link to={`/records/waste.load/${load.id}`}>
                  {load.document.number}-{load.document.line}
                </Link>
              </th>
              <td>{load.site.code}</td>
              <td className="audit-date">{load.departedOn}</td>
              <td>
                {load.stream.code} {local(load.stream.name)}
              </td>
              <td>{t(`waste.treatment.${load.treatment}`)}</td>
              <td>{local(load.vendor.name)}</td>
              <td className="right">{mass(load.massTonnes)}</td>
              <td className="right">{load.papers > 0 ? load.papers : t('waste.audit.page.noPapers')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

function Drawn({ answer }: { answer: AuditAnswer }) {
  const { t, local } = useWords();
  const { population, sample, files, head } = answer;
  const drawn = sample.reduce((sum, load) => sum.plus(load.massTonnes), new Exact(0)).toFixed();
  return (
    <section className="board" aria-labelledby="audit-sample-title">
      <h2 id="audit-sample-title" className="board-title">
        {local(answer.scope.name)}
      </h2>
      <p>
        {t('waste.audit.page.population', {
          ...{ drawn: sample.length, count: population.count.toLocaleString('en') },
          ...{ mass: mass(drawn), total: mass(population.massTonnes) },
        })}
        {' · '}
        {t('waste.audit.page.files', { files })}
      </p>
      <SampleTable answer={answer} />
      {head ? (
        <p className="side-text audit-head">
          {t('waste.audit.page.head', { height: head.height.toLocaleString('en'), hash: head.hash })}
        </p>
      ) : null}
    </section>
  );
}

/** The page of an audit; scope and period come from the bar above, how to draw stands in the address. */
export function AuditPage() {
  const { t } = useWords();
  const { scope, period } = useAddress();
  const search = useSearch({ strict: false }) as { by?: string; count?: string; seed?: string };
  const navigate = useNavigate();
  const [otherwise, count] = [usual(period), Number(search.count ?? 0)];
  const how: SampleHow =
    search.by === 'top'
      ? { by: 'top', count: count || otherwise.count }
      : { by: 'seed', count: count || otherwise.count, seed: search.seed ?? (otherwise as { seed: string }).seed };
  const isRight = readSampleHow(printSampleHow(how)) !== undefined;
  const choose = (chosen: SampleHow) =>
    void navigate({
      to: '.',
      replace: true,
      search: (now: Record<string, string>) => ({ ...now, seed: undefined, ...chosen, count: String(chosen.count) }),
    } as never);
  const asked = { scope, period, how: printSampleHow(how) };
  const { data, error, isPending, refetch } = useJson<AuditAnswer>('/waste/audit', asked, {
    enabled: isRight,
    keep: true,
  });
  return (
    <Page
      title={t('waste.audit.page')}
      subtitle={t('waste.audit.page.subtitle')}
      loading={isPending && isRight}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <Button
          type="primary"
          icon={<DownloadOutlined aria-hidden="true" />}
          href={addressOf('/waste/audit.zip', asked)}
          download
          disabled={!isRight || !data || data.population.count === 0}
        >
          {t('waste.audit.page.download')}
        </Button>
      }
      empty={
        data?.population.count === 0 ? (
          <Teach title={t('waste.audit.page.empty')}>
            <p>{t('waste.audit.page.empty.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      <div className="audit">
        <HowToDraw how={how} choose={choose} />
        {data && isRight ? <Drawn answer={data} /> : null}
      </div>
    </Page>
  );
}
