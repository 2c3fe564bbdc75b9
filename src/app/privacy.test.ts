// Personal data: is everything that names a person told to him, and is nothing that could identify him left anywhere once he is
// erased, while the history stays whole and goes on naming who did what?
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteAccess } from '#platform/access/access-events.ts';
import { makeKey } from '#platform/access/api-keys.ts';
import { makeLink } from '#platform/access/one-time-links.ts';
import { personalTables } from '#platform/access/personal-tables.ts';
import { holdPost, makePost } from '#platform/access/posts.ts';
import { systemActor } from '#platform/db/database.ts';
import { seal } from '#platform/history/seal.ts';
import { verifyHistory } from '#platform/history/verify.ts';
import { notify } from '#platform/notify/notify.ts';
import { spread } from '#platform/notify/spread.ts';
import { TODAY, untilFinal } from '../../tests/small-company.ts';
import { openSmallServer, type SmallServer } from './small-server.test-fixture.ts';
import { kinds, words } from './wiring.ts';

const operator = systemActor('operator');
const zhang = {
  ...{ userName: 'weiqiang.zhang', mail: 'weiqiang@factory.example', phone: '13900001234' },
  ...{
    en: 'Zhang Weiqiang',
    zh: '章伟强',
    account: 'ou_8f3a-weiqiang',
    passkey: 'Weiqiang’s phone',
    key: 'Weiqiang’s meter',
  },
};
/** What can identify him; each is looked for everywhere. */
const identifying = ['weiqiang', zhang.phone, zhang.zh, '203.0.113.0/24'];

let server: SmallServer;
let company: SmallServer['company'];
let boss = '';
let him = '';
let load = '';
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  boss = await server.cookieOf(company.people.administrator.id);
  const site = company.id.SZ as string;
  him = await server.person(zhang.userName, ['site_recorder', site]);
  const { db, people } = company;
  await db.as(operator, async (tx) => {
    await sql`update person_attribute set name_en = ${zhang.en}, name_zh = ${zhang.zh}, mail = ${zhang.mail} where person_id = ${him}`.execute(
      tx,
    );
    const name = { en: 'Waste lead', zh: '废弃物负责人' };
    const postId = await makePost(tx, { code: 'P1', name, scopeId: site, role: 'site_recorder' }, 'system');
    await holdPost(tx, { postId, personId: him, from: '2024-01-01' }, 'system');
    for (const [channel, account] of [
      ['wecom', zhang.phone],
      ['feishu', zhang.account],
    ])
      await sql`insert into person_channel (channel, external_id, person_id, linked_by) values (${channel}, ${account}, ${him}, 'operator')`.execute(
        tx,
      );
    await makeKey(tx, { personId: him, name: zhang.key, actions: ['records.read'], scopeId: site, days: 9 });
    await makeLink(tx, { personId: him, purpose: 'reset' }, 'system');
    const from = { network: '203.0.113.0/24', device: 'chrome/windows' };
    await noteAccess(tx, { what: 'sign-in', personId: him, ...from });
    await noteAccess(tx, { what: 'key', personId: him, subject: `gf_x… ${zhang.key}`, ...from });
    const facts = { name: { en: zhang.en, zh: zhang.zh }, site: { en: 'Suzhou', zh: '苏州' }, day: '2024-07-01' };
    const told = { message: 'handed_over', opens: '/inbox', facts } as const;
    await notify(tx, { ...told, to: { personId: people.wuhu.id }, key: 'others' });
    await notify(tx, { ...told, to: { personId: him }, key: 'his' });
  });
  // Spread into notices, and once more waiting to be.
  await spread({ db, channels: ['mail'], todayIn: () => TODAY, now: () => new Date() });
  await db.as(operator, async (tx) => {
    await sql`update notice_delivery set error = ${`550 no such user ${zhang.mail}`} where person_id = ${him}`.execute(
      tx,
    );
    await notify(tx, {
      ...{ to: { personId: people.wuhu.id }, message: 'handed_over', opens: '/inbox', key: 'later' },
      facts: { name: { en: zhang.en, zh: zhang.zh } },
    });
    await sql`insert into api_answer (actor, key, asked, body) values ('operator', 'k', sha256('k'), ${JSON.stringify({ name: zhang.zh })})`.execute(
      tx,
    );
  });
  const as = { ...people.suzhou, id: him };
  await db.as(as, async (tx) => {
    const view = uuidv7();
    await sql`insert into list_view (id, actor, kind, name, search, columns) values (${view}, ${him}, 'waste.load', ${zhang.en}, '{}', '{}')`.execute(
      tx,
    );
    await sql`insert into list_view_first (actor, kind, view_id) values (${him}, 'waste.load', ${view})`.execute(tx);
    await sql`insert into notice_preference (person_id, preference) values (${him}, '{"hour": 9}')`.execute(tx);
    await sql`insert into api_answer (actor, key, asked, body) values (${him}, 'k', sha256('k'), ${zhang.mail})`.execute(
      tx,
    );
  });
  await db.pool.query(`insert into auth.account (account_id, provider_id, user_id) values ($1, 'sso', $2)`, [
    zhang.mail,
    him,
  ]);
  await db.pool.query(
    `insert into auth.passkey (id, user_id, credential_id, public_key, counter, transports, name) values ($1, $2, 'c', '', 0, '{}', $3)`,
    [uuidv7(), him, zhang.passkey],
  );
  await db.pool.query(`insert into auth.two_factor (secret, backup_codes, user_id) values ('s', 'b', $1)`, [him]);
  load = uuidv7();
  await company.record(as, 'waste.load', [{ id: load, values: company.load({ site, on: '2024-05-02', tonnes: '5' }) }]);
}, 240_000);
afterAll(() => server?.close());

