// Who reviews for whom on which days: a reviewer hands his reviews to somebody who may take them anyway.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { findScope } from '../../access/find-scope.ts';
import { type Action, mayDo, roles } from '../../access/roles.ts';
import { type Session, sessionOf } from '../../access/session.ts';
import { type Database, systemActor, type Tx } from '../../db/database.ts';
import { appendEntry, historySeq, type Via } from '../../history/entry.ts';
import { notify } from '../../notify/notify.ts';
import type { StandIn } from './move.ts';
import { Refused } from './refusal.ts';

/** What a reviewer can hand over. */
export const reviewing: readonly Action[] = ['records.review', 'records.approve'];

/** Roles that review something: who has none of them need not be asked further. */
const reviewers = `{${roles.filter((role) => reviewing.some((action) => mayDo[role].includes(action))).join(',')}}`;

interface Named {
  en: string;
  zh: string;
}

/** A delegation as its two people see it. */
export interface Delegation {
  id: string;
  from: { personId: string; name: Named };
  to: { personId: string; name: Named };
  /** null: everything that the other reviews */
  scope: { id: string; name: Named } | null;
  fromOn: string;
  /** the first day on which it no longer holds */
  beforeOn: string;
  endedAt: Date | null;
}

/** What is asked for. */
export interface NewDelegation {
  id: string;
  to: string;
  scopeId: string | null;
  fromOn: string;
  beforeOn: string;
}

const digestOfSaid = (said: readonly unknown[]) => createHash('sha256').update(JSON.stringify(said)).digest();

/** The delegations that somebody gave or was given, the newest first. */
export async function listDelegations(tx: Tx, personId: string): Promise<Delegation[]> {
  const { rows } = await sql<{
    id: string;
    from_person: string;
    to_person: string;
    from_en: string;
    from_zh: string;
    to_en: string;
    to_zh: string;
    scope_id: string | null;
    scope_en: string | null;
    scope_zh: string | null;
    from_on: string;
    before_on: string;
    ended_at: Date | null;
  }>`
    select d.id, d.from_person, d.to_person, d.scope_id, d.from_on, d.before_on, d.ended_at, n.name_en as scope_en, n.name_zh as scope_zh,
      coalesce(fa.name_en, f.user_name) as from_en, coalesce(fa.name_zh, f.user_name) as from_zh,
      coalesce(ta.name_en, t.user_name) as to_en, coalesce(ta.name_zh, t.user_name) as to_zh
    from review_delegation d join person f on f.id = d.from_person join person t on t.id = d.to_person
    left join person_attribute fa on fa.person_id = d.from_person left join person_attribute ta on ta.person_id = d.to_person
    left join scope_node n on n.id = d.scope_id
    where d.from_person = ${personId} or d.to_person = ${personId} order by d.from_on desc, d.id desc limit 100`.execute(
    tx,
  );
  return rows.map((row) => ({
    id: row.id,
    from: { personId: row.from_person, name: { en: row.from_en, zh: row.from_zh } },
    to: { personId: row.to_person, name: { en: row.to_en, zh: row.to_zh } },
    scope:
      row.scope_id === null
        ? null
        : { id: row.scope_id, name: { en: row.scope_en ?? row.scope_id, zh: row.scope_zh ?? row.scope_id } },
    fromOn: row.from_on,
    beforeOn: row.before_on,
    endedAt: row.ended_at,
  }));
}

/** Whether a delegation holds on a day. */
export const holdsOn = ({ fromOn, beforeOn, endedAt }: Delegation, day: string): boolean =>
  endedAt === null && fromOn <= day && day < beforeOn;

/** Somebody for whom the one who asks stands in today, with what he is called. */
export interface NamedStandIn extends StandIn {
  name: Named;
  beforeOn: string;
}

/** For whom somebody reviews today. What the other may no longer do himself, nobody does for him either. */
export async function standInsOf(db: Database, session: Session, today: string): Promise<NamedStandIn[]> {
  const held = await db.as(session.actor, async (tx) => {
    const given = (await listDelegations(tx, session.personId)).filter(
      (one) => one.to.personId === session.personId && holdsOn(one, today),
    );
    const found = [];
    for (const one of given)
      found.push({ ...one, sites: one.scope ? new Set((await findScope(tx, one.scope.id)).siteIds) : null });
    return found.reverse();
  });
  const standIns: NamedStandIn[] = [];
  for (const { from, sites, beforeOn } of held) {
    const other = await sessionOf(db, from.personId, today);
    if (!other) continue;
    standIns.push({
      ...{ personId: from.personId, name: from.name, beforeOn },
      may: (action, scopeId) =>
        scopeId === null
          ? sites === null && other.mayForGroup(action)
          : (sites === null || sites.has(scopeId)) && other.may(action, scopeId),
    });
  }
  return standIns;
}

