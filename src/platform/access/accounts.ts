// The people of an installation: their accounts, what they may do, and a list of both.
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Actor, type Database, systemActor, type Tx } from '../db/database.ts';
import type { Via } from '../history/entry.ts';
import type { Language } from '../i18n/words.ts';
import { Refused } from '../records/server/refusal.ts';
import { noteChange } from './note-change.ts';
import { withdrawLinks } from './one-time-links.ts';
import { GROUP_ID } from './organisation.ts';
import type { Role } from './roles.ts';
import { isUserName, normalUserName } from './user-name.ts';

export interface NewAccount {
  /** what the person types to sign in; no mail is needed */
  userName: string;
  nameEn: string;
  nameZh: string;
  language: Language;
  /** where messages reach the person; accounts without mail are ordinary ones */
  mail?: string | null;
  /** an invented person of the sample company, whom one can switch to */
  sample: boolean;
}

export interface NewGrant {
  personId: string;
  role: Role;
  /** the scope where the role holds, with everything below it */
  scopeId: string;
  from: CalendarDate;
  /** first day on which it no longer holds; absent while it is open */
  before?: CalendarDate;
}

export interface Account {
  personId: string;
  userName: string;
  name: { en: string; zh: string };
  language: Language;
  mail: string | null;
  active: boolean;
  sample: boolean;
  /** the number that he is called by since he was erased */
  erased: number | null;
  grants: readonly {
    role: Role;
    scopeId: string;
    scopeType: string;
    scopeName: { en: string; zh: string };
    from: string;
    before: string | null;
  }[];
  posts: readonly {
    id: string;
    code: string;
    name: { en: string; zh: string };
    role: Role;
    scopeId: string;
    scopeName: { en: string; zh: string };
    from: string;
    before: string | null;
  }[];
}

/** Who does it, and how it came in. */
export interface By {
  actor: Actor;
  via: Via;
}
const bySystem: By = { actor: systemActor('sign-in'), via: 'system' };

/**
 * Makes a person who can be signed in: by a first link at once, by password when one is set.
 * @returns the person's id, which is also the id that sessions name
 * @throws Refused `wrong_input` for a user name that cannot be one, `already_exists` when it is taken
 */
export async function makeAccount(db: Database, account: NewAccount, by: By = bySystem): Promise<string> {
  const userName = normalUserName(account.userName);
  const [nameEn, nameZh] = [account.nameEn.trim(), account.nameZh.trim()];
  if (!isUserName(userName) || nameEn === '' || nameZh === '') throw new Refused('wrong_input');
  const id = uuid();
  return db.as(by.actor, async (tx) => {
    const { numInsertedOrUpdatedRows: made } = await tx
      .insertInto('person')
      .values({ id, user_name: userName, sample: account.sample })
      .onConflict((conflict) => conflict.column('user_name').doNothing())
      .executeTakeFirst();
    if (made !== 1n) throw new Refused('already_exists');
    await tx
      .insertInto('person_attribute')
      .values({
        person_id: id,
        name_en: nameEn,
        name_zh: nameZh,
        mail: account.mail ?? null,
        language: account.language,
      })
      .execute();
    // Names can be erased and are no part of the chained history; the user name is.
    await noteChange(tx, {
      ...{ via: by.via, kind: 'platform.person', scopeId: null },
      said: [id, userName, account.sample],
    });
    return id;
  });
}

/**
 * An account that is not active keeps its history and signs in nowhere; its sessions end at once.
 * @throws Refused `last_administrator` when nobody could manage people any more, `is_erased`
 */
export async function setActive(db: Database, personId: string, active: boolean, by: By = bySystem): Promise<void> {
  await db.as(by.actor, async (tx) => {
    if (active) await refuseErased(tx, personId);
    const { numUpdatedRows } = await tx
      .updateTable('person')
      .set({ active })
      .where('id', '=', personId)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refused('not_found');
    if (!active) await refuseNobodyLeft(tx, personId);
    if (!active) await withdrawLinks(tx, personId);
    await noteChange(tx, { ...{ via: by.via, kind: 'platform.person', scopeId: null }, said: [personId, active] });
  });
}

/** What can identify a person, as he is called from now on. */
export interface Attributes {
  nameEn: string;
  nameZh: string;
  mail: string | null;
  language: Language;
}

/** Who was erased is nobody any more: he is not called, let in or given anything again. @throws Refused `is_erased` */
async function refuseErased(tx: Tx, personId: string): Promise<void> {
  const { rows } = await sql`select from person where id = ${personId} and erased_number is not null`.execute(tx);
  if (rows.length > 0) throw new Refused('is_erased');
}

/** Changes what a person is called and where messages reach him. @throws Refused `not_found`, `wrong_input`, `is_erased` */
export async function setAttributes(db: Database, personId: string, given: Attributes, by: By): Promise<void> {
  const [nameEn, nameZh] = [given.nameEn.trim(), given.nameZh.trim()];
  if (nameEn === '' || nameZh === '') throw new Refused('wrong_input');
  await db.as(by.actor, async (tx) => {
    await refuseErased(tx, personId);
    const { numUpdatedRows } = await tx
      .updateTable('person_attribute')
      .set({ name_en: nameEn, name_zh: nameZh, mail: given.mail, language: given.language })
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refused('not_found');
    await noteChange(tx, {
      ...{ via: by.via, kind: 'platform.person', scopeId: null },
      said: [personId, 'attributes'],
    });
  });
}

