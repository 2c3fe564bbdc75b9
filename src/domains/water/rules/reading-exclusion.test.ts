// Worked examples: readings that a person took out, and brought back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exact, exactText, sum } from '#units/quantity.ts';
import type { MeterSpan, RawReading, ReadingExclusion } from '../model/meter.ts';
import { meterCount } from './meter-intervals.ts';

const hour = 3_600_000;
const spans: MeterSpan[] = [
  {
    ...{ fromMs: 0, cause: 'installed', startCount: null, endCount: null },
    facts: {
      ...{ kind: 'register', m3PerCount: exact(1), registerSize: exact(100_000), maxM3PerHour: null },
      ...{ expectedEveryMs: hour, backwardCounts: exact(0) },
    },
  },
];
const read = (...rows: (readonly [hours: number, count: number])[]): RawReading[] =>
  rows.map(([hours, count], sequence) => ({
    ...{ id: `r${sequence}`, atMs: hours * hour, count: exact(count), sequence },
  }));
const out = (from: number, before: number, effect: ReadingExclusion['effect']): ReadingExclusion => ({
  ...{ fromMs: from * hour, beforeMs: before * hour, effect },
});
const told = (readings: RawReading[], ...exclusions: ReadingExclusion[]) =>
  meterCount(readings, spans, exclusions)
    .intervals.filter(({ fromMs }) => fromMs > 0)
    .map(({ volumeM3, codes, atLeast }) =>
      [atLeast ? 'at least' : '', volumeM3 ? exactText(volumeM3) : 'unknown', ...codes].filter(Boolean).join(' '),
    );

// A radio module sent nonsense from three to five; the dial behind it counted on.
const nonsense = read([1, 100], [2, 110], [3, 70_000], [4, 70_005], [5, 130], [6, 140]);

test('the register counted on: what flowed over the time is its difference, in a gap', () => {
  expect(told(nonsense)).not.toContain('20 gap readings_excluded');
  expect(told(nonsense, out(3, 5, 'counted_on'))).toEqual(['10', '20 gap readings_excluded', '10']);
});

test('what flowed is not known: no volume, and nothing is said of what the register did', () => {
  expect(told(nonsense, out(3, 5, 'not_known'))).toEqual(['10', 'unknown gap readings_excluded', '10']);
  const reset = read([1, 60_000], [2, 60_010], [3, 80_000], [4, 5], [5, 9]);
  expect(told(reset, out(3, 4, 'counted_on'))).toEqual(['10', 'at least 5 gap reset_assumed readings_excluded', '4']);
  expect(told(reset, out(3, 4, 'not_known'))).toEqual(['10', 'unknown gap readings_excluded', '4']);
});

test('a reading at the beginning is out, and one at the end is not', () => {
  const { uses } = meterCount(nonsense, spans, [out(3, 5, 'counted_on')]);
  expect([1, 2, 3, 4].map((at) => uses.get(`r${at}`))).toEqual(['counted', 'excluded', 'excluded', 'counted']);
});

test('where all is taken out nothing is known, and nothing is zero', () => {
  expect(told(nonsense, out(0, 99, 'counted_on'))).toEqual([]);
});

const readings = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 99_999 })), {
    selector: ([at]) => at,
    maxLength: 30,
  })
  .map((rows) => read(...rows));
const exclusions = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('counted_on' as const, 'not_known' as const),
    )
    .map(([from, long, effect]) => out(from, from + long, effect)),
  { maxLength: 3 },
);

test('whatever is taken out counts as though it had not come', () => {
  fc.assert(
    fc.property(readings, exclusions, (all, taken) => {
      const left = all.filter(({ atMs }) => !taken.some(({ fromMs, beforeMs }) => atMs >= fromMs && atMs < beforeMs));
      const without = meterCount(all, spans, taken).intervals;
      const never = meterCount(left, spans).intervals;
      const place = ({ fromMs, beforeMs }: (typeof never)[number]) => [fromMs, beforeMs];
      expect(without.map(place)).toEqual(never.map(place));
      const known = without.filter(({ volumeM3 }) => volumeM3 !== null);
      const same = never.filter((one) => known.some(({ fromMs }) => fromMs === one.fromMs));
      const total = (intervals: typeof never) => exactText(sum(intervals.flatMap(({ volumeM3 }) => volumeM3 ?? [])));
      expect(total(known)).toEqual(total(same));
      if (taken.every(({ effect }) => effect === 'counted_on')) expect(total(without)).toEqual(total(never));
    }),
  );
});
