// A meter that was replaced, as the record says it: at the desk and on the phone alike.
import { Exact } from '#units/quantity.ts';
import type { RoundMeter } from '../rules/round-meter.ts';
import { typedCount } from '../rules/round-meter.ts';

/** What is said of the change; counts and the worth of one as they are typed. */
export interface Said {
  /** the instant with its offset; empty while it is being chosen */
  at: string;
  serial: string;
  end: string;
  start: string;
  m3PerCount: string;
  reason: string;
}

/** Whether the old meter showed less at its end than it did when it was last read. */
export const isLower = (end: string, last: { count: string } | null): boolean => {
  const count = typedCount(end);
  return last !== null && count !== undefined && new Exact(count).lt(last.count);
};

/** Whether enough is said: the old count may be unknown, one below the last reading wants its reason. */
export function isEnough(
  { at, serial, end, start, m3PerCount, reason }: Said,
  last: { count: string } | null,
): boolean {
  const worth = typedCount(m3PerCount);
  if (at === '' || serial.trim() === '' || typedCount(start) === undefined) return false;
  if (worth === undefined || new Exact(worth).isZero()) return false;
  if (end.trim() === '') return true;
  return typedCount(end) !== undefined && (!isLower(end, last) || reason.trim() !== '');
}

/** The values of the record; what is not said of the new meter is taken from the one before. */
export function replacementValues(
  { siteId, meterId, span }: { siteId: string; meterId: string; span: NonNullable<RoundMeter['span']> },
  { at, serial, end, start, m3PerCount, reason }: Said,
): Record<string, unknown> {
  return {
    ...{ site: siteId, meter: meterId, startsAt: new Date(at).toISOString(), cause: 'replaced' },
    ...{ serial: serial.trim(), sends: span.sends, m3PerCount: typedCount(m3PerCount) ?? null },
    ...{ registerSize: span.registerSize, maxM3PerHour: span.maxM3PerHour, readEveryMinutes: span.readEveryMinutes },
    ...{ backwardCounts: span.backwardCounts, startCount: typedCount(start) ?? null },
    ...{ endCountBefore: typedCount(end) ?? null, reason: reason.trim() === '' ? null : reason.trim() },
  };
}
