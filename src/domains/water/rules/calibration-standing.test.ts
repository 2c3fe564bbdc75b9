// Worked examples: how a meter stands by its calibrations.
import { expect, test } from 'vitest';
import type { CalendarDate } from '#period/calendar-date.ts';
import { calibrationStanding } from './calibration-standing.ts';

const done = (calibratedOn: string, dueOn: string, passed = true) => ({
  ...{ calibratedOn: calibratedOn as CalendarDate, dueOn: dueOn as CalendarDate, passed },
});
const on = (today: string, ...all: ReturnType<typeof done>[]) => calibrationStanding(all, today as CalendarDate);

test('holds on its due day, is overdue the day after, and is said to end thirty days before', () => {
  const one = done('2022-06-01', '2024-05-31');
  expect(on('2024-04-30', one)).toEqual({ state: 'valid', dueOn: '2024-05-31' });
  expect(on('2024-05-01', one).state).toBe('soon');
  expect(on('2024-05-31', one).state).toBe('soon');
  expect(on('2024-06-01', one)).toEqual({ state: 'overdue', dueOn: '2024-05-31' });
});

test('the newest one counts, in whatever order they come, and one that failed is none', () => {
  const [old, failed] = [done('2022-06-01', '2030-05-31'), done('2024-05-20', '2026-05-20', false)];
  expect(on('2024-06-01', failed, old).state).toBe('failed');
  expect(on('2024-06-01').state).toBe('never');
});
