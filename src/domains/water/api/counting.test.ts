// Are readings kept once, where their writer may, and is what flowed the same however and whenever they came?
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { parsePeriod } from '#period/period.ts';
import { zoneOffsets } from '#period/zone-offsets.ts';
import { systemActor } from '#platform/db/database.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { recountWater } from '../cli/recount.ts';
import { buckets, bucketVolume, keptBy } from '../rules/consumption-buckets.ts';
import { meterCount } from '../rules/meter-intervals.ts';
import { monthVolumes, READINGS_MARK } from '../store/days.ts';
import { drawnFlow } from '../store/drawn-flow.ts';
import { type IncomingReading, keepReadings, pointsByCode } from '../store/readings.ts';
import { countMarked } from './counting.ts';

let company: SmallCompany;
let meters = 0;
beforeAll(async () => {
  company = await openSmallCompany();
});
afterAll(() => company?.close());

const start = Date.parse('2024-03-01T00:00:00+08:00');
const minute = 60_000;
const received = { path: 'http', receivedAt: '2024-04-01T00:00:00Z' };
const facts = {
  ...{ kind: 'register' as const, m3PerCount: new Decimal('0.01'), registerSize: new Decimal(100_000) },
  ...{ maxM3PerHour: new Decimal(50), expectedEveryMs: 15 * minute, backwardCounts: new Decimal(0) },
};

/** A new meter of a factory, with the number of its readings. */
async function newPoint(site = 'SZ', readEveryMinutes = 15): Promise<number> {
  const code = `W-${++meters}`;
  const meter = await company.approved('water.meter', {
    ...{ site: company.id[site], code, name: { en: code, zh: code }, role: 'main', feedsIn: false },
  });
  await company.approved('water.meter-span', {
    ...{ site: company.id[site], meter, startsAt: '2024-02-01T00:00:00+08:00', cause: 'installed', serial: code },
    ...{ sends: 'register', m3PerCount: '0.01', registerSize: '100000', maxM3PerHour: '50', readEveryMinutes },
  });
  const points = await company.db.as(company.people.administrator, (tx) => pointsByCode(tx, [`${site}/${code}`]));
  return points.get(`${site}/${code}`)?.point as number;
}

const reading = (point: number, minutes: number, count: number): IncomingReading => {
  const at = new Date(start + minutes * minute).toISOString();
  return { point, at, reportedAt: at, count: String(count), clock: 'as_reported' };
};
const keep = (readings: readonly IncomingReading[], actor = company.people.administrator) =>
  company.db.as(actor, (tx) => keepReadings(tx, readings, received));
async function settle(): Promise<void> {
  while (await countMarked(company.db));
}
const hoursOf = (point: number) =>
  company.all<{ at: number; volume: string; known: string }>(sql`
    select (extract(epoch from from_at) * 1000)::float8 as at, trim_scale(measured_m3 + interpolated_m3 + estimated_m3)::text as volume, trim_scale(known_seconds)::text as known
    from water_hour where point = ${point} order by from_at`);

