// Devices heard by MQTT through a real broker: what is kept, what is refused and told, what comes again, and who runs it.
import { createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Aedes } from 'aedes';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { systemActor } from '#platform/db/database.ts';
import type { Kept } from '#platform/jobs/keep-doing.ts';
import { listenByMqtt, topicMatches } from './mqtt-client.ts';
import { runConnections } from './run-connections.ts';

let server: SmallServer;
let boss: string;
let broker: Aedes;
let listening: Server;
let address: string;
let runner: Kept | undefined;

const until = async <T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> => {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within 20 s`);
    await pause(20);
  }
};
const publish = (topic: string, payload: string, more: { retain?: boolean } = {}) =>
  new Promise<void>((done, failed) =>
    broker.publish(
      { cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, dup: false, retain: false, ...more },
      (error) => (error ? failed(error) : done()),
    ),
  );

interface Listed {
  id: string;
  state: string;
  problem: string | null;
  messages: number;
  kept: number;
  refused: number;
}
const listed = async (id: string) =>
  (await server.ask(boss, { url: '/api/v1/water/connections' }))
    .json()
    .connections.find((one: Listed) => one.id === id) as Listed | undefined;
const make = async (settings: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  const payload = { name: 'Gateway', way: 'mqtt', address, settings, ...more };
  const answer = await server.ask(boss, { method: 'POST', url: '/api/v1/water/connections', payload });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  const { id } = answer.json();
  onTestFinished(() =>
    server.ask(boss, { method: 'DELETE', url: `/api/v1/water/connections/${id}` }).then(() => undefined),
  );
  return id as string;
};
const connected = (id: string) =>
  until('connected', async () => {
    await runner?.now();
    return (await listed(id))?.state === 'connected';
  });
const refusedOf = async (id: string) =>
  (await server.ask(boss, { url: `/api/v1/water/connections/${id}/refused` })).json().refused as {
    topic: string;
    reason: string;
    given: string;
    payload: string;
  }[];
const countsOf = (code: string) =>
  server.company.db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{ count: string; clock: string; path: string }>`
      select trim_scale(r.count)::text as count, r.clock, r.path from water_reading r join water_point p on p.id = r.point
      join water_meter m on m.id = p.meter_id where m.code = ${code} order by r.at`.execute(tx);
    return rows;
  });

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  boss = await server.cookieOf(company.people.administrator.id);
  for (const [at, code] of [
    ['SZ', 'W-1'],
    ['SZ', 'W-2'],
    ['WH', 'W-3'],
    ['WH', 'W-4'],
  ] as const)
    await company.approved('water.meter', {
      ...{ site: company.id[at], code, name: { en: code, zh: code }, role: 'main', feedsIn: false },
    });
  broker = await Aedes.createBroker();
  listening = createServer(broker.handle);
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  address = `mqtt://127.0.0.1:${(listening.address() as { port: number }).port}`;
}, 60_000);
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
});
afterAll(async () => {
  await new Promise<void>((done) => broker.close(() => done()));
  listening?.close();
  await server?.close();
});
const run = () => {
  runner = runConnections({ db: server.company.db, secret: () => 'x'.repeat(32), dataFolder: server.dataFolder });
};
const mapping = { meter: '{topic:2}/{topic:3}', at: '/ts', count: '/v' };

