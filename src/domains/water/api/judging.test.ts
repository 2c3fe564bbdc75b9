// From readings to findings in the database: one cause is told once and the same morning, what people say of it stays, and
// what later readings take back is withdrawn.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWorkCalendars } from '#period/work-calendar.ts';
import { openSmallCompany, type SmallCompany, TODAY } from '../../../../tests/small-company.ts';
import { findFinding } from '../store/list-findings.ts';
import { keepReadings, pointsByCode } from '../store/readings.ts';
import { countMarked } from './counting.ts';
import { judgeDue, judgeInQuiet } from './judging.ts';

let company: SmallCompany;
let meters = 0;
beforeAll(async () => {
  company = await openSmallCompany();
});
afterAll(() => company?.close());

const HOUR_MS = 3_600_000;
const DAYS = 70;
/** Seven in the morning of the day on which the small company lives. */
const now = Date.parse(`${TODAY}T07:00:00+08:00`);
const first = Date.parse(`${TODAY}T00:00:00+08:00`) - DAYS * 24 * HOUR_MS;

/** A meter read by the hour since seventy days. */
async function newMeter(code = `L-${++meters}`, parent: string | null = null) {
  const site = company.id.SZ as string;
  const meter = await company.approved('water.meter', {
    ...{ site, code, name: { en: code, zh: code }, role: parent ? 'sub' : 'main', feedsIn: false, parent },
  });
  await company.approved('water.meter-span', {
    ...{ site, meter, startsAt: new Date(first).toISOString(), cause: 'installed', serial: code, sends: 'register' },
    ...{ m3PerCount: '0.01', registerSize: '10000000', maxM3PerHour: '50', readEveryMinutes: 60 },
  });
  const points = await company.db.as(company.people.administrator, (tx) => pointsByCode(tx, [`SZ/${code}`]));
  return { site, meter, point: points.get(`SZ/${code}`)?.point as number };
}

/** Counts of a hundredth of a cubic metre: 10 m³/h from seven to eight in the evening, else 1, a little more and less. */
function readingsOf(point: number, extra: (ms: number) => number = () => 0, { jumpAt = Number.NaN } = {}) {
  const readings = [];
  let count = 500_000;
  for (let ms = first, index = 0; ms <= now; ms += HOUR_MS, index += 1) {
    const ofDay = ((ms + 8 * HOUR_MS) / HOUR_MS) % 24;
    if (ms === jumpAt) count = 3;
    const at = new Date(ms).toISOString();
    readings.push({ point, at, reportedAt: at, count: String(Math.round(count)), clock: 'as_reported' });
    count += (ofDay >= 7 && ofDay < 20 ? 1000 : 100) * (1 + ((index * 37) % 7) * 0.01) + 100 * extra(ms);
  }
  return readings;
}
const keep = (readings: ReturnType<typeof readingsOf>, path = 'http') =>
  company.db.as(company.people.administrator, (tx) =>
    keepReadings(tx, readings, { path, receivedAt: new Date(now).toISOString() }),
  );
async function settle(): Promise<void> {
  while (await countMarked(company.db));
  const siteDays = async () =>
    new Map([
      [company.id.SZ as string, { timeZone: 'Asia/Shanghai', calendar: readWorkCalendars(undefined).get('CN') }],
    ]);
  while (await judgeDue({ db: company.db, siteDays, todayIn: () => TODAY }));
}
const foundAt = (point: number) =>
  company.all<{
    id: string;
    kind: string;
    found: string;
    until: string | null;
    withdrawn: string | null;
    told: number;
  }>(sql`
    select id, kind, found_on as found, until_on as until, withdrawn_why as withdrawn,
      (select count(*)::int from notice_request r where r.key = 'water-finding:' || f.id and not r.settles) as told
    from water_finding f where point = ${point} order by from_on`);
const daysAgo = (days: number) => now - days * 24 * HOUR_MS - 7 * HOUR_MS;
const dayAgo = (days: number) => new Date(daysAgo(days) + 8 * HOUR_MS).toISOString().slice(0, 10);

