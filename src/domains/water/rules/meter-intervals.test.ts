import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedOffset } from '#period/zone-offsets.ts';
import { exact, exactText, sum } from '#units/quantity.ts';
import type { MeterFacts, MeterInterval, MeterSpan, RawReading } from '../model/meter.ts';
import { bucketStart, buckets, bucketsTouched, bucketVolume } from './consumption-buckets.ts';
import { meterCount, recount } from './meter-intervals.ts';
import { usualBackwardCounts } from './register-difference.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Midnight of 1 June 2024 in China. */
const june = Date.parse('2024-05-31T16:00Z');
const china = fixedOffset(480);

/** Five digits of cubic metres, read every hour, 25 m³/h at the most. */
const facts: MeterFacts = {
  kind: 'register',
  m3PerCount: exact(1),
  registerSize: exact(100_000),
  maxM3PerHour: exact(25),
  expectedEveryMs: hour,
  backwardCounts: exact(1),
};
const installed = (more: Partial<MeterFacts> = {}, startCount: number | null = null): MeterSpan => ({
  fromMs: june - 100 * day,
  cause: 'installed',
  facts: { ...facts, ...more },
  startCount: startCount === null ? null : exact(startCount),
  endCount: null,
});

/** Readings by the hour after midnight: `[hours, count]`, kept in this order. */
const read = (...rows: (readonly [hours: number, count: number])[]): RawReading[] =>
  rows.map(([hours, count], sequence) => ({
    id: `r${sequence}`,
    atMs: june + hours * hour,
    count: exact(count),
    sequence,
  }));

const told = ({ volumeM3, codes, atLeast }: MeterInterval) =>
  [atLeast ? 'at least' : '', volumeM3 ? exactText(volumeM3) : 'unknown', ...codes].filter(Boolean).join(' ');

/** What lies between the readings, without what lies before the first. */
const between = (readings: RawReading[], spans: MeterSpan[] = [installed()]) =>
  meterCount(readings, spans)
    .intervals.filter(({ fromMs }) => fromMs >= june)
    .map(told);

