// A policy is approved in two steps, read by everybody, acknowledged once by whom it asks; its next edition asks again.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readForAll } from '#domains/policies/api/read.ts';
import { remindOfPolicies } from '#domains/policies/api/tasks.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { type Actor, systemActor } from '#platform/db/database.ts';
import { importFile } from '#platform/intake/imports.ts';
import { spread } from '#platform/notify/spread.ts';
import { kindOf } from '../../tests/small-company.ts';
import { openSmallServer, type SmallServer } from './small-server.test-fixture.ts';

let server: SmallServer;
const cookies: Record<'recorder' | 'supplier' | 'boss', string> = { recorder: '', supplier: '', boss: '' };
/** Two who review what the group owns, besides the one who records it. */
const admins: Actor[] = [];
let today = '2026-11-22';
const world = () => ({ db: server.company.db, todayIn: () => today });

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  cookies.recorder = await server.cookieOf(company.people.suzhou.id);
  cookies.supplier = await server.cookieOf(await server.person('a.supplier', ['supplier', company.id.V1 as string]));
  for (const name of ['second.administrator', 'third.administrator'])
    admins.push({
      ...company.people.administrator,
      id: await server.person(name, ['group_administrator', GROUP_ID]),
    });
  cookies.boss = await server.cookieOf(await server.person('a.publisher', ['centre_analyst', GROUP_ID]));
});
afterAll(() => server?.close());

const edition = (number: number, effectiveOn: string, more: object = {}) => ({
  ...{ code: 'WAT', edition: number, documentKind: 'commitment', title: { en: 'Water commitment', zh: '水资源承诺' } },
  text: { en: `We save water.\n\nEdition ${number}.`, zh: `我们节约用水。\n\n第${number}版。` },
  changes: number > 1 ? { en: 'The number.', zh: '版次。' } : null,
  ...{ effectiveOn, owner: { en: 'Centre', zh: '中心' }, audience: ['site_recorder'], sdgs: ['12.4', '6.3'], ...more },
});
const get = async (who: keyof typeof cookies, path: string) =>
  (await server.ask(cookies[who], { url: `/api/v1${path}` })).json();
const send = (who: keyof typeof cookies, path: string, payload: object) =>
  server.ask(cookies[who], { method: 'POST', url: `/api/v1${path}`, payload });
const acknowledge = async (who: keyof typeof cookies, id: string) =>
  send(who, `/policies/${id}/acknowledgement`, { hash: (await get(who, `/policies/${id}`)).hash, language: 'zh' });
const tasks = async (who: keyof typeof cookies) =>
  (await get(who, '/inbox')).tasks.filter(({ task }: { task: string }) => task.startsWith('policies.'));
const told = async () => {
  const { db, people } = server.company;
  await remindOfPolicies(world(), systemActor('jobs'));
  while ((await spread({ db, channels: [], todayIn: () => today, now: () => new Date() })) > 0);
  return server.company.all<{ message: string; done: boolean }>(
    sql`select message, done_at is not null as done from notice where person_id = ${people.suzhou.id} and message like 'policy_%' order by at, message`,
  );
};

