// The matrix on a phone: a card for each factory with the months that are not complete, each a way to its month-end.
import { Link } from '@tanstack/react-router';
import { labelMonth } from '#period/label.ts';
import { useWords } from '#platform/ui/language.tsx';
import type { Completeness, SiteRow } from '../model/completeness.ts';
import { StateMark, useCountsText, useMonthEnd } from './completeness-marks.tsx';
import { standingOf } from './completeness-standing.ts';

function Card({ row, months }: { row: SiteRow; months: Completeness['months'] }) {
  const { t, local, language } = useWords();
  const monthEnd = useMonthEnd();
  const inWords = useCountsText();
  const stood = row.months.map((counts, at) => ({
    month: months[at] as (typeof months)[number],
    counts,
    standing: standingOf(counts),
  }));
  const open = stood.filter(({ standing }) => standing !== 'in' && standing !== 'not_due');
  const complete = stood.filter(({ standing }) => standing === 'in').length;
  const last = stood.at(-1);
  return (
    <li className="completeness-card">
      <h2>
        {local(row.name)} <span className="secondary">{row.code}</span>
      </h2>
      {row.withoutPlan ? (
        <p className="secondary">{t('waste.page.completeness.withoutPlan')}</p>
      ) : (
        <>
          <ul>
            {open.map(({ month, counts, standing }) => (
              <li key={month}>
                <Link {...monthEnd(row.code, month)}>{labelMonth(month, language)}</Link>
                <StateMark state={standing} words={inWords(counts)} />
              </li>
            ))}
          </ul>
          {complete > 0 ? (
            <p>
              <StateMark state="in" words={t('waste.page.completeness.complete', { count: complete })} />
            </p>
          ) : null}
          {open.length === 0 && last ? (
            <Link {...monthEnd(row.code, last.month)}>{t('waste.page.completeness.toMonthEnd')}</Link>
          ) : null}
        </>
      )}
    </li>
  );
}

export function CompletenessCards({ rows, months }: { rows: readonly SiteRow[]; months: Completeness['months'] }) {
  return (
    <ul className="completeness-cards">
      {rows.map((row) => (
        <Card key={row.siteId} row={row} months={months} />
      ))}
    </ul>
  );
}