describe('meter readings, row by row', () => {
  test.each([
    [
      'counts on',
      [
        [0, 100],
        [1, 112],
        [2, 112],
      ],
      ['12', '0'],
    ],
    [
      'register rolls over: 99,990 to 00,005 is 15 m³',
      [
        [0, 99_990],
        [1, 5],
      ],
      ['15 rolled_over'],
    ],
    [
      'reset nobody recorded: what shows since is counted, at least',
      [
        [0, 60_000],
        [1, 7],
      ],
      ['at least 7 reset_assumed'],
    ],
    [
      'back from 60,000 to 40,000: neither, so not counted',
      [
        [0, 60_000],
        [1, 40_000],
      ],
      ['unknown negative_unexplained'],
    ],
    [
      'one count back: counted as it stands, the sum stays right',
      [
        [0, 100],
        [1, 99],
        [2, 103],
      ],
      ['-1 ran_backwards', '4'],
    ],
    [
      '500 m³ in an hour through a meter of 25 m³/h: not counted',
      [
        [0, 100],
        [1, 600],
      ],
      ['unknown above_capacity'],
    ],
    [
      'nothing for ten hours: 40 m³ in a gap',
      [
        [0, 100],
        [10, 140],
      ],
      ['40 gap'],
    ],
    [
      'one digit too high: 212 between 110 and 115',
      [
        [0, 110],
        [1, 212],
        [2, 115],
      ],
      ['5 gap reading_left_out'],
    ],
    [
      'one digit too low: 12 between 110 and 115',
      [
        [0, 110],
        [1, 12],
        [2, 115],
      ],
      ['5 gap reading_left_out'],
    ],
    [
      'out of order is put in order',
      [
        [2, 30],
        [0, 10],
        [1, 20],
      ],
      ['10', '10'],
    ],
    [
      'the same reading twice is one',
      [
        [0, 10],
        [1, 20],
        [1, 20],
      ],
      ['10'],
    ],
    [
      'two for one instant: the later kept counts',
      [
        [0, 10],
        [1, 20],
        [1, 21],
      ],
      ['11 readings_conflict'],
    ],
  ] as const)('%s', (_what, rows, expected) => {
    expect(between(read(...rows))).toEqual(expected);
  });

  test('a month without reading: a five-digit register of a meter of 250 m³/h may have rolled over once more', () => {
    const wide = installed({ maxM3PerHour: exact(250) });
    expect(between(read([0, 10], [720, 20]), [wide])).toEqual(['at least 10 gap more_roll_overs_possible']);
  });

  test('a pulse of 10 litres: 1,234 pulses are 12.34 m³', () => {
    expect(between(read([0, 0], [1, 1234]), [installed({ m3PerCount: exact('0.01') })])).toEqual(['12.34']);
  });

  test('a register of litres may run back ten of them, one of cubic metres a single one', () => {
    expect([exact('0.001'), exact('0.01'), exact(1)].map((unit) => exactText(usualBackwardCounts(unit)))).toEqual([
      '10',
      '1',
      '1',
    ]);
  });

  test('without capacity, only a register near its end is taken to have rolled over', () => {
    const unknown = [installed({ maxM3PerHour: null })];
    expect(between(read([0, 95_000], [1, 2_000]), unknown)).toEqual(['7000 rolled_over']);
    expect(between(read([0, 80_000], [1, 9_000]), unknown)).toEqual(['unknown negative_unexplained']);
    expect(between(read([0, 80_000], [1, 3]), unknown)).toEqual(['at least 3 reset_assumed']);
  });

  test('replacement: old meter ends at 5,020, new one begins at 3: 20 + 7 = 27 m³ and nothing lost', () => {
    const old = { ...installed(), endCount: exact(5_020) };
    const fresh: MeterSpan = { ...installed({}, 3), fromMs: june + hour, cause: 'replaced' };
    expect(between(read([0, 5_000], [2, 10]), [old, fresh])).toEqual(['20', '7']);
    expect(between(read([0, 5_000], [2, 10]), [{ ...old, endCount: null }, fresh])).toEqual([
      'unknown end_reading_missing',
      '7',
    ]);
    expect(between(read([0, 5_000], [2, 10]), [old, { ...fresh, startCount: null }])).toEqual([
      '20',
      'unknown start_reading_missing',
    ]);
  });

  test('a reading before the meter was there is kept and counts nothing', () => {
    const { uses, intervals } = meterCount(read([-2401, 5]), [installed()]);
    expect([...uses.values()]).toEqual(['before_meter']);
    expect(intervals).toEqual([]);
  });

  test('a device that sends increments: 3 and 4 m³ by the hour, two hours not heard of, then 5', () => {
    const increments = { ...installed({ kind: 'increment' }), fromMs: june };
    const readings = read([1, 3], [2, 4], [5, 5]);
    expect(between(readings, [increments])).toEqual(['3', '4', 'unknown not_heard', '5']);
    const { intervals } = meterCount(readings, [increments]);
    expect(intervals.map(({ fromMs, beforeMs }) => (beforeMs - fromMs) / hour)).toEqual([1, 1, 2, 1]);
    expect(between(read([1, -3], [2, 500]), [increments])).toEqual([
      'unknown negative_unexplained',
      'unknown above_capacity',
    ]);
  });

  test('the raw reading is never altered, and every reading is told what became of it', () => {
    const readings = read([0, 10], [1, 20], [1, 21], [2, 500], [3, 30]);
    const before = JSON.stringify(readings);
    const { uses } = meterCount(Object.freeze(readings), [installed()]);
    expect(JSON.stringify(readings)).toBe(before);
    expect([...uses.values()]).toEqual(['counted', 'superseded', 'counted', 'suspect_high', 'counted']);
  });
});

