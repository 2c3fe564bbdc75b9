// Are readings kept once, where their writer may, and is what flowed the same however and whenever they came?
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedOffset } from '#period/zone-offsets.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { buckets, bucketVolume } from '../rules/consumption-buckets.ts';
import { meterCount } from '../rules/meter-intervals.ts';
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
async function newPoint(site = 'SZ'): Promise<number> {
  const code = `W-${++meters}`;
  const meter = await company.approved('water.meter', {
    ...{ site: company.id[site], code, name: { en: code, zh: code }, role: 'main', feedsIn: false },
  });
  await company.approved('water.meter-span', {
    ...{ site: company.id[site], meter, startsAt: '2024-02-01T00:00:00+08:00', cause: 'installed', serial: code },
    ...{ sends: 'register', m3PerCount: '0.01', registerSize: '100000', maxM3PerHour: '50', readEveryMinutes: 15 },
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

test('in whatever order and pieces readings come, what flowed by the hour is what all of them together give', async () => {
  const one = fc.record({ minutes: fc.nat({ max: 3_000 }), count: fc.nat({ max: 4_000 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(one, { minLength: 2, maxLength: 60, selector: ({ minutes }) => minutes }),
      fc.array(fc.nat({ max: 59 }), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (all, cuts, rising) => {
        const point = await newPoint();
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
          id: String(index),
          atMs: Date.parse(at),
          count: new Decimal(count),
          sequence: index,
        }));
        const { intervals } = meterCount(raw, [
          {
            fromMs: Date.parse('2024-02-01T00:00:00+08:00'),
            cause: 'installed',
            facts,
            startCount: null,
            endCount: null,
          },
        ]);
        const known = intervals.filter(({ volumeM3 }) => volumeM3 !== null);
        const whole = buckets(known, 'hour', fixedOffset(480));
        expect(await hoursOf(point)).toEqual(
          [...whole.values()].map((bucket) => ({
            ...{ at: bucket.fromMs, volume: bucketVolume(bucket).toFixed(), known: String(bucket.knownMs / 1000) },
          })),
        );
      },
    ),
    { numRuns: Number(process.env.GREENFAB_RUNS ?? 12) },
  );
}, 120_000);
