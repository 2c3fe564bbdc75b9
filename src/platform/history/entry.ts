// What a transaction did, written inside it and never touched again.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

/** The number of this transaction in the history: the same for every row that it writes. */
export async function historySeq(tx: Tx): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select app_seq() as seq`.execute(tx);
  return rows[0]?.seq as number;
}

/** One revision as the digest of an entry speaks of it. */
export interface DigestedRevision {
  id: string;
  revision: number;
  /** content hash, 64 hexadecimal digits */
  hash: string;
}

/** SHA-256 over `id revision hash` lines in order of id and revision. */
export function digestOf(revisions: readonly DigestedRevision[]): Buffer {
  const digest = createHash('sha256');
  const ordered = [...revisions].sort((a, b) => (a.id === b.id ? a.revision - b.revision : a.id < b.id ? -1 : 1));
  for (const { id, revision, hash } of ordered) digest.update(`${id} ${revision} ${hash}\n`);
  return digest.digest();
}

/** How an act came in. */
export type Via = 'web' | 'api' | 'cli' | 'import' | 'system';

/** What an entry may say was done; each has its word in `action.…`. */
export const entryActions = [
  'record',
  'submit',
  'review',
  'approve',
  'return',
  'void',
  'import',
  'undo',
  'close',
  'reopen',
  'publish',
  'attach',
  'hand-over',
  'detach',
  'set',
  'erase',
  'sample',
  'ask',
  'answer',
  'settle',
  'acknowledge',
] as const;
export type EntryAction = (typeof entryActions)[number];

/** Who did what, when and why, and the digest of the revisions that he wrote. */
export interface Entry {
  seq: number;
  via: Via;
  action: EntryAction;
  kind: string | null;
  scopeId: string | null;
  importId?: string | null;
  reason?: string | null;
  rows: number;
  digest: Buffer;
}

/** Acts whose entries are compared with the revisions that bear their number: each may stand once for a kind and scope. */
const digested: readonly EntryAction[][] = [['record', 'void'], ['import'], ['approve']];

/**
 * Appends an entry; the actor is the one of the transaction, which row-level security holds it to.
 * @throws Error when one transaction records, imports or approves the same kind in the same scope twice: nobody could
 * tell afterwards which revisions which entry speaks of, so they are to be passed together
 */
export async function appendEntry(tx: Tx, entry: Entry): Promise<void> {
  const alike = digested.find((actions) => actions.includes(entry.action)) ?? [];
  const { numAffectedRows } =
    await sql`insert into history_entry (seq, n, actor, via, action, kind, scope_id, import_id, reason, rows, digest)
    select ${entry.seq}, coalesce(max(n), 0) + 1, app_actor(), ${entry.via}, ${entry.action}, ${entry.kind}, ${entry.scopeId}::uuid,
      ${entry.importId ?? null}::uuid, ${entry.reason ?? null}, ${entry.rows}, ${entry.digest}
    from history_entry where seq = ${entry.seq}
    having not coalesce(bool_or(action = any(${[...alike]}::text[]) and kind is not distinct from ${entry.kind} and scope_id is not distinct from ${entry.scopeId}::uuid
      and import_id is not distinct from ${entry.importId ?? null}::uuid), false)`.execute(tx);
  if (numAffectedRows !== 1n)
    throw new Error(`${entry.action} of ${entry.kind} twice in one transaction: pass all of it at once`);
}
