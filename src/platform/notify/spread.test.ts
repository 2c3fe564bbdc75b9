// Who is told what: the nearest who may do it, once of a key, in the transaction that caused it, and by his own choice.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { GROUP_ID } from '../access/organisation.ts';
import { type Notice, notify, settleNotice } from './notify.ts';
import { leavesAt, usualPreference } from './preference.ts';
import { spread } from './spread.ts';

let company: SmallCompany;
beforeAll(async () => {
  company = await openSmallCompany();
});
afterAll(() => company?.close());
beforeEach(() => company.all(sql`with gone as (delete from notice returning 1) delete from notice_request`));

const noon = new Date('2024-06-05T04:00:00Z');
const spreadAll = async () => {
  while ((await spread({ db: company.db, channels: ['mail'], todayIn: () => '2024-06-05', now: () => noon })) > 0);
};
const told = async () =>
  (
    await company.all<{ user_name: string; key: string }>(
      sql`select p.user_name, n.key from notice n join person p on p.id = n.person_id order by 1, 2`,
    )
  ).map((row) => `${row.user_name} ${row.key}`);
const notice = (changes: Partial<Notice>): Notice => ({
  to: { personId: company.people.suzhou.id },
  message: 'returned',
  facts: {},
  opens: '/inbox',
  key: 'k',
  ...changes,
});
const tell = (changes: Partial<Notice>, by = company.people.administrator) =>
  company.db.as(by, (tx) => notify(tx, notice(changes)));

test('a person is told once of one key, however often it is said', async () => {
  await tell({});
  await tell({});
  await spreadAll();
  await tell({});
  await spreadAll();
  expect(await told()).toEqual(['suzhou k']);
});

test('what is rolled back is not told', async () => {
  await expect(
    company.db.as(company.people.suzhou, async (tx) => {
      await notify(tx, notice({}));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await spreadAll();
  expect(await told()).toEqual([]);
});

test('of those who may do it the nearest are told: the factory’s own before the group’s, who are told where there is nobody nearer', async () => {
  await tell({ to: { action: 'records.record', scopeId: company.id.WH as string }, key: 'wuhu' });
  await tell({ to: { action: 'periods.close', scopeId: company.id.WH as string }, key: 'close' });
  await spreadAll();
  const rows = await told();
  expect(rows.filter((row) => row.endsWith(' wuhu'))).toEqual(['wuhu wuhu']);
  expect(rows.filter((row) => row.endsWith(' close'))).toEqual(
    expect.arrayContaining(['reviewer close', 'second-reviewer close']),
  );
  // The administrator said it himself.
  expect(rows).not.toContain('administrator close');
});

test('without a scope everybody is told who may do it anywhere', async () => {
  await tell({ to: { action: 'report.read' }, key: 'edition' }, company.people.reviewer);
  await spreadAll();
  expect(await told()).toEqual(expect.arrayContaining(['administrator edition', 'suzhou edition', 'wuhu edition']));
  expect((await told()).some((row) => row.startsWith('stranger'))).toBe(false);
});

test('nobody sees what somebody else was told, and nobody writes it himself', async () => {
  await tell({});
  await spreadAll();
  const of = (who: typeof company.people.suzhou) =>
    company.db.as(who, (tx) => tx.selectFrom('notice').select('key').execute());
  expect(await of(company.people.suzhou)).toHaveLength(1);
  expect(await of(company.people.administrator)).toHaveLength(0);
  await expect(
    company.db.as(company.people.administrator, (tx) =>
      sql`insert into notice (id, person_id, message, opens, key, at) values (gen_random_uuid(), ${company.people.suzhou.id}, 'returned', '/', 'x', now())`.execute(
        tx,
      ),
    ),
  ).rejects.toThrow(/row-level security/);
});

test('what is settled waits no longer, and does not leave any more', async () => {
  await company.all(
    sql`update person_attribute set mail = 's@example.org' where person_id = ${company.people.suzhou.id}`,
  );
  await tell({ message: 'to_review' });
  await spreadAll();
  expect(await company.all(sql`select channel, digest, state, next_at from notice_delivery`)).toEqual([
    { channel: 'mail', digest: true, state: 'waiting', next_at: new Date('2024-06-06T00:00:00Z') },
  ]);
  await company.db.as(company.people.administrator, (tx) => settleNotice(tx, 'k'));
  await spreadAll();
  expect(await company.all(sql`select state from notice_delivery`)).toEqual([{ state: 'dropped' }]);
  expect(await company.all(sql`select key from notice where done_at is null`)).toEqual([]);
});

test('an address outside the application is none', async () => {
  for (const opens of ['https://elsewhere.example', '//elsewhere.example', 'inbox'])
    await expect(tell({ opens })).rejects.toThrow('address');
});

test('quiet hours keep a message until they end, by the clock of the person', () => {
  const at = (iso: string) => leavesAt(usualPreference, 'now', new Date(iso)).toISOString();
  expect(at('2024-06-05T12:59:00Z')).toBe('2024-06-05T12:59:00.000Z'); // 20:59 in Shanghai
  expect(at('2024-06-05T13:00:00Z')).toBe('2024-06-05T23:00:00.000Z'); // 21:00 → 07:00
  const never = { ...usualPreference, quiet: null };
  expect(leavesAt(never, 'now', new Date('2024-06-05T18:00:00Z')).toISOString()).toBe('2024-06-05T18:00:00.000Z');
  const berlin = { ...usualPreference, timeZone: 'Europe/Berlin', digest: 'weekly' as const };
  // Wednesday: the next Monday at 8 in Berlin.
  expect(leavesAt(berlin, 'digest', noon).toISOString()).toBe('2024-06-10T06:00:00.000Z');
});

test('the group is the last to be asked, even where it is the scope itself', async () => {
  await tell({ to: { action: 'settings.change', scopeId: GROUP_ID }, key: 'g' }, company.people.suzhou);
  await spreadAll();
  expect(await told()).toContain('administrator g');
});
