// Which papers the records of a scope and period still want: by factory, kind and month, and one by one.
import { DownloadOutlined } from '@ant-design/icons';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Drawer, Modal } from 'antd';
import { useState } from 'react';
import type { Month } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { AttachPapers } from '#platform/records/web/attach-papers.tsx';
import { useAddress } from '#platform/ui/address.ts';
import { addressOf } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach, Waiting } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { EvidenceTabs } from './evidence-tabs.tsx';
import './evidence.css';
import '#platform/ui/chart/numbers.css';

interface Site extends LocalText {
  id: string;
  code: string;
}
interface MissingRow {
  site: Site | null;
  kind: string;
  policy: string;
  papers: number;
  cells: { month: string | null; papers: number }[];
}
interface MissingAnswer {
  months: string[];
  rows: MissingRow[];
  papers: number;
}
interface MissingItem {
  site: Site | null;
  kind: string;
  month: string | null;
  vendor: { code: string; en: string; zh: string } | null;
  called: string;
  recordId: string | null;
  each: boolean;
  policy: string;
  papers: number;
  records: number;
  path: string;
}
/** Whose missing papers are listed below the table. */
interface Chosen {
  of?: string | undefined;
  at?: string | undefined;
  month?: string | undefined;
}

const monthOf = (day: string) => day.slice(0, 7) as Month;

export function MissingEvidencePage() {
  const { t } = useWords();
  const { scope, period } = useAddress();
  const chosen = useSearch({ strict: false }) as Chosen;
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useJson<MissingAnswer>(
    '/evidence/missing',
    { scope, period },
    { keep: true },
  );
  const titleOf = useTitle();
  const isPhone = useIsPhone();
  const choose = (part: Chosen) =>
    void navigate({ to: '.', resetScroll: false, search: (now: object) => ({ ...now, ...part }) } as never);
  return (
    <Page
      title={t('evidence.missing.title')}
      subtitle={
        data && data.papers > 0
          ? t('evidence.missing.sum', { count: data.papers.toLocaleString('en') })
          : t('evidence.missing.subtitle')
      }
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <Button
          icon={<DownloadOutlined aria-hidden="true" />}
          href={addressOf('/evidence/missing.csv', { scope, period })}
          download
          disabled={!data || data.papers === 0}
        >
          {t('evidence.missing.download')}
        </Button>
      }
    >
      <EvidenceTabs at="missing" />
      {isPending || !data ? (
        <Waiting rows={10} />
      ) : data.rows.length === 0 ? (
        <Teach title={t('evidence.missing.none')}>
          <p>{t('evidence.missing.noneText')}</p>
        </Teach>
      ) : (
        <div className="missing">
          {isPhone ? (
            <MissingCards answer={data} chosen={chosen} choose={choose} />
          ) : (
            <MissingTable answer={data} chosen={chosen} choose={choose} />
          )}
        </div>
      )}
      <Drawer
        open={chosen.of !== undefined && data !== undefined}
        onClose={() => choose({ of: undefined, at: undefined, month: undefined })}
        mask={false}
        size={560}
        rootClassName="record-drawer"
        title={data ? titleOf(chosen, data.rows) : null}
        destroyOnHidden
      >
        {data ? <MissingList key={`${chosen.of} ${chosen.at} ${chosen.month}`} chosen={chosen} /> : null}
      </Drawer>
    </Page>
  );
}

/** What a kind and factory are called in a cell's label. */
function useLabels() {
  const { t, local, language } = useWords();
  return {
    site: (site: Site | null) => (site ? local(site) : t('all_scopes')),
    kind: (kind: string) => t(`${kind}|many`),
    month: (month: string | null | undefined) =>
      month ? labelMonth(monthOf(month), language) : t('evidence.missing.always'),
  };
}

/** What the list of the chosen cell is headed. */
function useTitle() {
  const { t } = useWords();
  const label = useLabels();
  return ({ of: kind = '', at, month }: Chosen, rows: readonly MissingRow[]) =>
    t('evidence.missing.list', {
      kind: label.kind(kind),
      site: label.site(rows.find((row) => (row.site?.code ?? 'group') === at)?.site ?? null),
      month: label.month(month === 'always' ? null : month),
    });
}

interface TableProps {
  answer: MissingAnswer;
  chosen: Chosen;
  choose: (part: Chosen) => void;
}

/** How many papers are missing of a factory, kind and month; pressed, they are listed. */
function MissingCell({
  row,
  cell,
  chosen,
  choose,
  said,
}: Omit<TableProps, 'answer'> & { row: MissingRow; cell: MissingRow['cells'][number]; said?: string }) {
  const { t } = useWords();
  const label = useLabels();
  const [at, month] = [row.site?.code ?? 'group', cell.month ?? 'always'];
  const isHere = chosen.of === row.kind && chosen.at === at && chosen.month === month;
  return (
    <button
      type="button"
      className={isHere ? 'missing-cell missing-here' : 'missing-cell'}
      aria-pressed={isHere}
      aria-label={t('evidence.missing.cell', {
        ...{ count: cell.papers, kind: label.kind(row.kind) },
        ...{ site: label.site(row.site), month: label.month(cell.month) },
      })}
      onClick={() => choose({ of: row.kind, at, month })}
    >
      {said ?? cell.papers}
    </button>
  );
}

