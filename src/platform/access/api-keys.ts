// Keys by which programs ask: what each may is its person's right of today, cut down to actions and a scope.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import { appendEntry, historySeq } from '../history/entry.ts';
import { Refused } from '../records/server/refusal.ts';
import { type AccessNote, noteAccess } from './access-events.ts';
import { type Action, actions as allActions } from './roles.ts';
import type { KeyLimits } from './session.ts';

/** How every key begins, so that a scanner for leaked secrets can tell one. */
const KEY_PREFIX = 'gf_';
const KEY_BYTES = 32;
/** So much of a key is shown for ever after, to tell it from others. */
const SHOWN_CHARACTERS = KEY_PREFIX.length + 6;
/** Days are those of the group's own zone. */
const GROUP_ZONE = 'Asia/Shanghai';
/**
 * What a key may be made for. Who may come in is never a program's to decide: who invites makes an account, or a new password
 * of an old one, that outlives the key; and a backup holds the secret by which one could be anybody.
 */
const neverByKey: readonly Action[] = ['people.manage', 'people.invite', 'backup.take'];
export const keyActions: readonly Action[] = allActions.filter((action) => !neverByKey.includes(action));
/** A key that never ends is forgotten and stays open. */
export const LONGEST_DAYS = 366;

/** What somebody asks for when he makes a key. */
export interface NewKey {
  personId: string;
  name: string;
  actions: readonly Action[];
  /** where the key holds, with everything below */
  scopeId: string;
  days: number;
}

/** A key as its owner sees it ever after. */
export interface ApiKey {
  id: string;
  personId: string;
  userName: string;
  /** a program's key and nobody's own */
  service: boolean;
  name: string;
  prefix: string;
  actions: string[];
  scope: { id: string; type: string; code: string; name: { en: string; zh: string } };
  madeAt: Date;
  expiresAt: Date;
  /** the day, never the hour: when a person works is nobody's business */
  lastUsedOn: string | null;
  revokedAt: Date | null;
  state: 'active' | 'expired' | 'revoked';
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/**
 * Makes a key. What its person may not do himself is refused by the caller: here it is only written down.
 * @returns the key, which is told once and is nowhere afterwards
 */
export async function makeKey(tx: Tx, wanted: NewKey): Promise<{ id: string; key: string }> {
  const key = `${KEY_PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`;
  const id = uuid();
  await sql`insert into api_key (id, person_id, name, prefix, hash, actions, scope_id, made_by, expires_at)
    values (${id}, ${wanted.personId}, ${wanted.name}, ${key.slice(0, SHOWN_CHARACTERS)}, ${hashOf(key)}, ${[...wanted.actions]}::text[],
      ${wanted.scopeId}, app_actor(), now() + make_interval(days => ${wanted.days}))`.execute(tx);
  await note(tx, wanted.scopeId, ['made', id, wanted.personId, wanted.actions, wanted.scopeId, wanted.days]);
  return { id, key };
}

/** Ends a key at once. @throws Refused `not_found` when there is none that the actor may end */
export async function revokeKey(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ scope_id: string }>`update api_key set revoked_at = now(), revoked_by = app_actor()
    where id = ${id} and revoked_at is null returning scope_id`.execute(tx);
  const [ended] = rows;
  if (!ended) throw new Refused('not_found');
  await note(tx, ended.scope_id, ['revoked', id]);
}

/** Keys that the actor may see, the newest first; `of` leaves those of one person. */
export async function listKeys(tx: Tx, of?: { personId?: string; service?: true }): Promise<ApiKey[]> {
  const { rows } = await sql<Omit<ApiKey, 'scope'> & { scope: ApiKey['scope'] }>`
    select k.id, k.person_id as "personId", p.user_name as "userName", p.service, k.name, k.prefix, k.actions,
      json_build_object('id', n.id, 'type', n.type, 'code', n.code, 'name', json_build_object('en', n.name_en, 'zh', n.name_zh)) as scope,
      k.made_at as "madeAt", k.expires_at as "expiresAt", k.last_used_on as "lastUsedOn", k.revoked_at as "revokedAt",
      case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'active' end as state
    from api_key k join person p on p.id = k.person_id join scope_node n on n.id = k.scope_id
    where ${of?.personId ? sql`k.person_id = ${of.personId}` : sql`true`} and ${of?.service ? sql`p.service` : sql`true`}
    order by k.made_at desc, k.id`.execute(tx);
  return rows;
}

/** Where a request with a key came from. */
export type UsedFrom = Pick<AccessNote, 'network' | 'device'>;

/**
 * The person and the limits behind a key that somebody shows; null when there is none, or it ended.
 * The first use of a day is noted, and in the log of access the first of a day from each network.
 */
export async function limitsOfKey(
  db: Database,
  shown: string,
  today: string,
  from: UsedFrom,
): Promise<{ personId: string; limits: KeyLimits } | null> {
  if (!shown.startsWith(KEY_PREFIX) || shown.length > 100) return null;
  return db.as(systemActor('sign-in'), async (tx) => {
    const { rows } = await sql<{
      id: string;
      person_id: string;
      name: string;
      actions: string[];
      scope_id: string;
      prefix: string;
      last_used_on: string | null;
      is_noted: boolean;
    }>`select id, person_id, name, prefix, actions, scope_id, last_used_on,
        exists (select from access_event e where e.person_id = k.person_id and e.at >= ${today}::timestamp at time zone ${GROUP_ZONE}
          and e.what = 'key' and starts_with(e.subject, k.prefix) and e.network is not distinct from ${from.network ?? null}) as is_noted
      from api_key k
      where hash = ${hashOf(shown)} and revoked_at is null and expires_at > now()`.execute(tx);
    const [found] = rows;
    if (!found) return null;
    if (found.last_used_on !== today)
      await sql`update api_key set last_used_on = ${today} where id = ${found.id}`.execute(tx);
    if (!found.is_noted)
      await noteAccess(tx, {
        ...{
          what: 'key',
          personId: found.person_id,
          subject: `${found.prefix}… ${found.name}`,
          scopeId: found.scope_id,
        },
        ...from,
      });
    // An action that is no longer in the table of roles, or never was a key's, is a right to nothing.
    const limits = {
      id: found.id,
      name: found.name,
      actions: keyActions.filter((action) => found.actions.includes(action)),
      scopeId: found.scope_id,
    };
    return { personId: found.person_id, limits };
  });
}

async function note(tx: Tx, scopeId: string, said: readonly unknown[]): Promise<void> {
  await appendEntry(tx, {
    seq: await historySeq(tx),
    via: 'api',
    action: 'set',
    kind: 'platform.api-key',
    scopeId,
    rows: 1,
    digest: createHash('sha256').update(JSON.stringify(said)).digest(),
  });
}
