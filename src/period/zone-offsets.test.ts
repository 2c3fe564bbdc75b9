import { describe, expect, test } from 'vitest';
import { calendarDate, month } from './calendar-date.ts';
import {
  fixedOffset,
  localDay,
  localInstant,
  localMonth,
  offsetMsAt,
  startOfDay,
  startOfMonth,
  zoneOffsets,
} from './zone-offsets.ts';

const at = (text: string) => Date.parse(text);
const hour = 3_600_000;

describe('the clocks of a site', () => {
  test('China is eight hours ahead all year: its day begins at 16:00 universal time', () => {
    const shanghai = zoneOffsets('Asia/Shanghai', at('2024-01-01T00:00Z'), at('2025-01-01T00:00Z'));
    expect(shanghai).toEqual([{ fromMs: at('2024-01-01T00:00Z'), offsetMinutes: 480 }]);
    expect(startOfDay(shanghai, calendarDate('2024-06-01'))).toBe(at('2024-05-31T16:00Z'));
    expect(localDay(shanghai, at('2024-05-31T15:59:59Z'))).toBe('2024-05-31');
    expect(localDay(shanghai, at('2024-05-31T16:00Z'))).toBe('2024-06-01');
    expect(startOfMonth(fixedOffset(480), month('2024-06'))).toBe(at('2024-05-31T16:00Z'));
    expect(localMonth(shanghai, at('2024-05-31T16:00Z'))).toBe('2024-06');
  });

  test('Prague changes its clocks: the last Sunday of March has 23 hours, that of October 25', () => {
    const prague = zoneOffsets('Europe/Prague', at('2024-01-01T00:00Z'), at('2025-01-01T00:00Z'));
    expect(prague.slice(1)).toEqual([
      { fromMs: at('2024-03-31T01:00Z'), offsetMinutes: 120 },
      { fromMs: at('2024-10-27T01:00Z'), offsetMinutes: 60 },
    ]);
    const length = (day: string, next: string) =>
      (startOfDay(prague, calendarDate(next)) - startOfDay(prague, calendarDate(day))) / hour;
    expect(length('2024-03-31', '2024-04-01')).toBe(23);
    expect(length('2024-10-27', '2024-10-28')).toBe(25);
    expect(length('2024-06-01', '2024-06-02')).toBe(24);
    expect(offsetMsAt(prague, at('2024-07-01T00:00Z'))).toBe(2 * hour);
  });

  test('a day whose midnight is skipped begins when its clocks do', () => {
    const cairo = zoneOffsets('Africa/Cairo', at('2024-04-01T00:00Z'), at('2024-05-01T00:00Z'));
    const begins = startOfDay(cairo, calendarDate('2024-04-26'));
    expect(localDay(cairo, begins)).toBe('2024-04-26');
    expect(localDay(cairo, begins - 1)).toBe('2024-04-25');
  });

  test('a sheet in local time: in autumn half past two comes twice, in spring not at all', () => {
    const prague = zoneOffsets('Europe/Prague', at('2024-01-01T00:00Z'), at('2025-01-01T00:00Z'));
    const halfPast = (day: string, hours: number) => localInstant(prague, calendarDate(day), hours * 60 + 30);
    expect(halfPast('2024-10-27', 2)).toEqual({
      atMs: at('2024-10-27T00:30Z'),
      orMs: at('2024-10-27T01:30Z'),
      skipped: false,
    });
    expect(halfPast('2024-10-27', 3)).toEqual({ atMs: at('2024-10-27T02:30Z'), orMs: null, skipped: false });
    expect(halfPast('2024-03-31', 2)).toEqual({ atMs: at('2024-03-31T01:30Z'), orMs: null, skipped: true });
    expect(halfPast('2024-03-31', 1)).toEqual({ atMs: at('2024-03-31T00:30Z'), orMs: null, skipped: false });
    expect(halfPast('2024-03-31', 3).atMs).toBe(at('2024-03-31T01:30Z'));
    expect(localInstant(fixedOffset(480), calendarDate('2024-06-01'), 0).atMs).toBe(at('2024-05-31T16:00Z'));
  });

  test('a zone nobody knows is refused', () => {
    expect(() => zoneOffsets('Asia/Nowhere', 0, 1)).toThrow(RangeError);
  });
});
