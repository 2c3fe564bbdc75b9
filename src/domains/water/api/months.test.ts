// Are the volumes of months kept as bills and readings come, trued up by a later bill, and what was shown before kept too?
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closingGuards } from '#app/wiring.ts';
import { calendarDate } from '#period/calendar-date.ts';
import { closePeriod } from '#platform/records/server/periods.ts';
import type { Refused } from '#platform/records/server/refusal.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { keepReadings, pointsByCode } from '../store/readings.ts';
import { listTrueUps, listVolumes } from '../store/volumes.ts';
import { countMarked } from './counting.ts';

let company: SmallCompany;
const guards = closingGuards({ inUse: {} });
beforeAll(async () => {
  company = await openSmallCompany();
});
afterAll(() => company?.close());

const span = { from: calendarDate('2024-01-01'), before: calendarDate('2024-07-01') };
const volumes = async (site = 'SZ') => {
  await company.figures.settle();
  const rows = await company.db.as(company.people.administrator, (tx) =>
    listVolumes(tx, [company.id[site] as string], span),
  );
  return rows.map(({ month, item, basis, volumeM3 }) => `${month.slice(0, 7)} ${item} ${basis} ${volumeM3}`);
};
const bill = (number: string, from: string, through: string, volume: string) =>
  company.approved('water.bill', {
    ...{ site: company.id.SZ, account: 'A', number, flow: 'withdrawal', source: 'municipal', from, through },
    volumeM3: { value: volume, entered: `${volume} m3` },
  });

test('a bill that ends on the 24th leaves an estimate, and the next one trues it up', async () => {
  await bill('1', '2024-03-25', '2024-04-24', '310');
  expect(await volumes()).toEqual([
    '2024-03 withdrawal billed 70',
    '2024-03 withdrawal estimated 240',
    '2024-04 withdrawal billed 240',
    '2024-04 withdrawal estimated 60',
    '2024-05 withdrawal estimated 310',
    '2024-06 withdrawal estimated 300',
  ]);
  await bill('2', '2024-04-25', '2024-05-24', '600');
  expect((await volumes()).slice(2, 5)).toEqual([
    '2024-04 withdrawal billed 360',
    '2024-05 withdrawal billed 480',
    '2024-05 withdrawal estimated 140',
  ]);
  const trueUps = await company.db.as(company.people.administrator, (tx) =>
    listTrueUps(tx, [company.id.SZ as string], span),
  );
  expect(trueUps.filter(({ month }) => month === '2024-04-01')).toMatchObject([{ shownM3: '300', actualM3: '360' }]);
  // What was shown is still there, with the transaction in which it ended.
  const ended = await company.all<{ volume: string }>(
    sql`select volume_m3::text as volume from water_volume where month = '2024-04-01' and ended_seq is not null order by basis`,
  );
  expect(ended.map(({ volume }) => volume)).toEqual(['240', '60']);
});

test('a month stays as it is where nothing of it changed', async () => {
  const count = async () => (await company.all(sql`select from water_volume`)).length;
  const before = await count();
  await company.db.as(company.people.administrator, (tx) =>
    sql`insert into kpi_dirty (kind, scope_id, month, seq) values ('water.bill', ${company.id.SZ}, '2024-05-01', app_seq())`.execute(
      tx,
    ),
  );
  await company.figures.settle();
  expect(await count()).toBe(before);
});

test('readings move their month, and a reader without the factory sees none of it', async () => {
  const site = company.id.WH;
  const meter = await company.approved('water.meter', {
    ...{
      site,
      code: 'G1',
      name: { en: 'Well', zh: '井' },
      role: 'source',
      source: 'ground',
      use: 'cooling',
      feedsIn: false,
    },
  });
  await company.approved('water.meter-span', {
    ...{ site, meter, startsAt: '2024-04-01T00:00:00+08:00', cause: 'installed', serial: 'G1' },
    ...{ sends: 'register', m3PerCount: '1' },
  });
  const points = await company.db.as(company.people.administrator, (tx) => pointsByCode(tx, ['WH/G1']));
  const point = points.get('WH/G1')?.point as number;
  const readings = ['2024-04-30T16:00:00Z', '2024-05-31T16:00:00Z'].map((at, index) => ({
    ...{ point, at, reportedAt: at, count: String(100 + index * 250), clock: 'as_reported' },
  }));
  await company.db.as(company.people.administrator, (tx) =>
    keepReadings(tx, readings, { path: 'http', receivedAt: '2024-06-01T00:00:00Z' }),
  );
  while (await countMarked(company.db));
  expect(await volumes('WH')).toEqual([
    '2024-05 use metered 250',
    '2024-05 withdrawal metered 250',
    '2024-05 withdrawal_metered metered 250',
  ]);
  const others = await company.db.as(company.people.suzhou, (tx) => listVolumes(tx, [site as string], span));
  expect(others).toEqual([]);
});

test('what nobody may write stays: only figures work volumes out', async () => {
  await expect(
    company.db.as(company.people.administrator, (tx) =>
      sql`insert into water_volume (id, revision, site_id, month_on, item, basis, volume_m3, volume_m3_basis, known_share, origins, differing, approved_seq)
        values (gen_random_uuid(), 1, ${company.id.SZ}, '2024-01-01', 'loss', 'hand_entry', 1, 'hand_entry', 1, '[]', '[]', app_seq())`.execute(
        tx,
      ),
    ),
  ).rejects.toThrow(/row-level security/);
});

test('a month of water closes once its bills have come and what was entered before is entered again', async () => {
  const close = (kind: string, month: string) =>
    company.db
      .as(company.people.reviewer, (tx) =>
        closePeriod(tx, kindOf(kind), { scopeId: company.id.SZ as string, month }, 'api', guards[kind]),
      )
      .then(
        () => 'closed',
        (error: Refused) => error.problems?.map(({ code, facts }) => ({ code, facts })),
      );
  const entry = (month: string) =>
    company.approved('water.month-entry', {
      ...{ site: company.id.SZ, month, item: 'loss', volumeM3: { value: '5', entered: '5 m3' }, method: 'Measured' },
    });
  await entry('2024-04');
  expect(await close('water.bill', '2024-05')).toEqual([
    { code: 'water_bills_awaited', facts: { count: 1, accounts: 'A' } },
  ]);
  expect(await close('water.month-entry', '2024-05')).toEqual([
    { code: 'water_entry_missing', facts: { item: 'water.item.loss' } },
  ]);
  await entry('2024-05');
  await bill('3', '2024-05-25', '2024-06-24', '310');
  expect([await close('water.bill', '2024-05'), await close('water.month-entry', '2024-05')]).toEqual([
    ...['closed', 'closed'],
  ]);
  await expect(entry('2024-05')).rejects.toThrow();
});
