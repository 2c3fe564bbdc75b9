// What a project saves is what its meters show; what is claimed, and what is not approved, is never added to it.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { systemActor } from '#platform/db/database.ts';

let server: SmallServer;
let cookie: string;
let site: string;
let main: string;
const both = (text: string) => ({ en: text, zh: text });
const get = async (path: string) => (await server.ask(cookie, { url: `/api/v1${path}` })).json();

/** Months of the meter; of how many days water is known where it is not of all. */
async function flowed(point: number, months: readonly (readonly [month: string, m3: number, days?: number])[]) {
  await server.company.db.as(systemActor('figures'), async (tx) => {
    for (const [month, m3, days] of months)
      await sql`insert into water_month (point, month_on, measured_m3, interpolated_m3, estimated_m3, known_seconds, at_least, changed_seq)
        select ${point}, ${`${month}-01`}::date, ${m3}, 0, 5, coalesce(${days ?? null}::int, extract(day from (${`${month}-01`}::date + interval '1 month' - interval '1 day')))::numeric * 86400, false, app_seq()`.execute(
        tx,
      );
  });
}
const monthsOf = (year: number) => Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`);

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  site = company.id.SZ as string;
  cookie = await server.cookieOf(company.people.suzhou.id);
  main = await company.approved('water.meter', {
    ...{ site, code: 'W-1', name: both('Main'), role: 'source', source: 'municipal', feedsIn: false },
  });
  const { id } = await company.db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{
      id: number;
    }>`insert into water_point (meter_id, site_id) values (${main}, ${site}) returning id`.execute(tx);
    return rows[0] as { id: number };
  });
  // 5 m³ of each month are estimated; output is 100 and 110 by turns, and the water follows it: 10 m³ apiece.
  await flowed(
    id,
    monthsOf(2024).map((month, at) => [month, 995 + (at % 2) * 100] as const),
  );
  await flowed(id, [
    ['2025-02', 895],
    ['2025-03', 995],
    ['2025-04', 895],
    ['2025-05', 500, 20],
  ]);
  for (const [at, month] of [...monthsOf(2024), '2025-02', '2025-03', '2025-04', '2025-05'].entries())
    await company.approved('factories.activity', { site, month, headCount: 10 }, [
      { productFamily: both('Connectors'), amount: at % 2 === 0 ? '100' : '110', unit: 'thousand_pcs' },
    ]);
}, 60_000);
afterAll(() => server?.close());

const project = (code: string, values: object) => ({
  ...{ site, code, title: both('Rinse cascade'), stage: 'verified', beforeFrom: '2024-01', beforeThrough: '2024-12' },
  ...{ afterFrom: '2025-02', afterThrough: '2025-05', drivers: ['product_output'], claimedYearlyM3: '9000', ...values },
});

test('the effect is adjusted for output, with the month left out that is not known', async () => {
  const money = { currency: 'CNY', cost: '12000', pricePerM3: '5' };
  const id = await server.company.approved('water.saving-project', project('P1', money), [
    { meter: main, side: 'add' },
  ]);
  const { project: shown } = await get(`/water/savings/${id}`);
  expect(shown.before.months).toHaveLength(12);
  expect(shown.before.months[1]).toEqual({ month: '2024-02', volumeM3: '1100', estimatedM3: '5', drivers: [110] });
  expect(shown.after.leftOut).toEqual([{ month: '2025-05', why: 'water_not_known' }]);
  // As before they would have used 1,000, 1,100 and 1,000; they used 900, 1,000 and 900.
  expect(shown.effect).toMatchObject({
    ...{ model: 'drivers', expectedM3: '3100', actualM3: '2800', savedM3: '300', yearlyM3: '1200', notes: [] },
    payback: { years: '2.0', yearlySaving: '6000' },
  });
});

test('verified and claimed are two sums, and what is not approved is in neither', async () => {
  const { company } = server;
  await company.approved('water.saving-project', project('P2', { stage: 'running', claimedYearlyM3: '700' }), [
    { meter: main, side: 'add' },
  ]);
  await company.record(company.people.suzhou, 'water.saving-project', [
    { id: uuidv7(), values: project('P3', { claimedYearlyM3: '50' }), lines: [{ meter: main, side: 'add' }] },
  ]);
  // Approved as verified, but no month of its meter is known.
  const other = await company.approved('water.meter', {
    ...{ site, code: 'W-2', name: both('Other'), role: 'sub', feedsIn: false },
  });
  await company.approved('water.saving-project', project('P4', {}), [{ meter: other, side: 'add' }]);
  const { projects, totals } = await get('/water/savings?scope=site:SZ');
  expect(projects.map(({ code, isApproved }: { code: string; isApproved: boolean }) => [code, isApproved])).toEqual([
    ...[
      ['P1', true],
      ['P2', true],
      ['P3', false],
      ['P4', true],
    ],
  ]);
  expect(totals).toMatchObject({
    verified: { projects: 1, notShown: 1, yearlyM3: '1200' },
    claimed: { projects: 1, yearlyM3: '700' },
  });
  expect(projects[3].effect).toEqual({ noData: 'not_enough_months_before' });
});

test('a meter of another factory is refused through every door, and so is one that is nowhere', async () => {
  const { company } = server;
  const elsewhere = await company.approved('water.meter', {
    ...{ site: company.id.WH, code: 'W-1', name: both('Main'), role: 'main', feedsIn: false },
  });
  const refusal = (meter: string, person = company.people.suzhou) =>
    company
      .record(person, 'water.saving-project', [
        {
          id: uuidv7(),
          values: project('P9', {}),
          lines: [
            { meter: main, side: 'add' },
            { meter, side: 'subtract' },
          ],
        },
      ])
      .then(
        () => 'kept',
        ({ problems }: { problems: { code: string; line: number }[] }) =>
          problems.map(({ code, line }) => [code, line]),
      );
  // Who may not see the other factory is not told that a meter stands there.
  expect(await refusal(elsewhere)).toEqual([['no_such_record', 2]]);
  expect(await refusal(elsewhere, company.people.administrator)).toEqual([['meter_of_another_factory', 2]]);
  expect(await refusal(uuidv7())).toEqual([['no_such_record', 2]]);
});

test('the system runs on one of the factories of the scope; who told nothing is without it', async () => {
  const { company } = server;
  await company.approved('water.roll-out', { site, reachedOn: '2023-01-01', status: 'installing' });
  expect((await get('/water/roll-out?scope=site:SZ')).rate).toMatchObject({ value: '0', sites: '1' });
  await company.approved('water.roll-out', { site, reachedOn: '2024-01-01', status: 'running' });
  await company.approved('water.roll-out', { site, reachedOn: '2099-01-01', status: 'planned' });
  const { rate, sites } = await get('/water/roll-out?scope=site:SZ');
  expect(rate).toEqual({ value: '1', sitesRunning: '1', sites: '1' });
  expect([sites[0].now.status, sites[0].next.status]).toEqual(['running', 'planned']);
});
