// The people of an installation: their accounts, what they may do, and a list of both.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Actor, type Database, systemActor, type Tx } from '../db/database.ts';
import { appendEntry, historySeq, type Via } from '../history/entry.ts';
import type { Language } from '../i18n/words.ts';
import { Refused } from '../records/server/refusal.ts';
import type { Role } from './roles.ts';
import { isUserName, normalUserName } from './user-name.ts';

export interface NewAccount {
  /** what the person types to sign in; no mail is needed */
  userName: string;
  nameEn: string;
  nameZh: string;
  language: Language;
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
  active: boolean;
  sample: boolean;
  grants: readonly {
    role: Role;
    scopeId: string;
    scopeType: string;
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
      .values({ person_id: id, name_en: nameEn, name_zh: nameZh, mail: null, language: account.language })
      .execute();
    // Names can be erased and are no part of the chained history; the user name is.
    await note(tx, by, 'platform.person', null, [id, userName, account.sample]);
    return id;
  });
}

/** An account that is not active keeps its history and signs in nowhere; its sessions end at once. */
export async function setActive(db: Database, personId: string, active: boolean, by: By = bySystem): Promise<void> {
  await db.as(by.actor, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('person')
      .set({ active })
      .where('id', '=', personId)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refused('not_found');
    await note(tx, by, 'platform.person', null, [personId, active]);
  });
}

/** Grants a role; granting the same again from the same day changes nothing. */
export async function grantRole(db: Database, grant: NewGrant, by: By = bySystem): Promise<void> {
  const { personId, role, scopeId, from, before = null } = grant;
  await db.as(by.actor, async (tx) => {
    const { numInsertedOrUpdatedRows: made } = await tx
      .insertInto('role_grant')
      .values({ person_id: personId, role, scope_id: scopeId, from_on: from, before_on: before })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (made === 1n) await note(tx, by, 'platform.role-grant', scopeId, [personId, role, scopeId, from, before]);
  });
}

/** Everybody with what they may do, by user name; `sample` leaves out the others. */
export async function listAccounts(db: Database, { sample }: { sample?: true } = {}): Promise<Account[]> {
  return db.as(bySystem.actor, async (tx) => {
    const { rows } = await sql<AccountRow>`
      select p.id, p.user_name, p.active, p.sample, coalesce(a.name_en, p.user_name) as name_en,
        coalesce(a.name_zh, p.user_name) as name_zh, coalesce(a.language, 'en') as language,
        (select coalesce(json_agg(json_build_object('role', g.role, 'scopeId', g.scope_id, 'scopeType', n.type,
          'scopeName', json_build_object('en', n.name_en, 'zh', n.name_zh), 'from', g.from_on, 'before', g.before_on)
          order by g.from_on, g.role, n.code), '[]') from role_grant g join scope_node n on n.id = g.scope_id where g.person_id = p.id) as grants
      from person p left join person_attribute a on a.person_id = p.id
      where p.sample or ${sample !== true} order by p.user_name`.execute(tx);
    return rows.map((row) => ({
      personId: row.id,
      userName: row.user_name,
      name: { en: row.name_en, zh: row.name_zh },
      language: row.language,
      active: row.active,
      sample: row.sample,
      grants: row.grants,
    }));
  });
}

interface AccountRow {
  id: string;
  user_name: string;
  active: boolean;
  sample: boolean;
  name_en: string;
  name_zh: string;
  language: Language;
  grants: Account['grants'];
}

async function note(tx: Tx, by: By, kind: string, scopeId: string | null, said: readonly unknown[]): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(said)).digest();
  await appendEntry(tx, { seq: await historySeq(tx), via: by.via, action: 'set', kind, scopeId, rows: 1, digest });
}
