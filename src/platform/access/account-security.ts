// What one's own account is got into by: password, second factor, passkeys, and where one is signed in.
import type { Database } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import { type AccessEvent, listAccess } from './access-events.ts';
import type { Session } from './session.ts';
import type { Behind, Way } from './sign-in-doors.ts';
import { dayOf, IDLE_DAYS, TODAY } from './sign-in-library.ts';

const EVENTS_SHOWN = 30;

export interface OwnSession {
  id: string;
  way: Way | null;
  device: string | null;
  since: string;
  seenOn: string | null;
  isThis: boolean;
}

export interface OwnSecurity {
  userName: string;
  hasPassword: boolean;
  secondFactor: boolean;
  /** the company's sign-on is linked */
  singleSignOn: boolean;
  passkeys: { id: string; name: string; since: string; usedOn: string | null }[];
  sessions: OwnSession[];
  events: AccessEvent[];
}

/** All of it about the person who asks. */
export async function readSecurity(
  db: Database,
  session: Session,
  here: Behind | null,
  hasPassword: boolean,
): Promise<OwnSecurity> {
  const { personId } = session;
  const { rows: users } = await db.pool.query<{ second: boolean | null; sso: boolean }>(
    `select two_factor_enabled as second, exists (select from auth.account a where a.user_id = u.id and a.provider_id = 'sso') as sso
      from auth."user" u where id = $1`,
    [personId],
  );
  const { rows: passkeys } = await db.pool.query<{ id: string; name: string; made_at: Date; used_on: string | null }>(
    'select id, name, made_at, used_on from auth.passkey where user_id = $1 order by made_at',
    [personId],
  );
  const { rows: sessions } = await db.pool.query<{
    id: string;
    way: Way | null;
    device: string | null;
    created_at: Date;
    seen_on: string | null;
  }>(
    `select id, way, device, created_at, seen_on from auth.session where user_id = $1 and expires_at > now()
      and coalesce(seen_on, ${dayOf('created_at')}) >= ${TODAY} - $2::integer order by created_at desc`,
    [personId, IDLE_DAYS],
  );
  return {
    userName: session.userName,
    hasPassword,
    secondFactor: users[0]?.second === true,
    singleSignOn: users[0]?.sso === true,
    passkeys: passkeys.map((one) => ({
      ...{ id: one.id, name: one.name, usedOn: one.used_on },
      since: one.made_at.toISOString(),
    })),
    sessions: sessions.map((one) => ({
      ...{ id: one.id, way: one.way, device: one.device, seenOn: one.seen_on },
      ...{ since: one.created_at.toISOString(), isThis: one.id === here?.sessionId },
    })),
    events: await db.as(session.actor, (tx) => listAccess(tx, { personId, limit: EVENTS_SHOWN })),
  };
}

/** Ends one session of a person. @throws Refused `not_found` for one that is not his */
export async function endOneSession(db: Database, personId: string, sessionId: string): Promise<void> {
  const { rowCount } = await db.pool.query('delete from auth.session where id = $1 and user_id = $2', [
    sessionId,
    personId,
  ]);
  if (rowCount !== 1) throw new Refused('not_found');
}

/** Ends all sessions of a person but this one. @returns how many */
export async function endOtherSessions(db: Database, personId: string, sessionId: string | undefined): Promise<number> {
  const { rowCount } = await db.pool.query('delete from auth.session where user_id = $1 and id is distinct from $2', [
    ...[personId, sessionId ?? null],
  ]);
  return rowCount ?? 0;
}
