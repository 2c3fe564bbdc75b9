// Do the commands of docs/api.md do what it says, over real HTTP, from a key to the message that a receiver can check?
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDeliveries, sendDue } from '#platform/webhooks/deliver.ts';
import { openSmallServer, type SmallServer } from './small-server.test-fixture.ts';
import { kinds } from './wiring.ts';

const run = promisify(execFile);
const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/## ([^\n]+)\n(?:(?!\n## )[\s\S])*?```sh\n([\s\S]*?)```/g)].map(
  ([, title = '', text = '']) => ({ title, text }),
);

let server: SmallServer;
let folder = '';
let environment: NodeJS.ProcessEnv = {};
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
const receiver = createServer((request, reply) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    received.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
    reply.end('{}');
  });
});
const kept = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  folder = mkdtempSync(join(tmpdir(), 'greenfab-api-md-'));
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const boss = await server.cookieOf(company.people.administrator.id);
  const actions = ['records.read', 'group.read', 'records.record', 'periods.close', 'settings.change'];
  const payload = { name: 'docs', actions, scope: 'group', days: 1 };
  const { key } = (await server.ask(boss, { method: 'POST', url: '/api/v1/keys', payload })).json();
  environment = {
    ...{ PATH: process.env.PATH, GREENFAB_KEY: key, ID: uuidv7(), SITE: company.id.SZ },
    GREENFAB_URL: await server.app.listen({ port: 0, host: '127.0.0.1' }),
    RECEIVER: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
  };
}, 240_000);
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('there is a command in every chapter that has one', () => {
  expect(blocks.map(({ title }) => title)).toEqual([
    ...['Come in', 'Read a list to its end', 'Change only what you saw', 'Do it once', 'Be told what happens'],
  ]);
});

test.each(blocks)('$title', async ({ text }) => {
  const said = [...text.matchAll(/^# (\d{3})$/gm)].map(([, status]) => status);
  const { stdout } = await run('bash', ['-euc', text], { cwd: folder, env: environment });
  expect(stdout.trim().split('\n')).toEqual(said);
});

test('the conflict says what changed, and the receiver is told the closing with the right signature', async () => {
  expect(kept('late.json')).toMatchObject({
    ...{ code: 'changed_meanwhile', facts: { seen: 1, now: 2 } },
    problems: [expect.objectContaining({ field: 'headCount', words: 'Was 100; is now 110.' })],
  });
  // A try that fails on a busy machine is taken up again at once.
  const waits = Array<number>(100).fill(0);
  const hooks = { db: server.company.db, kinds, secret: 'x'.repeat(32), reach: { insideToo: true }, waits };
  const { GREENFAB_URL: url, GREENFAB_KEY: key, SITE: scopeId } = environment;
  const closed = await fetch(`${url}/api/v1/periods/close`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } },
    body: JSON.stringify({ kind: 'waste.load', scopeId, month: '2021-06' }),
  });
  expect(closed.status).toBe(200);
  // Where it does not arrive, what is known of the delivery says why.
  const sent = async () => {
    await makeDeliveries(hooks);
    await sendDue(hooks);
    if (received.length > 0) return received.length;
    return server.company.all(sql`
      select d.state, d.attempts, d.last_status, d.last_problem, d.next_at - now() as wait, w.active, w.from_seq, r.before_seq, app_horizon() as horizon,
        (select json_agg(json_build_array(seq, action, kind)) from history_entry where seq >= w.from_seq) as entries
      from webhook w cross join webhook_reader r left join webhook_delivery d on d.webhook_id = w.id`);
  };
  await expect.poll(sent, { timeout: 45_000 }).toBe(1);
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  const [, at, mac] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['greenfab-signature'])) ?? [];
  expect(createHmac('sha256', kept('webhook.json').secret).update(`${at}.${body}`).digest('hex')).toBe(mac);
  expect(JSON.parse(body)).toMatchObject({ type: 'period.closed', data: { month: '2021-06' } });
});
