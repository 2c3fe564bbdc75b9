// Who is told of waste water, and when: of a test that is not whole at the end of the year, a sample overdue, a limit exceeded.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#platform/db/database.ts';
import { spread } from '#platform/notify/spread.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { remindWastewater } from './wastewater-reminders.ts';

let company: SmallCompany;
let outlet = '';
const both = (text: string) => ({ en: text, zh: text });

beforeAll(async () => {
  company = await openSmallCompany();
  const site = company.id.SZ;
  for (const other of ['WH', 'HP'])
    await company.approved('water.test-exemption', { site: company.id[other], reason: 'Offices', from: '2024-01-01' });
  outlet = await company.approved('water.outlet', {
    ...{ site, code: 'DW001', name: both('Main'), place: 'site_outlet', domestic: false, destination: 'sewer' },
    from: '2020-01-01',
  });
  const cod = { site, outlet, parameter: 'cod', clause: '1', from: '2024-04-01' };
  await company.approved('water.limit', {
    ...{ ...cod, origin: 'permit', document: 'P', averaging: 'any', unit: 'mg/L', upper: '300', notDetected: false },
  });
  await company.approved('water.monitoring-item', { ...cod, frequency: 'quarterly', automatic: false });
}, 60_000);
afterAll(() => company?.close());

const sample = (number: string, sampledOn: string, written: string) =>
  company.approved(
    'water.lab-report',
    {
      ...{ site: company.id.SZ, outlet, number, sample: '1', sampledOn, averaging: 'grab', laboratory: 'Lab' },
      ...{ thirdParty: true, accreditation: '2310' },
    },
    [{ parameter: 'cod', written, unit: 'mg/L' }],
  );
const on = async (today: string) => {
  const world = { db: company.db, packs: company.packs, todayIn: () => today };
  await remindWastewater(world, systemActor('jobs'));
  const now = () => new Date(`${today}T04:00:00Z`);
  while ((await spread({ db: company.db, channels: [], todayIn: () => today, now })) > 0);
  const rows = await company.all<{ message: string; who: string }>(
    sql`select n.message, string_agg(distinct p.user_name, ' ' order by p.user_name) as who from notice n join person p on p.id = n.person_id
      where done_at is null group by 1 order by 1`,
  );
  return rows.map(({ message, who }) => `${message}: ${who}`);
};
const recorders = 'suzhou suzhou-manager';

test('a sample of the second quarter is told of in the third, and no more when it was taken late within it', async () => {
  expect(await on('2024-06-30')).toEqual([]);
  expect(await on('2024-07-02')).toEqual([`water_sample_overdue: ${recorders}`]);
  await sample('R1', '2024-06-28', '80');
  expect(await on('2024-07-03')).toEqual([]);
});

test('a result above its limit is told at once, to who answers for the factory after thirty days, to nobody once closed', async () => {
  const report = await sample('R2', '2024-07-04', '412');
  expect(await on('2024-07-05')).toEqual([`exceedance_found: ${recorders}`]);
  const values = { site: company.id.SZ, number: 'E1', report, parameter: 'cod', reportDue: false };
  const id = uuidv7();
  await company.record(company.people.suzhou, 'water.exceedance-case', [{ id, values, lines: [] }]);
  expect(await on('2024-07-06')).toEqual([]);
  expect(await on('2024-08-10')).toEqual(['exceedance_open: suzhou-manager']);
  const retest = await sample('R3', '2024-07-10', '90');
  const steps = ['verified', 'notified', 'contained', 'retested', 'cause_found'].map((step) => ({
    ...{ step, takenOn: '2024-07-10', by: 'EHS' },
  }));
  await company.record(
    company.people.suzhou,
    'water.exceedance-case',
    [{ id, values: { ...values, cause: 'dosing', retest, closedOn: '2024-07-12' }, lines: steps, basedOn: 1 }],
    { approve: true },
  );
  expect(await on('2024-08-11')).toEqual([]);
});

test('the test of the year is told of from October on where it is not whole', async () => {
  await company.approved('water.monitoring-item', {
    ...{ site: company.id.SZ, outlet, parameter: 'nh3n', frequency: 'yearly', automatic: false, clause: '2' },
    from: '2024-04-01',
  });
  expect(await on('2024-09-30')).toEqual([]);
  expect(await on('2024-10-03')).toEqual([`water_test_due: ${recorders}`]);
});
