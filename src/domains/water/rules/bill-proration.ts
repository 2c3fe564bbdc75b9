// How much water of each month do bills with odd periods hold, and what does the next bill change?
import { type CalendarDate, daysBetween, firstDayOf, type Month, monthOf, shiftMonth } from '#period/calendar-date.ts';
import { type MonthPart, partsOf } from '#period/period.ts';
import { type Citation, cite } from '#standards/cite.ts';
import { add, type CubicMetres, cubicMetres, Exact, subtract, sum } from '#units/quantity.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const billProrationCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'proration of bills')];

/** A bill for the days from the first to before the last. A credit note has a volume below zero. */
export interface WaterBill {
  readonly id: string;
  readonly from: CalendarDate;
  readonly before: CalendarDate;
  readonly volumeM3: CubicMetres;
}

/** What one bill gives to one month. */
export interface BillPart {
  readonly billId: string;
  readonly days: number;
  readonly volumeM3: CubicMetres;
}

/** A month as the bills tell it. */
export interface BilledMonth {
  readonly month: Month;
  /** What bills hold of it. */
  readonly billedM3: CubicMetres;
  readonly parts: readonly BillPart[];
  readonly daysBilled: number;
  /** Days that no bill holds. */
  readonly daysMissing: number;
  /** What the missing days are put at until their bill comes: the daily rate of the bill before; null without one. */
  readonly estimatedM3: CubicMetres | null;
}

/** What somebody has to look at. */
export const billQuestions = ['bills_overlap', 'bill_without_days'] as const;
/** A question with the bills that it is about. */
export interface BillQuestion {
  readonly code: (typeof billQuestions)[number];
  readonly bills: readonly string[];
}

/** Months with their bills, and what is to be asked. Overlapping bills are both counted until somebody decides. */
export interface BilledMonths {
  readonly months: readonly BilledMonth[];
  readonly questions: readonly BillQuestion[];
}

/**
 * A bill spread over its days evenly. Each part is what the bill holds up to its end less what it holds up to its
 * beginning, both to the millilitre, so that the parts add up to the bill.
 */
export function billByMonth({ id, from, before, volumeM3 }: WaterBill): (BillPart & { readonly month: Month })[] {
  const days = daysBetween(from, before);
  if (days <= 0) return [];
  const upTo = (day: CalendarDate) => new Exact(volumeM3).times(daysBetween(from, day)).div(days).toDecimalPlaces(6);
  return partsOf({ from, before }).map((part: MonthPart) => ({
    billId: id,
    month: part.month,
    days: daysBetween(part.from, part.before),
    volumeM3: cubicMetres(upTo(part.before).minus(upTo(part.from))),
  }));
}

/** The months from the first to the last, each from the bills that reach into it. */
export function billedMonths(bills: readonly WaterBill[], first: Month, last: Month): BilledMonths {
  const ordered = [...bills].sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
  const parts = ordered.flatMap(billByMonth);
  const months: BilledMonth[] = [];
  for (let month = first; month <= last; month = shiftMonth(month, 1)) {
    const own = parts.filter((part) => part.month === month);
    const daysMissing = daysWithoutBill(month, ordered);
    months.push({
      month,
      billedM3: sum(own.map(({ volumeM3 }) => volumeM3)),
      parts: own.map(({ billId, days, volumeM3 }) => ({ billId, days, volumeM3 })),
      daysBilled: daysBetween(firstDayOf(month), firstDayOf(shiftMonth(month, 1))) - daysMissing,
      daysMissing,
      estimatedM3: daysMissing === 0 ? cubicMetres(0) : estimateFor(month, daysMissing, ordered),
    });
  }
  return { months, questions: questionsOf(ordered) };
}

function daysWithoutBill(month: Month, ordered: readonly WaterBill[]): number {
  const end = firstDayOf(shiftMonth(month, 1));
  let missing = 0;
  let at = firstDayOf(month);
  for (const { from, before } of ordered) {
    if (before <= at || from >= before) continue;
    if (from >= end) break;
    if (from > at) missing += daysBetween(at, from);
    if (before >= end) return missing;
    at = before;
  }
  return missing + daysBetween(at, end);
}

function estimateFor(month: Month, days: number, ordered: readonly WaterBill[]): CubicMetres | null {
  const known = ordered.filter(({ from, before }) => from < before && monthOf(from) <= month).at(-1);
  if (!known) return null;
  const rate = new Exact(known.volumeM3).div(daysBetween(known.from, known.before));
  return cubicMetres(rate.times(days).toDecimalPlaces(6));
}

function questionsOf(ordered: readonly WaterBill[]): BillQuestion[] {
  const questions: BillQuestion[] = ordered
    .filter(({ from, before }) => from >= before)
    .map(({ id }) => ({ code: 'bill_without_days', bills: [id] }));
  for (const [index, bill] of ordered.entries()) {
    for (const other of ordered.slice(index + 1)) {
      if (other.from >= bill.before) break;
      if (other.from < other.before) questions.push({ code: 'bills_overlap', bills: [bill.id, other.id] });
    }
  }
  return questions;
}

/** What a month shows: billed and, for days without bill, estimated; null when it has missing days and no rate. */
export const shownVolume = ({ billedM3, estimatedM3 }: BilledMonth): CubicMetres | null =>
  estimatedM3 === null ? null : add(billedM3, estimatedM3);

/** A month whose figure a later bill changed. */
export interface TrueUp {
  readonly month: Month;
  readonly shownM3: CubicMetres;
  readonly actualM3: CubicMetres;
  readonly differenceM3: CubicMetres;
}

/** What later bills change of what was shown: only months that are now billed in full are trued up. */
export function trueUps(shown: ReadonlyMap<Month, CubicMetres>, months: readonly BilledMonth[]): TrueUp[] {
  return months.flatMap(({ month, billedM3, daysMissing }) => {
    const before = shown.get(month);
    if (!before || daysMissing > 0 || before.eq(billedM3)) return [];
    return [{ month, shownM3: before, actualM3: billedM3, differenceM3: subtract(billedM3, before) }];
  });
}
