// A person took readings out of the count: what becomes of the intervals over that time?
import { type Citation, cite } from '#standards/cite.ts';
import type { IntervalCode, MeterInterval, ReadingExclusion } from '../model/meter.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const readingExclusionCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** Whether a reading at an instant is taken out: from the beginning of a time, before its end. */
export const isExcluded = (atMs: number, exclusions: readonly ReadingExclusion[]): boolean =>
  exclusions.some(({ fromMs, beforeMs }) => atMs >= fromMs && atMs < beforeMs);

/** What an interval is by the time that it lasted; all else says what its register did, which nobody knows any more. */
const saysNothingOfRegister: readonly IntervalCode[] = ['gap', 'not_heard', 'readings_conflict', 'reading_left_out'];

/**
 * An interval as it is where a time within it was taken out: named so; and where what flowed is not known, without volume.
 * One that only touches such a time is as it was.
 */
export function excludedFrom(interval: MeterInterval, exclusions: readonly ReadingExclusion[]): MeterInterval {
  const over = exclusions.filter(({ fromMs, beforeMs }) => fromMs < interval.beforeMs && beforeMs > interval.fromMs);
  if (over.length === 0) return interval;
  if (over.every(({ effect }) => effect === 'counted_on'))
    return { ...interval, codes: [...interval.codes, 'readings_excluded'] };
  const codes = interval.codes.filter((code) => saysNothingOfRegister.includes(code));
  return { ...interval, volumeM3: null, atLeast: false, codes: [...codes, 'readings_excluded'] };
}
