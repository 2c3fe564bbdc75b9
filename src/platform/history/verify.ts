// Whether the history still says what it said: chain, entries, revisions and their content, checked against each other.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import { verifyLinks } from '../evidence/verify-links.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { listRecordsForAudit } from '../records/server/audit.ts';
import { hashHolds } from '../records/server/content.ts';
import { policyOfRevision, rulesOf } from '../records/server/policies.ts';
import type { RecordRead } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import { type Block, GENESIS, hashOfBlock, leafOf, merkleRoot } from './chain.ts';
import { listBlocks, listEntries } from './seal.ts';

/** What does not agree, and where. */
export interface Discrepancy {
  what: 'block_chain' | 'block_hash' | 'merkle_root' | 'entry_digest' | 'content_hash' | 'unknown_entry' | 'lifecycle';
  where: string;
}

/** What a verification of the history looked at, and where it does not hold. */
export interface Verification {
  ok: boolean;
  blocks: number;
  entries: number;
  revisions: number;
  /** entries that no block holds yet: they wait for the sealer, at most a second while the server runs */
  unsealed: number;
  head: { height: number; hash: string } | null;
  discrepancies: Discrepancy[];
}

/** Checks links, hashes and Merkle roots of the chain. */
async function verifyChain(tx: Tx, blocks: readonly Block[], discrepancies: Discrepancy[]): Promise<number> {
  let previous: Block | undefined;
  let entries = 0;
  for (const block of blocks) {
    const where = `block ${block.height}`;
    if (
      block.height !== (previous?.height ?? 0) + 1 ||
      block.previous !== (previous?.hash ?? GENESIS) ||
      block.fromSeq !== (previous?.beforeSeq ?? 0)
    ) {
      discrepancies.push({ what: 'block_chain', where });
    }
    if (hashOfBlock(block) !== block.hash) discrepancies.push({ what: 'block_hash', where });
    const held = await listEntries(tx, block.fromSeq, block.beforeSeq);
    entries += held.length;
    if (held.length !== block.entries || merkleRoot(held.map(leafOf)).toString('hex') !== block.merkleRoot) {
      discrepancies.push({ what: 'merkle_root', where });
    }
    previous = block;
  }
  return entries;
}

interface WritingEntry {
  seq: number;
  actor: string;
  action: string;
  scope_id: string | null;
  import_id: string | null;
  digest: string;
}

