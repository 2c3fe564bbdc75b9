// For which time is this figure: months, quarters, halves, years, rolling years and any days, first included, last not.
import {
  addDays,
  addMonths,
  type CalendarDate,
  dateOf,
  dayOf,
  daysBetween,
  firstDayOf,
  isCalendarDate,
  isMonth,
  type Month,
  monthNumberOf,
  monthOf,
  shiftMonth,
  yearOf,
} from './calendar-date.ts';

/** The kinds of period, shortest first; `rolling` is twelve whole months. */
export const periodTypes = ['month', 'quarter', 'half', 'year', 'rolling', 'custom'] as const;

/** What kind of period this is. */
export type PeriodType = (typeof periodTypes)[number];

/** A reporting period. `from` is its first day, `before` the day after its last. */
export interface Period {
  readonly type: PeriodType;
  readonly from: CalendarDate;
  readonly before: CalendarDate;
}

/** Days of one month: the whole of it, or the part that a period or a cut leaves. */
export interface MonthPart {
  readonly month: Month;
  readonly from: CalendarDate;
  readonly before: CalendarDate;
}

/** The first day, and the day after the last, from which reckoning years back and forth stays within the calendar. */
export const reckonable = { from: dateOf(1950, 1, 1), before: dateOf(2200, 1, 1) } as const;

/** Whether all days of a period are such that years can be reckoned from them. */
export const isReckonable = ({ from, before }: Pick<Period, 'from' | 'before'>): boolean =>
  from >= reckonable.from && before <= reckonable.before;

const monthsIn = { month: 1, quarter: 3, half: 6, year: 12, rolling: 12 } as const;

const starting = (type: Exclude<PeriodType, 'custom'>, from: CalendarDate): Period => ({
  type,
  from,
  before: addMonths(from, monthsIn[type]),
});

/** One calendar month. */
export const monthPeriod = (of: Month): Period => starting('month', firstDayOf(of));

/** A quarter of a calendar year, 1 to 4. */
export const quarterPeriod = (year: number, quarter: number): Period =>
  starting('quarter', dateOf(year, quarter * 3 - 2, 1));

/** A half of a calendar year, 1 or 2. */
export const halfPeriod = (year: number, half: number): Period => starting('half', dateOf(year, half * 6 - 5, 1));

/** A calendar year. */
export const yearPeriod = (year: number): Period => starting('year', dateOf(year, 1, 1));

/** The twelve months that end with this one. */
export const rollingTwelveMonths = (last: Month): Period => starting('rolling', firstDayOf(shiftMonth(last, -11)));

/**
 * Any days from the first to before the last.
 *
 * @throws RangeError when nothing lies between.
 */
export function customPeriod(from: CalendarDate, before: CalendarDate): Period {
  if (from >= before) throw new RangeError(`A period from ${from} to before ${before} has no day`);
  return { type: 'custom', from, before };
}

/** The period of these days under its most usual name: a month, quarter, half or year where they are one. */
export function periodBetween(from: CalendarDate, before: CalendarDate): Period {
  const custom = customPeriod(from, before);
  const months = wholeMonths(custom);
  const number = monthNumberOf(from);
  if (months === 1) return { ...custom, type: 'month' };
  if (months === 3 && number % 3 === 1) return { ...custom, type: 'quarter' };
  if (months === 6 && number % 6 === 1) return { ...custom, type: 'half' };
  if (months === 12 && number === 1) return { ...custom, type: 'year' };
  return custom;
}

/**
 * Reads a period written `2024-06`, `2024-Q2`, `2024-H1`, `2024`, `R12-2024-06` or `2024-01-15..2024-02-01` (the
 * last day excluded). Anything else is undefined; use it on what people and addresses give.
 */
