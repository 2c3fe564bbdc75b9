// The completeness matrix: factories by months, how many of the expected streams are in, and which month to go on with.
import { Button } from 'antd';
import { useState } from 'react';
import { labelMonth, labelPeriod } from '#period/label.ts';
import { readPeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { Completeness, SiteRow } from '../model/completeness.ts';
import { CompletenessCards } from './completeness-cards.tsx';
import { CompletenessLegend, MonthMark } from './completeness-marks.tsx';
import { lateFirst } from './completeness-standing.ts';
import { StreamRows } from './completeness-streams.tsx';
import './completeness.css';
import '#platform/ui/chart/numbers.css';

function Row({ row, months }: { row: SiteRow; months: Completeness['months'] }) {
  const { t, local } = useWords();
  const [isOpen, open] = useState(false);
  return (
    <>
      <tr>
        <th scope="row">
          {row.withoutPlan ? (
            local(row.name)
          ) : (
            <button
              type="button"
              className="text-button matrix-site"
              aria-expanded={isOpen}
              onClick={() => open(!isOpen)}
            >
              <span aria-hidden="true" className="matrix-fold">
                {isOpen ? '▾' : '▸'}
              </span>
              {local(row.name)} <span className="secondary">{row.code}</span>
            </button>
          )}
        </th>
        {row.withoutPlan ? (
          <td colSpan={months.length} className="secondary">
            {t('waste.page.completeness.withoutPlan')}
          </td>
        ) : (
          row.months.map((counts, at) => (
            <td key={months[at]}>
              <MonthMark row={row} month={months[at] as (typeof months)[number]} counts={counts} />
            </td>
          ))
        )}
      </tr>
      {isOpen ? <StreamRows site={row.code} months={months} /> : null}
    </>
  );
}

/** Month heads: the year once, and the number of each month below it. */
function Heads({ months }: { months: Completeness['months'] }) {
  const { t, language } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t('waste.page.completeness.factory')}</th>
        {months.map((month) => (
          <th key={month} scope="col" abbr={labelMonth(month, language)}>
            {month}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function CompletenessPage() {
  const { t, language } = useWords();
  const { scope, period } = useAddress();
  const isPhone = useIsPhone();
  const [onlyOpen, showOnlyOpen] = useState(false);
  const { data, error, isPending, refetch } = useJson<Completeness>(
    '/waste/completeness',
    { scope, period },
    { keep: true },
  );
  const asked = readPeriod(period);
  const rows = lateFirst(data?.sites ?? []);
  const open = rows.filter(({ months }) => months.some(({ missing }) => missing > 0));
  const shown = onlyOpen ? open : rows;
  const plan = <LinkButton to="/records/waste.expected-data">{t('waste.page.completeness.plan')}</LinkButton>;
  return (
    <Page
      title={t('waste.page.completeness.title')}
      subtitle={asked ? labelPeriod(asked, language) : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <LinkButton to="/evidence/missing">{t('evidence.missing.title')}</LinkButton>
          {plan}
        </>
      }
      empty={
        data?.sites.every(({ withoutPlan }) => withoutPlan) ? (
          <Teach title={t('waste.page.completeness.none.title')} actions={plan}>
            <p>{t('waste.page.completeness.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="completeness">
          <CompletenessLegend counts={data.counts} />
          {open.length > 0 && rows.length > 1 ? (
            <div>
              <Button size="small" aria-pressed={onlyOpen} onClick={() => showOnlyOpen(!onlyOpen)}>
                {onlyOpen
                  ? t('waste.page.completeness.all', { count: rows.length })
                  : t('waste.page.completeness.onlyOpen', { count: open.length })}
              </Button>
            </div>
          ) : null}
          {isPhone ? (
            <CompletenessCards rows={shown} months={data.months} />
          ) : (
            <NumbersScroll label={t('waste.page.completeness.title')} className="board matrix-place">
              <table className="numbers-table matrix" style={{ minWidth: 240 + 74 * data.months.length }}>
                <Heads months={data.months} />
                <tbody>
                  {shown.map((row) => (
                    <Row key={row.siteId} row={row} months={data.months} />
                  ))}
                </tbody>
              </table>
            </NumbersScroll>
          )}
          <p className="side-text prose">{t('waste.page.completeness.method')}</p>
        </div>
      ) : null}
    </Page>
  );
}
