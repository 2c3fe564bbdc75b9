// What is drawn of what flowed: gaps stay gaps, peaks stay peaks, however few pixels there are.
import { expect, test } from 'vitest';
import type { CalendarDate } from '#period/calendar-date.ts';
import { bucketAt, bucketsOf, flowPath, stretches, unknownStretches } from './flow-shape.ts';
import type { FlowTold } from './meter-answers.ts';

const HOUR = 3_600_000;
const hours = (values: readonly (number | null)[]): FlowTold => {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ at: at * HOUR, value }]));
  return {
    ...{ by: 'hour', timeZone: 'UTC', fromMs: 0, beforeMs: values.length * HOUR, findings: [], atLeast: [] },
    ...{ from: '1970-01-01' as CalendarDate, before: '1970-01-02' as CalendarDate },
    ...{ at: known.map(({ at }) => at), volumeM3: known.map(({ value }) => String(value)) },
    ...{ estimatedM3: known.map(({ value }) => (value === 5 ? '5' : '0')), knownSeconds: known.map(() => 3600) },
  };
};
const scale = (perHour: number) => ({
  ...{ x: (ms: number) => (ms / HOUR) * perHour, y: (value: number) => 100 - value, ground: 100 },
});

test('an hour of which nothing is known is a stretch without a bar, and zero is a bar of no height', () => {
  const told = hours([1, null, null, 0, 5, 5, null]);
  const buckets = bucketsOf(told);
  expect(unknownStretches(buckets, 'hour', { from: 0, before: told.beforeMs })).toEqual([
    { from: HOUR, before: 3 * HOUR },
    { from: 6 * HOUR, before: 7 * HOUR },
  ]);
  expect(stretches(buckets, ({ estimated }) => estimated)).toEqual([{ from: 4 * HOUR, before: 6 * HOUR }]);
  const { path } = flowPath(buckets, scale(10));
  expect(path.split('M').length - 1).toBe(4);
  expect(path).toContain('M30.0 100.0V100.0H39.0V100.0Z');
  expect(bucketAt(buckets, 1.5 * HOUR)).toBeUndefined();
  expect(bucketAt(buckets, 5.5 * HOUR)).toBe(3);
});

test('a single peak among thousands of hours is drawn in full, with one line for each pixel', () => {
  const values = Array.from({ length: 8760 }, (_, at) => (at === 4001 ? 90 : 2));
  const { path, bars } = flowPath(bucketsOf(hours(values)), scale(1000 / 8760));
  expect(bars).toBe(false);
  expect(path.split('M').length - 1).toBe(1000);
  expect(path).toContain('V9.5');
});
