// The shape of what flowed, for drawing: where nothing is known, and as much detail as there are pixels.
import type { BucketSize } from '../model/meter.ts';
import type { FlowTold } from './meter-answers.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks are put forward on some days; a day of 23 hours is known whole. */
const NEARLY_WHOLE = 0.95;

/** A bucket to be drawn; milliseconds since 1970, and m³ as a plain number. */
export interface DrawnBucket {
  from: number;
  before: number;
  value: number;
  estimated: boolean;
  /** part of its time is not known */
  partly: boolean;
  atLeast: boolean;
}

/** A time that is to be told apart. */
export interface Stretch {
  from: number;
  before: number;
}

/** The length of a bucket by its beginning; that of a month by its days. */
function lasts(by: BucketSize, from: number): number {
  if (by === 'hour') return HOUR_MS;
  if (by === 'day') return DAY_MS;
  // Some hours in: the month by the calendar, wherever the factory is.
  const within = new Date(from + 14 * HOUR_MS);
  return new Date(Date.UTC(within.getUTCFullYear(), within.getUTCMonth() + 1, 0)).getUTCDate() * DAY_MS;
}

/** What was told, as buckets. */
export function bucketsOf({ by, at, volumeM3, estimatedM3, knownSeconds, atLeast }: FlowTold): DrawnBucket[] {
  const lower = new Set(atLeast);
  return at.map((from, index) => {
    const long = lasts(by, from);
    return {
      ...{ from, before: from + long, value: Number(volumeM3[index]), atLeast: lower.has(index) },
      estimated: estimatedM3[index] !== '0',
      partly: ((knownSeconds[index] ?? 0) * 1000) / long < NEARLY_WHOLE,
    };
  });
}

/** The buckets of one sort that lie one after the other, as stretches. */
export function stretches(buckets: readonly DrawnBucket[], is: (one: DrawnBucket) => boolean): Stretch[] {
  const found: Stretch[] = [];
  for (const one of buckets) {
    if (!is(one)) continue;
    const last = found.at(-1);
    if (last && one.from - last.before < HOUR_MS * 2) last.before = one.before;
    else found.push({ from: one.from, before: one.before });
  }
  return found;
}

/** The time between two instants of which nothing is known; clocks that are moved leave no hole of an hour among days. */
export function unknownStretches(
  buckets: readonly DrawnBucket[],
  by: BucketSize,
  { from, before }: Stretch,
): Stretch[] {
  const least = by === 'hour' ? 1 : HOUR_MS * 1.5;
  const found: Stretch[] = [];
  let heard = from;
  for (const one of buckets) {
    if (one.from - heard >= least) found.push({ from: heard, before: one.from });
    heard = Math.max(heard, one.before);
  }
  if (before - heard >= least) found.push({ from: heard, before });
  return found;
}

/** How times and values become pixels. */
export interface Scale {
  x: (ms: number) => number;
  y: (value: number) => number;
  /** pixels from above on which bars stand */
  ground: number;
}

const px = (value: number) => value.toFixed(1);

/** Narrower than this, bars would be no bars: the least and the most of each column of pixels are drawn. */
const NARROWEST = 1.5;

/** The path of all buckets: bars where there is room, else a line from the least to the most of each column of pixels. */
export function flowPath(buckets: readonly DrawnBucket[], { x, y, ground }: Scale): { path: string; bars: boolean } {
  const [first] = buckets;
  if (!first) return { path: '', bars: true };
  const wide = x(first.before) - x(first.from);
  if (wide >= NARROWEST) {
    const space = wide >= 4 ? 1 : 0;
    const path = buckets
      .map((one) => `M${px(x(one.from))} ${px(ground)}V${px(y(one.value))}H${px(x(one.before) - space)}V${px(ground)}Z`)
      .join('');
    return { path, bars: true };
  }
  return { path: columnsPath(buckets, x, y), bars: false };
}

function columnsPath(buckets: readonly DrawnBucket[], x: Scale['x'], y: Scale['y']): string {
  let path = '';
  let column: { at: number; low: number; high: number } | undefined;
  let before: DrawnBucket | undefined;
  const draw = () => {
    // A column of one value still shows: half a pixel at least.
    if (column) path += `M${column.at + 0.5} ${px(y(column.low) + 0.5)}V${px(y(column.high) - 0.5)}`;
  };
  for (const one of buckets) {
    const at = Math.floor(x(one.from));
    const joined = before !== undefined && one.from - before.before < HOUR_MS;
    if (column && column.at === at) {
      column.low = Math.min(column.low, one.value);
      column.high = Math.max(column.high, one.value);
    } else {
      draw();
      const last = joined ? (before?.value ?? one.value) : one.value;
      column = { at, low: Math.min(one.value, last), high: Math.max(one.value, last) };
    }
    before = one;
  }
  draw();
  return path;
}

/** The bucket at an instant; undefined where nothing is known. */
export function bucketAt(buckets: readonly DrawnBucket[], ms: number): number | undefined {
  let [low, high] = [0, buckets.length - 1];
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const one = buckets[middle] as DrawnBucket;
    if (ms < one.from) high = middle - 1;
    else if (ms >= one.before) low = middle + 1;
    else return middle;
  }
  return undefined;
}
