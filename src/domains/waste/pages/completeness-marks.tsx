// The marks of the matrix: a month of a factory as a link to its month-end, a stream's state, and what the marks mean.
import { Link } from '@tanstack/react-router';
import type { Month } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { useWords } from '#platform/ui/language.tsx';
import type { SiteMonth, SiteRow } from '../model/completeness.ts';
import type { ExpectedCounts } from '../model/month.ts';
import { type ExpectedState, expectedStates } from '../model/plan.ts';
import { standingOf, stateMarks } from './completeness-standing.ts';

/** A mark with its word; `short` keeps the word for who cannot see the mark, and for the pointer. */
export function StateMark({ state, words, short = false }: { state: ExpectedState; words?: string; short?: boolean }) {
  const { t } = useWords();
  const { sign, status } = stateMarks[state];
  const said = words ?? t(`waste.expected-state.${state}`);
  return (
    <span className={`status status-${status}`} title={short ? said : undefined}>
      <span aria-hidden="true" className="status-sign">
        {sign}
      </span>
      <span className={short ? 'visually-hidden' : undefined}>{said}</span>
    </span>
  );
}

/** Where a month of a factory is completed. */
export const useMonthEnd = () => (site: string, month: Month) => ({
  to: '/waste/month-end',
  search: { scope: `site:${site}`, period: month } as never,
});

/** What stands in the cell, in words: `18 of 21, 3 late`; apart from it what lies with reviewers. */
export function useCountsText(): (counts: SiteMonth) => string {
  const { t } = useWords();
  return (counts) => {
    const stands = counts.expected - counts.missing;
    const parts = [t('waste.page.completeness.of', { stands, expected: counts.expected })];
    if (counts.late > 0) parts.push(t('waste.page.completeness.late', { count: counts.late }));
    const waiting = counts.missing - counts.late;
    if (waiting > 0) parts.push(t('waste.page.completeness.missing', { count: waiting }));
    if (counts.estimated > 0) parts.push(t('waste.page.completeness.estimated', { count: counts.estimated }));
    const { withReviewers } = counts;
    if (withReviewers) parts.push(t('waste.page.completeness.withReviewers', { ...withReviewers }));
    return parts.join(t('waste.page.completeness.and'));
  };
}

/** One month of one factory: mark and count, the reason below where there is one; a press leads to its month-end. */
export function MonthMark({ row, month, counts }: { row: SiteRow; month: Month; counts: SiteMonth }) {
  const { t, local, language } = useWords();
  const monthEnd = useMonthEnd();
  const inWords = useCountsText();
  const standing = standingOf(counts);
  if (standing === 'not_due')
    return (
      <span className="secondary" title={t('waste.expected-state.not_due')}>
        <span aria-hidden="true">—</span>
        <span className="visually-hidden">{t('waste.expected-state.not_due')}</span>
      </span>
    );
  const { sign, status } = stateMarks[standing];
  const why = standing === 'in' ? null : t(`waste.page.completeness.${standing}`, { count: counts[standing] });
  return (
    <Link
      {...monthEnd(row.code, month)}
      className={`matrix-cell matrix-${standing}`}
      aria-label={t('waste.page.completeness.cell', {
        factory: local(row.name),
        month: labelMonth(month, language),
        stands: `${inWords(counts)}${counts.closed ? t('waste.page.completeness.closed') : ''}`,
      })}
    >
      <span className={`status status-${status}`}>
        <span aria-hidden="true" className="status-sign">
          {sign}
        </span>
        {counts.expected - counts.missing}/{counts.expected}
      </span>
      {why ? <span className="matrix-why">{why}</span> : null}
      {counts.withReviewers ? (
        <span className="matrix-why" title={t('waste.page.completeness.withReviewers', { ...counts.withReviewers })}>
          <span aria-hidden="true">◌ </span>
          {t('waste.page.completeness.reviewDays', { ...counts.withReviewers })}
        </span>
      ) : null}
    </Link>
  );
}

/** How all of it stands, which is also what the marks mean. */
export function CompletenessLegend({ counts }: { counts: ExpectedCounts }) {
  const { t } = useWords();
  const shown: Record<Exclude<ExpectedState, 'not_due'>, number> = {
    in: counts.in,
    nil: counts.nil,
    estimated: counts.estimated,
    missing: counts.missing - counts.late,
    late: counts.late,
  };
  return (
    <div className="matrix-legend">
      <strong>{t('waste.page.completeness.expected', { count: counts.expected.toLocaleString('en') })}</strong>
      <ul>
        {expectedStates.map((state) =>
          state === 'not_due' ? null : (
            <li key={state}>
              <StateMark
                state={state}
                words={`${shown[state].toLocaleString('en')} ${t(`waste.page.completeness.legend.${state}`)}`}
              />
            </li>
          ),
        )}
        <li className="secondary">
          <span aria-hidden="true">◌ </span>
          {t('waste.page.completeness.legend.withReviewers')}
        </li>
      </ul>
    </div>
  );
}
