// The account of the first start: an administrator who gets a name and a password once he has come in by the printed link.
import type { CalendarDate } from '#period/calendar-date.ts';
import { grantRole, makeAccount } from '#platform/access/accounts.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Database } from '#platform/db/database.ts';

/** Makes the administrator of an installation that has none. @returns his id */
export async function makeFirstAdministrator(db: Database): Promise<string> {
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