describe('a burst', () => {
  test('of yesterday is found this morning, told to the factory once, and counted again without a second finding', async () => {
    const { point } = await newMeter();
    const readings = readingsOf(point, (ms) => (ms >= daysAgo(1) ? 3 : 0));
    const before = readings.filter(({ at }) => Date.parse(at) < daysAgo(2));
    await keep(before);
    await settle();
    expect(await foundAt(point)).toEqual([]);
    await keep(readings);
    await settle();
    const found = await foundAt(point);
    expect(found).toMatchObject([{ kind: 'all_hours', found: dayAgo(1), until: null, told: 1 }]);
    // The same readings by another path change nothing but the count.
    await keep(readings, 'mqtt');
    await settle();
    expect(await foundAt(point)).toEqual(found);
    const one = await company.db.as(company.people.suzhou, (tx) => findFinding(tx, found[0]?.id ?? ''));
    expect(one?.finding.today).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(one?.finding).toMatchObject({ state: 'open', unit: 'm3/h', meter: { code: `L-${meters}` } });
    expect(one?.finding.excess).toBeCloseTo(3, 0);
    expect(await company.db.as(company.people.wuhu, (tx) => findFinding(tx, found[0]?.id ?? ''))).toBeUndefined();
  });

  test('of years ago, when readings of years are loaded, is kept and told to nobody', async () => {
    const { point } = await newMeter();
    await keep(readingsOf(point, (ms) => (ms >= daysAgo(30) && ms < daysAgo(20) ? 3 : 0)));
    await settle();
    expect(await foundAt(point)).toMatchObject([{ found: dayAgo(30), until: dayAgo(20), told: 0 }]);
  });

  test('whose cause is accepted as the new usual ends there, and is told of no more', async () => {
    const { point, site, meter } = await newMeter();
    await keep(readingsOf(point, (ms) => (ms >= daysAgo(25) ? 3 : 0)));
    await settle();
    const [found] = await foundAt(point);
    expect(found).toMatchObject({ found: dayAgo(25), until: null });
    await company.approved('water.finding-answer', {
      ...{ site, meter, finding: found?.id, cause: 'new_use', foundCauseOn: TODAY, newBaseline: true },
    });
    await settle();
    expect(await foundAt(point)).toMatchObject([{ id: found?.id, until: dayAgo(24), withdrawn: null }]);
    const one = await company.db.as(company.people.suzhou, (tx) => findFinding(tx, found?.id ?? ''));
    expect(one?.finding).toMatchObject({ state: 'answered', answer: { cause: 'new_use', newBaseline: true } });
  });

  test('is judged by the limits that its meter has of its own, from their day on, and withdrawn within wider ones', async () => {
    const { point, site, meter } = await newMeter();
    await keep(readingsOf(point, (ms) => (ms >= daysAgo(20) ? 0.3 : 0)));
    await settle();
    expect(await foundAt(point)).toEqual([]);
    const strict = await company.approved('water.finding-limits', {
      ...{ site, meter, from: dayAgo(10), nightRelative: '0.2', reason: 'Nobody is here at night' },
    });
    await settle();
    const [found] = await foundAt(point);
    expect(found).toMatchObject({ kind: 'night_flow', found: dayAgo(10), withdrawn: null });
    const one = await company.db.as(company.people.suzhou, (tx) => findFinding(tx, found?.id ?? ''));
    expect(one?.finding.judgedBy).toEqual({ id: strict, from: dayAgo(10) });
    const correction = { site, meter, from: dayAgo(10), nightRelative: '0.6', reason: 'A pool is filled' };
    await company.record(
      company.people.administrator,
      'water.finding-limits',
      [{ id: strict, values: correction, basedOn: 1 }],
      { reason: 'A pool is filled' },
    );
    await company.step(company.people.administrator, 'water.finding-limits', 'submit', [strict]);
    await company.step(company.people.reviewer, 'water.finding-limits', 'approve', [strict]);
    await settle();
    expect(await foundAt(point)).toMatchObject([{ id: found?.id, withdrawn: 'limits_changed' }]);
  });

  test('that the main saw and no sub-meter did is found at the main', async () => {
    const main = await newMeter();
    const sub = await newMeter(`L-${++meters}`, main.meter);
    // Of 3 m³/h that leak between them the main sees little beside what it sees by day: the difference tells.
    await keep(readingsOf(sub.point));
    await keep(readingsOf(main.point, (ms) => (ms >= daysAgo(20) ? 0.3 : 0)));
    await settle();
    expect(await foundAt(main.point)).toMatchObject([{ kind: 'unaccounted', until: null }]);
    expect(await foundAt(sub.point)).toEqual([]);
  });
});

