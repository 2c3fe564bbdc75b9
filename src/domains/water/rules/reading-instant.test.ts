import { describe, expect, test } from 'vitest';
import { clockOffset, isLate, readingInstant } from './reading-instant.ts';

const minute = 60_000;
const noon = Date.parse('2024-06-01T04:00Z');
const installed = { notBeforeMs: Date.parse('2024-01-01T00:00Z') };

describe('the clock of a device', () => {
  test('a live reading keeps the time it reports', () => {
    expect(readingInstant({ deviceMs: noon, receivedMs: noon + minute, live: true }, installed)).toEqual({
      atMs: noon,
      code: 'as_reported',
    });
  });

  test('a reading that was kept back for a day keeps its time too', () => {
    expect(readingInstant({ deviceMs: noon, receivedMs: noon + 1440 * minute, live: false }, installed)).toEqual({
      atMs: noon,
      code: 'as_reported',
    });
  });

  test('a time five minutes ahead of its arrival cannot be: the arrival counts, for what was sent at once', () => {
    const ahead = { deviceMs: noon + 5 * minute, receivedMs: noon };
    expect(readingInstant({ ...ahead, live: true }, installed)).toEqual({ atMs: noon, code: 'clock_ahead' });
    expect(readingInstant({ ...ahead, live: false }, installed)).toEqual({ atMs: null, code: 'clock_ahead' });
  });

  test('a clock that fell back to 1970 is not believed', () => {
    expect(readingInstant({ deviceMs: 5 * minute, receivedMs: noon, live: true }, installed)).toEqual({
      atMs: noon,
      code: 'clock_unset',
    });
  });

  test('a device without clock is read when it is heard', () => {
    expect(readingInstant({ deviceMs: null, receivedMs: noon, live: true }, installed)).toEqual({
      atMs: noon,
      code: 'no_time',
    });
  });

  const deliveries = (...behind: number[]) =>
    behind.map((minutes, index) => ({
      newestDeviceMs: noon + index * 60 * minute - minutes * minute,
      receivedMs: noon + index * 60 * minute,
    }));

  test('always ten minutes behind: the clock is wrong by ten minutes, and is put right', () => {
    const offsetMs = clockOffset(deliveries(10, 10, 10.2, 9.9, 10, 10));
    expect(offsetMs).toBe(10 * minute);
    expect(
      readingInstant({ deviceMs: noon - 10 * minute, receivedMs: noon, live: true }, { ...installed, offsetMs }),
    ).toEqual({ atMs: noon, code: 'offset_corrected' });
  });

  test('seven minutes ahead is found as well', () => {
    expect(clockOffset(deliveries(-7, -7, -7, -7, -7))).toBe(-7 * minute);
  });

  test('late by a different time each time is buffering and no wrong clock; so is a minute', () => {
    expect(clockOffset(deliveries(3, 60, 15, 240, 8, 30))).toBeUndefined();
    expect(clockOffset(deliveries(1, 1, 1, 1, 1))).toBeNull();
    expect(clockOffset(deliveries(10, 10, 10, 10))).toBeUndefined();
  });

  test('the one delivery among many that hung does not hide the offset', () => {
    expect(clockOffset(deliveries(10, 10, 600, 10, 10, 10))).toBe(10 * minute);
  });

  test('late is what was taken before the newest reading', () => {
    expect(isLate(noon, noon + minute)).toBe(true);
    expect(isLate(noon, null)).toBe(false);
  });
});
