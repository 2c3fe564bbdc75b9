// An exported history: lines of JSON and files that a stranger's script checks by itself, part by part, in flat memory.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Actor, systemActor } from '../db/database.ts';
import { digestOfLinks } from '../evidence/attach.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import type { PartToWrite } from '../intake/read/zip-writer.ts';
import type { Block, ChainedEntry } from './chain.ts';
import { leafOf } from './chain.ts';
import { listEntries } from './seal.ts';
import { type ChosenEntry, chunksOf, type Selection } from './select.ts';
import { moves, nameOfEntry, type SpokenWorld, spokenRevisions, spokenSteps, writes } from './spoken.ts';

export interface ExportWorld extends SpokenWorld {
  evidence: EvidenceStore;
  /** folder of the program, in which the script lies that checks an export */
  home: string;
}

/** How far an export is: lines and files of all that there will be. */
export interface ExportProgress {
  done: number;
  total: number;
}

/** What is exported, and what its manifest says of it. */
export interface ExportOrder {
  actor: Actor;
  selection: Selection;
  head: Block | undefined;
  /** scope, period and the like, as the manifest shall say them */
  about: Readonly<Record<string, unknown>>;
  progress?: (progress: ExportProgress) => void;
}

/** A paper with its place in the export; null where the file is not held, or not cleared. */
interface ExportedPaper {
  entry: string | null;
  /** id of the link between file and record */
  link: string;
  kind: string;
  id: string;
  sha256: string;
  fileName: string;
  evidenceKind: string;
  effectiveOn: string | null;
  expiresOn: string | null;
  actor: string;
  at: string;
  file: string | null;
}

const sealer = systemActor('sealer');
const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
/** Letters, digits and what names of documents are made of; anything else could mean a folder. */
export const safeName = (name: string): string => name.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80);

/** The script that checks an export, as it lies in a checkout or in a package. */
export function verifyScript(home: string): string {
  const path = ['tools', 'dist'].map((folder) => join(home, folder, 'verify-history.mjs')).find(existsSync);
  if (!path) throw new Error('verify-history.mjs is missing from this installation');
  return path;
}

async function* blockLines(world: ExportWorld, head: Block | undefined): AsyncGenerator<string> {
  for (let after = 0; after < (head?.height ?? 0); ) {
    const { rows } = await world.db.as(sealer, (tx) =>
      sql<Block>`select height, from_seq as "fromSeq", before_seq as "beforeSeq", entries, encode(merkle_root, 'hex') as "merkleRoot",
        encode(previous, 'hex') as previous, encode(hash, 'hex') as hash
        from history_block where height > ${after} and height <= ${head?.height ?? 0} order by height limit 5000`.execute(
        tx,
      ),
    );
    if (rows.length === 0) return;
    yield rows.map((block) => `${JSON.stringify(block)}\n`).join('');
    after = rows.at(-1)?.height as number;
  }
}

/** Blocks that hold one of these entries, lowest first. */
async function blocksWith(world: ExportWorld, entries: readonly ChosenEntry[]): Promise<Block[]> {
  const blocks = new Map<number, Block>();
  for (const chunk of chunksOf([...new Set(entries.map(({ seq }) => seq))], 2_000)) {
    const { rows } = await world.db.as(sealer, (tx) =>
      sql<Block>`select distinct b.height, b.from_seq as "fromSeq", b.before_seq as "beforeSeq" from unnest(${`{${chunk.join(',')}}`}::bigint[]) as u (seq)
        cross join lateral (select * from history_block where from_seq <= u.seq order by from_seq desc limit 1) b where b.before_seq > u.seq`.execute(
        tx,
      ),
    );
    for (const block of rows) blocks.set(block.height, block);
  }
  return [...blocks.values()].sort((one, other) => one.height - other.height);
}

/** The entries asked for in full, and of the others in their blocks the leaf alone: enough to work out each root. */
async function* entryLines(world: ExportWorld, selection: Selection, counts: Counts): AsyncGenerator<string> {
  const chosen = new Set(selection.entries.map(nameOfEntry));
  for (const batch of chunksOf(await blocksWith(world, selection.entries), 200)) {
    const held = await world.db.as(sealer, async (tx) => {
      const all: (readonly [Block, ChainedEntry[]])[] = [];
      for (const block of batch) all.push([block, await listEntries(tx, block.fromSeq, block.beforeSeq)]);
      return all;
    });
    let text = '';
    for (const [{ height }, entries] of held)
      for (const entry of entries) {
        const isChosen = chosen.has(`${entry.seq}/${entry.n}`);
        counts[isChosen ? 'entries' : 'leaves'] += 1;
        const said = isChosen ? { entry } : { leaf: leafOf(entry).toString('hex') };
        text += `${JSON.stringify({ block: height, ...said })}\n`;
      }
    yield text;
  }
}

