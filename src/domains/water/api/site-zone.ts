// The clocks of a factory, worked out once for as long as there have been readings.
import { type ZoneOffset, type ZoneOffsets, zoneOffsets } from '#period/zone-offsets.ts';

const DAY_MS = 86_400_000;
/** Before this the clocks are taken to be those of then, and after the other as they are then: there are no readings. */
const [FIRST_MS, LAST_MS] = [Date.parse('1995-01-01T00:00:00Z'), Date.parse('2200-01-01T00:00:00Z')];
/** A month and a day: whoever asks where a month begins looks so far. */
const MONTH_MS = 32 * DAY_MS;

const known = new Map<string, { zone: ZoneOffsets; beforeMs: number }>();

/** The offsets of a zone that are needed to tell the hours, days and months of instants between these two. */
export function siteZone(timeZone: string, fromMs: number, beforeMs: number): ZoneOffsets {
  const wanted = Math.min(beforeMs + MONTH_MS, LAST_MS);
  let all = known.get(timeZone);
  if (!all || all.beforeMs < wanted) {
    all = { zone: zoneOffsets(timeZone, FIRST_MS, wanted + 366 * DAY_MS), beforeMs: wanted + 366 * DAY_MS };
    known.set(timeZone, all);
  }
  const [first, ...changes] = all.zone;
  const within: ZoneOffset[] = [first, ...changes.filter((one) => one.fromMs < wanted)];
  const holding = within.findLastIndex((one) => one.fromMs <= fromMs - MONTH_MS);
  return within.slice(Math.max(0, holding)) as [ZoneOffset, ...ZoneOffset[]];
}
