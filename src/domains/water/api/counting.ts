// Works out what flowed where readings came or a meter was changed, and keeps it by hour, day and month. Only the actor `figures` does.
import type { ZoneOffsets } from '#period/zone-offsets.ts';
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import type { BucketSize, MeterInterval, MeterSpan, ReadingExclusion } from '../model/meter.ts';
import { bucketStart, buckets, bucketsTouched, keptBy } from '../rules/consumption-buckets.ts';
import { meterCount } from '../rules/meter-intervals.ts';
import { rollUp, type Touched } from '../store/days.ts';
import { exclusionsOf } from '../store/exclusions.ts';
import { watch } from '../store/findings.ts';
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

/** The hours, or days, of what is known, each with what of it lies between two readings of one day, and of one month. */
function partsOf(known: readonly MeterInterval[], by: 'hour' | 'day', zone: ZoneOffsets): HourRow[] {
  const liesIn = (size: BucketSize) => (one: MeterInterval) =>
    bucketStart(one.fromMs, size, zone) === bucketStart(one.beforeMs - 1, size, zone);
  const [inOne, inDay, inMonth] = [liesIn(by), liesIn('day'), liesIn('month')];
  const shared = known.filter((one) => !inOne(one));
  const ofDay = buckets(shared.filter(inDay), by, zone);
  const ofMonth = buckets(shared.filter(inMonth), by, zone);
  return [...buckets(known, by, zone).values()].map((one) => ({
    ...{ fromMs: one.fromMs, knownSeconds: String(one.knownMs / 1000), atLeast: one.atLeast, wholeDay: by === 'day' },
    ...{ measuredM3: one.measuredM3.toFixed(), interpolatedM3: one.interpolatedM3.toFixed() },
    estimatedM3: one.estimatedM3.toFixed(),
    interpolatedInDayM3: ofDay.get(one.fromMs)?.interpolatedM3.toFixed() ?? '0',
    estimatedInDayM3: ofDay.get(one.fromMs)?.estimatedM3.toFixed() ?? '0',
    interpolatedInMonthM3: ofMonth.get(one.fromMs)?.interpolatedM3.toFixed() ?? '0',
    estimatedInMonthM3: ofMonth.get(one.fromMs)?.estimatedM3.toFixed() ?? '0',
  }));
}

/** What is known, by the hour where a meter stood that is read so often, and by the day where one stood that is not. */
function hoursOf(known: readonly MeterInterval[], spans: readonly MeterSpan[], zone: ZoneOffsets): HourRow[] {
  const by = Map.groupBy(known, ({ fromMs }) => {
    const span = spans.findLast((one) => one.fromMs <= fromMs);
    return span ? keptBy(span.facts) : 'hour';
  });
  return [...by].flatMap(([size, of]) => partsOf(of, size, zone));
}

/** Works out the hours of one point anew between the instants that are marked, with whatever hangs on them. */
async function countPoint(
  tx: Tx,
  { point, meterId, timeZone, from, before }: Marked,
  exclusions: readonly ReadingExclusion[],
): Promise<Touched> {
  const spans = await spansOf(tx, meterId);
  // What changes may reach to the readings around the mark, and from there to the ends of their hours, or days.
  const beyond = (at: Date, to: 'earlier' | 'later') => step(tx, point, at, to, exclusions);
  const [low, high] = [await beyond(from, 'earlier'), await beyond(before, 'later')];
  const [lowMs, highMs] = [(low ?? from).getTime(), (high ?? before).getTime()];
  const near = siteZone(timeZone, lowMs, highMs);
  const size = spans.some(({ facts }) => keptBy(facts) === 'day') ? 'day' : 'hour';
  const ends = bucketsTouched({ fromMs: lowMs, beforeMs: highMs + 1 }, size, near);
  const fromMs = low ? ends.fromMs : Number.NEGATIVE_INFINITY;
  const beforeMs = high ? ends.beforeMs : Number.POSITIVE_INFINITY;
  const earliest = low ? await beyond(new Date(fromMs), 'earlier') : null;
  const latest = high ? await beyond(new Date(beforeMs), 'later') : null;
  const [first, last] = [earliest?.toISOString() ?? '-infinity', latest?.toISOString() ?? 'infinity'];
  const { intervals } = meterCount(await readingsBetween(tx, point, first, last), spans, exclusions);
  const within = (ms: number) => ms >= fromMs && ms < beforeMs;
  const ended = intervals.filter((one) => Number.isFinite(one.beforeMs));
  // An hour of which nothing is known is told by its interval, and is no row of its own.
  const known = ended.filter(({ volumeM3 }) => volumeM3 !== null);
  const zone = siteZone(timeZone, ended[0]?.fromMs ?? lowMs, ended.at(-1)?.beforeMs ?? highMs);
  await replaceHours(...([tx, point, { fromMs, beforeMs }] as const), {
    hours: hoursOf(known, spans, zone).filter((hour) => within(hour.fromMs)),
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
    const taken = marked.map(({ meterId }) => meterId);
    const out = taken.length > 0 ? await exclusionsOf(tx, taken) : undefined;
    for (const one of marked) touched.push(await countPoint(tx, one, out?.get(one.meterId) ?? []));
    await rollUp(tx, touched);
    await watch(tx, touched);
    return marked.length > 0;
  });
}