interface LinkRow extends Omit<ExportedPaper, 'entry' | 'file'> {
  seq: number;
  scope: string | null;
  withheld: boolean;
}

/** Where a file lies in an export, under a name that people can read and its SHA-256 tells apart. */
async function placeOf(world: ExportWorld, { sha256, evidenceKind, fileName, withheld }: LinkRow) {
  return !withheld && (await world.evidence.has(sha256))
    ? `files/${sha256.slice(0, 12)}-${safeName(evidenceKind)}-${safeName(fileName)}`
    : null;
}

/** Papers that the attaching entries speak of, in groups by entry. */
async function papersOf(world: ExportWorld, actor: Actor, { entries, includes }: Selection): Promise<ExportedPaper[]> {
  const attaching = entries.filter(({ action }) => action === 'attach');
  const byDigest = new Map(attaching.map((entry) => [`${entry.seq} ${entry.digest}`, entry]));
  const papers: ExportedPaper[] = [];
  const places = new Map<string, string | null>();
  for (const chunk of chunksOf([...new Set(attaching.map(({ seq }) => seq))], 2_000)) {
    const { rows } = await world.db.as(actor, (tx) =>
      sql<LinkRow>`
        select l.seq, l.scope_id as scope, l.id as link, l.kind, l.record_id as id, encode(l.sha256, 'hex') as sha256, l.file_name as "fileName",
          l.evidence_kind as "evidenceKind", l.effective_on as "effectiveOn", l.expires_on as "expiresOn", l.actor, ${instant('l.at')} as at,
          exists (select from evidence_scan c where c.sha256 = l.sha256 and c.state <> 'clean') as withheld
        from evidence_link l where l.seq = any(${`{${chunk.join(',')}}`}::bigint[]) order by l.seq, l.id`.execute(tx),
    );
    // One entry speaks of one paper at the records of one kind and scope, or each by its own where they were attached in turn.
    const groups = Map.groupBy(rows, (row) =>
      JSON.stringify([
        row.seq,
        row.kind,
        row.scope,
        row.sha256,
        row.fileName,
        row.evidenceKind,
        row.effectiveOn,
        row.expiresOn,
      ]),
    );
    const entryOf = (links: readonly LinkRow[]) =>
      byDigest.get(
        `${links[0]?.seq} ${digestOfLinks(links.map((row) => ({ ...row, id: row.link, recordId: row.id }))).toString('hex')}`,
      );
    const spokenOf = [...groups.values()].flatMap((group) => (entryOf(group) ? [group] : group.map((row) => [row])));
    for (const group of spokenOf) {
      const entry = entryOf(group);
      if (!entry && !group.some((row) => includes(row.kind, row.id))) continue;
      for (const row of group) {
        if (!places.has(row.sha256)) places.set(row.sha256, await placeOf(world, row));
        const { seq: _, scope: __, withheld: ___, ...paper } = row;
        papers.push({ entry: entry ? nameOfEntry(entry) : null, ...paper, file: places.get(row.sha256) ?? null });
      }
    }
  }
  return papers;
}

/** Papers that hold no more, with what took their place and why, in groups by entry. */
async function endedOf(world: ExportWorld, actor: Actor, { entries }: Selection): Promise<object[]> {
  const detaching = new Map(
    entries.flatMap((entry) => (entry.action === 'detach' ? [[`${entry.seq} ${entry.scopeId}`, entry]] : [])),
  );
  const ended: object[] = [];
  for (const chunk of chunksOf([...new Set([...detaching.values()].map(({ seq }) => seq))], 2_000)) {
    const { rows } = await world.db.as(actor, (tx) =>
      sql<{ seq: number; scope: string | null; link: string }>`
        select x.seq, x.scope_id as scope, x.link_id as link, x.replaced_by as "replacedBy", x.reason, x.actor, ${instant('x.at')} as at
        from evidence_ended x where x.seq = any(${`{${chunk.join(',')}}`}::bigint[]) order by x.seq, x.scope_id, x.link_id`.execute(
        tx,
      ),
    );
    for (const { seq, scope, ...row } of rows) {
      const entry = detaching.get(`${seq} ${scope}`);
      if (entry) ended.push({ entry: nameOfEntry(entry), ...row });
    }
  }
  return ended;
}