describe('readings', () => {
  test('of one delivery that comes twice are kept once, and no other meter’s', async () => {
    const point = await newPoint();
    const batch = [reading(point, 0, 100), reading(point, 15, 110), reading(point, 30, 125)];
    expect([await keep(batch), await keep(batch), await keep([...batch, reading(point, 45, 130)])]).toEqual([3, 0, 1]);
    await settle();
    expect(await hoursOf(point)).toEqual([{ at: start, volume: '0.3', known: '2700' }]);
  });

  test('that are newer than all before are kept once too when one of them was there, or comes twice', async () => {
    const point = await newPoint();
    await keep([reading(point, 0, 100)]);
    // As newer as it looks, one of them is there: kept by another process, which this one has not seen.
    await company.db.as(company.people.administrator, (tx) =>
      sql`insert into water_reading (point, at, count, reported_at, received_at, path, clock)
        select point, at + interval '15 minutes', 110, reported_at + interval '15 minutes', now(), path, clock from water_reading where point = ${point}`.execute(
        tx,
      ),
    );
    const [there, fresh] = [reading(point, 15, 110), reading(point, 30, 125)];
    expect([await keep([there, fresh]), await keep([there, fresh])]).toEqual([1, 0]);
    expect(await keep([reading(point, 45, 130), reading(point, 45, 130), reading(point, 40, 128)])).toBe(2);
    await settle();
    expect(await hoursOf(point)).toEqual([{ at: start, volume: '0.3', known: '2700' }]);
  });

  test('wait to be counted while more are coming, and not for ever', async () => {
    const point = await newPoint();
    await settle();
    await keep([reading(point, 0, 100), reading(point, 15, 110)]);
    const hour = 3_600_000;
    expect(await countMarked(company.db, { quietMs: hour, longestMs: 2 * hour })).toBe(false);
    expect(await hoursOf(point)).toEqual([]);
    expect(await countMarked(company.db, { quietMs: hour, longestMs: 0 })).toBe(true);
    expect(await hoursOf(point)).toHaveLength(1);
  });

  test('are no business of who writes elsewhere, nor is the meter that they are of', async () => {
    const { db, people } = company;
    const point = await newPoint('SZ');
    expect([...(await db.as(people.wuhu, (tx) => pointsByCode(tx, [`SZ/W-${meters}`])))]).toEqual([]);
    await expect(keep([reading(point, 0, 1)], people.wuhu)).rejects.toThrow(/row-level security/);
    await keep([reading(point, 0, 1), reading(point, 15, 2)]);
    await settle();
    for (const table of ['water_point', 'water_reading', 'water_hour'])
      expect([
        table,
        await db.as(
          people.wuhu,
          async (tx) =>
            (
              await sql`select from ${sql.table(table)} where ${table === 'water_point' ? sql`id` : sql`point`} = ${point}`.execute(
                tx,
              )
            ).rows.length,
        ),
      ]).toEqual([table, 0]);
  });

  test('are counted again when the meter was replaced and somebody says so afterwards', async () => {
    const point = await newPoint();
    await keep([reading(point, 0, 99_000), reading(point, 15, 99_100), reading(point, 75, 50), reading(point, 90, 60)]);
    await settle();
    const before = await hoursOf(point);
    const [row] = await company.all<{ meter: string }>(
      sql`select meter_id as meter from water_point where id = ${point}`,
    );
    await company.approved('water.meter-span', {
      ...{
        site: company.id.SZ,
        meter: row?.meter,
        startsAt: new Date(start + 45 * minute).toISOString(),
        cause: 'replaced',
      },
      ...{
        serial: 'new',
        sends: 'register',
        m3PerCount: '0.1',
        readEveryMinutes: 15,
        startCount: '0',
        endCountBefore: '99150',
      },
    });
    await settle();
    const after = await hoursOf(point);
    expect(after).not.toEqual(before);
    // 1 m³ to the quarter, 0.5 m³ of the old meter, 50 × 0.1 m³ of the new by 75 min and 1 m³ by 90.
    expect(after.reduce((sum, { volume }) => sum.plus(volume), new Decimal(0)).toFixed()).toBe('7.5');
  });
});

const grains = [
  ['hour', sql`select (extract(epoch from from_at) * 1000)::float8 as at, * from water_hour`],
  [
    'day',
    sql`select (extract(epoch from on_day::timestamp at time zone 'Europe/Berlin') * 1000)::float8 as at, * from water_day`,
  ],
  [
    'month',
    sql`select (extract(epoch from month_on::timestamp at time zone 'Europe/Berlin') * 1000)::float8 as at, * from water_month`,
  ],
] as const;