export function readPeriod(text: string): Period | undefined {
  try {
    return periodWritten(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Reads a period as `readPeriod` does.
 *
 * @throws RangeError for anything that is not a period.
 */
export function parsePeriod(text: string): Period {
  const period = periodWritten(text);
  if (!period) throw new RangeError(`Not a period: "${text}"`);
  return period;
}

function periodWritten(text: string): Period | undefined {
  if (isMonth(text)) return monthPeriod(text);
  const year = Number(text.slice(0, 4));
  if (/^\d{4}$/.test(text)) return yearPeriod(year);
  if (/^\d{4}-Q[1-4]$/.test(text)) return quarterPeriod(year, Number(text[6]));
  if (/^\d{4}-H[12]$/.test(text)) return halfPeriod(year, Number(text[6]));
  const rolling = text.startsWith('R12-') ? text.slice(4) : undefined;
  if (isMonth(rolling)) return rollingTwelveMonths(rolling);
  const [from, before, ...more] = text.split('..');
  if (more.length === 0 && isCalendarDate(from) && isCalendarDate(before)) return customPeriod(from, before);
  return undefined;
}

/** Writes a period so that `parsePeriod` reads the same one. */
export function printPeriod({ type, from, before }: Period): string {
  if (type === 'custom') return `${from}..${before}`;
  if (type === 'rolling') return `R12-${shiftMonth(monthOf(before), -1)}`;
  const year = from.slice(0, 4);
  if (type === 'year') return year;
  if (type === 'half') return `${year}-H${(monthNumberOf(from) + 5) / 6}`;
  if (type === 'quarter') return `${year}-Q${(monthNumberOf(from) + 2) / 3}`;
  return monthOf(from);
}

/** Whether a day lies in the period. */
export const contains = (period: Pick<Period, 'from' | 'before'>, date: CalendarDate): boolean =>
  period.from <= date && date < period.before;

/** The last day of a period. */
export const lastDayOf = (period: Pick<Period, 'before'>): CalendarDate => addDays(period.before, -1);

/** How many days a period has. */
export const daysIn = (period: Pick<Period, 'from' | 'before'>): number => daysBetween(period.from, period.before);

/** How many whole calendar months a period is; undefined when it begins or ends within one. */
export function wholeMonths({ from, before }: Pick<Period, 'from' | 'before'>): number | undefined {
  if (dayOf(from) !== 1 || dayOf(before) !== 1) return undefined;
  return (yearOf(before) - yearOf(from)) * 12 + monthNumberOf(before) - monthNumberOf(from);
}

/** Whether a period is twelve consecutive calendar months, as a UL 2799 level needs. */
export const isTwelveMonths = (period: Period): boolean => wholeMonths(period) === 12;

/** The months that a period touches, in order, whole or in part. */
export const monthsOf = (period: Pick<Period, 'from' | 'before'>): Month[] => partsOf(period).map((part) => part.month);

/** A period cut at the ends of months: each month with the days of it that lie in the period. They tile it. */
export function partsOf({ from, before }: Pick<Period, 'from' | 'before'>): MonthPart[] {
  const parts: MonthPart[] = [];
  let first = from;
  while (first < before) {
    const month = monthOf(first);
    const next = firstDayOf(shiftMonth(month, 1));
    const end = next < before ? next : before;
    parts.push({ month, from: first, before: end });
    first = end;
  }
  return parts;
}

/**
 * A month cut at the dates on which something of the site changes (an edge, a share, the boundary). A cut date is
 * the first day of the new state; dates outside the month, its first day, and repeated dates cut nothing.
 */
export function partsOfMonth(month: Month, cutDates: readonly CalendarDate[]): MonthPart[] {
  const whole = monthPeriod(month);
  const within = cutDates.filter((date) => whole.from < date && date < whole.before);
  const cuts = [...new Set(within)].sort();
  const starts = [whole.from, ...cuts];
  return starts.map((from, index) => ({ month, from, before: cuts[index] ?? whole.before }));
}

/** Whether a part is the whole of its month. */
export const isWholeMonth = (part: MonthPart): boolean => wholeMonths(part) === 1;

/**
 * The period to compare with "against last period" (环比): the one before of the same kind; for a rolling year the
 * one that ends a month earlier; for other days as many whole months, else as many days, directly before.
 */
export function previousPeriod(period: Period): Period {
  const months = wholeMonths(period);
  if (period.type === 'rolling') return starting('rolling', addMonths(period.from, -1));
  if (period.type !== 'custom') return starting(period.type, addMonths(period.from, -monthsIn[period.type]));
  const from = months === undefined ? addDays(period.from, -daysIn(period)) : addMonths(period.from, -months);
  return customPeriod(from, period.from);
}

/** The same period one year earlier (同比). A 29 February becomes 28 February. */
export function samePeriodLastYear(period: Period): Period {
  const from = addMonths(period.from, -12);
  const before = addMonths(period.before, -12);
  return { type: period.type, from, before: from < before ? before : addDays(from, 1) };
}

/** From 1 January of the year of the period's last day to its end (累计). For a year, the year itself. */
export function yearToDate(period: Period): Period {
  return periodBetween(dateOf(yearOf(lastDayOf(period)), 1, 1), period.before);
}

/** The calendar year in which a period ends. */
export const yearOfPeriod = (period: Period): number => yearOf(lastDayOf(period));