const get = (who: string, path: string) => server.ask(who, { url: `/api/v1${path}` });
const erase = (who: string, id: string, said: { userName: string; reason: string }) =>
  server.ask(who, { method: 'POST', url: `/api/v1/people/${id}/erase`, payload: said });

/** Every place in the database where one of these texts stands, whatever its case: `table.column`. */
async function placesOf(texts: readonly string[]): Promise<string[]> {
  return company.db.asOwner(async (tx) => {
    // Row-level security binds the owner too, but not while he backs up.
    await sql`select set_config('app.backup', 'on', true)`.execute(tx);
    const { rows: columns } = await sql<{ schema: string; name: string; column: string }>`
      select n.nspname as schema, c.relname as name, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem
      where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname !~ '^(pg_|information_schema)'
        and coalesce(e.typname, t.typname) in ('text', 'varchar', 'bpchar', 'name', 'json', 'jsonb', 'citext', 'xml') order by 1, 2, 3`.execute(
      tx,
    );
    expect(columns.length).toBeGreaterThan(200);
    const found: string[] = [];
    for (const { schema, name, column } of columns) {
      const any = sql.join(
        texts.map((text) => sql`lower(${sql.ref(column)}::text) like ${`%${text.toLowerCase()}%`}`),
        sql` or `,
      );
      const { rows } = await sql`select 1 from ${sql.table(`${schema}.${name}`)} where ${any} limit 1`.execute(tx);
      if (rows.length > 0) found.push(`${schema}.${name}.${column}`);
    }
    return found;
  });
}