describe('consumption by hour, day and month', () => {
  const kept = (readings: RawReading[], size: 'hour' | 'day' | 'month', spans = [installed()]) => [
    ...buckets(
      meterCount(readings, spans).intervals.filter(({ fromMs }) => fromMs >= june),
      size,
      china,
    ).values(),
  ];

  test('a reading on every full hour: all measured', () => {
    const hours = kept(read([0, 100], [1, 112], [2, 113]), 'hour');
    expect(hours.map(({ measuredM3 }) => exactText(measuredM3))).toEqual(['12', '1']);
    expect(hours.every((one) => one.interpolatedM3.isZero() && one.estimatedM3.isZero())).toBe(true);
  });

  test('12 m³ from 00:30 to 01:30: 6 in each hour, interpolated; measured for the day', () => {
    const readings = read([0.5, 100], [1.5, 112]);
    expect(kept(readings, 'hour').map(({ interpolatedM3 }) => exactText(interpolatedM3))).toEqual(['6', '6']);
    expect(kept(readings, 'day').map(({ measuredM3 }) => exactText(measuredM3))).toEqual(['12']);
  });

  test('a gap over midnight, 22:00 to 04:00, 30 m³: a third and two thirds, estimated for the days, measured for the month', () => {
    const readings = read([22, 100], [28, 130]);
    expect(kept(readings, 'day').map(({ estimatedM3 }) => exactText(estimatedM3))).toEqual(['10', '20']);
    expect(kept(readings, 'month').map(({ measuredM3 }) => exactText(measuredM3))).toEqual(['30']);
  });

  test('10 m³ over three hours, to the millilitre: 3.333333, 3.333334 and 3.333333', () => {
    expect(kept(read([0, 100], [3, 110]), 'hour').map(({ estimatedM3 }) => exactText(estimatedM3))).toEqual([
      '3.333333',
      '3.333334',
      '3.333333',
    ]);
  });

  test('what is not known is no zero: its time is told', () => {
    const [first] = kept(read([0, 60_000], [1, 40_000]), 'day');
    expect(first).toMatchObject({ unknownMs: hour, knownMs: 0 });
  });

  test('an hour nobody measured is absent', () => {
    expect(kept(read([0, 1], [1, 2]), 'hour')).toHaveLength(1);
  });

  test('the month begins at midnight of the site', () => {
    expect(bucketStart(june + 5 * day, 'month', china)).toBe(june);
    expect(bucketStart(june - 1, 'day', china)).toBe(june - day);
  });
});

/** Readings at any minute of three days, some at one instant, some wild. */
const anyReadings = fc.array(
  fc.record({ minute: fc.integer({ min: 0, max: 4_319 }), count: fc.integer({ min: 0, max: 120 }) }),
  { minLength: 1, maxLength: 40 },
);
const series = (rows: readonly { minute: number; count: number }[]): RawReading[] =>
  rows.map(({ minute, count }, sequence) => ({
    id: `r${sequence}`,
    atMs: june + minute * 60_000,
    count: exact(count),
    sequence,
  }));
const threeSpans = (minute: number): MeterSpan[] => [
  { ...installed({ registerSize: exact(100) }), endCount: exact(77) },
  { ...installed({}, 2), fromMs: june + minute * 60_000, cause: 'reset' },
  { ...installed({ kind: 'increment' }), fromMs: june + minute * 60_000 + day, cause: 'replaced' },
];

