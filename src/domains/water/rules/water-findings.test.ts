import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, daysBetween } from '#period/calendar-date.ts';
import { fixedOffset, localDay, startOfDay } from '#period/zone-offsets.ts';
import { cubicMetres, exact } from '#units/quantity.ts';
import type { MeterSpan, RawReading } from '../model/meter.ts';
import { type Bucket, buckets, bucketVolume } from './consumption-buckets.ts';
import { creepingRise } from './creeping-rise.ts';
import { floorRise } from './floor-rise.ts';
import { meterCount } from './meter-intervals.ts';
import { type DayValue, hoursOfDays, nightMinimumFlow } from './night-flow.ts';
import { defaultExcessLimits, persistentExcess } from './persistent-excess.ts';
import { median, medianDeviation, quantile } from './robust.ts';
import { registerFindings, waterFindings } from './water-findings.ts';

const first = calendarDate('2022-01-01');
const series = (values: readonly (number | null)[]): DayValue[] =>
  values.map((value, index) => ({ day: addDays(first, index), value }));
/** Hours as they are kept. */
const kept = (hours: ReadonlyMap<number, Bucket>) =>
  new Map(
    [...hours].map(([fromMs, bucket]) => [
      fromMs,
      {
        ...{ volumeM3: bucketVolume(bucket).toNumber(), knownMs: bucket.knownMs, atLeast: bucket.atLeast },
        estimated: !bucket.estimatedM3.isZero(),
      },
    ]),
  );
const repeat = (value: number | null, times: number) => Array.from({ length: times }, () => value);
const day = (index: number) => addDays(first, index);

describe('what is usual', () => {
  test('one wild value of seven moves neither the median nor the deviation', () => {
    expect(median([1, 2, 3, 4, 5, 6, 700])).toBe(4);
    expect(medianDeviation([1, 2, 3, 4, 5, 6, 700])).toBeCloseTo(1.4826 * 2);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('night flow that stays high', () => {
  const usual = Array.from({ length: 60 }, (_, index) => 1 + (index % 5) * 0.02);

  test('1 m³/h for a hundred nights, then 5: said the first morning, confirmed on the fourth', () => {
    const [found, ...more] = persistentExcess(series([...usual, ...usual.slice(0, 40), ...repeat(5, 10)]));
    expect(found).toMatchObject({ from: day(100), suspectedOn: day(100), confirmedOn: day(103), until: null });
    expect(more).toEqual([]);
  });

  test('one such night alone was said, and is over the next day without having been confirmed', () => {
    const [found] = persistentExcess(series([...usual, ...usual.slice(0, 40), 5, 1, 1]));
    expect(found).toMatchObject({ suspectedOn: day(100), confirmedOn: null, until: day(101) });
  });

  test('1 m³/h for sixty nights, then 2.5: confirmed on the fourth', () => {
    const [found, ...more] = persistentExcess(series([...usual, ...repeat(2.5, 10)]));
    expect(found).toMatchObject({ from: day(60), suspectedOn: null, confirmedOn: day(63), until: null });
    expect(found!.excess).toBeCloseTo(1.46);
    expect(found!.series[0]!.day).toBe(day(60 - 42));
    expect(more).toEqual([]);
  });

  test('it is over when four nights are usual again, from the first of them', () => {
    const [found] = persistentExcess(series([...usual, ...repeat(2.5, 10), ...repeat(1, 10)]));
    expect(found).toMatchObject({ confirmedOn: day(63), until: day(70) });
  });

  test('+20 % is no finding, nor are three nights of +60 %', () => {
    expect(persistentExcess(series([...usual, ...repeat(1.2, 30)]))).toEqual([]);
    expect(persistentExcess(series([...usual, ...repeat(1.6, 3), ...repeat(1, 10)]))).toEqual([]);
  });

  test('a night without reading neither ends nor lengthens it', () => {
    const [found] = persistentExcess(series([...usual, 1.6, null, 1.6, 1.6, 1.6]));
    expect(found).toMatchObject({ suspectedOn: null, confirmedOn: day(64) });
  });

  test('where days of rest are known, nothing is confirmed before one of them was high too', () => {
    const isRest = (one: ReturnType<typeof day>) => one === day(66);
    const [found] = persistentExcess(series([...usual, ...repeat(1.6, 10)]), defaultExcessLimits, { isRest });
    expect(found!.confirmedOn).toBe(day(66));
  });

  test('a cause that somebody accepted begins a new baseline: no second alarm for the new line', () => {
    const values = series([...usual, ...repeat(2.5, 90)]);
    const found = persistentExcess(values, defaultExcessLimits, { beginsAnew: [day(65)] });
    expect(found).toHaveLength(1);
    expect(found[0]!.until).toBe(day(65));
  });

  test('three weeks are needed before anything is said', () => {
    expect(persistentExcess(series([...repeat(1, 10), ...repeat(9, 10)]))).toEqual([]);
  });

  test('what never changes has no finding, and the unit does not matter', () => {
    const values = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 30, maxLength: 150 });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(2, 4, 8, 0.5),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (list, factor, level) => {
          expect(persistentExcess(series(repeat(level, 100)))).toEqual([]);
          const { absolute, alarmAbsolute } = defaultExcessLimits;
          const scaled = {
            ...defaultExcessLimits,
            absolute: absolute * factor,
            alarmAbsolute: alarmAbsolute * factor,
          };
          const days = (found: ReturnType<typeof persistentExcess>) =>
            found.map(({ from, suspectedOn, confirmedOn, until }) => [from, suspectedOn, confirmedOn, until]);
          expect(days(persistentExcess(series(list.map((value) => value * factor)), scaled))).toEqual(
            days(persistentExcess(series(list))),
          );
        },
      ),
    );
  });
});