test('from approval to acknowledgement, and again with the next edition', async () => {
  const { company } = server;
  const { people } = company;
  const { newest } = company;
  // One step is not enough for it to be published.
  const id = '018f0000-0000-7000-8000-00000000aaaa';
  await company.record(people.administrator, 'policies.document', [{ id, values: edition(1, '2026-11-01') }]);
  await company.step(people.administrator, 'policies.document', 'submit', [id]);
  await company.step(admins[0] as Actor, 'policies.document', 'review', [id]);
  expect((await get('recorder', '/policies')).documents).toEqual([]);
  expect((await server.ask(cookies.recorder, { url: `/api/v1/policies/${id}` })).statusCode).toBe(404);
  await company.step(admins[1] as Actor, 'policies.document', 'approve', [id]);

  // Everybody reads it, also who sees nothing else of the group; it asks recorders.
  const forSupplier = await get('supplier', `/policies/${id}`);
  expect([forSupplier.text.zh, forSupplier.own.state]).toEqual(['我们节约用水。\n\n第1版。', 'not_asked']);
  expect(forSupplier.goals.map(({ number }: { number: string }) => number)).toEqual(['6.3', '12.4']);
  expect((await get('recorder', '/policies')).documents).toMatchObject([{ id, own: { state: 'waiting' } }]);
  expect(await tasks('supplier')).toEqual([]);
  expect(await tasks('recorder')).toMatchObject([{ to: `/policies/${id}`, count: 1 }]);
  expect(await told()).toEqual([{ message: 'policy_to_acknowledge', done: false }]);
  // Told once.
  expect(await told()).toHaveLength(1);

  // What was not read is not acknowledged.
  const wrong = await send('recorder', `/policies/${id}/acknowledgement`, { hash: '0'.repeat(64), language: 'en' });
  expect(wrong.json().code).toBe('changed_since');
  expect((await acknowledge('recorder', id)).json().own).toMatchObject({ state: 'acknowledged', language: 'zh' });
  expect((await acknowledge('recorder', id)).statusCode).toBe(200);
  const { n } = await company.one<{ n: number }>(
    sql`select count(*)::int as n from history_entry where action = 'acknowledge' and actor = ${people.suzhou.id}`,
  );
  expect(n).toBe(1);
  expect(await tasks('recorder')).toEqual([]);
  expect(await told()).toEqual([{ message: 'policy_to_acknowledge', done: true }]);

  // Who publishes sees who has read it; nobody else does.
  const seen = await get('boss', `/policies/${id}/acknowledgements`);
  expect(seen.counts).toMatchObject({ acknowledged: 1, overdue: 0 });
  expect(seen.people.find(({ personId }: { personId: string }) => personId === people.suzhou.id)).toMatchObject({
    ...{ state: 'acknowledged', language: 'zh' },
  });
  expect((await server.ask(cookies.recorder, { url: `/api/v1/policies/${id}/acknowledgements` })).statusCode).toBe(403);

  // Whom it asks may change without asking again; what it says is fixed.
  const change = (values: object) =>
    company.record(people.administrator, 'policies.document', [
      { id, values: edition(1, '2026-11-01', values), basedOn: 1 },
    ]);
  await expect(change({ owner: { en: 'Board', zh: '董事会' } })).rejects.toThrow();
  expect((await newest('policies.document', id)).revision).toBe(1);

  // The next edition asks again from its day; the old one stays readable, and says that it is over.
  const second = await company.approved('policies.document', edition(2, '2026-11-20'));
  const read = await get('recorder', `/policies/${second}`);
  expect(read.own.state).toBe('waiting');
  expect(read.before.difference.en.map(({ state }: { state: string }) => state)).toEqual(['same', 'removed', 'added']);
  expect((await get('recorder', `/policies/${id}`)).standing).toBe('superseded');
  expect((await acknowledge('recorder', id)).json().code).toBe('edition_not_in_force');
  expect((await told()).filter(({ done }) => !done)).toEqual([{ message: 'policy_to_acknowledge', done: false }]);
  today = '2027-01-15';
  expect((await told()).filter(({ done }) => !done).map(({ message }) => message)).toEqual([
    ...['policy_to_acknowledge', 'policy_overdue'],
  ]);
});

test('a reviewer of the whole group passes what an analyst recorded, and records nothing himself', async () => {
  const { company } = server;
  const analyst = cookies.boss;
  const reviewer = await server.cookieOf(await server.person('a.reviewer', ['reviewer', GROUP_ID]));
  const elsewhere = await server.cookieOf(await server.person('b.reviewer', ['reviewer', company.id.SZ as string]));
  const id = '018f0000-0000-7000-8000-00000000bbbb';
  const values = { ...edition(1, '2026-11-01'), code: 'RAIN' };
  const put = (cookie: string, record: string) =>
    server.ask(cookie, { method: 'PUT', url: `/api/v1/records/policies.document/${record}`, payload: { values } });
  const step = async (cookie: string, name: string) => {
    const { record } = (await server.ask(analyst, { url: `/api/v1/records/policies.document/${id}` })).json();
    const records = [{ id, revision: record.revision, hash: record.hash }];
    const url = `/api/v1/records/policies.document/steps/${name}`;
    return (await server.ask(cookie, { method: 'POST', url, payload: { records } })).statusCode;
  };
  expect((await put(reviewer, '018f0000-0000-7000-8000-00000000cccc')).statusCode).toBe(403);
  expect((await put(analyst, id)).statusCode).toBe(200);
  expect(await step(reviewer, 'submit')).toBe(403);
  expect(await step(analyst, 'submit')).toBe(200);
  const { items } = (await server.ask(reviewer, { url: '/api/v1/inbox' })).json();
  expect(items.map(({ kind }: { kind: string }) => kind)).toContain('policies.document');
  expect(await step(elsewhere, 'review')).toBe(403);
  expect(await step(reviewer, 'review')).toBe(200);
  // Two people: who reviewed does not approve as well.
  expect(await step(reviewer, 'approve')).toBe(403);
  expect((await company.newest('policies.document', id)).state).toBe('reviewed');
});

test('what came with an import asks from the day of the import, however long it has been in force', async () => {
  const { company } = server;
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-policies-'));
  const path = join(folder, 'policies.csv');
  writeFileSync(
    path,
    'Code,Edition,Kind,Title (English),Title (Chinese),Text (English),Text (Chinese),In force from,Owner (English),Owner (Chinese),To be acknowledged by\nOLD,1,policy,Old,旧,Text,文,2020-01-01,Centre,中心,buyer\n',
  );
  const file = { importId: uuidv7(), kind: kindOf('policies.document'), path, fileName: 'policies.csv', sha256: null };
  await importFile(
    company.intake,
    systemActor('operator'),
    { ...file, fixed: {}, chosen: {}, mended: {} },
    { acceptGood: false, state: 'approved', via: 'cli' },
  );
  rmSync(folder, { recursive: true });
  today = new Date().toISOString().slice(0, 10);
  const published = await readForAll(world());
  const { edition: old } = published.find(({ edition: { code } }) => code === 'OLD') ?? {};
  expect(old && old.approvedOn > '2026-01-01').toBe(true);
});
