// Which months are closed: factories by months of one kind, or the kinds of one factory; a month opens beside with its history.
import { Drawer, Select } from 'antd';
import { useState } from 'react';
import type { Month } from '#period/calendar-date.ts';
import { labelMonth, labelPeriod } from '#period/label.ts';
import { readPeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { type ClosingCell, ClosingMonth, type CoveringEdition } from './closing-month.tsx';
import '#platform/ui/chart/numbers.css';
import './review.css';

interface ClosingRow {
  kind: string;
  siteId: string;
  code: string;
  name: LocalText;
  mayClose: boolean;
  months: ClosingCell[];
}

interface ClosingAnswer {
  months: Month[];
  /** kinds whose months can be closed */
  kinds: string[];
  rows: ClosingRow[];
  editions: CoveringEdition[];
}

/** The kind that is shown first: what most months are about. */
const FIRST_KIND = 'waste.load';

interface Chosen {
  row: ClosingRow;
  month: Month;
}

/** The page of closing. */
export function ClosingPage() {
  const { t, language, local } = useWords();
  const { scope, period } = useAddress();
  const isPhone = useIsPhone();
  const isOneSite = useOrganisation()?.find(scope)?.type === 'site';
  const [kind, choose] = useState(FIRST_KIND);
  const [chosen, open] = useState<Chosen | undefined>();
  const { data, error, isPending, refetch } = useJson<ClosingAnswer>(
    '/periods/grid',
    { scope, period, ...(isOneSite ? {} : { kind }) },
    { keep: true },
  );
  const asked = readPeriod(period);
  const shown = data?.rows.find((row) => row.siteId === chosen?.row.siteId && row.kind === chosen.row.kind);
  const cell = chosen && shown?.months[data?.months.indexOf(chosen.month) ?? -1];
  const nameOfRow = (row: ClosingRow) => (isOneSite ? t(`${row.kind}|many`) : local(row.name));
  return (
    <Page
      title={t('review.closing.title')}
      subtitle={t('review.closing.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      empty={
        data?.rows.length === 0 ? (
          <Teach title={t('review.closing.noneTitle')}>
            <p>{t('review.closing.noneText')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="closing">
          <div className="closing-tools">
            {isOneSite ? null : (
              <Select
                className="closing-kind"
                aria-label={t('review.closing.kind')}
                value={kind}
                options={data.kinds.map((one) => ({ value: one, label: t(`${one}|many`) }))}
                onChange={(one: string) => choose(one)}
              />
            )}
            <Legend />
          </div>
          {data.editions.length > 0 ? (
            <p className="small secondary">
              {t('review.closing.editions', {
                list: data.editions
                  .map(({ number, period: of }) => `${number} (${periodIn(of, language)})`)
                  .join(language === 'zh' ? '、' : ', '),
              })}
            </p>
          ) : null}
          {isPhone ? (
            <ul className="closing-cards">
              {data.rows.map((row) => (
                <li key={`${row.kind} ${row.siteId}`}>
                  <h2>{nameOfRow(row)}</h2>
                  <div className="closing-card-months">
                    {row.months.map((of, at) => (
                      <Cell
                        key={data.months[at]}
                        what={nameOfRow(row)}
                        month={data.months[at] as Month}
                        of={of}
                        withMonth
                        onOpen={(month) => open({ row, month })}
                      />
                    ))}
                  </div>
                </li>
              ))}
            </ul>
          ) : (
            <NumbersScroll label={t('review.closing.title')} className="board closing-place">
              <table className="numbers-table closing-grid" style={{ minWidth: 240 + 74 * data.months.length }}>
                <thead>
                  <tr>
                    <th scope="col">{t(isOneSite ? 'review.closing.kind' : 'review.closing.factory')}</th>
                    {data.months.map((month) => (
                      <th key={month} scope="col" abbr={labelMonth(month, language)}>
                        {month}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <tr key={`${row.kind} ${row.siteId}`}>
                      <th scope="row">
                        {nameOfRow(row)} {isOneSite ? null : <span className="secondary">{row.code}</span>}
                      </th>
                      {row.months.map((of, at) => (
                        <td key={data.months[at]}>
                          <Cell
                            what={nameOfRow(row)}
                            month={data.months[at] as Month}
                            of={of}
                            onOpen={(month) => open({ row, month })}
                          />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </NumbersScroll>
          )}
          <Drawer
            open={chosen !== undefined && cell !== undefined}
            onClose={() => open(undefined)}
            size={isPhone ? '100%' : 480}
            mask={isPhone}
            rootClassName="record-drawer"
            destroyOnHidden
            title={
              chosen
                ? `${t(`${chosen.row.kind}|many`)} · ${local(chosen.row.name)} · ${labelMonth(chosen.month, language)}`
                : ''
            }
          >
            {chosen && cell ? (
              <ClosingMonth
                key={`${chosen.row.kind} ${chosen.row.siteId} ${chosen.month}`}
                {...chosen.row}
                month={chosen.month}
                cell={cell}
              />
            ) : null}
          </Drawer>
        </div>
      ) : null}
      {asked ? null : <p className="secondary">{t('review.closing.tooLong')}</p>}
    </Page>
  );
}

const periodIn = (written: string, language: 'en' | 'zh'): string => {
  const period = readPeriod(written);
  return period ? labelPeriod(period, language) : written;
};

type Standing = 'closed' | 'open' | 'ready';
const standingOf = ({ closed, open }: ClosingCell): Standing => (closed ? 'closed' : open > 0 ? 'open' : 'ready');
const marks: Readonly<Record<Standing, { sign: string; status: string }>> = {
  closed: { sign: '●', status: 'on_track' },
  open: { sign: '◌', status: 'at_risk' },
  ready: { sign: '○', status: 'no_data' },
};

/** One month: its mark, and how many keep it open; pressed, it opens beside. */
function Cell({
  what,
  month,
  of,
  withMonth = false,
  onOpen,
}: {
  what: string;
  month: Month;
  of: ClosingCell;
  withMonth?: boolean;
  onOpen: (month: Month) => void;
}) {
  const { t, language } = useWords();
  const standing = standingOf(of);
  const { sign, status } = marks[standing];
  const said = t(`review.closing.${standing}`, { count: of.open });
  const stands = of.reopened > 0 ? `${said}, ${t('review.closing.reopened')}` : said;
  return (
    <button
      type="button"
      className="closing-cell"
      title={stands}
      aria-label={t('review.closing.cell', { what, month: labelMonth(month, language), stands })}
      onClick={() => onOpen(month)}
    >
      {withMonth ? <span className="small secondary">{month}</span> : null}
      <span className={`status status-${status}`}>
        <span aria-hidden="true" className="status-sign">
          {sign}
        </span>
        {standing === 'open' ? of.open : ''}
        {of.reopened > 0 ? <span aria-hidden="true">↺</span> : null}
      </span>
    </button>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <ul className="closing-legend">
      {(['closed', 'open', 'ready'] as const).map((standing) => (
        <li key={standing} className={`status status-${marks[standing].status}`}>
          <span aria-hidden="true" className="status-sign">
            {marks[standing].sign}
          </span>
          {t(standing === 'open' ? 'review.closing.openLegend' : `review.closing.${standing}`)}
        </li>
      ))}
      <li>
        <span aria-hidden="true">↺ </span>
        {t('review.closing.reopened')}
      </li>
    </ul>
  );
}
