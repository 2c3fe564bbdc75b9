// A meter of the reading round as it is known: from it the phone and the server judge a reading alike.
import { Exact, exact } from '#units/quantity.ts';
import type { MeterFacts } from '../model/meter.ts';
import type { StandingMeter } from '../model/meter-place.ts';
import { type HandReadingQuestion, type LastReading, questionsOfReading } from './hand-reading.ts';

/** What stands at a meter and what it showed last; numbers as exact decimals. */
export interface RoundMeter {
  /** what counts there; null where nothing was recorded */
  readonly span: StandingMeter | null;
  /** its last reading with its instant, milliseconds since 1970, else what it showed when it was put there */
  readonly last: { readonly atMs: number; readonly count: string } | null;
  /** m³ that usually flow in a day; null where too little is known */
  readonly usualM3PerDay: string | null;
}

const factsOf = (span: NonNullable<RoundMeter['span']>): MeterFacts => ({
  ...{ kind: span.sends, m3PerCount: exact(span.m3PerCount), backwardCounts: exact(span.backwardCounts ?? 0) },
  registerSize: span.registerSize === null ? null : exact(span.registerSize),
  maxM3PerHour: span.maxM3PerHour === null ? null : exact(span.maxM3PerHour),
  expectedEveryMs: span.readEveryMinutes === null ? null : span.readEveryMinutes * 60_000,
});

const lastOf = ({ span, last, usualM3PerDay }: RoundMeter): LastReading | null =>
  span && last
    ? {
        ...{ atMs: last.atMs, count: exact(last.count) },
        usualCountsPerDay: usualM3PerDay === null ? null : exact(usualM3PerDay).div(span.m3PerCount),
      }
    : null;

/** What is to be asked of a reading; nothing at a meter of which nothing is known. */
export const questionsAt = (meter: RoundMeter, atMs: number, count: string): HandReadingQuestion[] =>
  meter.span ? questionsOfReading({ atMs, count: exact(count) }, lastOf(meter), factsOf(meter.span)) : [];

const dayMs = 86_400_000;
/** Around what is usual for the time since the last reading, a half to twice as much. */
const [least, most] = [0.5, 2];

/**
 * Between which counts the next reading is to be expected: whole counts, and never
 * below the last; undefined where too little is known. Of a minute after the last reading it says 2,000,001 to
 * 2,000,002, since the register may turn over to the next count at any time.
 */
export function expectedRange(meter: RoundMeter, atMs: number): { from: string; to: string } | undefined {
  const last = lastOf(meter);
  const usual = last?.usualCountsPerDay?.times(atMs - last.atMs).div(dayMs);
  if (!last || !usual?.isPositive() || usual.isZero()) return undefined;
  const size = meter.span?.registerSize ?? null;
  const shown = (count: InstanceType<typeof Exact>) => (size === null ? count : count.mod(size)).toFixed();
  const after = (factor: number) => last.count.plus(usual.times(factor));
  return { from: shown(Exact.max(last.count, after(least).floor())), to: shown(after(most).ceil()) };
}

/** A count as it was typed, with point or comma; undefined where it is none. */
export function typedCount(typed: string): string | undefined {
  const plain = typed.trim().replace(',', '.');
  return /^\d{1,18}(\.\d{1,9})?$/.test(plain) ? plain : undefined;
}
