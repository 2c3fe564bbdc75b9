// Does an account come with everything that it needs, and does the history say who made it?
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { systemActor } from '../db/database.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { grantRole, listAccounts, makeAccount, type NewAccount, setActive } from './accounts.ts';
import { GROUP_ID } from './organisation.ts';
import { sessionOf } from './session.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened?.close());

const liWei: NewAccount = { userName: 'Li.Wei', nameEn: 'Li Wei', nameZh: '李伟', language: 'zh', sample: true };
const from = calendarDate('2024-01-01');
const history = async () =>
  opened.db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{ actor: string; via: string; kind: string; scope_id: string | null }>`
      select actor, via, kind, scope_id from history_entry order by seq, n`.execute(tx);
    return rows;
  });

test('a person, names in both languages, and what the library needs, without any mail', async () => {
  const personId = await makeAccount(opened.db, liWei);
  expect(await listAccounts(opened.db)).toEqual([
    {
      personId,
      userName: 'li.wei',
      name: { en: 'Li Wei', zh: '李伟' },
      language: 'zh',
      mail: null,
      active: true,
      sample: true,
      erased: null,
      grants: [],
      posts: [],
    },
  ]);
  const { rows } = await opened.db.pool.query('select id, username, email, active, sample from auth."user"');
  expect(rows).toEqual([
    { id: personId, username: 'li.wei', email: `${personId}@accounts.invalid`, active: true, sample: true },
  ]);
  expect(await history()).toEqual([{ actor: 'sign-in', via: 'system', kind: 'platform.person', scope_id: null }]);
});

test('a user name that is taken, in whatever spelling, is refused, and nothing is left behind', async () => {
  const before = await history();
  for (const userName of ['li.wei', 'LI.WEI', 'ｌｉ．ｗｅｉ']) {
    await expect(makeAccount(opened.db, { ...liWei, userName })).rejects.toThrow('already_exists');
  }
  for (const wrong of [{ userName: 'li wei' }, { userName: '' }, { nameEn: ' ' }, { nameZh: '' }]) {
    await expect(makeAccount(opened.db, { ...liWei, userName: 'li.na', ...wrong })).rejects.toThrow('wrong_input');
  }
  expect(await listAccounts(opened.db)).toHaveLength(1);
  expect(await history()).toEqual(before);
});

test('a role counts from its day on, and granting it twice is once', async () => {
  const personId = await makeAccount(opened.db, { ...liWei, userName: 'zhang.min', sample: false });
  const grant = { personId, role: 'auditor' as const, scopeId: GROUP_ID, from, before: calendarDate('2024-07-01') };
  const by = { actor: systemActor('operator'), via: 'cli' as const };
  await grantRole(opened.db, grant, by);
  await grantRole(opened.db, grant, by);
  const entries = (await history()).filter(({ kind }) => kind === 'platform.role-grant');
  expect(entries).toEqual([{ actor: 'operator', via: 'cli', kind: 'platform.role-grant', scope_id: GROUP_ID }]);
  const may = async (today: string) => (await sessionOf(opened.db, personId, today))?.may('history.read');
  expect([await may('2023-12-31'), await may('2024-01-01'), await may('2024-06-30'), await may('2024-07-01')]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const zhang = (await listAccounts(opened.db)).find(({ userName }) => userName === 'zhang.min');
  expect(zhang?.grants).toEqual([
    {
      role: 'auditor',
      scopeId: GROUP_ID,
      scopeType: 'group',
      scopeName: { en: 'Group', zh: '集团' },
      from: '2024-01-01',
      before: '2024-07-01',
    },
  ]);
});

test('the list to switch in holds sample persons alone', async () => {
  const names = (await listAccounts(opened.db, { sample: true })).map(({ userName }) => userName);
  expect(names).toEqual(['li.wei']);
});

test('who may not manage people makes no account and grants no role', async () => {
  const personId = await makeAccount(opened.db, { ...liWei, userName: 'site.recorder' });
  const by = { actor: { id: personId, reads: [], writes: [], group: 'read', figures: [] }, via: 'web' } as const;
  await expect(makeAccount(opened.db, { ...liWei, userName: 'my.friend' }, by)).rejects.toThrow(/row-level security/);
  await expect(
    grantRole(opened.db, { personId, role: 'group_administrator', scopeId: GROUP_ID, from }, by),
  ).rejects.toThrow(/row-level security/);
  await expect(setActive(opened.db, personId, false, by)).rejects.toThrow('not_found');
});
