// When was a reading taken, if the clock of the device is wrong? The time it reported is kept; this is the time that counts.
import { type Citation, cite } from '#standards/cite.ts';
import { median, medianDeviation } from './robust.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const readingInstantCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** A device's clock may differ by so much before anything is done about it: two minutes. */
export const clockToleranceMs = 120_000;
/** Deliveries that are looked at, and that are needed, before a clock is said to be off. */
export const deliveriesNeeded = 5;

/** The times of the newest reading of one delivery. */
export interface Delivery {
  readonly newestDeviceMs: number;
  readonly receivedMs: number;
}

/** What was done with the time of a reading; stored. */
export const clockCodes = ['as_reported', 'offset_corrected', 'clock_ahead', 'clock_unset', 'no_time'] as const;

/** The time that counts, and why. */
export interface ReadingInstant {
  /** Null when the reading cannot be placed in time: it is kept and not counted. */
  readonly atMs: number | null;
  readonly code: (typeof clockCodes)[number];
}

/**
 * By how much a device's clock is wrong, positive when it is behind, from its last deliveries; null when it is right,
 * undefined when nothing can be said. A device that buffers is late by a different time each time; one whose *newest* reading is
 * always late by the same time has a wrong clock.
 */
export function clockOffset(
  deliveries: readonly Delivery[],
  { toleranceMs = clockToleranceMs, usualDelayMs = 0 }: { toleranceMs?: number; usualDelayMs?: number } = {},
): number | null | undefined {
  if (deliveries.length < deliveriesNeeded) return undefined;
  const behind = deliveries.map(({ newestDeviceMs, receivedMs }) => receivedMs - newestDeviceMs - usualDelayMs);
  const offset = median(behind);
  if (medianDeviation(behind) > toleranceMs / 4) return undefined;
  return Math.abs(offset) > toleranceMs ? Math.round(offset) : null;
}

/** When a reading was taken. `live` says that it was sent at once and not kept back by the device. */
export function readingInstant(
  reading: { readonly deviceMs: number | null; readonly receivedMs: number; readonly live: boolean },
  {
    offsetMs = null,
    notBeforeMs,
    toleranceMs = clockToleranceMs,
  }: { offsetMs?: number | null; notBeforeMs: number; toleranceMs?: number },
): ReadingInstant {
  const { deviceMs, receivedMs, live } = reading;
  const received = live ? receivedMs : null;
  if (deviceMs === null) return { atMs: received, code: 'no_time' };
  if (deviceMs < notBeforeMs) return { atMs: received, code: 'clock_unset' };
  if (offsetMs !== null) {
    const atMs = deviceMs + offsetMs;
    return { atMs: Math.min(atMs, receivedMs), code: 'offset_corrected' };
  }
  if (deviceMs > receivedMs + toleranceMs) return { atMs: received, code: 'clock_ahead' };
  return { atMs: deviceMs, code: 'as_reported' };
}

/** Whether a reading came after one that was taken later; `newestMs` is the newest reading kept before it. */
export const isLate = (atMs: number, newestMs: number | null): boolean => newestMs !== null && atMs < newestMs;
