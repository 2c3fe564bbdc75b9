import { expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { type FlowFinding, seenBelow } from './seen-below.ts';

const found = (kind: FlowFinding['kind'], excess: number, unit: FlowFinding['unit'], from: string, until?: string) => ({
  ...{ kind, excess, unit, from: calendarDate(from), foundOn: calendarDate(from) },
  until: until ? calendarDate(until) : null,
});

const main = found('creeping', 50, 'm3/day', '2024-05-01');
const sub = found('night_flow', 1.5, 'm3/h', '2024-05-15');

test('36 of 50 m³ a day at a sub-meter are the cause of what its main shows', () => {
  expect(seenBelow(main, [sub])).toBe(sub);
});

test('two sub-meters that leak at a time are, and the larger is named', () => {
  const [small, large] = [
    found('night_flow', 0.4, 'm3/h', '2024-05-10'),
    found('daily_volume', 20, 'm3/day', '2024-05-02'),
  ];
  expect(seenBelow(main, [small, large])).toBe(large);
  expect(seenBelow(main, [small])).toBeUndefined();
});

test('what was over before, stands still, jumped, or no sub-meter saw is another matter', () => {
  expect(seenBelow(main, [found('night_flow', 9, 'm3/h', '2024-02-01', '2024-02-20')])).toBeUndefined();
  expect(seenBelow(main, [found('register', 90, 'm3', '2024-05-15')])).toBeUndefined();
  expect(seenBelow(found('unaccounted', 30, 'm3/day', '2024-05-01'), [sub])).toBeUndefined();
  expect(seenBelow(found('stopped', -30, 'm3/day', '2024-05-01'), [sub])).toBeUndefined();
});