describe('in whatever order and pieces readings come, what flowed is what all of them together give', () => {
  // A factory whose clocks are put forward within the time of the readings.
  beforeAll(() =>
    company.db.as(company.people.administrator, (tx) =>
      sql`update scope_node set time_zone = 'Europe/Berlin' where code = 'HP'`.execute(tx),
    ),
  );
  const one = fc.record({
    minutes: fc.oneof(fc.nat({ max: 3_000 }), fc.nat({ max: 100_000 })),
    count: fc.nat({ max: 4_000 }),
  });
  test('by hour, day and month', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(one, { minLength: 2, maxLength: 60, selector: ({ minutes }) => minutes }),
        fc.array(fc.nat({ max: 59 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.constantFrom(15, 1440),
        async (all, cuts, rising, every) => {
          const point = await newPoint('HP', every);
          const counts = rising ? all.map(({ count }) => count).sort((a, b) => a - b) : all.map(({ count }) => count);
          const inTime = rising ? [...all].sort((a, b) => a.minutes - b.minutes) : all;
          const said = inTime.map(({ minutes }, index) => reading(point, minutes, counts[index] as number));
          const shuffled = all.map(
            (each) => said.find(({ at }) => at === reading(point, each.minutes, 0).at) as IncomingReading,
          );
          const edges = [...new Set([0, ...cuts.map((cut) => cut % all.length), all.length])].sort((a, b) => a - b);
          for (const [index, edge] of edges.slice(1).entries()) {
            await keep(shuffled.slice(edges[index], edge));
            await settle();
          }
          const raw = said.map(({ at, count }, index) => ({
            ...{ id: String(index), atMs: Date.parse(at), count: new Decimal(count), sequence: index },
          }));
          const installed = { fromMs: Date.parse('2024-02-01T00:00:00+08:00'), cause: 'installed' } as const;
          const ofMeter = { ...facts, expectedEveryMs: every * minute };
          const { intervals } = meterCount(raw, [{ ...installed, facts: ofMeter, startCount: null, endCount: null }]);
          const known = intervals.filter(({ volumeM3 }) => volumeM3 !== null);
          const zone = zoneOffsets('Europe/Berlin', start - 40 * 1440 * minute, start + 120_000 * minute);
          for (const [size, rows] of grains) {
            const kept = await company.all<Record<string, unknown>>(
              sql`select at, trim_scale(measured_m3)::text as measured, trim_scale(interpolated_m3)::text as interpolated, trim_scale(estimated_m3)::text as estimated,
                trim_scale(known_seconds)::text as known, at_least as least from (${rows}) r where point = ${point} order by at`,
            );
            expect([size, ...kept]).toEqual([
              size,
              ...[...buckets(known, size === 'hour' ? keptBy(ofMeter) : size, zone).values()].map((bucket) => ({
                ...{
                  at: bucket.fromMs,
                  measured: bucket.measuredM3.toFixed(),
                  interpolated: bucket.interpolatedM3.toFixed(),
                },
                ...{
                  estimated: bucket.estimatedM3.toFixed(),
                  known: String(bucket.knownMs / 1000),
                  least: bucket.atLeast,
                },
              })),
            ]);
          }
          // What is drawn by the hour lies in the rows of days.
          const hours = every === 15 ? [...buckets(known, 'hour', zone).values()] : [];
          const drawn = await company.db.as(company.people.administrator, (tx) =>
            drawnFlow(tx, { point, timeZone: 'Europe/Berlin', by: 'hour', days: parsePeriod('2024') }),
          );
          expect(drawn).toEqual({
            at: hours.map(({ fromMs }) => fromMs),
            volumeM3: hours.map((hour) => bucketVolume(hour).toFixed()),
            estimatedM3: hours.map(({ estimatedM3 }) => estimatedM3.toFixed()),
            knownSeconds: hours.map(({ knownMs }) => knownMs / 1000),
            atLeast: hours.flatMap(({ atLeast }, at) => (atLeast ? [at] : [])),
          });
        },
      ),
      { numRuns: Number(process.env.GREENFAB_RUNS ?? 12) },
    );
  }, 120_000);
});

