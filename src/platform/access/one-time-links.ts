// One-time links: for the first start, for an invitation, for a forgotten password. One table, hashed, once, told in the history.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { Via } from '../history/entry.ts';
import { noteChange } from './note-change.ts';

export type LinkPurpose = 'first' | 'invitation' | 'reset';

/** A first link signs in by itself; the others ask for a new password, and open nothing at the first one's door. */
export type Door = 'first' | 'welcome';

/** How long each waits to be used: an invitation on paper goes by way of somebody's desk. */
const secondsOf: Readonly<Record<LinkPurpose, number>> = {
  first: 24 * 3600,
  invitation: 7 * 24 * 3600,
  reset: 3600,
};
/** No token is longer; what is, is not looked up. */
const TOKEN_CHARACTERS = 100;

export interface MadeLink {
  /** 256 random bits; told once, to whoever made it */
  token: string;
  expiresAt: Date;
}

/** Whom a link lets in. */
export interface LinkHolder {
  personId: string;
  purpose: LinkPurpose;
  userName: string;
  name: { en: string; zh: string };
  language: 'en' | 'zh';
  expiresAt: Date;
}

const hashOf = (token: string) => createHash('sha256').update(`greenfab one-time link ${token}`).digest();

/** Makes a link; the others that wait for the same person for something else than a first start end. */
export async function makeLink(
  tx: Tx,
  { personId, purpose, seconds = secondsOf[purpose] }: { personId: string; purpose: LinkPurpose; seconds?: number },
  via: Via,
): Promise<MadeLink> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + seconds * 1000);
  if (purpose !== 'first')
    await sql`update one_time_link set ended_at = now(), ended_as = 'replaced'
      where person_id = ${personId} and ended_at is null and purpose <> 'first'`.execute(tx);
  await sql`insert into one_time_link (token_hash, person_id, purpose, made_by, expires_at)
    values (${hashOf(token)}, ${personId}, ${purpose}, app_actor(), ${expiresAt})`.execute(tx);
  await note(tx, via, personId, `link made: ${purpose}`);
  return { token, expiresAt };
}

/** Whom a link would let in, without using it up; null when it is not valid. */
export async function readLink(tx: Tx, token: string, at: Door): Promise<LinkHolder | null> {
  if (token.length > TOKEN_CHARACTERS) return null;
  const { rows } = await sql<{
    person_id: string;
    purpose: LinkPurpose;
    user_name: string;
    name_en: string | null;
    name_zh: string | null;
    language: 'en' | 'zh' | null;
    expires_at: Date;
  }>`select l.person_id, l.purpose, p.user_name, a.name_en, a.name_zh, a.language, l.expires_at
    from one_time_link l join person p on p.id = l.person_id and p.active left join person_attribute a on a.person_id = p.id
    where l.token_hash = ${hashOf(token)} and l.ended_at is null and l.expires_at > now()
      and (l.purpose = 'first') = ${at === 'first'}`.execute(tx);
  const [row] = rows;
  return row
    ? {
        personId: row.person_id,
        purpose: row.purpose,
        userName: row.user_name,
        name: { en: row.name_en ?? row.user_name, zh: row.name_zh ?? row.user_name },
        language: row.language ?? 'en',
        expiresAt: row.expires_at,
      }
    : null;
}

/** Uses a link up for ever: of two at the same moment one gets it. @returns whom it lets in; null when it is not valid */
export async function takeLink(tx: Tx, token: string, at: Door): Promise<LinkHolder | null> {
  const holder = await readLink(tx, token, at);
  if (!holder) return null;
  const { numAffectedRows } = await sql`update one_time_link set ended_at = now(), ended_as = 'used'
    where token_hash = ${hashOf(token)} and ended_at is null and expires_at > now()`.execute(tx);
  if (numAffectedRows !== 1n) return null;
  await note(tx, 'web', holder.personId, `link used: ${holder.purpose}`);
  return holder;
}

/** Ends what waits for a person, when he is no longer active. */
export async function withdrawLinks(tx: Tx, personId: string): Promise<void> {
  await sql`update one_time_link set ended_at = now(), ended_as = 'withdrawn'
    where person_id = ${personId} and ended_at is null`.execute(tx);
}

const note = (tx: Tx, via: Via, personId: string, reason: string) =>
  noteChange(tx, { via, kind: 'platform.sign-in-link', scopeId: null, said: [personId, reason], reason });
