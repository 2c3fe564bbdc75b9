// How little flows at night, when nobody draws water: what flows then all the same is a leak, or a tap that was left open.
import type { CalendarDate } from '#period/calendar-date.ts';
import { startOfDay, type ZoneOffsets } from '#period/zone-offsets.ts';
import { type Citation, cite } from '#standards/cite.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const nightFlowCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'night minimum flow')];

/** The value of one day; null where it is not known. For finding, so a plain number. */
export interface DayValue {
  readonly day: CalendarDate;
  readonly value: number | null;
}

/** Hours of the night by the clock of the site: from two, before five. */
export const defaultNight = { fromHour: 2, beforeHour: 5 } as const;

const hourMs = 3_600_000;
const hoursInDay = 24;
/** A register that counts in steps larger than this jumps between hours: the mean of the night is taken, not its least hour. */
const coarseM3 = 0.1;

/**
 * Cubic metres an hour in the quietest hour of each night, from hours that were measured; an hour in a gap is not known.
 * A night counts with at least two of its hours.
 */
export function nightMinimumFlow(
  days: readonly DayHours[],
  {
    fromHour = defaultNight.fromHour,
    beforeHour = defaultNight.beforeHour,
    m3PerCount = 0,
  }: { fromHour?: number; beforeHour?: number; m3PerCount?: number } = {},
): DayValue[] {
  return days.map(({ day, hours }) => {
    const known = hours.slice(fromHour, beforeHour).flatMap((value) => value ?? []);
    if (known.length < 2) return { day, value: null };
    const mean = known.reduce((total, one) => total + one, 0) / known.length;
    return { day, value: m3PerCount > coarseM3 ? mean : Math.min(...known) };
  });
}

/** What flowed in an hour, as it is kept. */
export interface HourVolume {
  readonly volumeM3: number;
  readonly knownMs: number;
  /** Part of it lies in a gap. */
  readonly estimated: boolean;
  readonly atLeast: boolean;
}

/** Null unless all of it was measured: neither a gap, nor unknown, nor a lower bound. */
const measuredM3 = (hour: HourVolume | undefined): number | null =>
  !hour || hour.knownMs < hourMs || hour.atLeast || hour.estimated ? null : hour.volumeM3;

/** The hours of one day in order, m³ each; null where an hour was not measured. */
export interface DayHours {
  readonly day: CalendarDate;
  readonly hours: readonly (number | null)[];
}

/** The first 24 hours of each day at the site, of hours by their beginning; the 25th of the day on which clocks go back is left out. */
export function hoursOfDays(
  hours: ReadonlyMap<number, HourVolume>,
  days: readonly CalendarDate[],
  zone: ZoneOffsets,
): DayHours[] {
  return days.map((day) => {
    const midnight = startOfDay(zone, day);
    return {
      day,
      hours: Array.from({ length: hoursInDay }, (_, hour) => measuredM3(hours.get(midnight + hour * hourMs))),
    };
  });
}
