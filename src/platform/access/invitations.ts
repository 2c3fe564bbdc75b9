// Who lets whom in: accounts with a one-time link, by whoever may manage people, and by a factory's manager for his own.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Actor, type Database, systemActor } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import { noteAccess } from './access-events.ts';
import { type Account, grantRole, listAccounts, makeAccount, type NewAccount } from './accounts.ts';
import { noteChange } from './note-change.ts';
import { type LinkPurpose, type MadeLink, makeLink } from './one-time-links.ts';
import { GROUP_ID } from './organisation.ts';
import { mayDo, type Role, roles } from './roles.ts';
import { type Session, sessionOf } from './session.ts';

/** A link on a card waits a day: a reset is asked for by somebody who stands at the desk. */
const CARD_SECONDS = 24 * 3600;

/** A person whom the one who asks may let in, and how far he has come. */
export interface Invited {
  personId: string;
  userName: string;
  name: { en: string; zh: string };
  active: boolean;
  /** by grant or by post, from today on */
  rights: { role: Role; scopeName: { en: string; zh: string } }[];
  /** has a password or a passkey */
  isActivated: boolean;
  secondFactor: boolean;
  passkeys: number;
  /** the newest link that waits to be used */
  link: { purpose: LinkPurpose; expiresAt: string } | null;
}

/**
 * Acts for a person in tables that only the system writes. What he may do was looked at before: row-level security knows
 * nodes, and a factory's manager makes accounts without being able to read or write anybody else's.
 */
const behalfOf = (session: Session): Actor => ({ ...systemActor('sign-in'), id: session.personId });

/** Nobody gives what he does not have there himself. */
export const mayGive = (session: Session, role: Role, scopeId: string): boolean =>
  session.may('people.invite', scopeId) && mayDo[role].every((action) => session.may(action, scopeId));

/** Roles that the one who asks may give somewhere. */
export const rolesToGive = (session: Session): Role[] =>
  roles.filter((role) => session.grants.some(({ scopeId }) => mayGive(session, role, scopeId)));

interface Right {
  role: Role;
  scopeId: string;
  scopeName: { en: string; zh: string };
}

/**
 * Whether a person's way in may be made anew: by whoever manages all people, or holds every right that the person has or
 * will have. Whoever could make a link for somebody with more rights would have them by the next press.
 */
const mayLetIn = (session: Session, rights: readonly Pick<Right, 'role' | 'scopeId'>[]): boolean =>
  session.may('people.manage', GROUP_ID) ||
  (rights.length > 0 && rights.every(({ role, scopeId }) => mayGive(session, role, scopeId)));

const openGrants = ({ grants, posts }: Account, today: string): Right[] =>
  [...grants, ...posts].filter(({ before }) => before === null || before > today);

/** @throws Refused `not_found` for nobody, and for whoever is none of his: he learns not even that there is one */
async function personToLetIn(db: Database, session: Session, personId: string, today: string): Promise<Account> {
  const [account] = await listAccounts(db, { personId });
  if (!account || personId === session.personId) throw new Refused('not_found');
  const held = (await sessionOf(db, personId, today))?.grants ?? [];
  if (!account.active || !mayLetIn(session, [...openGrants(account, today), ...held])) throw new Refused('not_found');
  return account;
}

