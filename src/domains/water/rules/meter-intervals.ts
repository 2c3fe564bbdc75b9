// What flowed when: the raw readings of one meter point, turned into intervals that can be recomputed piece by piece.
import { type Citation, cite } from '#standards/cite.ts';
import type {
  IntervalCode,
  MeterInterval,
  MeterSpan,
  RawReading,
  ReadingExclusion,
  ReadingUse,
} from '../model/meter.ts';
import { excludedFrom, isExcluded } from './reading-exclusion.ts';
import { contradicted, inTime, onePerInstant, type PlacedReading } from './reading-order.ts';
import { incrementVolume, registerDifference } from './register-difference.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const meterIntervalsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** The intervals of some time, in order and without overlap, and what became of each reading. */
export interface MeterCount {
  readonly intervals: readonly MeterInterval[];
  readonly uses: ReadonlyMap<string, ReadingUse>;
}

/** An interval is a gap when it is longer than this many times the time between two readings. */
const gapFactor = 1.5;

/** A reading that counts, or what the register showed when the meter was changed. */
interface Point {
  readonly atMs: number;
  readonly count: RawReading['count'] | null;
  readonly conflict: boolean;
}

/**
 * What the readings of one meter point are worth. Their order does not matter. Spans are in order, without overlap. What a
 * person took out is counted as though it had not come, and the intervals over it say so.
 */
