// One meter as its page tells it: who it is, what flowed, and which readings do not count and why.
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { countMarked } from './counting.ts';

let server: SmallServer;
let recorder: string;
let meter: string;
const at = (clock: string) => `2024-05-02T${clock}:00+08:00`;
const ask = async (path: string, cookie = recorder) =>
  server.ask(cookie, { method: 'GET', url: `/api/v1/water/meters/${meter}${path}` });
const told = async (path: string) => (await ask(path)).json();

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  recorder = await server.cookieOf(company.people.suzhou.id);
  const site = company.id.SZ;
  const main = await company.approved('water.meter', {
    ...{ site, code: 'W-1', name: { en: 'Main', zh: '总表' }, role: 'main', feedsIn: false },
  });
  meter = await company.approved('water.meter', {
    ...{ site, code: 'W-7', name: { en: 'Rinse', zh: '漂洗' }, role: 'sub', parent: main, feedsIn: false },
  });
  await company.approved('water.meter-span', {
    ...{ site, meter, startsAt: at('00:00'), cause: 'installed', serial: 'A1', sends: 'register' },
    ...{ m3PerCount: '0.1', readEveryMinutes: 60, registerSize: '100000' },
  });
  await company.approved('water.calibration', {
    ...{ site, meter, calibratedOn: '2022-05-01', dueOn: '2024-04-30', certificate: 'C-1', passed: true },
  });
  const counts = { '01:00': '10', '02:00': '20', '03:00': '905', '04:00': '40', '05:00': '50', '09:00': '90' };
  const readings = Object.entries(counts).map(([clock, count]) => ({ meter: 'SZ/W-7', at: at(clock), count }));
  // One was taken the day before the meter stood there, and one says otherwise for the same instant.
  readings.push({ meter: 'SZ/W-7', at: '2024-05-01T23:00:00+08:00', count: '7' });
  const send = (payload: unknown) =>
    server.ask(recorder, { ...{ method: 'POST', url: '/api/v1/water/readings' }, payload: payload as never });
  expect((await send({ readings })).statusCode).toBe(200);
  expect((await send({ readings: [{ meter: 'SZ/W-7', at: at('05:00'), count: '51' }] })).statusCode).toBe(200);
  while (await countMarked(company.db));
}, 60_000);
afterAll(() => server?.close());

test('is told with its main, what stands there, and that its calibration is overdue', async () => {
  expect(await told('')).toMatchObject({
    ...{ code: 'W-7', above: [{ code: 'W-1' }], below: [], spans: [{ serial: 'A1', m3PerCount: '0.1' }] },
    ...{ calibration: { state: 'overdue', dueOn: '2024-04-30' }, calibrations: [{ certificate: 'C-1' }] },
    ...{ lastReadAt: '2024-05-02T01:00:00Z', mayRecord: true },
  });
});

test('hours add up to the day and the month, gaps are estimated, and what nobody knows is absent', async () => {
  const hours = await told('/flow?period=2024-05&by=hour');
  // From one to two 1 m³, two to four 2 m³ over a misread one, then 1.1 m³, then 3.9 m³ over four hours.
  expect(hours.at[0]).toBe(Date.parse(at('01:00')));
  expect(hours.volumeM3).toEqual(['1', '1', '1', '1.1', '0.975', '0.975', '0.975', '0.975']);
  expect(hours.estimatedM3.slice(-4)).toEqual(['0.975', '0.975', '0.975', '0.975']);
  for (const by of ['day', 'month'])
    expect(await told(`/flow?period=2024-05&by=${by}`)).toMatchObject({ volumeM3: ['8'], knownSeconds: [8 * 3600] });
  expect((await told('/flow?period=2024-04&by=hour')).at).toEqual([]);
});

test('the list of the meters sums months, and days where the period begins within one', async () => {
  const list = async (period: string) => {
    const { meters } = (
      await server.ask(recorder, { method: 'GET', url: `/api/v1/water/meters?scope=site:SZ&period=${period}` })
    ).json();
    return meters.find((one: { code: string }) => one.code === 'W-7').volumeM3;
  };
  expect([await list('2024'), await list('2024-05-02..2024-05-03'), await list('2024-05-03..2024-05-10')]).toEqual([
    ...['8', '8'],
    null,
  ]);
});

test('readings that do not count are told with the reason, and the intervals with what is to be said', async () => {
  const { setAside, intervals, readings, late } = await told('/left-out?period=2024-05');
  expect(setAside.map((one: { at: string; count: string; use: string }) => [one.at, one.count, one.use])).toEqual([
    ['2024-05-01T21:00:00.000Z', '50', 'superseded'],
    ['2024-05-01T19:00:00.000Z', '905', 'suspect_high'],
    ['2024-05-01T15:00:00.000Z', '7', 'before_meter'],
  ]);
  expect({ readings, late }).toEqual({ readings: 8, late: 8 });
  expect(intervals.map((one: { codes: string[] }) => one.codes)).toEqual([
    ['gap', 'readings_conflict'],
    ['readings_conflict'],
    ['gap', 'reading_left_out'],
    ['start_reading_missing'],
  ]);
});

test('readings that a person took out are told with the reason, and as still counting while nobody approved', async () => {
  const { company } = server;
  const told1 = { startsAt: at('05:00'), endsBefore: at('06:00'), effect: 'counted_on', reason: 'Wet module' };
  const id = uuidv7();
  await company.record(company.people.suzhou, 'water.reading-exclusion', [
    { id, values: { ...told1, site: company.id.SZ, meter } },
  ]);
  await company.step(company.people.suzhou, 'water.reading-exclusion', 'submit', [id]);
  const takenOut = async () => (await told('/left-out?period=2024-05')).takenOut;
  expect(await takenOut()).toMatchObject([{ ...told1, id, waits: true, readings: 2 }]);
  await company.step(company.people.reviewer, 'water.reading-exclusion', 'approve', [id]);
  while (await countMarked(company.db));
  expect(await takenOut()).toMatchObject([{ waits: false }]);
  const { setAside, intervals } = await told('/left-out?period=2024-05');
  expect(setAside).toHaveLength(2);
  expect(intervals[0].codes).toEqual(['gap', 'readings_excluded']);
  // The whole is as before: the register counted on.
  expect(await told('/flow?period=2024-05&by=month')).toMatchObject({ volumeM3: ['8'] });
  expect((await told('/left-out?period=2024-06')).takenOut).toEqual([]);
});

test('is no business of another factory, and hours of ten years are too many', async () => {
  const other = await server.cookieOf(server.company.people.wuhu.id);
  for (const path of ['', '/flow?period=2024', '/left-out?period=2024'])
    expect((await ask(path, other)).statusCode).toBe(404);
  expect((await ask('/flow?period=2014-01-01..2023-12-31&by=hour')).statusCode).toBe(400);
});
