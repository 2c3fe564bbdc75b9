// A real receiver on a real port: is it told what happened, once it is up again too, in words that only we could have signed?
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hoursTried, makeDeliveries, sendDue } from '#platform/webhooks/deliver.ts';
import { untilFinal } from '../../tests/small-company.ts';
import { openSmallServer, type SmallServer } from './small-server.test-fixture.ts';
import { kinds, words } from './wiring.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

let server: SmallServer;
let company: SmallServer['company'];
let boss = '';
const received: Received[] = [];
/** what the receiver answers next; 200 when nothing is left */
const answers: number[] = [];
const receiver = createServer((request, reply) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    received.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
    reply.writeHead(answers.shift() ?? 200, { location: 'http://127.0.0.1:9/' }).end('{}');
  });
});
const secretOfServer = 'x'.repeat(32);
const world = (waits: readonly number[] = [0, 0]) => ({
  ...{ db: company.db, kinds, secret: secretOfServer, reach: { insideToo: true }, waits },
});

beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  boss = await server.cookieOf(company.people.administrator.id);
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
}, 240_000);
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await server?.close();
});
beforeEach(async () => {
  received.length = 0;
  answers.length = 0;
  await company.db.as(company.people.administrator, (tx) => sql`delete from webhook`.execute(tx));
});

