// Which day and time a cell of a sheet of readings says, by whose clocks it may be.
import { type CalendarDate, isCalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { DayOrder } from '../model/reading-sheet.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const sheetTimeCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** A day and time as a cell says it. */
export interface SheetTime {
  readonly day: CalendarDate;
  readonly minuteOfDay: number;
  /** milliseconds beyond the minute */
  readonly beyondMs: number;
  /** minutes ahead of universal time, where the cell says so; else the clocks of the factory are meant */
  readonly offsetMinutes: number | null;
}

const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/;
const clock = /^[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/z/i.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}

/** Undefined where a cell says no day and time; where neither order is given, the day stands first unless it cannot. */
export function sheetTime(text: string, order: DayOrder | undefined): SheetTime | undefined {
  const given = text.trim();
  const [first, last] = [yearFirst.exec(given), yearLast.exec(given)];
  const found = first ?? last;
  if (!found) return undefined;
  const [, one = '', two = '', three = ''] = found;
  const monthFirst = order === 'mdy' || (order === undefined && Number(two) > 12);
  const [year, month, date] = first ? [one, two, three] : monthFirst ? [three, one, two] : [three, two, one];
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isCalendarDate(day)) return undefined;
  const rest = given.slice(found[0].length);
  const at = rest === '' ? ['', '0', '0', '0', '0', undefined] : clock.exec(rest);
  if (!at) return undefined;
  const [hour, minute, second] = [Number(at[1]), Number(at[2]), Number(at[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const beyondMs = second * 1000 + Number((at[4] ?? '0').padEnd(3, '0'));
  return { day, minuteOfDay: hour * 60 + minute, beyondMs, offsetMinutes: offsetOf(at[5]) };
}

/** In which order the times of a column are written, by those that can be read in one only; null where both can and disagree. */
export function dayOrderOf(texts: Iterable<string>): DayOrder | 'either' | null {
  const seen = new Set<DayOrder>();
  for (const text of texts) {
    const [, one = '', two = ''] = yearLast.exec(text.trim()) ?? [];
    if (Number(one) > 12) seen.add('dmy');
    else if (Number(two) > 12) seen.add('mdy');
  }
  if (seen.size > 1) return null;
  return [...seen][0] ?? 'either';
}