describe('what is held', () => {
  test('every column that holds a person, or what one is known by, is in the list that the export reads', async () => {
    const rows = await company.all(sql<{ name: string; column: string }>`
      select case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end as name, a.attname as column
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname in ('public', 'auth')
        and a.attname ~ '^(actor|person_id|user_id|from_person|to_person|on_behalf_of|.*_by|user_name|username|mail|email|external_id)$' order by 1, 2`);
    const listed = new Map(personalTables.map((one) => [one.table, [...one.by, ...one.tells]]));
    // The library's own copy of the user name, and the address that it wants and nobody has.
    const known = ['auth.user.username', 'auth.user.email', 'evidence_ended.replaced_by'];
    const missing = rows
      .filter(({ name, column }) => !listed.get(name)?.includes(column))
      .map(({ name, column }) => `${name}.${column}`);
    expect(missing.filter((one) => !known.includes(one))).toEqual([]);
    expect(rows.length).toBeGreaterThan(45);
  });

  test('each table has its words and its line in docs/privacy.md', () => {
    const page = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8');
    for (const { table, tells } of personalTables)
      for (const key of [`privacy.table.${table}`, ...tells.map((column) => `privacy.column.${column}`)]) {
        expect([key, key in words.en && key in words.zh]).toEqual([key, true]);
        expect(page).toContain(`| \`${table}\` |`);
      }
  });

  test('one sees one’s own; of others whoever manages people, and each download is noted where the person sees it', async () => {
    const cookie = await server.cookieOf(him);
    const own = (await get(cookie, '/account/personal-data')).json();
    const counts = Object.fromEntries(
      own.tables.map((one: { table: string; count: number }) => [one.table, one.count]),
    );
    expect(counts).toMatchObject({
      person_attribute: 1,
      person_channel: 2,
      notice: 1,
      role_grant: 1,
      post_holder: 1,
      history_entry: 1,
    });
    expect(counts).toMatchObject({
      'auth.passkey': 1,
      'auth.account': 2,
      'auth.two_factor': 1,
      list_view: 1,
      list_view_first: 1,
      api_key: 1,
    });
    expect((await get(cookie, `/people/${company.people.wuhu.id}/personal-data`)).statusCode).toBe(403);
    const file = await get(boss, `/people/${him}/personal-data.zip`);
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/zip']);
    const log = (await get(cookie, '/account/security')).json().events;
    expect(log).toContainEqual(expect.objectContaining({ what: 'export', actor: company.people.administrator.id }));
    expect((await get(boss, `/people/${uuidv7()}/personal-data`)).statusCode).toBe(404);
  });

  test('the file says all of it, in his language, and no secret', async () => {
    await company.all(sql`update person_attribute set language = 'zh' where person_id = ${him} returning 1`);
    const { readHeld } = await import('#platform/access/personal-data.ts');
    const { personalDataPage } = await import('#platform/access/personal-data-file.ts');
    const held = await readHeld(company.db, him, him);
    const page = [...personalDataPage(words, held, new Date())].join('');
    for (const said of [
      zhang.en,
      zhang.zh,
      zhang.mail,
      zhang.phone,
      zhang.account,
      zhang.passkey.replace('’', '’'),
      '苏州',
      '登录账号',
    ])
      expect(page).toContain(said);
    expect(page).toContain('lang="zh"');
    expect(JSON.stringify(held)).not.toMatch(/[0-9a-f]{32}:[0-9a-f]{64}|backup_codes|public_key|"secret"/);
  });
});