describe('a slow rise', () => {
  const wobble = (index: number) => ((index * 7) % 11) * 0.01;

  test('from 1 to 2 m³/h in twenty weeks is found on the way', () => {
    const values = Array.from(
      { length: 240 },
      (_, index) => (index < 100 ? 1 : 1 + (index - 100) / 140) + wobble(index),
    );
    const [found, ...more] = creepingRise(series(values));
    expect(daysBetween(day(100), found!.foundOn)).toBeGreaterThan(30);
    expect(daysBetween(day(100), found!.foundOn)).toBeLessThan(120);
    expect(found!.agreement).toBeGreaterThan(0.75);
    expect(more).toEqual([]);
  });

  test('a step is no creeping, a season that came last year too is none either', () => {
    expect(creepingRise(series([...repeat(1, 120), ...repeat(2, 120)]))).toEqual([]);
    const season = Array.from(
      { length: 900 },
      (_, index) => 1 + 0.4 * Math.sin((index / 365) * 2 * Math.PI) + wobble(index),
    );
    const secondYear = creepingRise(series(season)).filter(({ foundOn }) => foundOn > day(400 + 112));
    expect(secondYear).toEqual([]);
  });
});

describe('night minimum flow', () => {
  const china = fixedOffset(480);
  const hour = 3_600_000;
  const midnight = Date.parse('2024-05-31T16:00Z');
  const night = [calendarDate('2024-06-01')];
  const readings = (counts: readonly (readonly [number, number])[]): RawReading[] =>
    counts.map(([hours, count], sequence) => ({
      id: `${sequence}`,
      atMs: midnight + hours * hour,
      count: exact(count),
      sequence,
    }));
  const span: MeterSpan = {
    fromMs: midnight - 24 * hour,
    cause: 'installed',
    facts: {
      kind: 'register',
      m3PerCount: exact('0.01'),
      registerSize: null,
      maxM3PerHour: null,
      expectedEveryMs: hour,
      backwardCounts: exact(0),
    },
    startCount: null,
    endCount: null,
  };
  const flow = (counts: readonly (readonly [number, number])[], options = {}) =>
    nightMinimumFlow(
      hoursOfDays(kept(buckets(meterCount(readings(counts), [span]).intervals, 'hour', china)), night, china),
      options,
    )[0]!.value;

  test('50, 30 and 40 litres between two and five: 30 litres', () => {
    expect(
      flow([
        [2, 100],
        [3, 105],
        [4, 108],
        [5, 112],
      ]),
    ).toBeCloseTo(0.03);
  });

  test('a register in steps of a cubic metre: the mean of the night', () => {
    expect(
      flow(
        [
          [2, 100],
          [3, 105],
          [4, 108],
          [5, 112],
        ],
        { m3PerCount: 1 },
      ),
    ).toBeCloseTo(0.04);
  });

  test('a night in a gap is not known', () => {
    expect(
      flow([
        [0, 100],
        [6, 160],
      ]),
    ).toBeNull();
    expect(
      flow([
        [2, 100],
        [3, 105],
      ]),
    ).toBeNull();
  });
});