/** Digests built row by row, to be compared with the entries that speak of the rows. */
class Digests {
  readonly #building = new Map<string, ReturnType<typeof createHash>>();
  add(key: string, record: RecordRead): void {
    const digest = this.#building.get(key) ?? createHash('sha256');
    digest.update(`${record.id} ${record.revision} ${record.hash}\n`);
    this.#building.set(key, digest);
  }
  compare(kind: RecordKind, entries: ReadonlyMap<string, WritingEntry>, discrepancies: Discrepancy[]): void {
    for (const [key, digest] of this.#building) {
      const entry = entries.get(key);
      if (!entry) discrepancies.push({ what: 'unknown_entry', where: `${kind.kind} ${key}` });
      else if (digest.digest('hex') !== entry.digest)
        discrepancies.push({ what: 'entry_digest', where: `${kind.kind} entry ${entry.seq}` });
    }
    for (const [key, entry] of entries) {
      if (!this.#building.has(key))
        discrepancies.push({ what: 'entry_digest', where: `${kind.kind} entry ${entry.seq}: its revisions are gone` });
    }
  }
}

/** Whether the revisions of one record follow each other: the last is the newest, and each counts until the next approved. */
function verifyLifecycle(kind: RecordKind, revisions: readonly RecordRead[], discrepancies: Discrepancy[]): void {
  const wrong = (record: RecordRead) =>
    discrepancies.push({ what: 'lifecycle', where: `${kind.kind} ${record.id} revision ${record.revision}` });
  let successor: RecordRead | undefined;
  for (const record of [...revisions].reverse()) {
    const isApproved = record.approvedSeq !== null;
    const stands =
      record.latest === (record === revisions.at(-1)) &&
      isApproved === (record.state === 'approved') &&
      record.endedSeq === (isApproved ? (successor?.approvedSeq ?? null) : null);
    if (!stands) wrong(record);
    if (isApproved) successor = record;
  }
}

/** Only the program itself carries a record of a reviewed kind straight to approved; people are named by a UUID. */
const isPerson = (actor: string) => /^[0-9a-f]{8}-/.test(actor);

/** Recomputes content hashes from the rows, and the digests of entries from the hashes; then how the revisions follow. */
async function verifyKind(tx: Tx, kind: RecordKind, discrepancies: Discrepancy[]): Promise<number> {
  const { rows: entries } = await sql<WritingEntry>`
    select seq, actor, action, scope_id, import_id, encode(digest, 'hex') as digest from history_entry
    where kind = ${kind.kind} and action in ('record', 'void', 'import', 'approve')`.execute(tx);
  // An import has one entry for what it made new and one for what it changed; any other act one per scope.
  const keyOf = (entry: WritingEntry) =>
    entry.import_id
      ? `import ${entry.import_id} ${entry.action === 'import' ? 'new' : 'changed'}`
      : `seq ${entry.seq} ${entry.scope_id}`;
  const written = new Map(entries.flatMap((entry) => (entry.action === 'approve' ? [] : [[keyOf(entry), entry]])));
  const approved = new Map(entries.flatMap((entry) => (entry.action === 'approve' ? [[keyOf(entry), entry]] : [])));
  const [writing, approving] = [new Digests(), new Digests()];
  const rules = await rulesOf(tx, kind);
  let count = 0;
  let one: RecordRead[] = [];
  for await (const batch of listRecordsForAudit(tx, kind)) {
    for (const record of batch) {
      count += 1;
      const where = `${kind.kind} ${record.id} revision ${record.revision}`;
      if (!hashHolds(kind, record)) discrepancies.push({ what: 'content_hash', where });
      const scope = kind.owner === 'site' ? (record.values[kind.site ?? 'site'] as string) : null;
      const key = record.importId
        ? `import ${record.importId} ${record.revision === 1 ? 'new' : 'changed'}`
        : `seq ${record.writtenSeq} ${scope}`;
      writing.add(key, record);
      if (record.approvedSeq !== null && record.approvedSeq !== record.writtenSeq)
        approving.add(`seq ${record.approvedSeq} ${scope}`, record);
      else if (
        record.approvedSeq !== null &&
        policyOfRevision(rules, { ...record, submittedSeq: record.writtenSeq }) !== 'none' &&
        isPerson(written.get(key)?.actor ?? '')
      )
        discrepancies.push({ what: 'lifecycle', where });
      if (one[0]?.id !== record.id) {
        verifyLifecycle(kind, one, discrepancies);
        one = [];
      }
      one.push(record);
    }
  }
  verifyLifecycle(kind, one, discrepancies);
  writing.compare(kind, written, discrepancies);
  approving.compare(kind, approved, discrepancies);
  return count;
}

/** Checks the whole history in one snapshot. */
export async function verifyHistory(db: Database, kinds: Kinds): Promise<Verification> {
  return db.as(
    systemActor('sealer'),
    async (tx) => {
      const discrepancies: Discrepancy[] = [];
      const blocks = await listBlocks(tx);
      const entries = await verifyChain(tx, blocks, discrepancies);
      let revisions = 0;
      for (const kind of kinds.values()) revisions += await verifyKind(tx, kind, discrepancies);
      discrepancies.push(...(await verifyLinks(tx)));
      const last = blocks.at(-1);
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::int as n from history_entry where seq >= ${last?.beforeSeq ?? 0}`.execute(tx);
      return {
        ok: discrepancies.length === 0,
        blocks: blocks.length,
        entries,
        revisions,
        unsealed: rows[0]?.n ?? 0,
        head: last ? { height: last.height, hash: last.hash } : null,
        discrepancies: discrepancies.slice(0, 100),
      };
    },
    { isolation: 'repeatable read' },
  );
}
