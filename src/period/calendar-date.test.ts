import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  daysBetween,
  daysInMonth,
  isCalendarDate,
  isMonth,
  month,
  monthOf,
  shiftMonth,
  todayIn,
} from './calendar-date.ts';

/** Any day of four centuries, so that every leap rule is met. */
const anyDate = fc
  .tuple(fc.integer({ min: 1900, max: 2300 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, number, day]) => {
    const existing = Math.min(day, daysInMonth(year, number));
    return calendarDate(`${year}-${String(number).padStart(2, '0')}-${String(existing).padStart(2, '0')}`);
  });

describe('calendar dates', () => {
  test.each(['2024-02-29', '2000-02-29', '2024-12-31', '1900-01-01'])('%s is a day', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-06-31',
    '2024-13-01',
    '2024-00-10',
    '2024-6-3',
    '2024/06/03',
    '2024.6.30',
    '0024-06-03',
    '2024-06-03T00:00:00Z',
    ' 2024-06-03',
    '2024-06-03\n',
    '',
    undefined,
    20240603,
  ])('%s is not', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  test('months are written with two digits', () => {
    expect(isMonth('2024-06')).toBe(true);
    for (const text of ['2024-6', '2024-13', '2024-00', '2024', '0204-06', undefined])
      expect(isMonth(text)).toBe(false);
  });

  test('what is not a date is refused by name', () => {
    expect(() => calendarDate('30.6.2024')).toThrow('30.6.2024');
    expect(() => month('June')).toThrow('June');
  });

  test('a month after 31 January is the last day of February', () => {
    expect(addMonths(calendarDate('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(calendarDate('2023-01-31'), 1)).toBe('2023-02-28');
    expect(addMonths(calendarDate('2024-02-29'), -12)).toBe('2023-02-28');
    expect(addMonths(calendarDate('2024-11-15'), 3)).toBe('2025-02-15');
    expect(shiftMonth(month('2024-01'), -1)).toBe('2023-12');
  });

  test('ten days after a violation was listed on 25 February 2024 is 6 March', () => {
    expect(addDays(calendarDate('2024-02-25'), 10)).toBe('2024-03-06');
    expect(addDays(calendarDate('2023-02-25'), 10)).toBe('2023-03-07');
    expect(addDays(calendarDate('2024-01-01'), -1)).toBe('2023-12-31');
    expect(daysBetween(calendarDate('2024-01-01'), calendarDate('2025-01-01'))).toBe(366);
    expect(daysBetween(calendarDate('2100-02-28'), calendarDate('2100-03-01'))).toBe(1);
  });

  test('the calendar agrees with the one of the machine on every leap rule', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        fc.pre(date > '1960-01-01');
        const machine = new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8) + days));
        return addDays(date, days) === machine.toISOString().slice(0, 10);
      }),
    );
  });

  test('as many days there as back', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (one: CalendarDate, other: CalendarDate) => {
        expect(addDays(one, daysBetween(one, other))).toBe(other);
        expect(daysBetween(other, one) + daysBetween(one, other)).toBe(0);
        expect(isMonth(monthOf(one))).toBe(true);
      }),
    );
  });

  test('half past midnight in Shanghai is still yesterday in Mexico', () => {
    const instant = Date.UTC(2024, 5, 30, 16, 30);
    expect(todayIn('Asia/Shanghai', instant)).toBe('2024-07-01');
    expect(todayIn('America/Mexico_City', instant)).toBe('2024-06-30');
    expect(todayIn('Asia/Shanghai', new Date(instant))).toBe('2024-07-01');
    expect(() => todayIn('Mars/Olympus', instant)).toThrow(RangeError);
  });
});