describe('erasing', () => {
  test('wants the user name typed, a reason without the name, and another person', async () => {
    const code = async (who: string, id: string, userName: string, reason: string) =>
      (await erase(who, id, { userName, reason })).json().code;
    expect(await code(boss, him, 'somebody.else', 'He left')).toBe('erase_other_name');
    expect(await code(boss, him, zhang.userName, ' ')).toBe('reason_required');
    expect(await code(boss, him, zhang.userName, `As ${zhang.zh} asked`)).toBe('erase_reason_names');
    expect(await code(boss, company.people.administrator.id, 'administrator', 'Gone')).toBe('erase_yourself');
    expect(await code(await server.cookieOf(him), him, zhang.userName, 'Gone')).toBe('not_allowed');
    expect(await placesOf(identifying)).toContain('public.person_attribute.mail');
  });

  test('takes away whatever could identify him, everywhere, in one step of the history, which stays whole', async () => {
    const cookie = await server.cookieOf(him);
    const before = await placesOf(identifying);
    expect(before).toEqual(
      expect.arrayContaining(['auth.account.account_id', 'public.notice.facts', 'public.notice_request.facts']),
    );
    const done = await erase(boss, him, {
      userName: zhang.userName.toUpperCase(),
      reason: 'Left the company, asked for it',
    });
    expect([done.statusCode, done.json()]).toEqual([200, { number: 1 }]);
    expect(await placesOf(identifying)).toEqual([]);

    await untilFinal(company);
    await seal(company.db);
    expect(await verifyHistory(company.db, kinds)).toMatchObject({ discrepancies: [] });
    const entry = await company.one(sql`select actor, action, kind, reason from history_entry where action = 'erase'`);
    expect(entry).toEqual({
      actor: company.people.administrator.id,
      action: 'erase',
      kind: 'platform.person',
      reason: 'Left the company, asked for it',
    });

    expect((await get(cookie, '/me')).statusCode).toBe(401);
    for (const table of ['session', 'passkey', 'two_factor', 'account'])
      expect((await company.db.pool.query(`select 1 from auth.${table} where user_id = $1`, [him])).rows).toEqual([]);
    const open = await company.one(sql`select
      (select count(*)::int from role_grant where person_id = ${him} and (before_on is null or before_on > ${TODAY})) as grants,
      (select count(*)::int from post_holder where person_id = ${him} and (before_on is null or before_on > ${TODAY})) as posts,
      (select count(*)::int from api_key where person_id = ${him} and revoked_at is null) as keys,
      (select count(*)::int from one_time_link where person_id = ${him} and ended_at is null) as links`);
    // The day of a server is its own: what began in the company's past has ended on it.
    expect(open).toMatchObject({ keys: 0, links: 0 });
  });

  test('leaves what he did under a number, in both languages', async () => {
    const { person } = (await get(boss, `/people/${him}`)).json();
    expect(person).toMatchObject({ userName: 'erased-1', active: false, erased: 1, mail: null });
    expect(person.name).toEqual({ en: 'Erased person 1', zh: '已删除人员 1' });
    const { actors } = { actors: (await get(boss, '/history?scope=group&period=2024')).json() };
    expect(JSON.stringify(actors)).not.toContain('weiqiang');
    const facts = await company.all(
      sql<{ facts: { name: unknown } }>`select facts from notice_request where facts ? 'name'`,
    );
    expect(facts.map((one) => one.facts.name)).toContainEqual({ en: 'Erased person 1', zh: '已删除人员 1' });
    expect((await company.newest('waste.load', load)).values.site).toBe(company.id.SZ);
  });

  test('is for ever: nothing is given to whoever was erased, and nobody else is called so', async () => {
    const again = await erase(boss, him, { userName: 'erased-1', reason: 'once more' });
    expect(again.json().code).toBe('is_erased');
    const patch = (payload: object) => server.ask(boss, { method: 'PATCH', url: `/api/v1/people/${him}`, payload });
    expect((await patch({ active: true })).json().code).toBe('is_erased');
    const attributes = { name: { en: zhang.en, zh: zhang.zh }, language: 'zh' };
    expect((await patch({ attributes })).json().code).toBe('is_erased');
    const grant = { role: 'site_recorder', scopeId: company.id.SZ, from: TODAY };
    const granted = await server.ask(boss, { method: 'POST', url: `/api/v1/people/${him}/grants`, payload: grant });
    expect(granted.json().code).toBe('is_erased');
    const named = { userName: 'erased-2', name: { en: 'X', zh: 'X' }, language: 'en' };
    expect((await server.ask(boss, { method: 'POST', url: '/api/v1/people', payload: named })).statusCode).toBe(400);
    const held = (await get(boss, `/people/${him}/personal-data`)).json();
    expect(held.erased).toMatchObject({ number: 1, reason: 'Left the company, asked for it' });
  });
});
