// The account of the first start: an administrator who gets a name and a password once he has come in by the printed link.
import type { CalendarDate } from '#period/calendar-date.ts';
import { grantRole, listAccounts, makeAccount } from '#platform/access/accounts.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { SignIn } from '#platform/access/sign-in.ts';
import type { Database } from '#platform/db/database.ts';

/**
 * The link that a start prints: as the sample's administrator, else as one made for the first start. None once somebody
 * is in, or the administrator has a password: what stands in a log signs nobody in who could do so himself.
 */
export async function linkOfFirstStart(db: Database, signIn: SignIn): Promise<string | undefined> {
  const found = (await listAccounts(db)).find(
    ({ active, grants }) =>
      active && grants.some(({ role, scopeType }) => role === 'group_administrator' && scopeType === 'group'),
  );
  const administrator = found?.personId ?? (await makeFirstAdministrator(db));
  const { rows } = await db.pool.query<{ n: number }>('select count(*)::int as n from auth.session');
  return (rows[0]?.n ?? 0) > 0 || (await signIn.hasPassword(administrator))
    ? undefined
    : signIn.firstLink(administrator);
}

/** Makes the administrator of an installation that has none. @returns his id */
async function makeFirstAdministrator(db: Database): Promise<string> {
  const personId = await makeAccount(db, {
    userName: 'administrator',
    nameEn: 'Administrator',
    nameZh: '管理员',
    language: 'en',
    sample: false,
  });
  await grantRole(db, { personId, role: 'group_administrator', scopeId: GROUP_ID, from: '2000-01-01' as CalendarDate });
  return personId;
}
