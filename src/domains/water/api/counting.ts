// Works out what flowed where readings came or a meter was changed, and keeps it by the hour. Only the actor `figures` does.
import { zoneOffsets } from '#period/zone-offsets.ts';
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import { bucketStart, buckets } from '../rules/consumption-buckets.ts';
import { meterCount } from '../rules/meter-intervals.ts';
import {
  type Marked,
  markChangedMeters,
  nothingMarked,
  readingsBetween,
  replaceHours,
  spansOf,
  step,
  takeMarks,
} from '../store/hours.ts';

const figures = systemActor('figures');
const HOUR_MS = 3_600_000;

/** Works out one point anew between the instants that are marked, with whatever hangs on them. */
async function countPoint(tx: Tx, { point, meterId, timeZone, from, before }: Marked): Promise<void> {
  // What changes may reach to the readings around the mark, and from there to the ends of their hours.
  const [low, high] = [await step(tx, point, from, 'earlier'), await step(tx, point, before, 'later')];
  const [lowMs, highMs] = [(low ?? from).getTime(), (high ?? before).getTime()];
  const zone = zoneOffsets(timeZone, lowMs - HOUR_MS, highMs + 2 * HOUR_MS);
  const fromMs = low ? bucketStart(lowMs, 'hour', zone) : Number.NEGATIVE_INFINITY;
  const beforeMs = high ? bucketStart(highMs, 'hour', zone) + HOUR_MS : Number.POSITIVE_INFINITY;
  const earliest = low ? await step(tx, point, new Date(fromMs), 'earlier') : null;
  const latest = high ? await step(tx, point, new Date(beforeMs), 'later') : null;
  const [first, last] = [earliest?.toISOString() ?? '-infinity', latest?.toISOString() ?? 'infinity'];
  const { intervals } = meterCount(await readingsBetween(tx, point, first, last), await spansOf(tx, meterId));
  const within = (ms: number) => ms >= fromMs && ms < beforeMs;
  const ended = intervals.filter((one) => Number.isFinite(one.beforeMs));
  // An hour of which nothing is known is told by its interval, and is no row of its own.
  const known = ended.filter(({ volumeM3 }) => volumeM3 !== null);
  await replaceHours(...([tx, point, { fromMs, beforeMs }] as const), {
    hours: [...buckets(known, 'hour', zone).values()]
      .filter((hour) => within(hour.fromMs))
      .map((hour) => ({
        ...{ fromMs: hour.fromMs, knownSeconds: String(hour.knownMs / 1000), atLeast: hour.atLeast },
        ...{ measuredM3: hour.measuredM3.toFixed(), interpolatedM3: hour.interpolatedM3.toFixed() },
        estimatedM3: hour.estimatedM3.toFixed(),
      })),
    intervals: ended
      .filter((one) => within(one.fromMs) && (one.codes.length > 0 || one.volumeM3 === null))
      .map(({ volumeM3, ...one }) => ({ ...one, volumeM3: volumeM3?.toFixed() ?? null })),
  });
}

/** Takes what is marked and works it out. @returns whether there was something to do */
export async function countMarked(db: Database): Promise<boolean> {
  if (await db.as(figures, nothingMarked)) return false;
  await db.as(figures, markChangedMeters);
  return db.as(figures, async (tx) => {
    const marked = await takeMarks(tx);
    for (const one of marked) await countPoint(tx, one);
    return marked.length > 0;
  });
}
