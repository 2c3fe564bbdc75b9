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
import { commandIn, missingOpcua } from './opcua-package.ts';
import { openCountingServer, type Shows } from './opcua-server.test-fixture.ts';
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
  const end = Date.now() + 40_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within 40 s`);
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
  const id = await connect(plant.address, { nodes: [...nodes, bad, { meter: 'SZ/C', node: 'ns=1;s=none' }] });
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
  expect(await counts('A')).toEqual(['opcua 4294967301']);
  expect(await counts('B')).toEqual(['opcua 0.09825']);
  plant.set('Flow', { type: 'Double', value: 99.5 });
  await until('changed', async () => (await counts('B')).includes('opcua 0.0995'));
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
}, 120_000);

test('what does not change is asked for; a wrong password, a server that does not take us, a wish that it does not have are told', async () => {
  const plant = await opened('quiet');
  const id = await connect(plant.address, {
    security: 'sign',
    everySeconds: 5,
    nodes: [{ meter: 'SZ/D', node: 'ns=1;s=Flow' }],
  });
  await trust(id);
  await until('asked', async () => (await counts('D')).length >= 2);
  expect((await counts('D')).slice(0, 2)).toEqual(['opcua 98.25', 'opcua 98.25']);

  const wrong = await connect(plant.address, {}, 'milk');
  await trust(wrong);
  await untilProblem(wrong, 'wrong_password');
  const nameless = await connect(plant.address, { user: undefined });
  await trust(nameless);
  await untilProblem(nameless, 'anonymous_refused');
  const without = await connect(plant.address, { policy: 'Aes128_Sha256_RsaOaep' });
  await untilProblem(without, 'endpoint_missing');
  await plant.stop();
  const strict = await opened('strict', { takesClients: false });
  const stranger = await connect(strict.address);
  await trust(stranger);
  await untilProblem(stranger, 'own_certificate_refused');
}, 120_000);

test('without protection no password is kept or sent; a server that sends more than it may is let go of, and nothing else falls', async () => {
  const long = 'x'.repeat(3_000_000);
  const bare = await opened('bare', {
    isBare: true,
    counters: { Flow: { type: 'Double', value: 3 }, Long: { type: 'String', value: long } },
  });
  const settings = { security: 'none', nodes: [{ meter: 'SZ/D', node: 'ns=1;s=Flow' }] };
  const way = { way: 'opcua', name: 'bare', address: bare.address };
  for (const given of [{ settings, password: 'water' }, { settings: { ...settings, user: 'meter' } }])
    expect((await post('', { ...way, ...given })).json()).toMatchObject({ code: 'connection_password_bare' });
  const id = await connect(bare.address, { ...settings, user: undefined }, '');
  await until('read', async () => (await counts('D')).includes('opcua 3'));
  expect((await state(id)).certificate).toBe(null);
  const flooded = await connect(
    bare.address,
    { ...settings, user: undefined, nodes: [{ meter: 'SZ/D', node: 'ns=1;s=Long' }] },
    '',
  );
  await until('let go of', async () => (await state(flooded)).state === 'failing');
  expect(await refused(flooded)).toEqual([]);

  const garbage = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((done) => garbage.listen(0, '127.0.0.1', done));
  onTestFinished(() => void garbage.close());
  const none = await connect(`opc.tcp://127.0.0.1:${(garbage.address() as AddressInfo).port}`);
  await until('told', async () => (await state(none)).state === 'failing');
  expect((await state(id)).state).toBe('connected');
}, 120_000);

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