test('a reading that comes late beside a long time that was taken out is counted with the one before that time', async () => {
  const point = await newPoint();
  await keep(Array.from({ length: 40 }, (_, index) => reading(point, index * 15, 100 + index * 10)));
  const row = await company.one<{ meter: string }>(sql`select meter_id as meter from water_point where id = ${point}`);
  await company.approved('water.reading-exclusion', {
    ...{ site: company.id.SZ, meter: row.meter, effect: 'counted_on', reason: 'The module was wet' },
    ...{ startsAt: '2024-03-01T01:00:00+08:00', endsBefore: '2024-03-01T06:00:00+08:00' },
  });
  await settle();
  await keep([reading(point, 365, 343)]);
  await settle();
  // The 2.1 m³ between 0:45 and six, over twenty readings that do not count, are shared out by time.
  expect((await hoursOf(point)).map(({ volume }) => volume)).toEqual([...Array(9).fill('0.4'), '0.3']);
  expect((await recountWater(company.db)).unequal).toEqual([]);
});

test('a month that came out otherwise is marked for the figures, and one that did not is left alone', async () => {
  const point = await newPoint();
  const marks = () =>
    company.all<{ month: string }>(sql`
      select month::text from kpi_dirty where kind = ${READINGS_MARK} and scope_id = ${company.id.SZ} order by month`);
  const told = async () => {
    const found = (await marks()).map(({ month }) => month);
    await company.db.as(systemActor('figures'), (tx) => sql`delete from kpi_dirty`.execute(tx));
    return found;
  };
  await told();
  const [march, april] = [0, 40 * 1440];
  await keep([reading(point, march, 100), reading(point, march + 15, 110), reading(point, april, 500)]);
  await settle();
  expect(await told()).toEqual(['2024-03-01', '2024-04-01']);
  await keep([reading(point, april + 15, 510)]);
  await settle();
  expect(await told()).toEqual(['2024-04-01']);
  const volumes = await company.db.as(company.people.administrator, (tx) =>
    monthVolumes(tx, [company.id.SZ as string], {
      from: calendarDate('2024-03-01'),
      before: calendarDate('2024-05-01'),
    }),
  );
  const [row] = await company.all<{ meter: string }>(
    sql`select meter_id as meter from water_point where id = ${point}`,
  );
  const own = volumes.filter(({ meterId }) => meterId === row?.meter);
  // Of the 3.9 m³ of a gap of 57,585 minutes 44,625 are of March; in so long a time the register may have begun again.
  expect(own).toMatchObject([
    {
      on: '2024-03-01',
      measuredM3: '0.1',
      interpolatedM3: '0',
      estimatedM3: '3.022271',
      knownSeconds: '2678400',
      atLeast: true,
    },
    { on: '2024-04-01', measuredM3: '0.1', interpolatedM3: '0', estimatedM3: '0.877729', knownSeconds: '778500' },
  ]);
});

