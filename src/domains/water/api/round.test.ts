// A meter read by hand: judged again by the server as the phone judged it, kept beside all other readings, corrected without altering.
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { questionsAt, type RoundMeter } from '../rules/round-meter.ts';
import { countMarked } from './counting.ts';

let server: SmallServer;
let recorder: string;
let meter: string;
const at = (clock: string) => `2024-05-02T${clock}:00+08:00`;
const round = async (cookie = recorder) =>
  (await server.ask(cookie, { method: 'GET', url: '/api/v1/water/round' })).json().meters as (RoundMeter & {
    id: string;
  })[];
const read = (clock: string, count: string, more: object = {}, id = uuidv7()) =>
  server.ask(recorder, {
    ...{ method: 'PUT', url: `/api/v1/records/water.hand-reading/${id}` },
    payload: {
      values: { site: server.company.id.SZ, meter, readAt: at(clock), count, ...more },
    },
  });
const hours = async () => {
  while (await countMarked(server.company.db));
  const url = `/api/v1/water/meters/${meter}/hours?from=2024-05-02T00:00:00Z&before=2024-05-02T04:00:00Z`;
  return ((await server.ask(recorder, { method: 'GET', url })).json().hours as { measuredM3: string }[]).map(
    ({ measuredM3 }) => measuredM3,
  );
};

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  recorder = await server.cookieOf(company.people.suzhou.id);
  const site = company.id.SZ;
  const name = { en: 'Rinse', zh: '漂洗' };
  for (const [code, routePlace] of [
    ['W-9', 1],
    ['W-7', 2],
  ] as const)
    meter = await company.approved('water.meter', { site, code, name, role: 'sub', feedsIn: false, routePlace });
  const span = { site, meter, startsAt: at('00:00'), cause: 'installed', serial: 'S-7', sends: 'register' };
  const facts = { m3PerCount: '1', registerSize: '100000', maxM3PerHour: '25', readEveryMinutes: 60 };
  await company.approved('water.meter-span', { ...span, ...facts, startCount: '900' });
}, 60_000);
afterAll(() => server?.close());

test('the round tells the meters in walking order, and what the register began with', async () => {
  const meters = await round();
  expect(meters).toMatchObject([
    { code: 'W-9', span: null, last: null },
    { code: 'W-7', span: { serial: 'S-7' }, last: { count: '900' }, usualM3PerDay: null },
  ]);
});

test('a label of each meter of the round leads a phone to it; who reads elsewhere is given none', async () => {
  const labels = async (cookie: string) =>
    (await server.ask(cookie, { method: 'GET', url: '/api/v1/water/round/labels?scope=group' })).json().labels;
  const own = (await labels(recorder)) as { id: string; code: string; link: string }[];
  expect(own.map(({ code }) => code)).toEqual(['W-9', 'W-7']);
  expect(own[1]?.link).toMatch(new RegExp(`/water/round/${meter}$`));
  expect(await labels(await server.cookieOf(server.company.people.wuhu.id))).toEqual([]);
});

test('an ordinary reading is kept once, however often it is sent, and flows', async () => {
  const id = uuidv7();
  for (const _ of [1, 2]) expect((await read('08:00', '910', {}, id)).statusCode).toBe(200);
  expect((await read('09:00', '915')).statusCode).toBe(200);
  expect((await round()).at(-1)?.last).toEqual({ atMs: Date.parse(at('09:00')), count: '915' });
  expect(await hours()).toEqual(['5']);
});

test.each([
  ['10:00', '905', 'lower_than_last'],
  ['10:00', '200000', 'wrong_number_of_digits'],
  ['10:00', '2000', 'more_than_can_flow'],
] as const)(
  '%s %s is asked about by the server as by the phone, until it is confirmed',
  async (clock, count, question) => {
    const known = (await round()).at(-1) as RoundMeter;
    expect(questionsAt(known, Date.parse(at(clock)), count)).toEqual([question]);
    const refused = await read(clock, count);
    expect([refused.statusCode, refused.json().problems[0].code]).toEqual([422, `hand_reading_${question}`]);
    const unexplained = await read(clock, count, { confirmed: [question] });
    expect(unexplained.json().problems[0]).toMatchObject({ field: 'reason', code: 'missing' });
  },
);

test('a confirmed number stays with its reason; corrected, the newer number counts and the older one stays kept', async () => {
  const id = uuidv7();
  const confirmed = { confirmed: ['lower_than_last'], reason: 'Read from below' };
  expect((await read('10:00', '905', confirmed, id)).statusCode).toBe(200);
  const correct = await server.ask(recorder, {
    ...{ method: 'PUT', url: `/api/v1/records/water.hand-reading/${id}` },
    payload: { values: { site: server.company.id.SZ, meter, readAt: at('10:00'), count: '922' }, basedOn: 1 },
  });
  expect(correct.statusCode).toBe(200);
  expect(await hours()).toEqual(['5', '7']);
  const voided = await server.ask(recorder, {
    ...{ method: 'POST', url: `/api/v1/records/water.hand-reading/${id}/void` },
    payload: { basedOn: 2, reason: 'Another meter' },
  });
  expect(voided.statusCode).toBe(200);
  expect(await hours()).toEqual(['5']);
  expect((await round()).at(-1)?.last?.count).toBe('915');
  const list = await server.ask(recorder, { method: 'GET', url: '/api/v1/records/water.hand-reading?which=latest' });
  // How many there are, whatever their field `count` sums up to.
  expect(list.json().count).toBe(list.json().records.length);
});

test('what was taken out of the count is not the last reading either', async () => {
  const out = { startsAt: at('09:00'), endsBefore: at('09:30'), effect: 'counted_on', reason: 'Misread' };
  await server.company.approved('water.reading-exclusion', { site: server.company.id.SZ, meter, ...out });
  expect((await round()).at(-1)?.last?.count).toBe('910');
});

test('nobody reads a meter of another factory, or ahead of now', async () => {
  const ahead = new Date(Date.now() + 3_600_000).toISOString();
  expect((await read('11:00', '930', { readAt: ahead })).statusCode).toBe(422);
  const other = await server.cookieOf(server.company.people.wuhu.id);
  expect(await round(other)).toEqual([]);
  const foreign = await server.ask(other, {
    ...{ method: 'PUT', url: `/api/v1/records/water.hand-reading/${uuidv7()}` },
    payload: { values: { site: server.company.id.WH, meter, readAt: at('11:00'), count: '930' } },
  });
  expect(foreign.statusCode).toBe(422);
});