test('a leak that a main and its sub-meter show is told once, where it is nearest', async () => {
  const main = await newMeter();
  await keep(readingsOf(main.point, (ms) => (ms >= daysAgo(5) ? 3 : 0)));
  await settle();
  const [above] = await foundAt(main.point);
  expect(above).toMatchObject({ told: 1, withdrawn: null });
  const sub = await newMeter(`L-${++meters}`, main.meter);
  await keep(readingsOf(sub.point, (ms) => (ms >= daysAgo(5) ? 3 : 0)));
  await settle();
  expect(await foundAt(sub.point)).toMatchObject([{ told: 1, withdrawn: null }]);
  expect(await foundAt(main.point)).toMatchObject([{ id: above?.id, withdrawn: 'same_cause' }]);
});

describe('a register that jumped', () => {
  test('again and again within a day is found once, and anew when it had been quiet', async () => {
    const { point } = await newMeter();
    const jumps = [daysAgo(20), daysAgo(20) + 2 * HOUR_MS, daysAgo(19), daysAgo(4)];
    const readings = readingsOf(point).map(({ at, count, ...one }) => {
      const jumped = jumps.filter((ms) => ms <= Date.parse(at)).length;
      return { ...one, at, count: String(Number(count) - jumped * 100_000) };
    });
    await keep(readings);
    await settle();
    const found = (await foundAt(point)).filter(({ kind }) => kind === 'register');
    expect(found).toHaveLength(2);
  });

  test('is found on its day, and withdrawn when somebody records that it was reset', async () => {
    const { point, site, meter } = await newMeter();
    await keep(readingsOf(point, undefined, { jumpAt: daysAgo(3) }));
    await settle();
    const [found] = await foundAt(point);
    expect(found).toMatchObject({ kind: 'register', withdrawn: null, told: 1 });
    await company.approved('water.meter-span', {
      ...{ site, meter, startsAt: new Date(daysAgo(3)).toISOString(), cause: 'reset', serial: 'same' },
      ...{ sends: 'register', m3PerCount: '0.01', registerSize: '10000000', readEveryMinutes: 60, startCount: '3' },
    });
    await settle();
    expect(await foundAt(point)).toMatchObject([{ id: found?.id, withdrawn: 'readings_changed' }]);
    expect(
      await company.all(sql`select 1 from notice_request where key = ${`water-finding:${found?.id}`} and settles`),
    ).toHaveLength(1);
  });
});

test('while readings keep coming nobody looks at meters, but for a few after long enough', async () => {
  const { point } = await newMeter();
  await keep(readingsOf(point, undefined, { jumpAt: daysAgo(3) }));
  while (await countMarked(company.db));
  const other = await newMeter();
  await keep(readingsOf(other.point));
  const world = { db: company.db, siteDays: async () => new Map(), todayIn: () => TODAY };
  const found = async () => (await foundAt(point)).length;
  const hour = { quietMs: 3_600_000, longestMs: 3_600_000 };
  await judgeInQuiet(world, hour)();
  expect(await found()).toBe(0);
  await judgeInQuiet(world, { ...hour, longestMs: 0 })();
  expect(await found()).toBe(1);
});
