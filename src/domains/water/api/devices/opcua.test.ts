// Counters heard by OPC UA from a real server: trusted by a person first, told when they change, asked when they do not, taken up
// again after a restart, and refused where the server does not vouch for them or is not who it was.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { systemActor } from '#platform/db/database.ts';
import type { KeptRefusal, ListedConnection } from '../../model/connection.ts';
import { connectionSettings } from './connection-settings.ts';
import type { OpcuaTask } from './opcua-messages.ts';
import { commandIn, missingOpcua } from './opcua-package.ts';
import { problemOf } from './opcua-problem.ts';
import { openCountingServer, type Shows } from './opcua-server.test-fixture.ts';
import { loadOpcua, openOpcua } from './opcua-session.ts';
import { runConnections } from './run-connections.ts';

let server: SmallServer;
let boss: string;
let folder: string;
let runner: ReturnType<typeof runConnections>;
const counters: Record<string, Shows> = {
  Total: { type: 'UInt64', value: [1, 5] },
  Flow: { type: 'Double', value: 98.25 },
  Broken: { type: 'UInt32', value: 7, status: 'BadCommunicationError' },
};

const until = async <T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> => {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within 60 s`);
    await pause(50);
  }
};
const opened = async (name: string, wanted: Partial<Parameters<typeof openCountingServer>[1]> = {}) => {
  const made = await openCountingServer(join(folder, name), { counters, ...wanted });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await made.stop();
    stopped = true;
  };
  onTestFinished(stop);
  return { ...made, stop };
};
const nodes = [
  { meter: 'SZ/A', node: 'ns=1;s=Total' },
  { meter: 'SZ/B', node: 'ns=1;s=Flow', scale: '0.001' },
];
const post = (url: string, payload: Record<string, unknown>) =>
  server.ask(boss, { method: 'POST', url: `/api/v1/water/connections${url}`, payload });
const connect = async (address: string, settings: Record<string, unknown> = {}, password = 'water') => {
  const way = { way: 'opcua', name: 'A control system', address, password };
  const answer = await post('', { ...way, settings: { user: 'meter', samplingSeconds: 1, nodes, ...settings } });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  const { id } = answer.json() as { id: string };
  onTestFinished(async () => {
    await server.ask(boss, { method: 'DELETE', url: `/api/v1/water/connections/${id}` });
    await runner.now();
  });
  await runner.now();
  return id;
};
const state = async (id: string) => {
  const all: ListedConnection[] = (await server.ask(boss, { url: '/api/v1/water/connections' })).json().connections;
  return all.find((one) => one.id === id) as ListedConnection;
};
const untilProblem = (id: string, problem: string) =>
  until(problem, async () => {
    const found = await state(id);
    return found.problem === problem && found;
  });
const trust = async (id: string) => {
  const { certificate } = await until('shown', async () => {
    const found = await state(id);
    return found.problem?.startsWith('certificate_') && found;
  });
  const answer = await post(`/${id}/trust`, { fingerprint: certificate?.fingerprint });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  await runner.now();
  return certificate;
};
const untilConnected = (id: string) =>
  until('connected', async () => {
    const found = await state(id);
    return found.state === 'connected' && found;
  });
const refused = async (id: string): Promise<KeptRefusal[]> =>
  (await server.ask(boss, { url: `/api/v1/water/connections/${id}/refused` })).json().refused;
const counts = (code: string) =>
  server.company.db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{ count: string; path: string }>`
      select trim_scale(r.count)::text as count, r.path from water_reading r
      join water_point p on p.id = r.point join water_meter m on m.id = p.meter_id
      where m.code = ${code} order by r.sequence`.execute(tx);
    return rows.map(({ count, path }) => `${path} ${count}`);
  });

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  boss = await server.cookieOf(company.people.administrator.id);
  for (const code of ['A', 'B', 'C', 'D'])
    await company.approved('water.meter', {
      ...{ site: company.id.SZ, code, name: { en: code, zh: code }, role: 'main', feedsIn: false },
    });
  folder = mkdtempSync(join(tmpdir(), 'greenfab-opcua-'));
  runner = runConnections({ db: company.db, secret: () => 'x'.repeat(32), dataFolder: server.dataFolder });
}, 180_000);
afterAll(async () => {
  await runner?.stop();
  await server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test('a server is trusted by a person, heard, taken up again after a restart, and not when it shows another certificate', async () => {
  const plant = await opened('plant');
  const bad = { meter: 'SZ/C', node: 'ns=1;s=Broken' };
  const id = await connect(plant.address, {
    everySeconds: 5,
    nodes: [...nodes, bad, { meter: 'SZ/C', node: 'ns=1;s=none' }],
  });
  // Nothing is sent to a server that nobody trusts, and what is trusted is what was looked at.
  await untilProblem(id, 'certificate_untrusted');
  expect((await post(`/${id}/trust`, { fingerprint: '0'.repeat(64) })).json()).toMatchObject({
    code: 'certificate_is_another',
  });
  const certificate = await trust(id);
  expect(certificate).toMatchObject({
    subject: expect.stringContaining('greenfab@'),
    thumbprint: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
  await untilConnected(id);
  await until('read', async () => (await state(id)).kept >= 2);
  // Our own certificate is nobody else's to read.
  expect(statSync(join(server.dataFolder, 'opcua')).mode & 0o777).toBe(0o700);
  expect(statSync(join(server.dataFolder, 'opcua/own.pem')).mode & 0o777).toBe(0o600);
  // 2^32 + 5 of 64 bits, exactly; a factor.
  expect((await counts('A'))[0]).toBe('opcua 4294967301');
  expect((await counts('B'))[0]).toBe('opcua 0.09825');
  plant.set('Flow', { type: 'Double', value: 99.5 });
  // It changes, and then stands: what stands is asked for.
  await until('changed', async () => (await counts('B')).filter((one) => one === 'opcua 0.0995').length >= 2);
  const told = await until('refused', async () => {
    const found = await refused(id);
    return found.length >= 2 && found;
  });
  expect(told.map(({ reason, given }) => [reason, given])).toEqual(
    expect.arrayContaining([
      ['status_bad', 'SZ/C (ns=1;s=Broken): BadCommunicationError 0x80050000'],
      ['status_bad', 'SZ/C (ns=1;s=none): BadNodeIdUnknown 0x80340000'],
    ]),
  );
  expect(await counts('C')).toEqual([]);

  await plant.stop();
  await until('cut off', async () => (await state(id)).state === 'failing');
  const again = await opened('plant', { port: plant.port });
  again.set('Total', { type: 'UInt64', value: [1, 6] });
  await untilConnected(id);
  await until('taken up', async () => (await counts('A')).includes('opcua 4294967302'));

  await again.stop();
  const other = await opened('other', { port: plant.port });
  other.set('Total', { type: 'UInt64', value: [1, 7] });
  const { certificate: shown, trusted } = await untilProblem(id, 'certificate_changed');
  expect([trusted?.fingerprint, shown?.fingerprint === certificate?.fingerprint]).toEqual([
    certificate?.fingerprint,
    false,
  ]);
  expect(await counts('A')).not.toContain('opcua 4294967303');
  await trust(id);
  await until('heard again', async () => (await counts('A')).includes('opcua 4294967303'));
}, 240_000);

test('why a server is not heard is told: who it is, what it has, whom it takes', async () => {
  const use = await loadOpcua();
  const own = mkdtempSync(join(folder, 'own-'));
  /** What the page would say of one attempt. */
  const attempt = async (address: string, given: Partial<OpcuaTask> & { set?: Record<string, unknown> } = {}) => {
    const settings = connectionSettings.opcua.parse({ user: 'meter', nodes, ...given.set });
    const task: OpcuaTask = { address, settings, password: 'water', trusted: null, folder: own, ...given };
    let certificate: Uint8Array | null = null;
    const shown = (of: Uint8Array) => {
      certificate = of;
    };
    const nothing = () => undefined;
    const listener = { shown, heard: nothing, alive: nothing, lost: nothing };
    const problem = await openOpcua(use, task, listener).then(
      async ({ close }) => {
        await close();
        return null;
      },
      (error) => problemOf(error, settings.user !== undefined),
    );
    return { problem, certificate: certificate as Uint8Array | null };
  };
  const plant = await opened('asked');
  const { problem, certificate: trusted } = await attempt(plant.address);
  expect(problem).toBe('certificate_untrusted');
  const problems = [
    await attempt(plant.address, { trusted }),
    await attempt(plant.address, { trusted, set: { security: 'sign', policy: 'Aes256_Sha256_RsaPss' } }),
    await attempt(plant.address, { trusted, password: 'milk' }),
    await attempt(plant.address, { trusted, set: { user: undefined } }),
    await attempt(plant.address, { trusted, set: { policy: 'Aes128_Sha256_RsaOaep' } }),
    await attempt(plant.address, { trusted: (trusted ?? new Uint8Array()).slice(1) }),
  ];
  expect(problems.map((one) => one.problem)).toEqual([
    ...[null, null, 'wrong_password', 'anonymous_refused', 'endpoint_missing', 'certificate_changed'],
  ]);
  await plant.stop();
  const strict = await opened('strict', { takesClients: false });
  const { certificate } = await attempt(strict.address);
  expect((await attempt(strict.address, { trusted: certificate })).problem).toBe('own_certificate_refused');
  await strict.stop();
  expect((await attempt(strict.address)).problem).toBe('ECONNREFUSED');
}, 180_000);

test('without protection no password is kept or sent; a server that floods is cut off early, and nothing else falls', async () => {
  const settings = { security: 'none', nodes: [{ meter: 'SZ/D', node: 'ns=1;s=Flow' }] };
  const bare = await opened('bare', { isBare: true, counters: { Flow: { type: 'Double', value: 3 } } });
  const way = { way: 'opcua', name: 'bare', address: bare.address };
  for (const given of [{ settings, password: 'water' }, { settings: { ...settings, user: 'meter' } }])
    expect((await post('', { ...way, ...given })).json()).toMatchObject({ code: 'connection_password_bare' });
  const id = await connect(bare.address, { ...settings, user: undefined }, '');
  await until('read', async () => (await counts('D')).includes('opcua 3'));
  expect((await state(id)).certificate).toBe(null);

  // It says that messages may be of any size, and sends one of 2 GB.
  let [sent, cut] = [0, false];
  const flood = createServer((socket) => {
    const piece = Buffer.alloc(64 * 1024, 1);
    const more = () => {
      while (!socket.destroyed && socket.writable && sent < 64_000_000) {
        sent += piece.length;
        if (!socket.write(piece)) return;
      }
    };
    socket.on('error', () => undefined);
    socket.on('close', () => {
      cut = true;
    });
    socket.on('drain', more);
    socket.on('data', (asked) => {
      const kind = asked.toString('latin1', 0, 3);
      const head = Buffer.alloc(28, 0xff);
      head.write('ACKF', 'latin1');
      head.writeUInt32LE(28, 4);
      head.writeUInt32LE(0, 8);
      if (kind === 'HEL') socket.write(head);
      if (kind !== 'OPN') return;
      const message = Buffer.alloc(12);
      message.write('OPNF', 'latin1');
      message.writeUInt32LE(0x7fffffff, 4);
      socket.write(message);
      more();
    });
  });
  await new Promise<void>((done) => flood.listen(0, '127.0.0.1', done));
  onTestFinished(() => void flood.close());
  const flooded = await connect(`opc.tcp://127.0.0.1:${(flood.address() as AddressInfo).port}`);
  await until('cut off', async () => cut);
  expect(sent).toBeLessThan(64_000_000);
  await until('told', async () => (await state(flooded)).state === 'failing');
  expect((await state(id)).state).toBe('connected');
}, 180_000);

test('where the package is not installed, the connection says so, and the page by which command it is', async () => {
  expect(missingOpcua()).toBe(null);
  const says = (home: string, isProject: boolean) => commandIn(home, () => isProject);
  expect(says('/srv/greenfab', false)).toEqual({ command: 'npm install', folder: '/srv/greenfab' });
  expect(says('/srv/plant/node_modules/greenfab', true)).toEqual({
    command: 'npm install node-opcua-client',
    folder: '/srv/plant',
  });
  expect(says('/usr/lib/node_modules/greenfab', false)).toEqual({
    ...{ command: 'npm install --global node-opcua-client', folder: '/usr/lib' },
  });
  await runner.stop();
  runner = runConnections({
    ...{ db: server.company.db, secret: () => 'x'.repeat(32), dataFolder: server.dataFolder },
    missingOpcua: () => says('/srv/greenfab', false),
  });
  const id = await connect('opc.tcp://127.0.0.1:9');
  await untilProblem(id, 'opcua_missing');
});