describe('all hours of a day', () => {
  /** By day 10 m³/h from seven to eight in the evening, else 1; a little more and less from day to day. */
  const usual = (index: number) =>
    Array.from({ length: 24 }, (_, hour) => (hour >= 7 && hour < 20 ? 10 : 1) * (1 + ((index * 3 + hour) % 5) * 0.02));
  const daysOf = (change: (hours: number[], index: number) => number[]) =>
    Array.from({ length: 100 }, (_, index) => ({ day: day(index), hours: change(usual(index), index) }));
  const nights = series(Array.from({ length: 100 }, (_, index) => usual(index)[3]!));
  const found = (change: (hours: number[], index: number) => number[]) =>
    waterFindings({ nights, days: [], hours: daysOf(change) }).map(({ kind, foundOn }) => [kind, foundOn]);

  test('a burst of 5 m³/h that ran all day is told the next morning', () => {
    expect(found((hours, index) => (index < 80 ? hours : hours.map((value) => value + 5)))).toEqual([
      ['all_hours', day(80)],
    ]);
  });

  test('it does not wait for a day of rest either: a leak is told from overtime by all its hours', () => {
    const burst = daysOf((hours, index) => (index < 80 ? hours : hours.map((value) => value + 5)));
    const knowledge = { isRest: (one: ReturnType<typeof day>) => one === day(85) };
    expect(waterFindings({ nights, days: [], hours: burst, knowledge })).toMatchObject([
      { kind: 'all_hours', foundOn: day(80) },
    ]);
  });

  test('a night of overtime raises the night, a busy day the day: neither all hours', () => {
    expect(found((hours, index) => (index === 80 ? hours.map((value) => Math.max(value, 10)) : hours))).toEqual([]);
    expect(
      found((hours, index) => (index === 80 ? hours.map((value) => (value > 5 ? value * 2 : value)) : hours)),
    ).toEqual([]);
  });

  test('a day with too few measured hours tells nothing', () => {
    const rise = floorRise([
      ...daysOf((hours) => hours),
      { day: day(100), hours: [...Array(10).fill(null), ...Array(14).fill(50)] },
    ]);
    expect(rise.at(-1)!.value).toBeNull();
    expect(rise[60]!.value).toBeCloseTo(0, 0);
  });
});

describe('from readings to findings', () => {
  test('a meter read by the hour whose pipe begins to leak 2 m³/h on day 80 is told by its hours after that day', () => {
    const hour = 3_600_000;
    const china = fixedOffset(480);
    const begins = startOfDay(china, first);
    let count = 5_000;
    const readings = Array.from({ length: 100 * 24 }, (_, index): RawReading => {
      const ofDay = index % 24;
      const reading = { id: `${index}`, atMs: begins + index * hour, count: exact(count), sequence: index };
      count +=
        (ofDay >= 7 && ofDay < 20 ? 300 + ((index * 37) % 50) : 20 + ((index * 13) % 5)) + (index >= 80 * 24 ? 200 : 0);
      return reading;
    });
    const facts = {
      kind: 'register' as const,
      m3PerCount: exact('0.01'),
      registerSize: exact(1_000_000),
      maxM3PerHour: exact(16),
      expectedEveryMs: hour,
      backwardCounts: exact(1),
    };
    const span: MeterSpan = { fromMs: begins, cause: 'installed', facts, startCount: exact(5_000), endCount: null };
    const { intervals } = meterCount(readings, [span]);
    const days = Array.from({ length: 99 }, (_, index) => day(index));
    const hours = kept(buckets(intervals, 'hour', china));
    const ofDays = hoursOfDays(hours, days, china);
    const found = waterFindings({
      nights: nightMinimumFlow(ofDays, { m3PerCount: 0.01 }),
      hours: ofDays,
      days: [],
    });
    expect(found.map(({ kind, foundOn, until }) => [kind, foundOn, until])).toEqual([['night_flow', day(80), null]]);
    expect(registerFindings(intervals, (ms) => localDay(china, ms))).toEqual([]);
    expect(hoursOfDays(hours, [day(99)], china)[0]!.hours.at(-1)).toBeNull();
  });
});

describe('other findings', () => {
  test('a meter that usually shows 50 m³ a day and stands still for three weeks', () => {
    const [found] = waterFindings({
      nights: [],
      days: series([...repeat(50, 60), ...repeat(0, 25), ...repeat(50, 5)]),
    });
    expect(found).toMatchObject({ kind: 'stopped', from: day(60), foundOn: day(80), until: day(85), usual: 50 });
  });

  test('a holiday of two weeks is none', () => {
    expect(
      waterFindings({ nights: [], days: series([...repeat(50, 60), ...repeat(0, 14), ...repeat(50, 30)]) }),
    ).toEqual([]);
  });

  test('water that no sub-meter sees: 3 m³ a day, then 30', () => {
    const found = waterFindings({
      nights: [],
      days: series(repeat(500, 90)),
      unaccounted: series([...repeat(3, 60), ...repeat(30, 30)]),
    });
    expect(found.map(({ kind, from, foundOn }) => [kind, from, foundOn])).toEqual([['unaccounted', day(60), day(66)]]);
  });

  test('one leak seen at night and in the difference of the meters is one alarm', () => {
    const found = waterFindings({
      nights: series([...repeat(1, 60), ...repeat(3, 30)]),
      days: series(repeat(100, 90)),
      unaccounted: series([...repeat(3, 60), ...repeat(50, 30)]),
    });
    expect(found.map(({ kind }) => kind)).toEqual(['night_flow']);
  });

  test('a meter without nights is judged by its days', () => {
    const found = waterFindings({ nights: [], days: series([...repeat(20, 60), ...repeat(44, 20)]) });
    expect(found).toMatchObject([{ kind: 'daily_volume', from: day(60), foundOn: day(69) }]);
  });
});

