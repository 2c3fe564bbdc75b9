// Devices heard by Sparkplug B over a real broker, and read by Modbus TCP from a real server.
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Aedes, type AedesPublishPacket } from 'aedes';
import { ModbusTCPServer } from 'jsmodbus';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { systemActor } from '#platform/db/database.ts';
import { connectionSettings } from './connection-settings.ts';
import { connectModbus } from './modbus-client.ts';
import { runConnections } from './run-connections.ts';

let server: SmallServer;
let boss: string;

const until = async <T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> => {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within 20 s`);
    await pause(20);
  }
};
const listening = async (of: Server) => {
  await new Promise<void>((done) => of.listen(0, '127.0.0.1', done));
  onTestFinished(() => void of.close());
  return (of.address() as AddressInfo).port;
};
const run = async (payload: Record<string, unknown>) => {
  const answer = await server.ask(boss, { method: 'POST', url: '/api/v1/water/connections', payload });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  const runner = runConnections({ db: server.company.db, secret: () => 'x'.repeat(32), dataFolder: server.dataFolder });
  onTestFinished(() => runner.stop());
  await until('connected', async () => {
    await runner.now();
    return (await state()).state === 'connected';
  });
};
const state = async () => {
  const all = (await server.ask(boss, { url: '/api/v1/water/connections' })).json().connections;
  return all.at(-1) as { id: string; state: string; kept: number; refused: number; messages: number; problem: string };
};
const refused = async () =>
  (await server.ask(boss, { url: `/api/v1/water/connections/${(await state()).id}/refused` })).json().refused;
const readings = () =>
  server.company.db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{ code: string; count: string; path: string }>`
      select m.code, trim_scale(r.count)::text as count, r.path from water_reading r
      join water_point p on p.id = r.point join water_meter m on m.id = p.meter_id order by r.sequence`.execute(tx);
    return rows;
  });

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  boss = await server.cookieOf(company.people.administrator.id);
  for (const code of ['A', 'B'])
    await company.approved('water.meter', {
      ...{ site: company.id.SZ, code, name: { en: code, zh: code }, role: 'main', feedsIn: false },
    });
}, 60_000);
afterAll(() => server?.close());

test('registers are read from a Modbus TCP server, with order and factor; what it refuses is told', async () => {
  const tcp = createServer();
  const holding = Buffer.alloc(20);
  holding.writeUInt32BE(3_001, 0);
  // 98.25 as a float of 32 bits with its words the other way round.
  holding.set([0x80, 0x00, 0x42, 0xc4], 8);
  new ModbusTCPServer(tcp, { holding });
  const port = await listening(tcp);
  const register = (of: Record<string, unknown>) => ({ meter: 'SZ/A', address: 0, ...of });
  await run({
    ...{ name: 'A controller', way: 'modbus', address: `modbus://127.0.0.1:${port}` },
    settings: {
      registers: [
        register({ scale: '0.001' }),
        register({ meter: 'SZ/B', address: 4, type: 'float32', order: 'words' }),
        register({ meter: 'SZ/none' }),
        register({ address: 4_000 }),
      ],
    },
  });
  await until('read', async () => (await state()).kept >= 2);
  expect(await readings()).toEqual([
    { code: 'A', count: '3.001', path: 'modbus' },
    { code: 'B', count: '98.25', path: 'modbus' },
  ]);
  const told = (await refused()) as { reason: string; given: string }[];
  expect(told.map(({ reason, given }) => [reason, given])).toEqual(
    expect.arrayContaining([
      ['unknown_meter', 'SZ/none'],
      ['device_refused', 'SZ/A: 0'],
    ]),
  );
});