/** The table as cards, for a screen on which its months would not stand. */
function MissingCards({ answer, chosen, choose }: TableProps) {
  const { t } = useWords();
  const label = useLabels();
  return (
    <ul className="missing-cards">
      {answer.rows.map((row) => (
        <li key={`${row.site?.id} ${row.kind}`}>
          <strong>{label.site(row.site)}</strong>
          <div className="small secondary">
            {label.kind(row.kind)} · {t(`evidence.missing.policy.${row.policy}`)}
          </div>
          <div className="missing-months">
            {row.cells.map((cell) => (
              <MissingCell
                key={cell.month ?? 'always'}
                {...{ row, cell, chosen, choose }}
                said={`${cell.month ? monthOf(cell.month) : label.month(null)} · ${cell.papers}`}
              />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function MissingTable({ answer, chosen, choose }: TableProps) {
  const { t } = useWords();
  const label = useLabels();
  const isUndated = answer.rows.some(({ cells }) => cells.some(({ month }) => month === null));
  const months: (string | null)[] = [...answer.months, ...(isUndated ? [null] : [])];
  return (
    <div className="board">
      <NumbersScroll label={t('evidence.missing.title')}>
        <table className="numbers-table missing-table">
          <thead>
            <tr>
              <th scope="col">{t('evidence.missing.column.site')}</th>
              <th scope="col">{t('evidence.missing.column.kind')}</th>
              {months.map((month) => (
                <th key={month ?? 'always'} scope="col" className="right">
                  {month ? monthOf(month) : label.month(null)}
                </th>
              ))}
              <th scope="col" className="right">
                {t('evidence.missing.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) => {
              const isFirst = answer.rows.find(({ site }) => site?.id === row.site?.id) === row;
              return (
                <tr key={`${row.site?.id} ${row.kind}`} className={isFirst ? 'missing-site' : undefined}>
                  <th scope="row">
                    {isFirst ? label.site(row.site) : <span className="visually-hidden">{label.site(row.site)}</span>}
                  </th>
                  <td>
                    {label.kind(row.kind)}{' '}
                    <span className="small secondary">· {t(`evidence.missing.policy.${row.policy}`)}</span>
                  </td>
                  {months.map((month) => {
                    const cell = row.cells.find((one) => one.month === month);
                    return (
                      <td key={month ?? 'always'} className="right">
                        {cell ? (
                          <MissingCell row={row} cell={cell} chosen={chosen} choose={choose} />
                        ) : (
                          <span className="missing-nothing">·</span>
                        )}
                      </td>
                    );
                  })}
                  <td className="right">{row.papers}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </NumbersScroll>
    </div>
  );
}

const MOST_SHOWN = 200;

function MissingList({ chosen }: { chosen: Chosen }) {
  const { t, language } = useWords();
  const { period } = useAddress();
  const mayAttach = useMay('evidence.attach');
  const [attaching, attach] = useState<string | undefined>();
  const month = chosen.month && chosen.month !== 'always' ? monthOf(chosen.month) : undefined;
  const { data } = useJson<{ items: MissingItem[] }>(
    `/evidence/missing/${chosen.of}`,
    { scope: chosen.at === 'group' ? 'group' : `site:${chosen.at}`, period: month ?? period },
    { keep: true },
  );
  const kind = chosen.of ?? '';
  const said = (item: MissingItem) => {
    if (item.recordId) return item.called || '—';
    const vendor = item.vendor ? item.vendor[language] : '';
    if (item.policy === 'sample') return t('evidence.missing.sample', { papers: item.papers, count: item.records });
    return t(item.each ? 'evidence.missing.each' : 'evidence.missing.ofVendor', { vendor, count: item.records });
  };
  return (
    <>
      {data ? (
        <ul className="missing-list">
          {data.items
            .filter((item) => (item.site?.code ?? 'group') === chosen.at)
            .slice(0, MOST_SHOWN)
            .map((item) => (
              <li key={`${item.path} ${item.each}`}>
                <span>{item.recordId ? <Link to={item.path}>{said(item)}</Link> : said(item)}</span>
                <span className="missing-actions">
                  {item.recordId && mayAttach ? (
                    <Button size="small" onClick={() => attach(item.recordId ?? undefined)}>
                      {t('evidence.missing.attach')}
                    </Button>
                  ) : null}
                  {item.recordId ? null : (
                    <LinkButton
                      size="small"
                      to={item.path.split('?')[0] ?? ''}
                      search={Object.fromEntries(new URLSearchParams(item.path.split('?')[1]))}
                    >
                      {t('evidence.missing.openList')}
                    </LinkButton>
                  )}
                </span>
              </li>
            ))}
        </ul>
      ) : (
        <Waiting rows={3} />
      )}
      <Modal
        open={attaching !== undefined}
        width={720}
        title={t('ui.evidence.addToMany', { count: 1 })}
        footer={null}
        onCancel={() => attach(undefined)}
        destroyOnHidden
      >
        {attaching ? <AttachPapers kind={kind} records={[attaching]} onDone={() => attach(undefined)} /> : null}
      </Modal>
    </>
  );
}
