import { expect, test } from 'vitest';
import { calendarDate } from './calendar-date.ts';
import { labelDate, labelPeriod } from './label.ts';
import { parsePeriod } from './period.ts';

test.each([
  ['2024-06', 'June 2024', '2024年6月'],
  ['2024-Q1', 'First quarter of 2024', '2024年第一季度'],
  ['2024-Q4', 'Fourth quarter of 2024', '2024年第四季度'],
  ['2024-H1', 'First half of 2024', '2024年上半年'],
  ['2024-H2', 'Second half of 2024', '2024年下半年'],
  ['2024', '2024', '2024年'],
  ['R12-2024-06', 'Twelve months to June 2024', '截至2024年6月的连续12个月'],
  ['2024-01-15..2024-02-01', '15 January 2024 to 31 January 2024', '2024年1月15日至2024年1月31日'],
  ['2024-01-15..2024-01-16', '15 January 2024', '2024年1月15日'],
])('%s is called "%s" and "%s"', (text, en, zh) => {
  expect(labelPeriod(parsePeriod(text), 'en')).toBe(en);
  expect(labelPeriod(parsePeriod(text), 'zh')).toBe(zh);
});

test('a day is named in full', () => {
  expect(labelDate(calendarDate('2024-12-05'), 'en')).toBe('5 December 2024');
  expect(labelDate(calendarDate('2024-12-05'), 'zh')).toBe('2024年12月5日');
});
