// How entries become blocks and blocks a chain: pure, so that a stranger's script can do the same.
import { createHash } from 'node:crypto';

/** An entry as it is chained: every column, in this order of keys. */
export interface ChainedEntry {
  seq: number;
  n: number;
  at: string;
  actor: string;
  via: string;
  action: string;
  kind: string | null;
  scopeId: string | null;
  importId: string | null;
  reason: string | null;
  rows: number;
  /** 64 hexadecimal digits */
  digest: string;
}

/** A sealed stretch of history; its hash covers its entries and the block before. */
export interface Block {
  height: number;
  fromSeq: number;
  beforeSeq: number;
  entries: number;
  merkleRoot: string;
  previous: string;
  hash: string;
}

/** What the first block names as its predecessor. */
export const GENESIS = '0'.repeat(64);
const sha256 = (...parts: (string | Buffer)[]) => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

/** A leaf of the Merkle tree. Leaves and nodes are told apart by their first byte, so that neither can pass for the other. */
export const leafOf = (entry: ChainedEntry): Buffer =>
  sha256(
    Buffer.from([0]),
    JSON.stringify([
      entry.seq,
      entry.n,
      entry.at,
      entry.actor,
      entry.via,
      entry.action,
      entry.kind,
      entry.scopeId,
      entry.importId,
      entry.reason,
      entry.rows,
      entry.digest,
    ]),
  );

/** The Merkle root of leaves in order; an odd one is carried up unpaired. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) throw new Error('a block has at least one entry');
  let level: readonly Buffer[] = leaves;
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = [level[index] as Buffer, level[index + 1]];
      next.push(right ? sha256(Buffer.from([1]), left, right) : left);
    }
    level = next;
  }
  return level[0] as Buffer;
}

/** The hash of a block over everything it says, its predecessor among it. */
export const hashOfBlock = (block: Omit<Block, 'hash'>): string =>
  sha256(
    Buffer.from([2]),
    JSON.stringify([block.height, block.fromSeq, block.beforeSeq, block.entries, block.merkleRoot, block.previous]),
  ).toString('hex');

/** The block that seals `entries` behind `previous`. */
export function nextBlock(entries: readonly ChainedEntry[], previous: Block | undefined, beforeSeq: number): Block {
  const block = {
    height: (previous?.height ?? 0) + 1,
    fromSeq: previous?.beforeSeq ?? 0,
    beforeSeq,
    entries: entries.length,
    merkleRoot: merkleRoot(entries.map(leafOf)).toString('hex'),
    previous: previous?.hash ?? GENESIS,
  };
  return { ...block, hash: hashOfBlock(block) };
}