describe('a connection by MQTT', () => {
  test('keeps what its messages say, and tells of each that it cannot keep why', async () => {
    const id = await make({ filters: ['water/#'], mapping }, { password: 'very-secret' });
    const told = await server.ask(boss, { url: '/api/v1/water/connections' });
    expect(told.body).not.toContain('very-secret');
    expect(told.json().connections[0]).toMatchObject({ hasPassword: true, state: 'waiting' });
    run();
    await connected(id);
    await publish('water/SZ/W-1', '{"ts":"2024-05-02T08:00:00+08:00","v":100}');
    await publish('water/SZ/W-1', '{"ts":"2024-05-02T08:00:00+08:00","v":100}');
    await publish('water/SZ/W-1', 'off');
    await publish('water/SZ/W-9', '{"ts":"2024-05-02T08:00:00+08:00","v":1}');
    await publish('water/SZ/W-1', '{"ts":"2099-05-02T08:00:00+08:00","v":1}');
    await publish('water/SZ/W-1', '{"ts":"yesterday","v":1}');
    await publish('water/SZ/W-1', '{"ts":"2024-05-02T09:00:00+08:00","v":"112.5"}');
    const all = await until('heard', async () => {
      const now = await listed(id);
      return now?.messages === 7 && now;
    });
    expect(all).toMatchObject({ kept: 2, refused: 4, problem: null });
    expect(await countsOf('W-1')).toEqual([
      { count: '100', clock: 'as_reported', path: 'mqtt' },
      { count: '112.5', clock: 'as_reported', path: 'mqtt' },
    ]);
    expect((await refusedOf(id)).map(({ reason, given }) => [reason, given])).toEqual([
      ['wrong_instant', 'yesterday'],
      ['reading_in_future', '2099-05-02T08:00:00+08:00'],
      ['unknown_meter', 'SZ/W-9'],
      ['not_json', 'off'],
    ]);
  });

  test('a device that sends at once and is always ten minutes behind has a wrong clock: from the fifth message on it is put right', async () => {
    const id = await make({ filters: ['water/#'], mapping: { ...mapping, instant: 'milliseconds' }, live: true });
    run();
    await connected(id);
    const behind = 600_000;
    for (let count = 1; count <= 7; count++) {
      await publish('water/WH/W-4', JSON.stringify({ ts: Date.now() - behind, v: count }));
      await until('heard', async () => (await listed(id))?.messages === count);
    }
    const clocks = (await countsOf('W-4')).map(({ count, clock }) => [count, clock]);
    expect(clocks).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => [`${n}`, n < 5 ? 'as_reported' : 'offset_corrected']));
    const off = await server.company.one<{ ms: number }>(sql`
      select max(abs(extract(epoch from r.received_at - r.at)) * 1000)::int as ms from water_reading r where r.clock = 'offset_corrected'`);
    expect(off.ms).toBeLessThan(60_000);
  });

  test('of one factory writes to no meter of another', async () => {
    const id = await make({ filters: ['two/#'], mapping }, { scope: 'site:SZ' });
    run();
    await connected(id);
    await publish('two/WH/W-3', '{"ts":"2024-05-02T08:00:00+08:00","v":1}');
    await publish('two/SZ/W-2', '{"ts":"2024-05-02T08:00:00+08:00","v":2}');
    await until('heard', async () => (await listed(id))?.messages === 2);
    expect(await countsOf('W-3')).toEqual([]);
    expect(await countsOf('W-2')).toHaveLength(1);
    expect(await refusedOf(id)).toMatchObject([{ reason: 'unknown_meter', given: 'WH/W-3' }]);
  });

  test('knows meters by names of its own, times by the clocks of the factory, and passes over the rest', async () => {
    await publish('three/old', '{"t":"2024-05-03 08:00:00","d":{"m1":5}}', { retain: true });
    const id = await make({
      filters: ['three/#'],
      ...{ names: { m1: 'SZ/W-2' }, ignoresOthers: true, live: true },
      mapping: { readings: '/d', byKey: true, meter: '{/key}', at: '^/t', instant: 'local', count: '/value' },
    });
    run();
    await connected(id);
    await publish('three/a', '{"t":"2024-05-03 09:30:15","d":{"m1":7,"pressure":"high"}}');
    // A clock that was never set: sent at once, it counts from its arrival.
    await publish('three/a', '{"t":"1970-01-01 00:00:10","d":{"m1":8}}');
    await until('heard', async () => (await listed(id))?.messages === 3);
    expect((await countsOf('W-2')).slice(-3)).toEqual([
      { count: '5', clock: 'as_reported', path: 'mqtt' },
      { count: '7', clock: 'as_reported', path: 'mqtt' },
      { count: '8', clock: 'clock_unset', path: 'mqtt' },
    ]);
    expect(await refusedOf(id)).toMatchObject([{ reason: 'wrong_count', given: 'high' }]);
  });

  test('is run by one process, is begun anew when it is changed, and says why it is not connected', async () => {
    const id = await make({ filters: ['four'], mapping });
    run();
    await connected(id);
    const change = (payload: Record<string, unknown>) =>
      server.ask(boss, { method: 'PATCH', url: `/api/v1/water/connections/${id}`, payload });
    expect((await change({ address: 'http://127.0.0.1' })).json()).toMatchObject({ code: 'connection_address' });
    expect((await change({ settings: { filters: ['a/#/b'], mapping } })).json()).toMatchObject({
      code: 'wrong_connection',
    });
    expect((await change({ address: 'mqtt://127.0.0.1:9' })).statusCode).toBe(200);
    await until('failing', async () => {
      await runner?.now();
      return (await listed(id))?.problem === 'ECONNREFUSED';
    });
    await change({ active: false });
    await runner?.now();
    expect(await listed(id)).toMatchObject({ active: false, state: 'waiting' });
  });
});

describe('a listener', () => {
  test('acknowledges what was kept and nothing else: the rest comes again to whoever has its session', async () => {
    const heard: string[][] = [[], []];
    let works = false;
    const listen = (round: 0 | 1) =>
      listenByMqtt({
        ...{ address, clientId: 'again', user: undefined, password: undefined, ca: undefined, filters: ['five/+'] },
        keep: async (messages) => {
          heard[round]?.push(...messages.map(({ payload }) => payload.toString()));
          if (!works) throw new Error('the database is away');
        },
        note: (state) => {
          if (state === 'connected') subscribed();
        },
      });
    let subscribed: () => void = () => undefined;
    const subscribing = () => new Promise<void>((done) => (subscribed = done));
    const [first, isThere] = [listen(0), subscribing()];
    await isThere;
    for (const one of ['1', '2', '3']) await publish('five/a', one);
    await until('heard', async () => heard[0]?.includes('1'));
    await first.stop();
    works = true;
    const second = listen(1);
    await until('heard again', async () => heard[1]?.length === 3);
    await publish('five/a', '4');
    await until('heard the next', async () => heard[1]?.length === 4);
    await second.stop();
    expect(heard[1]).toEqual(['1', '2', '3', '4']);
    const third = listen(1);
    await pause(200);
    await third.stop();
    expect(heard[1]).toHaveLength(4);
  });

  test.each([
    ['a/b', 'a/b', true],
    ['a/+', 'a/b', true],
    ['a/+', 'a/b/c', false],
    ['a/#', 'a', true],
    ['#', 'a/b', true],
    ['#', '$SYS/a', false],
    ['$share/g/a/+', 'a/b', true],
    ['+/b', '/b', true],
  ])('knows that %s asks for %s: %s', (filter, topic, matches) => {
    expect(topicMatches(filter, topic)).toBe(matches);
  });
});
