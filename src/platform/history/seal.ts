// The one sealer: chains what is final into blocks, in the order of the history's numbers.
import { sql } from 'kysely';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import { type Kept, keepDoing } from '../jobs/keep-doing.ts';
import { type Block, type ChainedEntry, nextBlock } from './chain.ts';

const sealer = systemActor('sealer');

interface EntryRow {
  seq: number;
  n: number;
  at: string;
  actor: string;
  via: string;
  action: string;
  kind: string | null;
  scope_id: string | null;
  import_id: string | null;
  reason: string | null;
  rows: number;
  digest: string;
}

/** Entries of `[from, before)` in the order in which they are chained. */
export async function listEntries(tx: Tx, fromSeq: number, beforeSeq: number): Promise<ChainedEntry[]> {
  const { rows } = await sql<EntryRow>`
    select seq, n, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, via, action, kind, scope_id, import_id, reason, rows, encode(digest, 'hex') as digest
    from history_entry where seq >= ${fromSeq} and seq < ${beforeSeq} order by seq, n`.execute(tx);
  return rows.map(({ scope_id, import_id, ...row }) => ({ ...row, scopeId: scope_id, importId: import_id }));
}

/** All blocks, lowest first. */
export async function listBlocks(tx: Tx): Promise<Block[]> {
  const { rows } = await sql<Block>`
    select height, from_seq as "fromSeq", before_seq as "beforeSeq", entries, encode(merkle_root, 'hex') as "merkleRoot",
      encode(previous, 'hex') as previous, encode(hash, 'hex') as hash from history_block order by height`.execute(tx);
  return rows;
}

/** The newest block, if there is one. */
export async function findHead(tx: Tx): Promise<Block | undefined> {
  const { rows } = await sql<Block>`
    select height, from_seq as "fromSeq", before_seq as "beforeSeq", entries, encode(merkle_root, 'hex') as "merkleRoot",
      encode(previous, 'hex') as previous, encode(hash, 'hex') as hash from history_block order by height desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

/**
 * Seals what is final: every entry below the horizon. Of two sealers at the same moment one finds its block made already.
 * @returns the newest block after sealing
 */
export async function seal(db: Database): Promise<Block | undefined> {
  return db.as(sealer, async (tx) => {
    const head = await findHead(tx);
    const { rows } = await sql<{ horizon: number }>`select app_horizon() as horizon`.execute(tx);
    const before = rows[0]?.horizon as number;
    const entries = await listEntries(tx, head?.beforeSeq ?? 0, before);
    if (entries.length === 0) return head;
    const block = nextBlock(entries, head, before);
    const { numAffectedRows } =
      await sql`insert into history_block (height, from_seq, before_seq, entries, merkle_root, previous, hash)
      values (${block.height}, ${block.fromSeq}, ${block.beforeSeq}, ${block.entries}, decode(${block.merkleRoot}, 'hex'), decode(${block.previous}, 'hex'), decode(${block.hash}, 'hex'))
      on conflict do nothing`.execute(tx);
    return numAffectedRows === 1n ? block : findHead(tx);
  });
}

/** Seals every second until stopped; a failure (the database restarting) is tried again at the next second. */
export const keepSealing = (db: Database): Kept => keepDoing(1_000, () => seal(db));
