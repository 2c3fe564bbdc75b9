// Which readings count, and in which order: of two for one instant the later kept, and none that its neighbours contradict.
import { type Citation, cite } from '#standards/cite.ts';
import { Exact } from '#units/quantity.ts';
import type { MeterFacts, RawReading, ReadingUse } from '../model/meter.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const readingOrderCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** A reading in its place, and what became of it. */
export interface PlacedReading {
  readonly reading: RawReading;
  readonly use: ReadingUse;
  /** Another reading for the same instant said something else. */
  readonly conflict: boolean;
}

/** Readings in the order of time; of one instant in the order in which they were kept. */
export const inTime = (readings: readonly RawReading[]): RawReading[] =>
  [...readings].sort((one, other) => one.atMs - other.atMs || one.sequence - other.sequence);

/** For each instant the reading that was kept last; the others are duplicates, or superseded where they differ. */
export function onePerInstant(ordered: readonly RawReading[]): PlacedReading[] {
  const placed: PlacedReading[] = [];
  for (let from = 0; from < ordered.length; ) {
    let before = from + 1;
    while (before < ordered.length && ordered[before]?.atMs === ordered[from]?.atMs) before += 1;
    const same = ordered.slice(from, before);
    const kept = same.at(-1) as RawReading;
    const differs = (one: RawReading) => !one.count.eq(kept.count);
    const conflict = same.some(differs);
    for (const reading of same.slice(0, -1)) {
      placed.push({ reading, use: differs(reading) ? 'superseded' : 'duplicate', conflict });
    }
    placed.push({ reading: kept, use: 'counted', conflict });
    from = before;
  }
  return placed;
}

/**
 * Whether a reading is contradicted by both its neighbours, which agree with each other: higher than the one after,
 * which is not below the one before (a digit too high), or lower than the one before, with the one after not below that.
 * Neighbours are the readings next in time, whatever becomes of them, so that what is said of a reading depends on
 * these two alone and a late reading changes nothing farther off.
 */
export function contradicted(
  before: RawReading | undefined,
  reading: RawReading,
  after: RawReading | undefined,
  { backwardCounts }: Pick<MeterFacts, 'backwardCounts'>,
): 'suspect_high' | 'suspect_low' | undefined {
  if (!before || !after || after.count.lt(before.count)) return undefined;
  if (new Exact(reading.count).minus(after.count).gt(backwardCounts)) return 'suspect_high';
  if (new Exact(before.count).minus(reading.count).gt(backwardCounts)) return 'suspect_low';
  return undefined;
}
