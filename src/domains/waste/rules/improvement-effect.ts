// What did an improvement achieve: how much more of its stream goes to the better treatment, measured from the loads of whole months?
import { type CalendarDate, dayOf, firstDayOf, type Month, monthOf, shiftMonth } from '#period/calendar-date.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { Exact, type Share, scale, shareOf, subtract, sum, type Tonnes } from '#units/quantity.ts';
import type { FlowMonth } from '../model/flow.ts';
import type { WasteMassRow } from '../model/masses.ts';
import type { Treatment } from '../model/treatment.ts';
import { conversionRate } from './conversion-rate.ts';
import type { Counting } from './rate-parts.ts';

/** Months before and after that are compared, at the most. */
export const monthsCompared = 12;
/** Fewer months with loads than these, before or after, say nothing yet. */
export const monthsNeeded = 3;

/** Masses of the stream and of its part in the target treatment, before and after. */
export type ImprovementInput =
  | 'massBeforeTonnes'
  | 'targetMassBeforeTonnes'
  | 'massAfterTonnes'
  | 'targetMassAfterTonnes';

/** The change of the share that goes to the target treatment, and what that is in tonnes a year. */
export interface ImprovementEffect extends Answer<Share, ImprovementInput> {
  readonly shareBefore: Share;
  readonly shareAfter: Share;
  /** the change × what the stream weighs in a year at the pace of the months after */
  readonly yearlyMassTonnes: Tonnes;
  readonly before: MonthSpan;
  readonly after: MonthSpan;
}

/** Whole months, the first and the last. */
export interface MonthSpan {
  readonly first: Month;
  readonly last: Month;
  readonly months: number;
}

/** Why nothing can be said yet. */
export const improvementReasons = ['not_in_effect', 'not_enough_months_before', 'not_enough_months_after'] as const;

/** What the effect is measured from. */
export interface ImprovementMonths {
  readonly startsOn: CalendarDate;
  readonly effectiveFrom: CalendarDate | null;
  readonly toTreatment: Treatment;
  /** the stream at the site, month by month */
  readonly months: readonly FlowMonth[];
  /** the last whole month with records of the site */
  readonly through: Month;
}

/** The months before the plan started, and the whole months since it took effect; up to twelve of each. */
export function monthsToCompare({
  startsOn,
  effectiveFrom,
  through,
}: Omit<ImprovementMonths, 'months' | 'toTreatment'>): {
  before: MonthSpan;
  after: MonthSpan | undefined;
} {
  const lastBefore = shiftMonth(monthOf(startsOn), -1);
  const before = { first: shiftMonth(lastBefore, 1 - monthsCompared), last: lastBefore, months: monthsCompared };
  if (!effectiveFrom) return { before, after: undefined };
  const first = shiftMonth(monthOf(effectiveFrom), dayOf(effectiveFrom) === 1 ? 0 : 1);
  let last = first;
  let months = 1;
  while (months < monthsCompared && last < through) {
    last = shiftMonth(last, 1);
    months += 1;
  }
  return { before, after: first > through ? undefined : { first, last, months } };
}

/** The effect of an improvement on its stream. */
export function improvementEffect(
  asked: ImprovementMonths,
): Outcome<ImprovementEffect, (typeof improvementReasons)[number]> {
  const spans = monthsToCompare(asked);
  if (!asked.effectiveFrom) return { noData: 'not_in_effect' };
  const within = ({ first, last }: MonthSpan) => asked.months.filter(({ month }) => month >= first && month <= last);
  const counted = (rows: readonly FlowMonth[]) => new Set(rows.map(({ month }) => month)).size;
  const rowsBefore = within(spans.before);
  if (counted(rowsBefore) < monthsNeeded) return { noData: 'not_enough_months_before' };
  const rowsAfter = spans.after ? within(spans.after) : [];
  if (!spans.after || counted(rowsAfter) < monthsNeeded) return { noData: 'not_enough_months_after' };
  const massOf = (rows: readonly FlowMonth[]) => sum(rows.map((row) => row.massTonnes));
  const inTarget = (rows: readonly FlowMonth[]) => rows.filter((row) => row.treatment === asked.toTreatment);
  const inputs = {
    massBeforeTonnes: massOf(rowsBefore),
    targetMassBeforeTonnes: massOf(inTarget(rowsBefore)),
    massAfterTonnes: massOf(rowsAfter),
    targetMassAfterTonnes: massOf(inTarget(rowsAfter)),
  };
  const shareBefore = shareOf(inputs.targetMassBeforeTonnes, inputs.massBeforeTonnes);
  const shareAfter = shareOf(inputs.targetMassAfterTonnes, inputs.massAfterTonnes);
  const value = subtract(shareAfter, shareBefore);
  const yearly = new Exact(inputs.massAfterTonnes).times(12).div(spans.after.months) as Tonnes;
  return {
    value,
    inputs,
    shareBefore,
    shareAfter,
    yearlyMassTonnes: scale(yearly, value),
    before: spans.before,
    after: spans.after,
  };
}

/**
 * What the improvement is worth to the rate of a scope that holds the stream: the rate over the months after, less what
 * it would be had the stream's mass of those months gone as it went before.
 *
 * @param scopeRows of the scope over the months after, the stream's among them
 */
export function pointsGained(
  scopeRows: readonly WasteMassRow[],
  stream: { readonly before: readonly WasteMassRow[]; readonly after: readonly WasteMassRow[] },
  { definition, table }: Counting,
): Outcome<Answer<Share, 'rateShare' | 'rateWithoutShare'>, 'nothing_counted'> {
  const massOf = (rows: readonly WasteMassRow[]) => sum(rows.map((row) => row.massTonnes));
  const massBefore = massOf(stream.before);
  if (massBefore.isZero()) return { noData: 'nothing_counted' };
  const factor = new Exact(massOf(stream.after)).div(massBefore);
  const asBefore = [
    ...scopeRows,
    ...stream.after.map((row) => ({ ...row, massTonnes: row.massTonnes.neg() as Tonnes })),
    ...stream.before.map((row) => ({ ...row, massTonnes: new Exact(row.massTonnes).times(factor) as Tonnes })),
  ];
  const [rate, without] = [scopeRows, asBefore].map((rows) => conversionRate(rows, definition, table));
  if (!rate || !without || 'noData' in rate || 'noData' in without) return { noData: 'nothing_counted' };
  return {
    value: subtract(rate.value, without.value),
    inputs: { rateShare: rate.value, rateWithoutShare: without.value },
  };
}

/** The span as days: from the first of its first month to the first after its last. */
export const daysOf = ({ first, last }: MonthSpan): { from: CalendarDate; before: CalendarDate } => ({
  from: firstDayOf(first),
  before: firstDayOf(shiftMonth(last, 1)),
});