/** The sites that a delegation of somebody would be about. */
async function sitesMeant(db: Database, session: Session, scopeId: string | null): Promise<string[]> {
  return db.as(session.actor, async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from scope_node where type = 'site'`.execute(tx);
    const meant = scopeId === null ? null : new Set((await findScope(tx, scopeId)).siteIds);
    return rows.flatMap(({ id }) =>
      (meant === null || meant.has(id)) && reviewing.some((action) => session.may(action, id)) ? [id] : [],
    );
  });
}

const mayAll = (other: Session, session: Session, sites: readonly string[]): boolean =>
  sites.every((site) => reviewing.every((action) => !session.may(action, site) || other.may(action, site)));

/** Those who may take every review that somebody has in a scope: active people with a right to review there. */
export async function listCandidates(
  db: Database,
  session: Session,
  scopeId: string | null,
  today: string,
): Promise<{ personId: string; name: Named }[]> {
  const sites = await sitesMeant(db, session, scopeId);
  if (sites.length === 0) return [];
  const { rows } = await db.as(systemActor('sign-in'), (tx) =>
    sql<{ id: string }>`
      select p.id from person p where p.active and p.id <> ${session.personId} and (
        exists (select from role_grant g where g.person_id = p.id and g.role = any(${reviewers}::text[]))
        or exists (select from post_holder h join post o on o.id = h.post_id where h.person_id = p.id and o.role = any(${reviewers}::text[])))
      order by p.user_name`.execute(tx),
  );
  const found: { personId: string; name: Named }[] = [];
  for (const { id } of rows) {
    const other = await sessionOf(db, id, today);
    if (other && mayAll(other, session, sites)) found.push({ personId: id, name: other.name });
  }
  return found;
}

/**
 * Hands one's reviews to another for some days.
 * @throws Refused `delegate_lacks_right` when the other may not take every one of them, `wrong_input` for days that have
 * passed or are none, `not_allowed` where there is nothing to hand over
 */
export async function delegate(
  db: Database,
  session: Session,
  asked: NewDelegation,
  { today, via }: { today: string; via: Via },
): Promise<void> {
  if (asked.beforeOn <= asked.fromOn || asked.beforeOn <= today || asked.to === session.personId)
    throw new Refused('wrong_input');
  const sites = await sitesMeant(db, session, asked.scopeId);
  if (sites.length === 0) throw new Refused('not_allowed');
  const other = await sessionOf(db, asked.to, today);
  if (!other || !mayAll(other, session, sites)) throw new Refused('delegate_lacks_right');
  await db.as(session.actor, async (tx) => {
    const seq = await historySeq(tx);
    const { numAffectedRows } =
      await sql`insert into review_delegation (id, from_person, to_person, scope_id, from_on, before_on, seq)
      values (${asked.id}, ${session.personId}, ${asked.to}, ${asked.scopeId}, ${asked.fromOn}, ${asked.beforeOn}, ${seq})
      on conflict (id) do nothing`.execute(tx);
    // The id is the caller's: sent twice, it is given once.
    if (numAffectedRows !== 1n) return;
    await note(tx, seq, via, [asked.id, 'delegate', session.personId, asked.to, asked]);
    await notify(tx, {
      ...{
        to: { personId: asked.to },
        message: 'review_delegated',
        opens: '/inbox',
        key: `review_delegated ${asked.id}`,
      },
      facts: { name: session.name, until: addDays(asked.beforeOn as CalendarDate, -1) },
    });
  });
}

/** Takes a delegation back from now on. @throws Refused `not_found` when it is not one's own or ended already */
export async function takeBack(db: Database, session: Session, id: string, via: Via): Promise<void> {
  await db.as(session.actor, async (tx) => {
    const seq = await historySeq(tx);
    const { numAffectedRows } =
      await sql`update review_delegation set ended_seq = ${seq}, ended_at = now() where id = ${id} and from_person = ${session.personId} and ended_seq is null`.execute(
        tx,
      );
    if (numAffectedRows !== 1n) throw new Refused('not_found');
    await note(tx, seq, via, [id, 'take back', session.personId]);
  });
}

const note = (tx: Tx, seq: number, via: Via, said: readonly unknown[]) =>
  appendEntry(tx, {
    ...{ seq, via, action: 'set', kind: 'platform.delegation', scopeId: null, rows: 1 },
    digest: digestOfSaid(said),
  });
