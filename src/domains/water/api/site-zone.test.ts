import { expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { startOfDay } from '#period/zone-offsets.ts';
import { siteZone } from './site-zone.ts';

const day = (zone: string, text: string) => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return new Date(startOfDay(siteZone(zone, at, at), calendarDate(text))).toISOString();
};

test('a factory has its clocks, summer and winter', () => {
  expect(day('Europe/Budapest', '2024-07-01')).toBe('2024-06-30T22:00:00.000Z');
  expect(day('Europe/Budapest', '2024-12-01')).toBe('2024-11-30T23:00:00.000Z');
});

test('also long before there were readings, and at the end of the calendar', () => {
  expect(day('Asia/Shanghai', '1900-01-01')).toBe('1899-12-31T16:00:00.000Z');
  expect(day('Asia/Shanghai', '9998-12-01')).toBe('9998-11-30T16:00:00.000Z');
  // What was asked of far ahead is not in the way of what is near.
  expect(siteZone('Europe/Budapest', Date.parse('9998-01-01'), Date.parse('9998-02-01'))).toHaveLength(1);
  expect(day('Europe/Budapest', '2024-07-01')).toBe('2024-06-30T22:00:00.000Z');
});