const address = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/greenfab?of=us`;
const ask = async (method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) => {
  const answer = await server.ask(boss, { method, url: `/api/v1${path}`, ...(payload ? { payload } : {}) });
  expect([path, answer.statusCode, answer.body.slice(0, 200)]).toEqual([path, 200, expect.anything()]);
  return answer.json();
};
const subscribe = (events: string[], scope: string | null = null): Promise<{ id: string; secret: string }> =>
  ask('POST', '/webhooks', { name: 'warehouse', url: address(), events, scope });
const deliveriesOf = async (id: string) => (await ask('GET', `/webhooks/${id}/deliveries`)).deliveries;
/** In the order in which it happened: what is sent at once arrives as it likes. */
const happenings = () => received.map(({ body }) => JSON.parse(body)).sort((a, b) => a.seq - b.seq);
const load = (site: string) => ({ site: company.id[site] as string, on: '2024-05-02', tonnes: '2' });

/** Makes of all that happened what is to be sent. */
const deliveries = async () => {
  await untilFinal(company);
  return makeDeliveries(world());
};

test('who fails twice and then recovers has it once, with a signature over the moment and the bytes', async () => {
  const { id, secret } = await subscribe(['period.closed']);
  await ask('POST', '/periods/close', { kind: 'waste.load', scopeId: company.id.WH, month: '2021-01' });
  expect(await deliveries()).toBe(1);
  expect(await deliveries()).toBe(0); // what became a delivery does so once
  answers.push(500, 302, 204);
  for (const state of ['waiting', 'waiting', 'delivered']) {
    expect(await sendDue(world())).toBe(1);
    expect((await deliveriesOf(id))[0]).toMatchObject({ state, event: 'period.closed' });
  }
  expect(await sendDue(world())).toBe(0);
  expect((await deliveriesOf(id))[0]).toMatchObject({ attempts: 3, lastStatus: 204, lastProblem: null });
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  const [last] = received.slice(-1) as [Received];
  const [, at, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(last.headers['greenfab-signature'])) ?? [];
  expect(createHmac('sha256', secret).update(`${at}.${last.body}`).digest('hex')).toBe(mac);
  expect(Math.abs(Number(at) - Date.now() / 1000)).toBeLessThan(600);
  expect(JSON.parse(last.body)).toMatchObject({
    ...{ type: 'period.closed', scope: { type: 'site', code: 'WH' }, data: { kind: 'waste.load', month: '2021-01' } },
  });
  const kept = await company.all(sql<{ row: string }>`select row_to_json(w)::text as row from webhook w`);
  expect(kept.map(({ row }) => row).join()).not.toContain(secret);
});

test('who never answers is given up after the last try, which shows, and is sent it again when asked', async () => {
  const { id } = await subscribe(['period.closed']);
  const { delivery } = await ask('POST', `/webhooks/${id}/test`);
  answers.push(500, 500, 500);
  for (let n = 0; n < 4; n++) await sendDue(world());
  expect(received).toHaveLength(3);
  expect((await deliveriesOf(id))[0]).toMatchObject({ id: delivery, state: 'given_up', attempts: 3, lastStatus: 500 });
  expect((await ask('GET', '/webhooks')).webhooks[0]).toMatchObject({ givenUp: 1, waiting: 0 });
  await ask('POST', `/webhooks/${id}/deliveries/${delivery}/replay`);
  await sendDue(world());
  expect((await deliveriesOf(id))[0]).toMatchObject({ state: 'delivered', lastStatus: 200 });
  expect(received[3]?.body).toBe(received[0]?.body);
});

test('a failure waits before it is tried again', async () => {
  const { id } = await subscribe(['period.closed']);
  await ask('POST', `/webhooks/${id}/test`);
  answers.push(500);
  await sendDue(world([3_600]));
  expect(await sendDue(world([3_600]))).toBe(0);
  expect(received).toHaveLength(1);
});

test('records are named when they are approved or returned, whatever stands in them; elsewhere is not told', async () => {
  await subscribe(['record.approved', 'record.returned'], 'site:SZ');
  const approved = await company.loadAt('approved', load('SZ'));
  const submitted = await company.loadAt('submitted', load('SZ'));
  await company.loadAt('approved', load('HP'));
  await company.step(company.people.reviewer, 'waste.load', 'return', [submitted], [{ field: null, words: 'hush' }]);
  await deliveries();
  while ((await sendDue(world())) > 0);
  expect(happenings().map(({ type, data }) => [type, data.count, data.records[0].id])).toEqual([
    ['record.approved', 1, approved],
    ['record.returned', 1, submitted],
  ]);
  expect(received.map(({ body }) => body).join()).not.toMatch(/hush|tonnes/i);
});

test('an edition is told when it is published, and when a month of it is restated', async () => {
  const { id } = await subscribe(['edition.published', 'figure.restated']);
  const first = await company.loadAt('approved', load('SZ'));
  await company.figures.settle();
  const edition = await ask('POST', '/report/publish', { period: '2024-Q2' });
  const { revision } = await company.newest('waste.load', first);
  const values = { ...company.load(load('SZ')), ownMassTonnes: { value: '3', entered: '3 t', basis: 'weighed' } };
  const one = { id: first, values, basedOn: revision, restatement: true };
  await company.record(company.people.suzhou, 'waste.load', [one], { reason: 'weighed again' });
  await company.step(company.people.suzhou, 'waste.load', 'submit', [first]);
  await company.step(company.people.reviewer, 'waste.load', 'review', [first]);
  await company.step(company.people.secondReviewer, 'waste.load', 'approve', [first]);
  await deliveries();
  while ((await sendDue(world())) > 0);
  expect(happenings().map(({ type, data }) => [type, data.edition?.id ?? data.editions?.[0]])).toEqual([
    ['edition.published', edition.id],
    ['figure.restated', { id: edition.id, number: edition.number, months: ['2024-05'] }],
  ]);
  expect(await deliveriesOf(id)).toHaveLength(2);
});

test('what happens while a webhook is stopped is not told afterwards', async () => {
  const { id } = await subscribe(['period.closed']);
  await ask('PATCH', `/webhooks/${id}`, { active: false });
  await ask('POST', '/periods/close', { kind: 'waste.load', scopeId: company.id.WH, month: '2021-02' });
  await ask('PATCH', `/webhooks/${id}`, { active: true });
  await ask('POST', '/periods/close', { kind: 'waste.load', scopeId: company.id.WH, month: '2021-03' });
  await deliveries();
  await sendDue(world());
  expect(happenings().map(({ data }) => data.month)).toEqual(['2021-03']);
});

test('the page and the manual say for how long a delivery is tried, as the waits have it', async () => {
  expect((await ask('GET', '/webhooks')).hoursTried).toBe(hoursTried);
  // 10 s, 1 min, 5 min, 30 min, 2 h, 6 h, 12 h and twice a day are 68 hours and a half.
  expect(hoursTried).toBe(68);
  for (const language of ['en', 'zh'] as const) expect(words[language]['webhooks.text']).toContain('{hours}');
});
