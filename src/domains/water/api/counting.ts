// Works out what flowed where readings came or a meter was changed, and keeps it by hour, day and month. Only the actor `figures` does.
import type { ZoneOffsets } from '#period/zone-offsets.ts';
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import { type BucketSize, bucketStart, buckets } from '../rules/consumption-buckets.ts';
import { type MeterInterval, meterCount } from '../rules/meter-intervals.ts';
import { rollUp, type Touched } from '../store/days.ts';
import {
  type HourRow,
  type Marked,
  markChangedMeters,
  type Patience,
  readingsBetween,
  replaceHours,
  spansOf,
  step,
  takeMarks,
  whatIsDue,
} from '../store/hours.ts';
import { siteZone } from './site-zone.ts';

const figures = systemActor('figures');
const HOUR_MS = 3_600_000;

/** The hours of what is known, each with what of it lies between two readings of one day, and of one month. */
function hoursOf(known: readonly MeterInterval[], zone: ZoneOffsets): HourRow[] {
  const liesIn = (size: BucketSize) => (one: MeterInterval) =>
    bucketStart(one.fromMs, size, zone) === bucketStart(one.beforeMs - 1, size, zone);
  const [inHour, inDay, inMonth] = [liesIn('hour'), liesIn('day'), liesIn('month')];
  const shared = known.filter((one) => !inHour(one));
  const ofDay = buckets(shared.filter(inDay), 'hour', zone);
  const ofMonth = buckets(shared.filter(inMonth), 'hour', zone);
  return [...buckets(known, 'hour', zone).values()].map((hour) => ({
    ...{ fromMs: hour.fromMs, knownSeconds: String(hour.knownMs / 1000), atLeast: hour.atLeast },
    ...{ measuredM3: hour.measuredM3.toFixed(), interpolatedM3: hour.interpolatedM3.toFixed() },
    estimatedM3: hour.estimatedM3.toFixed(),
    interpolatedInDayM3: ofDay.get(hour.fromMs)?.interpolatedM3.toFixed() ?? '0',
    estimatedInDayM3: ofDay.get(hour.fromMs)?.estimatedM3.toFixed() ?? '0',
    interpolatedInMonthM3: ofMonth.get(hour.fromMs)?.interpolatedM3.toFixed() ?? '0',
    estimatedInMonthM3: ofMonth.get(hour.fromMs)?.estimatedM3.toFixed() ?? '0',
  }));
}

/** Works out the hours of one point anew between the instants that are marked, with whatever hangs on them. */
async function countPoint(tx: Tx, { point, meterId, timeZone, from, before }: Marked): Promise<Touched> {
  // What changes may reach to the readings around the mark, and from there to the ends of their hours.
  const [low, high] = [await step(tx, point, from, 'earlier'), await step(tx, point, before, 'later')];
  const [lowMs, highMs] = [(low ?? from).getTime(), (high ?? before).getTime()];
  const near = siteZone(timeZone, lowMs, highMs);
  const fromMs = low ? bucketStart(lowMs, 'hour', near) : Number.NEGATIVE_INFINITY;
  const beforeMs = high ? bucketStart(highMs, 'hour', near) + HOUR_MS : Number.POSITIVE_INFINITY;
  const earliest = low ? await step(tx, point, new Date(fromMs), 'earlier') : null;
  const latest = high ? await step(tx, point, new Date(beforeMs), 'later') : null;
  const [first, last] = [earliest?.toISOString() ?? '-infinity', latest?.toISOString() ?? 'infinity'];
  const { intervals } = meterCount(await readingsBetween(tx, point, first, last), await spansOf(tx, meterId));
  const within = (ms: number) => ms >= fromMs && ms < beforeMs;
  const ended = intervals.filter((one) => Number.isFinite(one.beforeMs));
  // An hour of which nothing is known is told by its interval, and is no row of its own.
  const known = ended.filter(({ volumeM3 }) => volumeM3 !== null);
  const zone = siteZone(timeZone, ended[0]?.fromMs ?? lowMs, ended.at(-1)?.beforeMs ?? highMs);
  await replaceHours(...([tx, point, { fromMs, beforeMs }] as const), {
    hours: hoursOf(known, zone).filter((hour) => within(hour.fromMs)),
    intervals: ended
      .filter((one) => within(one.fromMs) && (one.codes.length > 0 || one.volumeM3 === null))
      .map(({ volumeM3, ...one }) => ({ ...one, volumeM3: volumeM3?.toFixed() ?? null })),
  });
  return { point, fromMs, beforeMs };
}

/** Takes some of what is marked and works it out, once it has waited as long as it should. @returns whether it did */
export async function countMarked(db: Database, patience: Patience = { quietMs: 0, longestMs: 0 }): Promise<boolean> {
  const due = await db.as(figures, (tx) => whatIsDue(tx, patience));
  if (due.changedMeters) await db.as(figures, markChangedMeters);
  else if (!due.marks) return false;
  return db.as(figures, async (tx) => {
    const marked = await takeMarks(tx);
    const touched: Touched[] = [];
    for (const one of marked) touched.push(await countPoint(tx, one));
    await rollUp(tx, touched);
    return marked.length > 0;
  });
}