export function meterCount(
  readings: readonly RawReading[],
  spans: readonly MeterSpan[],
  exclusions: readonly ReadingExclusion[] = [],
): MeterCount {
  const uses = new Map<string, ReadingUse>();
  const out = (one: RawReading) => isExcluded(one.atMs, exclusions);
  for (const { id } of exclusions.length > 0 ? readings.filter(out) : []) uses.set(id, 'excluded');
  const ordered = inTime(exclusions.length > 0 ? readings.filter((one) => !out(one)) : readings);
  const first = spans[0];
  const intervals: MeterInterval[] = [];
  for (const { id, atMs } of ordered) if (!first || atMs < first.fromMs) uses.set(id, 'before_meter');
  for (const [index, span] of spans.entries()) {
    const beforeMs = spans[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const placed = judged(
      ordered.filter(({ atMs }) => atMs >= span.fromMs && atMs < beforeMs),
      span,
    );
    for (const { reading, use } of placed) uses.set(reading.id, use);
    intervals.push(...intervalsOfSpan(placed, span, beforeMs));
  }
  return { intervals: intervals.map((one) => excludedFrom(one, exclusions)), uses };
}

/** Each reading of a span with what becomes of it. */
function judged(ordered: readonly RawReading[], { facts }: MeterSpan): PlacedReading[] {
  const placed = onePerInstant(ordered);
  const kept = placed.filter(({ use }) => use === 'counted');
  const suspects = new Map<string, ReadingUse>();
  for (const [index, { reading }] of facts.kind === 'increment' ? [] : kept.entries()) {
    const use = contradicted(kept[index - 1]?.reading, reading, kept[index + 1]?.reading, facts);
    if (use) suspects.set(reading.id, use);
  }
  return placed.map((one) => ({ ...one, use: suspects.get(one.reading.id) ?? one.use }));
}

function intervalsOfSpan(placed: readonly PlacedReading[], span: MeterSpan, beforeMs: number): MeterInterval[] {
  const points: Point[] = placed
    .filter(({ use }) => use === 'counted')
    .map(({ reading, conflict }) => ({ atMs: reading.atMs, count: reading.count, conflict }));
  if (span.facts.kind === 'increment') return increments(points, span, beforeMs);
  const opening = { atMs: span.fromMs, count: span.startCount, conflict: false };
  const closing = { atMs: beforeMs, count: span.endCount, conflict: false };
  const last = Number.isFinite(beforeMs) ? [closing] : [];
  const leftOut = placed.filter(({ use }) => use === 'suspect_high' || use === 'suspect_low');
  return pairs([opening, ...points, ...last])
    .filter(([from, to]) => to.atMs > from.atMs)
    .map(([from, to]) => {
      const skipped = leftOut.some(({ reading }) => reading.atMs > from.atMs && reading.atMs < to.atMs);
      return intervalBetween(from, to, span, skipped);
    });
}

/** Each increment stands for the time that its device sends by, or for less where another came in between. */
function increments(points: readonly Point[], { fromMs, facts }: MeterSpan, beforeMs: number): MeterInterval[] {
  const intervals: MeterInterval[] = [];
  let heardUntil = fromMs;
  const silence = (until: number) => {
    if (until > heardUntil) {
      intervals.push({ fromMs: heardUntil, beforeMs: until, volumeM3: null, codes: ['not_heard'], atLeast: false });
    }
  };
  for (const { atMs, count, conflict } of points) {
    if (count === null || atMs <= heardUntil) continue;
    const begins = Math.max(heardUntil, atMs - (facts.expectedEveryMs ?? Number.POSITIVE_INFINITY));
    silence(begins);
    const { volumeM3, codes, atLeast } = incrementVolume(count, atMs - begins, facts);
    const seen: IntervalCode[] = conflict ? ['readings_conflict'] : [];
    intervals.push({ fromMs: begins, beforeMs: atMs, volumeM3, codes: [...seen, ...codes], atLeast });
    heardUntil = atMs;
  }
  if (Number.isFinite(beforeMs)) silence(beforeMs);
  return intervals;
}

const pairs = (points: readonly Point[]): (readonly [Point, Point])[] =>
  points.slice(1).map((to, index) => [points[index] as Point, to] as const);

function intervalBetween(from: Point, to: Point, { facts }: MeterSpan, skipped: boolean): MeterInterval {
  const lastedMs = to.atMs - from.atMs;
  const seen: IntervalCode[] = [];
  if (facts.expectedEveryMs !== null && lastedMs > facts.expectedEveryMs * gapFactor) seen.push('gap');
  if (from.conflict || to.conflict) seen.push('readings_conflict');
  if (skipped) seen.push('reading_left_out');
  const place = { fromMs: from.atMs, beforeMs: to.atMs };
  if (from.count === null || to.count === null) {
    const missing = to.count === null ? 'end_reading_missing' : 'start_reading_missing';
    return { ...place, volumeM3: null, codes: [...seen, missing], atLeast: false };
  }
  const { volumeM3, codes, atLeast } = registerDifference(from.count, to.count, lastedMs, facts);
  return { ...place, volumeM3, codes: [...seen, ...codes], atLeast };
}

/** A piece of a meter point's readings that lie one after the other. */
export interface ReadingWindow {
  readonly readings: readonly RawReading[];
  /** There is no reading before the first, or after the last, of these. */
  readonly beginsSeries: boolean;
  readonly endsSeries: boolean;
}

/** Intervals that take the place of all intervals that lie between two instants. */
export interface Recount extends MeterCount {
  readonly fromMs: number;
  readonly beforeMs: number;
}

/**
 * What changes when readings are added: the intervals that take the place of those between two instants. The same as
 * counting everything again, at the cost of a few readings on either side. `needs_more` says that the window is too
 * narrow: it must hold, on each side of what is added, a reading that counts and its neighbour on the far side.
 */
export function recount(
  { readings, beginsSeries, endsSeries }: ReadingWindow,
  added: readonly RawReading[],
  spans: readonly MeterSpan[],
): Recount | 'needs_more' {
  const addedInTime = inTime(added);
  const [earliest, latest] = [addedInTime[0], addedInTime.at(-1)];
  if (!earliest || !latest) return { fromMs: 0, beforeMs: 0, intervals: [], uses: new Map() };
  const count = meterCount([...readings, ...added], spans);
  const instants = [...new Set(inTime(readings).map(({ atMs }) => atMs))];
  const counts = new Set(readings.filter(({ id }) => count.uses.get(id) === 'counted').map(({ atMs }) => atMs));
  const changes = spans.map((span) => span.fromMs);
  const fromMs = lastSteady(instants, counts, changes, earliest.atMs, beginsSeries);
  const beforeMs = firstSteady(instants, counts, changes, latest.atMs, endsSeries);
  if (fromMs === undefined || beforeMs === undefined) return 'needs_more';
  const within = inTime([...readings, ...added]).filter(({ atMs }) => atMs >= fromMs && atMs <= beforeMs);
  return {
    fromMs,
    beforeMs,
    intervals: count.intervals.filter((one) => one.fromMs >= fromMs && one.beforeMs <= beforeMs),
    uses: new Map(within.flatMap(({ id }) => (count.uses.has(id) ? [[id, count.uses.get(id) as ReadingUse]] : []))),
  };
}

/**
 * The last instant before which nothing can change: a change of the meter, or a counted reading two readings away from
 * what is added, with its own neighbour in sight.
 */
function lastSteady(
  instants: readonly number[],
  counts: ReadonlySet<number>,
  changes: readonly number[],
  addedMs: number,
  begins: boolean,
): number | undefined {
  const change = changes.filter((at) => at <= addedMs).at(-1);
  const before = instants.filter((at) => at < addedMs && (change === undefined || at >= change));
  const inSight = instants.filter((at) => at < addedMs);
  for (let index = before.length - 2; index >= 0; index -= 1) {
    const at = before[index] as number;
    const hasNeighbour = inSight.indexOf(at) > 0 || begins;
    if (counts.has(at) && hasNeighbour) return at;
  }
  if (inSight.length > before.length || begins) return change ?? Number.NEGATIVE_INFINITY;
  return undefined;
}

function firstSteady(
  instants: readonly number[],
  counts: ReadonlySet<number>,
  changes: readonly number[],
  addedMs: number,
  ends: boolean,
): number | undefined {
  const change = changes.find((at) => at > addedMs);
  const after = instants.filter((at) => at > addedMs && (change === undefined || at < change));
  const inSight = instants.filter((at) => at > addedMs);
  for (let index = 1; index < after.length; index += 1) {
    const at = after[index] as number;
    const hasNeighbour = inSight.indexOf(at) < inSight.length - 1 || ends;
    if (counts.has(at) && hasNeighbour) return at;
  }
  if (inSight.length > after.length || ends) return change ?? Number.POSITIVE_INFINITY;
  return undefined;
}