describe('whatever the readings', () => {
  test('adding them piece by piece, in any order, gives the same as counting all', () => {
    fc.assert(
      fc.property(
        anyReadings,
        fc.integer({ min: 0, max: 4_400 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 40, maxLength: 40 }),
        fc.integer({ min: 2, max: 6 }),
        (rows, changeAt, sizes, width) => {
          const spans = threeSpans(changeAt);
          const all = series(rows);
          let kept: RawReading[] = [];
          let intervals: MeterInterval[] = [...meterCount([], spans).intervals];
          const uses = new Map<string, string>();
          let at = 0;
          for (const size of sizes) {
            const added = all.slice(at, at + size);
            at += size;
            if (added.length === 0) break;
            let reach = width;
            for (;;) {
              const window = windowOf(kept, added, reach);
              const changed = recount(window, added, spans);
              if (changed === 'needs_more') {
                reach += 2;
                continue;
              }
              const { fromMs, beforeMs } = changed;
              const outside = intervals.filter((one) => one.fromMs < fromMs || one.beforeMs > beforeMs);
              intervals = [...outside, ...changed.intervals].sort((one, other) => one.fromMs - other.fromMs);
              for (const [id, use] of changed.uses) uses.set(id, use);
              break;
            }
            kept = [...kept, ...added];
          }
          const whole = meterCount(all, spans);
          expect(intervals.map(placed)).toEqual(whole.intervals.map(placed));
          expect([...uses].sort()).toEqual([...whole.uses].sort());
        },
      ),
      { numRuns: 400 },
    );
  });

  test('their order does not matter', () => {
    fc.assert(
      fc.property(anyReadings, (rows) => {
        const all = series(rows);
        const spans = threeSpans(1_000);
        expect(meterCount(all.toReversed(), spans).intervals.map(placed)).toEqual(
          meterCount(all, spans).intervals.map(placed),
        );
      }),
    );
  });

  test('hours add up to days and days to months, to the millilitre', () => {
    fc.assert(
      fc.property(anyReadings, (rows) => {
        const { intervals } = meterCount(series(rows), [installed({ m3PerCount: exact('0.003785411784') })]);
        const known = intervals.filter(({ fromMs }) => fromMs >= june);
        const total = exactText(sum(known.flatMap(({ volumeM3 }) => (volumeM3 ? [volumeM3] : []))));
        for (const size of ['hour', 'day', 'month'] as const) {
          const cut = buckets(known, size, china);
          expect(exactText(sum([...cut.values()].map(bucketVolume)))).toBe(total);
        }
        const days = buckets(known, 'day', china);
        for (const [start, { beforeMs }] of days) {
          const hours = [...buckets(known, 'hour', china).values()].filter(
            (one) => one.fromMs >= start && one.fromMs < beforeMs,
          );
          expect(exactText(sum(hours.map(bucketVolume)))).toBe(exactText(bucketVolume(days.get(start)!)));
        }
      }),
    );
  });

  test('between readings that count on, what is counted is the last less the first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 30 }), (steps) => {
        let count = 0;
        const readings = read(
          ...steps.map((step, hours) => {
            count += step;
            return [hours, count] as const;
          }),
        );
        const { intervals } = meterCount(readings, [installed()]);
        const volumes = intervals.filter(({ fromMs }) => fromMs >= june).flatMap(({ volumeM3 }) => volumeM3 ?? []);
        expect(exactText(sum(volumes))).toBe(String(count - steps[0]!));
      }),
    );
  });

  test('the buckets that a change touches are whole', () => {
    expect(bucketsTouched({ fromMs: june + 90 * 60_000, beforeMs: june + 2 * hour }, 'hour', china)).toEqual({
      fromMs: june + hour,
      beforeMs: june + 2 * hour,
    });
    expect(bucketsTouched({ fromMs: Number.NEGATIVE_INFINITY, beforeMs: june + 1 }, 'day', china)).toEqual({
      fromMs: Number.NEGATIVE_INFINITY,
      beforeMs: june + day,
    });
  });
});

const placed = (one: MeterInterval) => `${one.fromMs}..${one.beforeMs} ${told(one)}`;

/** The kept readings from so many instants before the first added to so many after the last. */
function windowOf(kept: readonly RawReading[], added: readonly RawReading[], reach: number) {
  const times = added.map(({ atMs }) => atMs);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const instants = [...new Set(kept.map(({ atMs }) => atMs))].sort((one, other) => one - other);
  const before = instants.filter((at) => at < from);
  const after = instants.filter((at) => at > to);
  const first = before.at(-reach) ?? Number.NEGATIVE_INFINITY;
  const last = after[reach - 1] ?? Number.POSITIVE_INFINITY;
  return {
    readings: kept.filter(({ atMs }) => atMs >= first && atMs <= last),
    beginsSeries: before.length <= reach,
    endsSeries: after.length <= reach,
  };
}
