// What does a site owe for a month, and how does it stand: come, signed as none, estimated, missing, late?
import { addDays, type CalendarDate, type Month, monthNumberOf, monthOf, shiftMonth } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { ExpectedCounts } from '../model/month.ts';
import type { ExpectedFrequency, ExpectedKind, ExpectedState } from '../model/plan.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const expectedDataCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'expected data')];

/** A line of the plan. */
export interface PlanLine {
  readonly streamId: string;
  readonly what: ExpectedKind;
  readonly frequency: ExpectedFrequency;
  readonly from: CalendarDate;
  readonly before: CalendarDate | null;
  readonly dueDay: number;
}

/** From when to when a site produces. */
export interface SiteLife {
  readonly startedOn: CalendarDate;
  readonly closedOn: CalendarDate | null;
}

/** Months that one due date is about, first and last. */
export interface DueMonths {
  readonly first: Month;
  readonly last: Month;
}

const monthsOf: Readonly<Record<Exclude<ExpectedFrequency, 'when_it_occurs'>, number>> = {
  monthly: 1,
  quarterly: 3,
  half_yearly: 6,
  yearly: 12,
};

/** The first and the last month in which a line holds: it begins with production, not before. */
function monthsOfLine(line: PlanLine, site: SiteLife): { first: Month; last: Month | null } {
  const [, from = line.from] = [line.from, site.startedOn].sort();
  const ends = [line.before, site.closedOn].filter((end) => end !== null).sort();
  return { first: monthOf(from), last: ends[0] ? monthOf(addDays(ends[0], -1)) : null };
}

/** Whether a line holds on some day of a month. */
export function holdsIn(line: PlanLine, month: Month, site: SiteLife): boolean {
  const { first, last } = monthsOfLine(line, site);
  return first <= month && (last === null || month <= last);
}

/**
 * The months that are due with this month: itself where it is monthly; with the last month of a quarter, half or year all
 * of it, as far as the line holds; nothing of what is expected only when it occurs.
 */
export function dueWith(line: PlanLine, month: Month, site: SiteLife): DueMonths | undefined {
  if (line.frequency === 'when_it_occurs' || !holdsIn(line, month, site)) return undefined;
  const months = monthsOf[line.frequency];
  const { first, last } = monthsOfLine(line, site);
  const begins = shiftMonth(month, -((monthNumberOf(month) - 1) % months));
  const ends = shiftMonth(begins, months - 1);
  if (month !== (last !== null && last < ends ? last : ends)) return undefined;
  const [, later = begins] = [begins, first].sort();
  return { first: later, last: month };
}

/** The lines that hold in a month; where one follows another within it, the later one. */
export function linesOf<Line extends PlanLine>(lines: readonly Line[], month: Month, site: SiteLife): Line[] {
  const found = new Map<string, Line>();
  for (const line of lines) {
    if (!holdsIn(line, month, site)) continue;
    const key = `${line.streamId} ${line.what}`;
    const other = found.get(key);
    if (!other || other.from < line.from) found.set(key, line);
  }
  return [...found.values()];
}

/** What came of a line in the months that are due. */
export interface Received {
  /** records that are no estimates */
  readonly actual: number;
  readonly estimated: number;
  readonly nil: boolean;
}

/**
 * How a line stands on a day. What came is in, whether it was due or not; an estimate stands only where nothing came, and a
 * signed nil return where neither did. A month that has not begun is not due.
 */
export function stateOf(
  received: Received,
  { month, dueOn, today }: { month: Month; dueOn: CalendarDate | null; today: CalendarDate },
): ExpectedState {
  if (received.actual > 0) return 'in';
  if (received.estimated > 0) return 'estimated';
  if (received.nil) return 'nil';
  if (dueOn === null || month > monthOf(today)) return 'not_due';
  return today > dueOn ? 'late' : 'missing';
}

/** Stream-months that are due, by how they stand. */
export function countStates(
  rows: Iterable<{ readonly state: ExpectedState; readonly dueOn: CalendarDate | null }>,
): ExpectedCounts {
  const counts = { expected: 0, in: 0, nil: 0, estimated: 0, missing: 0, late: 0 };
  for (const { state, dueOn } of rows) {
    if (dueOn === null || state === 'not_due') continue;
    counts.expected += 1;
    if (state === 'late') counts.late += 1;
    counts[state === 'late' ? 'missing' : state] += 1;
  }
  return counts;
}
