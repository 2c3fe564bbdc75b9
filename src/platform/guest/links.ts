// One-time links for somebody without an account: a supplier, a contractor, a driver fills in records of one kind, once.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, type Database, systemActor, type Tx } from '../db/database.ts';
import type { Language } from '../i18n/words.ts';
import type { RecordKind, Values } from '../records/declare/kind.ts';
import { Refused } from '../records/server/refusal.ts';

/** What a link asks for. */
export interface LinkAsked {
  kind: string;
  /** the factory; null for what the group owns */
  scopeId: string | null;
  forWhom: string;
  note: string | null;
  language: Language;
  /** values that the maker fixed, by field */
  given: Values;
  /** records that may be chosen, by field that refers to some */
  choices: Readonly<Record<string, readonly string[]>>;
  /** columns that are asked for, by key */
  fields: readonly string[];
  days: number;
}

/** A link as its makers see it; its secret is kept nowhere. */
export interface GuestLink extends Omit<LinkAsked, 'days'> {
  id: string;
  madeBy: string;
  madeByName: { en: string; zh: string };
  madeAt: Date;
  expiresAt: Date;
  openedAt: Date | null;
  usedAt: Date | null;
  revokedAt: Date | null;
  importId: string | null;
  records: number | null;
}

const SECRET_BYTES = 32;
const hashOf = (token: string) => createHash('sha256').update(token).digest();

const columns = sql`l.id, l.kind, l.scope_id as "scopeId", l.for_whom as "forWhom", l.note, l.language, l.given, l.choices, l.fields, l.made_by as "madeBy",
  jsonb_build_object('en', coalesce(a.name_en, l.made_by), 'zh', coalesce(a.name_zh, l.made_by)) as "madeByName", l.made_at as "madeAt", l.expires_at as "expiresAt",
  l.opened_at as "openedAt", l.used_at as "usedAt", l.revoked_at as "revokedAt", l.import_id as "importId", l.records
  from guest_link l left join person_attribute a on a.person_id::text = l.made_by`;

/** Makes a link. @returns its secret, which is told this once */
export async function makeLink(tx: Tx, asked: LinkAsked): Promise<{ id: string; token: string }> {
  const token = randomBytes(SECRET_BYTES).toString('base64url');
  const id = uuidv7();
  await sql`insert into guest_link (id, token_hash, kind, scope_id, for_whom, note, language, given, choices, fields, made_by, expires_at)
    values (${id}, ${hashOf(token)}, ${asked.kind}, ${asked.scopeId}::uuid, ${asked.forWhom}, ${asked.note}, ${asked.language}, ${JSON.stringify(asked.given)}::jsonb,
      ${JSON.stringify(asked.choices)}::jsonb, ${[...asked.fields]}::text[], app_actor(), now() + make_interval(days => ${asked.days}))`.execute(
    tx,
  );
  return { id, token };
}

/** The links that the reader may see: his own, and those of factories where he records. */
export const listLinks = async (tx: Tx): Promise<GuestLink[]> =>
  (await sql<GuestLink>`select ${columns} order by l.made_at desc limit 200`.execute(tx)).rows;

/** Ends a link that nobody has used yet. @throws Refused `not_found`, `guest_link_over` */
export async function revokeLink(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ over: boolean }>`
    select used_at is not null or revoked_at is not null as over from guest_link where id = ${id}`.execute(tx);
  if (!rows[0]) throw new Refused('not_found');
  if (rows[0].over) throw new Refused('guest_link_over');
  const { numAffectedRows } =
    await sql`update guest_link set revoked_at = now(), revoked_by = app_actor() where id = ${id} and used_at is null and revoked_at is null`.execute(
      tx,
    );
  if (numAffectedRows !== 1n) throw new Refused('not_allowed');
}

const keeper = systemActor('intake');
const isOver = (link: GuestLink) =>
  link.usedAt !== null || link.revokedAt !== null || link.expiresAt.getTime() <= Date.now();

/** The link of a secret. @throws Refused `guest_link_unknown`, `guest_link_over` when it was used, revoked or has expired */
export async function openLink(db: Database, token: string): Promise<GuestLink> {
  return db.as(keeper, async (tx) => {
    const { rows } = await sql<GuestLink>`select ${columns} where l.token_hash = ${hashOf(token)}`.execute(tx);
    const [link] = rows;
    if (!link) throw new Refused('guest_link_unknown');
    if (isOver(link)) throw new Refused('guest_link_over');
    if (link.openedAt === null)
      await sql`update guest_link set opened_at = now() where id = ${link.id} and opened_at is null`.execute(tx);
    return link;
  });
}

/** Takes a link for one sending: of two at once, one. @throws Refused `guest_link_over` */
export async function claimLink(db: Database, id: string): Promise<void> {
  const { numAffectedRows } = await db.as(keeper, (tx) =>
    sql`update guest_link set used_at = now() where id = ${id} and used_at is null and revoked_at is null and expires_at > now()`.execute(
      tx,
    ),
  );
  if (numAffectedRows !== 1n) throw new Refused('guest_link_over');
}

/** Gives it back: what was sent had mistakes, and nothing of it was kept. */
export const releaseLink = (db: Database, id: string): Promise<unknown> =>
  db.as(keeper, (tx) => sql`update guest_link set used_at = null where id = ${id} and import_id is null`.execute(tx));

/** Notes what came by a link. */
export const fulfilLink = (tx: Tx, id: string, importId: string, records: number): Promise<unknown> =>
  sql`update guest_link set import_id = ${importId}, records = ${records} where id = ${id}`.execute(tx);

/** Whoever sends by a link: he may write where the link says, and sees nothing that his own transaction need not see. */
export const guestOf = (link: GuestLink, kind: RecordKind): Actor => ({
  id: `guest:${link.id}`,
  reads: link.scopeId === null ? [] : [link.scopeId],
  writes: link.scopeId === null ? [] : [link.scopeId],
  group: kind.owner === 'group' ? 'write' : 'read',
  figures: [],
});