/** Everybody whom the one who asks may let in, by user name. */
export async function listInvited(db: Database, session: Session, today: string): Promise<Invited[]> {
  const accounts = (await listAccounts(db)).filter(
    (one) => one.personId !== session.personId && mayLetIn(session, openGrants(one, today)),
  );
  const ids = accounts.map(({ personId }) => personId);
  const { rows: ways } = await db.pool.query<{
    id: string;
    activated: boolean;
    second: boolean | null;
    passkeys: number;
  }>(
    `select u.id, u.two_factor_enabled as second, (select count(*)::int from auth.passkey k where k.user_id = u.id) as passkeys,
      exists (select from auth.account a where a.user_id = u.id and (a.provider_id <> 'credential' or a.password not like repeat('0', 32) || ':%')) as activated
      from auth."user" u where u.id = any ($1::uuid[])`,
    [ids],
  );
  const links = await db.as(behalfOf(session), async (tx) => {
    const { rows } = await sql<{ person_id: string; purpose: LinkPurpose; expires_at: Date }>`
      select person_id, purpose, expires_at from one_time_link
      where ended_at is null and expires_at > now() and purpose <> 'first' and person_id = any(${`{${ids.join(',')}}`}::uuid[])`.execute(
      tx,
    );
    return rows;
  });
  return accounts.map((account) => {
    const way = ways.find(({ id }) => id === account.personId);
    const link = links.find((one) => one.person_id === account.personId);
    return {
      ...{ personId: account.personId, userName: account.userName, name: account.name, active: account.active },
      rights: openGrants(account, today).map(({ role, scopeName }) => ({ role, scopeName })),
      isActivated: way?.activated === true || (way?.passkeys ?? 0) > 0,
      secondFactor: way?.second === true,
      passkeys: way?.passkeys ?? 0,
      link: link ? { purpose: link.purpose, expiresAt: link.expires_at.toISOString() } : null,
    };
  });
}

/** An account with a first role and the link that activates it. @throws Refused `not_allowed` for a role that is not his to give */
export async function invite(
  db: Database,
  session: Session,
  account: Omit<NewAccount, 'sample'> & { role: Role; scopeId: string },
  today: CalendarDate,
): Promise<{ personId: string; link: MadeLink }> {
  const { role, scopeId } = account;
  if (!mayGive(session, role, scopeId)) throw new Refused('not_allowed');
  const by = { actor: behalfOf(session), via: 'web' as const };
  const personId = await makeAccount(db, { ...account, sample: session.sample }, by);
  await grantRole(db, { personId, role, scopeId, from: today }, by);
  return { personId, link: await linkFor(db, session, personId, 'invitation') };
}

/** A new link for somebody who has none any more, or has forgotten his password. @throws Refused `not_found` */
export async function letInAnew(
  db: Database,
  session: Session,
  personId: string,
  today: string,
): Promise<{ account: Account; link: MadeLink; purpose: LinkPurpose }> {
  const account = await personToLetIn(db, session, personId, today);
  const invited = (await listInvited(db, session, today)).find((one) => one.personId === personId);
  const purpose = invited?.isActivated ? 'reset' : 'invitation';
  return { account, purpose, link: await linkFor(db, session, personId, purpose) };
}

async function linkFor(
  db: Database,
  session: Session,
  personId: string,
  purpose: 'invitation' | 'reset',
): Promise<MadeLink> {
  return db.as(behalfOf(session), async (tx) => {
    await noteAccess(tx, { what: 'link-made', personId, subject: purpose });
    const seconds = purpose === 'reset' ? { seconds: CARD_SECONDS } : {};
    return makeLink(tx, { personId, purpose, ...seconds }, 'web');
  });
}

/**
 * Takes away authenticator app and passkeys of somebody whose phone is gone; he gets in by his password, or by a new link.
 * @throws Refused `not_found`
 */
export async function removeSecondFactor(
  db: Database,
  session: Session,
  personId: string,
  reason: string,
  today: string,
): Promise<void> {
  await personToLetIn(db, session, personId, today);
  await db.as(behalfOf(session), async (tx) => {
    await noteAccess(tx, { what: 'second-factor-off', personId, subject: 'removed' });
    await noteChange(tx, {
      ...{ via: 'web', kind: 'platform.second-factor', scopeId: null, said: [personId, reason], reason },
    });
  });
  await db.pool.query('update auth."user" set two_factor_enabled = false where id = $1', [personId]);
  for (const table of ['two_factor', 'passkey', 'session'])
    await db.pool.query(`delete from auth.${table} where user_id = $1`, [personId]);
}