/** Chance that is the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Nights of one ordinary meter over 30 months: noise, season, overtime, holidays, missing nights, a coarse register,
 * and for one in ten a lasting change of production.
 */
function ordinaryNights(meter: number, nights: number): (number | null)[] {
  const random = chance(meter * 7919 + 17);
  const level = random() < 0.3 ? 0 : 0.05 * 60 ** random();
  const noise = 0.05 + 0.2 * random();
  const season = 0.25 * random();
  const overtime = random() < 0.4 ? 0.08 * random() : 0.01;
  const step = [0.001, 0.01, 0.1][Math.floor(random() * 3)] as number;
  const change = random() < 0.1 ? Math.floor(random() * nights) : nights;
  return Array.from({ length: nights }, (_, night) => {
    const missing = random() < 0.03;
    const gauss = Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
    const busy = random() < overtime ? 0.3 + (level + 0.2) * 2 * random() : 0;
    const holiday = night % 365 > 30 && night % 365 < 41 ? 0.4 : 1;
    const year = 1 + season * Math.sin((night / 365) * 2 * Math.PI);
    const flow = level * year * holiday * (night >= change ? 1.5 : 1) * Math.max(0, 1 + noise * gauss) + busy;
    return missing ? null : Math.round(flow / step) * step;
  });
}

describe('400 meters over 30 months', () => {
  const nights = 913;
  const fleet = Array.from({ length: 400 }, (_, meter) => ordinaryNights(meter, nights));
  const findings = (values: readonly (number | null)[]) => waterFindings({ nights: series(values), days: [] });
  const alarms = fleet.map((values) => findings(values));
  const years = nights / 365;

  test('at most one false alarm for each meter and year, and for all together far fewer', () => {
    const each = alarms.map((found) => found.length / years);
    expect(Math.max(...each)).toBeLessThanOrEqual(1);
    expect(each.reduce((total, one) => total + one, 0) / 400).toBeLessThan(0.05);
  });

  test('a pipe that bursts on night 500 is found within a week, in ninety-five of a hundred meters', () => {
    const found = fleet.map((values) => {
      const usual = median(values.flatMap((value) => value ?? []));
      const leak = Math.max(0.4, usual * 1.2);
      const leaking = values.map((value, night) =>
        value === null || night < 500 || night > 560 ? value : value + leak,
      );
      return findings(leaking).some(({ foundOn }) => foundOn >= day(500) && foundOn <= day(507));
    });
    expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(380);
  });

  test('a crack that widens to the usual flow in twenty weeks is found before it is repaired, in nine of ten meters', () => {
    const found = fleet.map((values) => {
      const leak = Math.max(0.4, median(values.flatMap((value) => value ?? [])));
      const leaking = values.map((value, night) =>
        value === null || night < 500 ? value : value + leak * Math.min(1, (night - 500) / 140),
      );
      return findings(leaking).some(({ foundOn }) => foundOn >= day(500) && foundOn <= day(660));
    });
    expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(360);
  });

  test('the reset of a register is found on its hour', () => {
    const hour = 3_600_000;
    const zone = fixedOffset(480);
    const readings = Array.from(
      { length: 720 },
      (_, index): RawReading => ({
        id: `${index}`,
        atMs: index * hour,
        count: exact(index < 400 ? 8_000 + index * 3 : (index - 400) * 3),
        sequence: index,
      }),
    );
    const facts = {
      kind: 'register' as const,
      m3PerCount: exact(1),
      registerSize: exact(100_000),
      maxM3PerHour: exact(25),
      expectedEveryMs: hour,
      backwardCounts: exact(1),
    };
    const { intervals } = meterCount(readings, [
      { fromMs: 0, cause: 'installed', facts, startCount: exact(8_000), endCount: null },
    ]);
    const found = registerFindings(intervals, (ms) => localDay(zone, ms));
    expect(found).toMatchObject([{ kind: 'register', codes: ['reset_assumed'], foundOn: localDay(zone, 400 * hour) }]);
    expect(found[0]!.series.length).toBe(49);
    expect(cubicMetres(0).eq(intervals.find(({ codes }) => codes.length > 0)!.volumeM3!)).toBe(true);
  });
});
