// What stands at a meter, and its replacement as the page records it: what flows is counted on without a jump.
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { countMarked } from './counting.ts';

let server: SmallServer;
let recorder: string;
let meter: string;
const day = (clock: string) => `2024-05-02T${clock}:00+08:00`;
const ask = async (path: string, cookie = recorder) =>
  server.ask(cookie, { method: 'GET', url: `/api/v1/water/meters/${meter}/${path}` });
const post = (at: string, count: string) =>
  server.ask(recorder, {
    ...{ method: 'POST', url: '/api/v1/water/readings' },
    payload: { readings: [{ meter: 'SZ/W-7', at: day(at), count }] },
  });

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  recorder = await server.cookieOf(company.people.suzhou.id);
  const site = company.id.SZ;
  meter = await company.approved('water.meter', {
    ...{ site, code: 'W-7', name: { en: 'Rinse', zh: '漂洗' }, role: 'sub', feedsIn: false },
  });
  const span = { site, meter, startsAt: day('00:00'), cause: 'installed', serial: 'OLD', sends: 'register' };
  await company.approved('water.meter-span', { ...span, m3PerCount: '1', readEveryMinutes: 60 });
}, 60_000);
afterAll(() => server?.close());

test('the meter in place and its last reading are told, then the replacement is recorded and nothing jumps', async () => {
  for (const [at, count] of [
    ['08:00', '900'],
    ['09:00', '910'],
  ] as const)
    expect((await post(at, count)).statusCode).toBe(200);
  const before = (await ask('place')).json();
  expect(before).toMatchObject({
    ...{ code: 'W-7', mayRecord: true, last: { count: '910', at: '2024-05-02T01:00:00Z' } },
    span: { serial: 'OLD', m3PerCount: '1', readEveryMinutes: 60, registerSize: null },
  });
  const { serial: _, startsAt: __, ...same } = before.span;
  const replaced = await server.ask(recorder, {
    ...{ method: 'PUT', url: `/api/v1/records/water.meter-span/${uuidv7()}` },
    payload: {
      values: {
        ...{ ...same, site: before.site.id, meter, startsAt: '2024-05-02T01:30:00.000Z', cause: 'replaced' },
        ...{ serial: 'NEW', endCountBefore: '914', startCount: '2', reason: null },
      },
    },
  });
  expect(replaced.statusCode).toBe(200);
  expect((await ask('place')).json().span.serial).toBe('NEW');
  await post('10:00', '5');
  while (await countMarked(server.company.db));
  const { hours } = (await ask(`hours?from=2024-05-02T00:00:00Z&before=2024-05-02T03:00:00Z`)).json();
  // 10 m³ to nine; 4 of the old and 3 of the new one to ten.
  expect(hours.map((one: { measuredM3: string }) => one.measuredM3)).toEqual(['10', '7']);
});

test('what was voided, and what was left out of the count, is not the last that it showed', async () => {
  const { company } = server;
  const site = company.id.SZ;
  const other = await company.approved('water.meter', {
    ...{ site, code: 'W-8', name: { en: 'Bath', zh: '槽' }, role: 'sub', feedsIn: false },
  });
  const span = { site, meter: other, startsAt: day('00:00'), cause: 'installed', serial: 'S8', sends: 'register' };
  await company.approved('water.meter-span', { ...span, m3PerCount: '1', startCount: '100' });
  const last = async () =>
    (await server.ask(recorder, { method: 'GET', url: `/api/v1/water/meters/${other}/place` })).json().last?.count;
  expect(await last()).toBe('100');
  const reading = (at: string, count: string) =>
    company.approved('water.hand-reading', { site, meter: other, readAt: day(at), count });
  await reading('08:00', '110');
  await reading('09:00', '112');
  const wrong = await reading('10:00', '711');
  expect(await last()).toBe('711');
  await company.record(
    company.people.suzhou,
    'water.hand-reading',
    [{ id: wrong, basedOn: 1, void: true, values: {} }],
    { reason: 'another meter' },
  );
  expect(await last()).toBe('112');
  await company.approved('water.reading-exclusion', {
    ...{ site, meter: other, startsAt: day('08:30'), endsBefore: day('09:30'), effect: 'counted_on', reason: 'Tested' },
  });
  expect(await last()).toBe('110');
});

test('is no business of another factory', async () => {
  const other = await server.cookieOf(server.company.people.wuhu.id);
  expect((await ask('place', other)).statusCode).toBe(404);
});
