// How much flowed in each hour, day or month: intervals cut at the ends of these, each part with its basis.
import { addDays, monthOf, shiftMonth } from '#period/calendar-date.ts';
import { localDay, offsetMsAt, startOfDay, startOfMonth, type ZoneOffsets } from '#period/zone-offsets.ts';
import { type Citation, cite } from '#standards/cite.ts';
import { add, type CubicMetres, cubicMetres, Exact } from '#units/quantity.ts';
import type { BucketSize, MeterFacts, MeterInterval } from '../model/meter.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const consumptionBucketsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

const hourMs = 3_600_000;
const hoursTold = 3;

/** The finest by which what a meter tells is worth keeping: one that is read once a day says nothing of its hours. */
export const keptBy = ({ expectedEveryMs }: MeterFacts): 'hour' | 'day' =>
  expectedEveryMs !== null && expectedEveryMs > hoursTold * hourMs ? 'day' : 'hour';

/**
 * What flowed in one hour, day or month. `measured` lies between two readings within it; `interpolated` is the part, by
 * time, of an interval no longer than usual that reaches across its edge; `estimated` is the part of a gap.
 */
export interface Bucket {
  readonly fromMs: number;
  readonly beforeMs: number;
  readonly measuredM3: CubicMetres;
  readonly interpolatedM3: CubicMetres;
  readonly estimatedM3: CubicMetres;
  /** Time for which a volume is known. */
  readonly knownMs: number;
  /** Time between readings whose volume is not known: nothing is put in its place. */
  readonly unknownMs: number;
  /** Part of it is a lower bound. */
  readonly atLeast: boolean;
}

/** What one interval adds to one bucket. */
interface Part {
  readonly fromMs: number;
  readonly beforeMs: number;
  readonly basis: 'measured' | 'interpolated' | 'estimated' | 'unknown';
  readonly volumeM3: CubicMetres;
  readonly lastedMs: number;
  readonly atLeast: boolean;
}

/** All that one bucket holds. */
export const bucketVolume = ({ measuredM3, interpolatedM3, estimatedM3 }: Bucket): CubicMetres =>
  add(add(measuredM3, interpolatedM3), estimatedM3);

/** The beginning of the bucket in which an instant lies. */
export function bucketStart(instantMs: number, size: BucketSize, zone: ZoneOffsets): number {
  if (size === 'hour') {
    const offset = offsetMsAt(zone, instantMs);
    return Math.floor((instantMs + offset) / hourMs) * hourMs - offset;
  }
  const day = localDay(zone, instantMs);
  return size === 'day' ? startOfDay(zone, day) : startOfMonth(zone, monthOf(day));
}

function bucketEnd(startMs: number, size: BucketSize, zone: ZoneOffsets): number {
  if (size === 'hour') return startMs + hourMs;
  const day = localDay(zone, startMs);
  return size === 'day' ? startOfDay(zone, addDays(day, 1)) : startOfMonth(zone, shiftMonth(monthOf(day), 1));
}

/**
 * An interval cut at the ends of buckets. Each part is what had flowed by its end less what had flowed by its beginning,
 * both rounded to the millilitre, so that the parts add up to the interval exactly, and hours to days.
 */
function partsOf(interval: MeterInterval, size: BucketSize, zone: ZoneOffsets): Part[] {
  const parts: Part[] = [];
  const { fromMs, beforeMs, volumeM3, atLeast } = interval;
  let start = bucketStart(fromMs, size, zone);
  let at = fromMs;
  while (at < beforeMs) {
    const end = bucketEnd(start, size, zone);
    const to = Math.min(end, beforeMs);
    const whole = at === fromMs && to === beforeMs;
    const volume = whole ? volumeM3 : volumeM3 && cubicMetres(flowedBy(to, interval).minus(flowedBy(at, interval)));
    parts.push({
      fromMs: start,
      beforeMs: end,
      basis: volume === null ? 'unknown' : basisOf(interval, whole),
      volumeM3: volume ?? cubicMetres(0),
      lastedMs: to - at,
      atLeast: atLeast && volume !== null,
    });
    at = to;
    start = end;
  }
  return parts;
}

function basisOf({ codes }: MeterInterval, whole: boolean): Part['basis'] {
  if (whole) return 'measured';
  return codes.includes('gap') ? 'estimated' : 'interpolated';
}

const flowedBy = (atMs: number, { fromMs, beforeMs, volumeM3 }: MeterInterval) =>
  new Exact(volumeM3 ?? 0)
    .times(atMs - fromMs)
    .div(beforeMs - fromMs)
    .toDecimalPlaces(6);

const empty = (fromMs: number, beforeMs: number): Bucket => ({
  fromMs,
  beforeMs,
  measuredM3: cubicMetres(0),
  interpolatedM3: cubicMetres(0),
  estimatedM3: cubicMetres(0),
  knownMs: 0,
  unknownMs: 0,
  atLeast: false,
});

/** Buckets by their beginning, oldest first. A bucket that nothing reaches is absent, not zero. */
export function buckets(
  intervals: Iterable<MeterInterval>,
  size: BucketSize,
  zone: ZoneOffsets,
): ReadonlyMap<number, Bucket> {
  const kept = new Map<number, Bucket>();
  for (const interval of intervals) {
    for (const part of partsOf(interval, size, zone)) {
      kept.set(part.fromMs, withPart(kept.get(part.fromMs) ?? empty(part.fromMs, part.beforeMs), part));
    }
  }
  return new Map([...kept].sort(([one], [other]) => one - other));
}

function withPart(bucket: Bucket, { basis, volumeM3, lastedMs, atLeast }: Part): Bucket {
  if (basis === 'unknown') return { ...bucket, unknownMs: bucket.unknownMs + lastedMs };
  const name = `${basis}M3` as const;
  return {
    ...bucket,
    [name]: add(bucket[name], volumeM3),
    knownMs: bucket.knownMs + lastedMs,
    atLeast: bucket.atLeast || atLeast,
  };
}

/** The instants between which buckets must be worked out again when intervals between two instants are replaced. */
export function bucketsTouched(
  { fromMs, beforeMs }: { readonly fromMs: number; readonly beforeMs: number },
  size: BucketSize,
  zone: ZoneOffsets,
): { readonly fromMs: number; readonly beforeMs: number } {
  return {
    fromMs: Number.isFinite(fromMs) ? bucketStart(fromMs, size, zone) : fromMs,
    beforeMs: Number.isFinite(beforeMs) ? bucketEnd(bucketStart(beforeMs - 1, size, zone), size, zone) : beforeMs,
  };
}
