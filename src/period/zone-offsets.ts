// What time is it at a site: the offsets of its zone from universal time, worked out once and handed to rules as data.
import {
  addDays,
  type CalendarDate,
  calendarDate,
  daysBetween,
  firstDayOf,
  type Month,
  monthOf,
} from './calendar-date.ts';

/** From this instant on (milliseconds since 1970) the clocks of the zone are so many minutes ahead of universal time. */
export interface ZoneOffset {
  readonly fromMs: number;
  readonly offsetMinutes: number;
}

/** The offsets of a zone over a span, oldest first; the first holds for everything before it too. Never empty. */
export type ZoneOffsets = readonly [ZoneOffset, ...ZoneOffset[]];

const minuteMs = 60_000;
const dayMs = 86_400_000;
const epoch = calendarDate('1970-01-01');

/** A zone whose clocks never change, such as China's: 480 minutes. */
export const fixedOffset = (offsetMinutes: number): ZoneOffsets => [{ fromMs: 0, offsetMinutes }];

/**
 * The offsets of a zone between two instants, to the minute of each change.
 *
 * @param timeZone IANA name, such as `Asia/Ho_Chi_Minh`.
 * @throws RangeError for a time zone nobody knows.
 */
export function zoneOffsets(timeZone: string, fromMs: number, beforeMs: number): ZoneOffsets {
  const offsetAt = offsetReader(timeZone);
  const first: ZoneOffset = { fromMs, offsetMinutes: offsetAt(fromMs) };
  const changes: ZoneOffset[] = [];
  let known = first.offsetMinutes;
  for (let at = fromMs; at < beforeMs; at += dayMs) {
    const next = offsetAt(at + dayMs);
    if (next === known) continue;
    changes.push({ fromMs: changeBetween(at, at + dayMs, known, offsetAt), offsetMinutes: next });
    known = next;
  }
  return [first, ...changes];
}

function changeBetween(from: number, to: number, before: number, offsetAt: (ms: number) => number): number {
  let low = Math.floor(from / minuteMs);
  let high = Math.ceil(to / minuteMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * minuteMs) === before) low = middle;
    else high = middle;
  }
  return high * minuteMs;
}

function offsetReader(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (ms) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    const local = Date.UTC(year, month - 1, day, hour, minute, second);
    return Math.round((local - Math.floor(ms / 1000) * 1000) / minuteMs);
  };
}

/** Milliseconds that the clocks at the site are ahead at an instant. */
export function offsetMsAt(zone: ZoneOffsets, instantMs: number): number {
  let holding = zone[0];
  for (const each of zone) {
    if (each.fromMs > instantMs) break;
    holding = each;
  }
  return holding.offsetMinutes * minuteMs;
}

/** The calendar day at the site at an instant. */
export function localDay(zone: ZoneOffsets, instantMs: number): CalendarDate {
  return addDays(epoch, Math.floor((instantMs + offsetMsAt(zone, instantMs)) / dayMs));
}

/** The instant at which a calendar day begins at the site; where midnight is skipped, the first instant after it. */
export function startOfDay(zone: ZoneOffsets, day: CalendarDate): number {
  const local = daysBetween(epoch, day) * dayMs;
  const early = local - offsetMsAt(zone, local - dayMs);
  const late = local - offsetMsAt(zone, local + dayMs);
  if (early === late || localDay(zone, early) === day) {
    return localDay(zone, late) === day ? Math.min(early, late) : early;
  }
  return late;
}

/** The instant at which a calendar month begins at the site. */
export const startOfMonth = (zone: ZoneOffsets, month: Month): number => startOfDay(zone, firstDayOf(month));

/** The calendar month at the site at an instant. */
export const localMonth = (zone: ZoneOffsets, instantMs: number): Month => monthOf(localDay(zone, instantMs));

/** The instants that a time of the site's clocks may be: one, two where the hour is repeated, or the one after a gap. */
export interface LocalInstant {
  readonly atMs: number;
  /** The later of the two, where clocks were put back and showed this time twice. */
  readonly orMs: number | null;
  /** Clocks were put forward and never showed this time: it was written by one that was not. */
  readonly skipped: boolean;
}

/**
 * The instant of a day and time as the site's clocks show them, `minuteOfDay` from 0; seconds are to be added by the
 * caller. A sheet of readings in local time has each autumn an hour twice and each spring one less.
 */
export function localInstant(zone: ZoneOffsets, day: CalendarDate, minuteOfDay: number): LocalInstant {
  const local = daysBetween(epoch, day) * dayMs + minuteOfDay * minuteMs;
  const before = local - offsetMsAt(zone, local - dayMs);
  const after = local - offsetMsAt(zone, local + dayMs);
  const holds = (atMs: number) => atMs + offsetMsAt(zone, atMs) === local;
  const [first, second] = [Math.min(before, after), Math.max(before, after)];
  if (!holds(before) && !holds(after)) return { atMs: before, orMs: null, skipped: true };
  if (holds(first) && holds(second) && first !== second) return { atMs: first, orMs: second, skipped: false };
  return { atMs: holds(before) ? before : after, orMs: null, skipped: false };
}