/** A supplier's role is held at a supplier and nowhere else, and at a supplier no other role is. */
export async function refuseRoleAt(tx: Tx, role: Role, scopeId: string): Promise<void> {
  const { rows } = await sql<{ type: string }>`select type from scope_node where id = ${scopeId}`.execute(tx);
  if (!rows[0]) throw new Refused('unknown_scope');
  if ((rows[0].type === 'supplier') !== (role === 'supplier')) throw new Refused('role_not_at_scope');
}

/** Grants a role; granting the same again from the same day changes nothing. @throws Refused `role_not_at_scope`, `is_erased` */
export async function grantRole(db: Database, grant: NewGrant, by: By = bySystem): Promise<void> {
  const { personId, role, scopeId, from, before = null } = grant;
  if (before !== null && before <= from) throw new Refused('wrong_input');
  await db.as(by.actor, async (tx) => {
    await refuseErased(tx, personId);
    await refuseRoleAt(tx, role, scopeId);
    const { numInsertedOrUpdatedRows: made } = await tx
      .insertInto('role_grant')
      .values({ person_id: personId, role, scope_id: scopeId, from_on: from, before_on: before })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    const said = [personId, role, scopeId, from, before];
    if (made === 1n) await noteChange(tx, { via: by.via, kind: 'platform.role-grant', scopeId, said });
  });
}

/** Ends a grant on a day: the first on which it no longer holds. @throws Refused `nothing_to_end`, `last_administrator` */
export async function endGrant(db: Database, grant: NewGrant & { before: CalendarDate }, by: By): Promise<void> {
  const { personId, role, scopeId, from, before } = grant;
  await db.as(by.actor, async (tx) => {
    const { numAffectedRows } = await sql`update role_grant set before_on = ${before}
      where person_id = ${personId} and role = ${role} and scope_id = ${scopeId} and from_on = ${from} and (before_on is null or before_on > ${before})`.execute(
      tx,
    );
    if (numAffectedRows !== 1n) throw new Refused('nothing_to_end');
    await refuseNobodyLeft(tx, personId);
    await noteChange(tx, {
      ...{ via: by.via, kind: 'platform.role-grant', scopeId },
      said: [personId, role, scopeId, from, before],
    });
  });
}

/**
 * Somebody active must be group administrator for good, by grant or post, or an installation is shut for ever: refused is
 * what takes the last one away.
 */
export async function refuseNobodyLeft(tx: Tx, personId: string): Promise<void> {
  const { rows } = await sql<{ person_id: string; lasts: boolean }>`
    select g.person_id, p.active and g.before_on is null as lasts from role_grant g join person p on p.id = g.person_id
      where g.role = 'group_administrator' and g.scope_id = ${GROUP_ID}
    union all
    select h.person_id, p.active and h.before_on is null and o.ended_on is null from post_holder h join post o on o.id = h.post_id
      join person p on p.id = h.person_id where o.role = 'group_administrator' and o.scope_id = ${GROUP_ID}`.execute(
    tx,
  );
  const wasOne = rows.some((row) => row.person_id === personId);
  if (wasOne && !rows.some((row) => row.lasts)) throw new Refused('last_administrator');
}

/** Everybody with what they may do, by user name; `sample` leaves out the others. */
export async function listAccounts(
  db: Database,
  { sample, personId }: { sample?: true; personId?: string } = {},
): Promise<Account[]> {
  return db.as(bySystem.actor, async (tx) => {
    const { rows } = await sql<AccountRow>`
      select p.id, p.user_name, p.active, p.sample, p.erased_number, coalesce(a.name_en, p.user_name) as name_en,
        coalesce(a.name_zh, p.user_name) as name_zh, coalesce(a.language, 'en') as language, a.mail,
        (select coalesce(json_agg(json_build_object('role', g.role, 'scopeId', g.scope_id, 'scopeType', n.type,
          'scopeName', json_build_object('en', n.name_en, 'zh', n.name_zh), 'from', g.from_on, 'before', g.before_on)
          order by g.from_on, g.role, n.code), '[]') from role_grant g join scope_node n on n.id = g.scope_id where g.person_id = p.id) as grants,
        (select coalesce(json_agg(json_build_object('id', o.id, 'code', o.code, 'name', json_build_object('en', o.name_en, 'zh', o.name_zh), 'role', o.role, 'scopeId', o.scope_id,
          'scopeName', json_build_object('en', n.name_en, 'zh', n.name_zh), 'from', h.from_on, 'before', h.before_on)
          order by h.from_on, o.code), '[]') from post_holder h join post o on o.id = h.post_id join scope_node n on n.id = o.scope_id where h.person_id = p.id) as posts
      from person p left join person_attribute a on a.person_id = p.id
      where (p.sample or ${sample !== true}) and ${personId ? sql`p.id = ${personId}` : sql`true`} order by p.user_name`.execute(
      tx,
    );
    return rows.map((row) => ({
      personId: row.id,
      userName: row.user_name,
      name: { en: row.name_en, zh: row.name_zh },
      language: row.language,
      mail: row.mail,
      active: row.active,
      sample: row.sample,
      erased: row.erased_number,
      grants: row.grants,
      posts: row.posts,
    }));
  });
}

interface AccountRow {
  id: string;
  user_name: string;
  active: boolean;
  sample: boolean;
  erased_number: number | null;
  name_en: string;
  name_zh: string;
  language: Language;
  mail: string | null;
  grants: Account['grants'];
  posts: Account['posts'];
}
