// Who came in, and who took what in bulk: noted for a year, and no part of the history.
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type Database, systemActor, type Tx } from '../db/database.ts';

/** What is noted. */
export const accessKinds = [
  'sign-in',
  'sign-out',
  'session-ended',
  'password-set',
  'second-factor-on',
  'second-factor-off',
  'passkey-added',
  'passkey-removed',
  'link-made',
  'link-used',
  'export',
  'file',
  'key',
  'not-allowed',
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** Something to note. */
export interface AccessNote {
  what: AccessKind;
  outcome?: 'done' | 'refused';
  /** whose account it is about; absent: that of the person who does it, where the actor is one */
  personId?: string | null;
  /** a kind, a file's SHA-256, a key's name, a way in; never a password, a token, a code or what was typed as a user name */
  subject?: string | null;
  scopeId?: string | null;
  network?: string | null;
  device?: string | null;
}

/** A note as the page of access shows it. */
export interface AccessEvent {
  id: string;
  at: string;
  actor: string;
  person: { id: string; userName: string; name: { en: string; zh: string } } | null;
  what: AccessKind;
  outcome: 'done' | 'refused';
  subject: string | null;
  scope: { en: string; zh: string } | null;
  network: string | null;
  device: string | null;
}

export interface AccessFilter {
  personId?: string | undefined;
  what?: AccessKind | undefined;
  outcome?: 'done' | 'refused' | undefined;
  /** calendar dates in the group's zone; the last is excluded */
  from?: string | undefined;
  before?: string | undefined;
  limit: number;
  /** goes on behind this event */
  after?: string | undefined;
}

/** Dates of the filter are days of the group's own zone. */
const GROUP_ZONE = 'Asia/Shanghai';
/** Longer texts say no more; what is said comes from us, but a kind or a file's name may stand in it. */
const SUBJECT_CHARACTERS = 200;

/**
 * Notes an access beside what was done, in the same transaction, as its actor. Files that a route answers with are noted
 * by the server itself.
 */
export async function noteAccess(tx: Tx, note: AccessNote): Promise<void> {
  const { what, outcome = 'done', subject = null, scopeId = null, network = null, device = null } = note;
  await sql`insert into access_event (id, actor, person_id, what, outcome, subject, scope_id, network, device)
    values (${uuid()}, app_actor(), ${note.personId === undefined ? sql`(select id from person where id::text = app_actor())` : sql`${note.personId}::uuid`},
      ${what}, ${outcome}, ${subject?.slice(0, SUBJECT_CHARACTERS) ?? null}, ${scopeId}::uuid, ${network}, ${device})`.execute(
    tx,
  );
}

/** Notes of what row-level security lets the actor see, newest first. */
export async function listAccess(tx: Tx, filter: AccessFilter): Promise<AccessEvent[]> {
  const { personId, what, outcome, from, before, after, limit } = filter;
  const day = (date: string) => sql`${date}::date::timestamp at time zone ${GROUP_ZONE}`;
  const { rows } = await sql<{
    id: string;
    at: Date;
    actor: string;
    person_id: string | null;
    user_name: string | null;
    name_en: string | null;
    name_zh: string | null;
    what: AccessKind;
    outcome: 'done' | 'refused';
    subject: string | null;
    scope_en: string | null;
    scope_zh: string | null;
    network: string | null;
    device: string | null;
  }>`
    select e.id, e.at, e.actor, e.person_id, p.user_name, a.name_en, a.name_zh, e.what, e.outcome, e.subject,
      n.name_en as scope_en, n.name_zh as scope_zh, e.network, e.device
    from access_event e left join person p on p.id = e.person_id left join person_attribute a on a.person_id = p.id
      left join scope_node n on n.id = e.scope_id
    where ${personId ? sql`e.person_id = ${personId}` : sql`true`} and ${what ? sql`e.what = ${what}` : sql`true`}
      and ${outcome ? sql`e.outcome = ${outcome}` : sql`true`}
      and ${from ? sql`e.at >= ${day(from)}` : sql`true`} and ${before ? sql`e.at < ${day(before)}` : sql`true`}
      and ${after ? sql`(e.at, e.id) < (select at, id from access_event where id = ${after})` : sql`true`}
    order by e.at desc, e.id desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    person:
      row.person_id === null || row.user_name === null
        ? null
        : {
            id: row.person_id,
            userName: row.user_name,
            name: { en: row.name_en ?? row.user_name, zh: row.name_zh ?? row.user_name },
          },
    what: row.what,
    outcome: row.outcome,
    subject: row.subject,
    scope: row.scope_en === null ? null : { en: row.scope_en, zh: row.scope_zh ?? row.scope_en },
    network: row.network,
    device: row.device,
  }));
}

const SWEEP_EVERY_MS = 6 * 3600 * 1000;
const SWEEP_AT_ONCE = 5_000;

/** Takes away notes older than a year and links that ran out a month ago, a few at a time. */
export async function sweepAccess(db: Database): Promise<number> {
  let gone = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await db.as(systemActor('sign-in'), (tx) =>
      sql`delete from access_event where id = any(array(
        select id from access_event where at < now() - interval '365 days' limit ${SWEEP_AT_ONCE}))`.execute(tx),
    );
    gone += Number(numAffectedRows);
    if (numAffectedRows < SWEEP_AT_ONCE) break;
  }
  await db.as(systemActor('sign-in'), (tx) =>
    sql`delete from one_time_link where expires_at < now() - interval '30 days'`.execute(tx),
  );
  return gone;
}

/** Sweeps now and then, until stopped. */
export function keepSweepingAccess(db: Database): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    running = running.then(() => sweepAccess(db)).catch(() => undefined); // the next time will do
  };
  const timer = setInterval(sweep, SWEEP_EVERY_MS);
  timer.unref();
  sweep();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
