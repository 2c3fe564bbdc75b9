import { expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { actionState } from './action-state.ts';

test('due on 31 May: open on that day, overdue on 1 June, done once it is done, however late', () => {
  const [due, next] = [calendarDate('2024-05-31'), calendarDate('2024-06-01')];
  expect(actionState({ due, done: null }, due)).toBe('open');
  expect(actionState({ due, done: null }, next)).toBe('overdue');
  expect(actionState({ due, done: next }, next)).toBe('done');
});