describe('readings that a person takes out', () => {
  const exclusion = 'water.reading-exclusion';
  const kept = async (point: number) => ({
    hours: await hoursOf(point),
    intervals: await company.all(
      sql`select from_at, before_at, codes, volume_m3::text from water_interval where point = ${point} order by from_at`,
    ),
    months: await company.all(
      sql`select month_on, measured_m3::text, estimated_m3::text from water_month where point = ${point}`,
    ),
  });
  const excluded = fc.record({
    counts: fc.array(fc.nat({ max: 4_000 }), { minLength: 12, maxLength: 60 }),
    from: fc.nat({ max: 40 }),
    long: fc.integer({ min: 1, max: 30 }),
    effect: fc.constantFrom('counted_on' as const, 'not_known' as const),
  });

  test('count as though they had not come, stay as they came, and count again once it is voided', async () => {
    await fc.assert(
      fc.asyncProperty(excluded, async ({ counts, from, long, effect }) => {
        const point = await newPoint();
        await keep(counts.map((count, index) => reading(point, index * 15, count)));
        await settle();
        const before = await kept(point);
        const row = await company.one<{ meter: string }>(
          sql`select meter_id as meter from water_point where id = ${point}`,
        );
        const [startsAt, endsBefore] = [from * 15, (from + long) * 15].map((at) =>
          new Date(start + at * minute).toISOString(),
        );
        const id = await company.approved(exclusion, {
          ...{ site: company.id.SZ, meter: row.meter, startsAt, endsBefore, effect, reason: 'The module was wet' },
        });
        await settle();
        const raw = counts.map((count, index) => ({
          ...{ id: String(index), atMs: start + index * 15 * minute, count: new Decimal(count), sequence: index },
        }));
        const installed = { fromMs: Date.parse('2024-02-01T00:00:00+08:00'), cause: 'installed' } as const;
        const { intervals } = meterCount(
          raw,
          [{ ...installed, facts, startCount: null, endCount: null }],
          [{ fromMs: Date.parse(startsAt as string), beforeMs: Date.parse(endsBefore as string), effect }],
        );
        const zone = zoneOffsets('Asia/Shanghai', start - 40 * 1440 * minute, start + 2_000 * minute);
        const known = intervals.filter(({ volumeM3 }) => volumeM3 !== null);
        expect(await hoursOf(point)).toEqual(
          [...buckets(known, 'hour', zone).values()].map((one) => ({
            ...{ at: one.fromMs, volume: bucketVolume(one).toFixed(), known: String(one.knownMs / 1000) },
          })),
        );
        const { count } = await company.one<{ count: number }>(
          sql`select count(*)::int as count from water_reading where point = ${point}`,
        );
        expect(count).toBe(counts.length);
        const { administrator } = company.people;
        await company.record(administrator, exclusion, [{ id, values: {}, basedOn: 1, void: true }], {
          reason: 'It was dry',
        });
        await company.step(administrator, exclusion, 'submit', [id]);
        await company.step(company.people.reviewer, exclusion, 'approve', [id]);
        await settle();
        expect(await kept(point)).toEqual(before);
      }),
      { numRuns: Number(process.env.GREENFAB_RUNS ?? 5) },
    );
  }, 60_000);

  test('are the same counted anew, and of one that is not approved nothing is taken out', async () => {
    const point = await newPoint();
    await keep(Array.from({ length: 40 }, (_, index) => reading(point, index * 15, 100 + index * 10)));
    await settle();
    const before = await kept(point);
    const row = await company.one<{ meter: string }>(
      sql`select meter_id as meter from water_point where id = ${point}`,
    );
    const values = {
      ...{ site: company.id.SZ, meter: row.meter, effect: 'not_known', reason: 'The module was wet' },
      ...{ startsAt: '2024-03-01T01:00:00+08:00', endsBefore: '2024-03-01T06:00:00+08:00' },
    };
    const id = uuidv7();
    await company.record(company.people.suzhou, exclusion, [{ id, values }]);
    await settle();
    expect(await kept(point)).toEqual(before);
    await company.step(company.people.suzhou, exclusion, 'submit', [id]);
    await company.step(company.people.reviewer, exclusion, 'approve', [id]);
    await settle();
    // The readings at one and at 5:45 are out: nothing is known from 0:45 to six.
    expect((await hoursOf(point)).map(({ volume, known }) => [volume, known])).toEqual([
      ['0.3', '2700'],
      ...Array(3).fill(['0.4', '3600']),
      ['0.3', '2700'],
    ]);
    expect((await recountWater(company.db)).unequal).toEqual([]);
  });
});

test('counted anew it is the same, and what was kept otherwise is named and mended', async () => {
  const point = await newPoint();
  await keep([reading(point, 0, 100), reading(point, 15, 110), reading(point, 200, 150)]);
  expect((await recountWater(company.db)).unequal).toEqual([]);
  await company.db.as(systemActor('figures'), async (tx) => {
    await sql`delete from water_day where point = ${point}`.execute(tx);
    await sql`update water_month set measured_m3 = 7 where point = ${point}`.execute(tx);
  });
  expect((await recountWater(company.db)).unequal.sort()).toEqual([`SZ/W-${meters} days`, `SZ/W-${meters} months`]);
  expect((await recountWater(company.db)).unequal).toEqual([]);
});