/** Names of those who acted, as they are known today; they stand outside the chain, since they can be erased. */
async function namesOfPeople(world: ExportWorld, actor: Actor): Promise<Record<string, { en: string; zh: string }>> {
  const { rows } = await world.db.as(actor, (tx) =>
    sql<{
      id: string;
      en: string;
      zh: string;
    }>`select person_id as id, name_en as en, name_zh as zh from person_attribute`.execute(tx),
  );
  return Object.fromEntries(rows.map(({ id, en, zh }) => [id, { en, zh }]));
}

type Counts = Record<
  'blocks' | 'entries' | 'leaves' | 'revisions' | 'contents' | 'steps' | 'papers' | 'ended' | 'gone' | 'files',
  number
>;

/** The parts of an export, but for the list of hashes, which comes last. */
export async function* exportParts(world: ExportWorld, order: ExportOrder): AsyncGenerator<PartToWrite> {
  const { actor, selection, head, about } = order;
  const papers = await papersOf(world, actor, selection);
  const ended = await endedOf(world, actor, selection);
  const files = new Map(papers.flatMap(({ file, sha256 }) => (file === null ? [] : [[file, sha256] as const])));
  const counts: Counts = {
    ...{ blocks: head?.height ?? 0, entries: 0, leaves: 0, revisions: 0, contents: 0, steps: 0 },
    ...{
      papers: papers.length,
      ended: ended.length,
      gone: papers.filter(({ file }) => file === null).length,
      files: files.size,
    },
  };
  const lines = selection.entries.filter((entry) => writes(entry) || moves(entry));
  const total = lines.reduce((sum, { rows }) => sum + rows, 0) + files.size;
  let done = 0;
  const advance = (by: number) => {
    done = Math.min(total, done + by);
    order.progress?.({ done, total });
  };
  advance(0);
  yield { name: 'blocks.jsonl', text: blockLines(world, head) };
  yield { name: 'entries.jsonl', text: entryLines(world, selection, counts) };
  yield {
    name: 'revisions.jsonl',
    text: (async function* () {
      for await (const page of spokenRevisions(world, actor, selection)) {
        counts.revisions += page.length;
        let text = '';
        for (const { entry, id, revision, hash, record, content } of page) {
          if (record) counts.contents += 1;
          const told = record ? `,"hashVersion":${record.hashVersion},"content":${content}` : '';
          text += `{"entry":"${nameOfEntry(entry)}","id":"${id}","revision":${revision},"hash":"${hash}"${told}}\n`;
        }
        advance(page.length);
        yield text;
      }
    })(),
  };
  yield {
    name: 'steps.jsonl',
    text: (async function* () {
      for await (const page of spokenSteps(world, actor, selection)) {
        counts.steps += page.length;
        advance(page.length);
        yield page.map(({ entry, ...step }) => `${JSON.stringify({ entry: nameOfEntry(entry), ...step })}\n`).join('');
      }
    })(),
  };
  yield { name: 'papers.jsonl', text: papers.map((paper) => `${JSON.stringify(paper)}\n`) };
  yield { name: 'ended.jsonl', text: ended.map((one) => `${JSON.stringify(one)}\n`) };
  yield { name: 'people.json', text: [`${JSON.stringify(await namesOfPeople(world, actor), null, 1)}\n`] };
  for (const [name, sha256] of files) {
    yield { name, text: world.evidence.read(sha256) as AsyncIterable<Uint8Array> };
    advance(1);
  }
  yield { name: 'verify-history.mjs', text: [readFileSync(verifyScript(world.home))] };
  const manifest = {
    ...{ format: 'greenfab-history', version: 1, ...about, counts },
    head: head ? { height: head.height, hash: head.hash } : null,
  };
  yield { name: 'manifest.json', text: [`${JSON.stringify(manifest, null, 2)}\n`] };
}

/** Parts one after another, each hashed as it is written; the list of hashes, as `sha256sum -c` reads it, comes last. */
export async function* withHashes(parts: AsyncIterable<PartToWrite>): AsyncGenerator<PartToWrite> {
  const sums: string[] = [];
  for await (const { name, text } of parts) {
    const digest = createHash('sha256');
    yield {
      name,
      text: (async function* () {
        for await (const chunk of text) {
          digest.update(chunk);
          yield chunk;
        }
      })(),
    };
    sums.push(`${digest.digest('hex')}  ${name}\n`);
  }
  yield { name: 'SHA256SUMS', text: sums };
}
