// By when is something to be decided, and whose days are they? Worked by hand on the calendars of the pack.
import { expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { addWorkedDays, readWorkCalendars, workedDaysBetween } from '#period/work-calendar.ts';
import pack from '../../../../reference/working-days/2026-11.json' with { type: 'json' };
import { reviewDue } from './review-due.ts';

const calendar = readWorkCalendars(pack).get('CN');
const china = { timeZone: 'Asia/Shanghai', calendar };

test.each([
  ['2024-06-03', 5, '2024-06-11', 'Monday: Dragon Boat on the 10th is no worked day'],
  ['2024-09-30', 3, '2024-10-10', 'the National Day week is skipped'],
  ['2024-02-08', 1, '2024-02-09', 'the Friday before Spring Festival'],
  ['2024-02-09', 1, '2024-02-18', 'a Sunday that is worked for the festival'],
])('submitted on %s, within %i worked days: %s (%s)', (on, days, due) => {
  expect(addWorkedDays(calendarDate(on), days, calendar)).toBe(due);
});

test('the day of submission is that of the factory, and late is counted in worked days', () => {
  // Late in the evening of 2 June in UTC is the morning of the 3rd in Shanghai.
  const submittedAt = new Date('2024-06-02T22:00:00Z');
  expect(reviewDue(submittedAt, 3, calendarDate('2024-06-06'), china)).toEqual({
    ...{ dueOn: '2024-06-06', overdueDays: 0, withReviewersDays: 3 },
  });
  expect(reviewDue(submittedAt, 3, calendarDate('2024-06-11'), china)).toEqual({
    ...{ dueOn: '2024-06-06', overdueDays: 2, withReviewersDays: 8 },
  });
});

test('of a country whose holidays nobody announced only the weekends are known', () => {
  expect(addWorkedDays(calendarDate('2024-06-07'), 1, undefined)).toBe('2024-06-10');
  expect(workedDaysBetween(calendarDate('2024-06-10'), calendarDate('2024-06-10'), undefined)).toBe(0);
});