test('an exception of a device is told by its number, and the connection stays', async () => {
  const tcp = createServer((socket) =>
    socket.on('data', (asked) => {
      const isFirst = asked.readUInt16BE(8) === 0;
      const body = isFirst ? [0x83, 2] : [3, 2, 0x12, 0x34];
      socket.write(Buffer.from([...asked.subarray(0, 2), 0, 0, 0, body.length + 1, asked[6] ?? 0, ...body]));
    }),
  );
  const client = await connectModbus(`modbus://127.0.0.1:${await listening(tcp)}`);
  onTestFinished(() => client.close());
  const question = { unit: 7, table: 3, count: 1 } as const;
  await expect(client.read({ ...question, address: 0 })).rejects.toMatchObject({ code: 2 });
  expect((await client.read({ ...question, address: 1 })).toString('hex')).toBe('1234');
});

test('metrics of Sparkplug B are known by their birth, and an edge node that was not heard from it is asked for it', async () => {
  const broker = await Aedes.createBroker();
  onTestFinished(() => new Promise<void>((done) => broker.close(() => done())));
  const port = await listening(createServer(broker.handle));
  const commands: string[] = [];
  const take = (packet: AedesPublishPacket, done: () => void) => {
    commands.push(packet.payload.toString('hex'));
    done();
  };
  await new Promise<void>((done) => broker.subscribe('spBv1.0/G/NCMD/E', take, done));
  const publish = (kind: string, hex: string) => {
    const topic = `spBv1.0/G/${kind}/E${kind.startsWith('D') ? '/D' : ''}`;
    const payload = Buffer.from(hex, 'hex');
    return new Promise<void>((done, failed) =>
      broker.publish({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false }, (error) =>
        error ? failed(error) : done(),
      ),
    );
  };
  await run({
    ...{ name: 'Edge nodes', way: 'sparkplug', address: `mqtt://127.0.0.1:${port}` },
    settings: { names: { 'G/E/D/Flow/Total': 'SZ/B' } },
  });
  const before = (await readings()).length;
  const ddata = '08e0eceab4f3311214100218e0eceab4f331200a690000000000e05840120d100118e0eceab4f331200838011802';
  await publish('DDATA', ddata);
  await until('asked', async () => commands.length === 1);
  // The time that it says aside: named, of the type Boolean, true.
  expect(commands[0]).toMatch(/^08([0-9a-f]{12})12210a144e6f646520436f6e74726f6c2f5265626972746818(?:\1)200b7001$/);
  await publish(
    'NBIRTH',
    '088098e7b4f33112120a056264536571188098e7b4f3312008580712210a144e6f646520436f6e74726f6c2f52656269727468188098e7b4f331200b70001800',
  );
  await publish(
    'DBIRTH',
    '088098e7b4f33112300a0a466c6f772f546f74616c1002188098e7b4f331200a4a0e0a04756e69741206080c42026d336900000000009058401801',
  );
  await publish('DDATA', ddata);
  await publish('DDATA', Buffer.from('{"v":1}').toString('hex'));
  await until('heard', async () => (await state()).refused === 3);
  expect((await readings()).slice(before)).toEqual([
    { code: 'B', count: '98.25', path: 'sparkplug' },
    { code: 'B', count: '99.5', path: 'sparkplug' },
  ]);
  expect((await refused()).map(({ reason }: { reason: string }) => reason)).toEqual([
    'not_sparkplug',
    'not_born',
    'not_born',
  ]);
});

test('settings are held to what each way can do', () => {
  const { modbus, sparkplug, mqtt } = connectionSettings;
  expect(modbus.safeParse({ registers: [{ meter: 'SZ/A', address: 65_536 }] }).success).toBe(false);
  expect(modbus.safeParse({ registers: [{ meter: 'SZ/A', address: 1, scale: '0.000' }] }).success).toBe(false);
  expect(sparkplug.safeParse({ names: {} }).data?.filters).toEqual(['spBv1.0/#']);
  for (const filters of [[], ['a/#/b'], ['']])
    expect(mqtt.safeParse({ filters, mapping: { meter: 'a' } }).success).toBe(false);
});
