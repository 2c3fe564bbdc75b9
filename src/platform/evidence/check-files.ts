// Whether every file of evidence is still there and still what it was: its bytes hashed anew. And a move to other storage.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, systemActor } from '../db/database.ts';
import type { EvidenceStore } from './store.ts';

/** A file that is not what it was. */
export interface FileFault {
  sha256: string;
  what: 'missing' | 'altered';
  fileName: string | null;
}

export interface FilesChecked {
  ok: boolean;
  files: number;
  bytes: number;
  faults: FileFault[];
}

interface KnownFile {
  sha256: string;
  bytes: number;
  fileName: string | null;
}

const operator = systemActor('operator');
const AT_ONCE = 500;

/** Every file that the database knows of, in order of hash, a few at a time. */
async function* knownFiles(db: Database): AsyncGenerator<KnownFile> {
  let after = '';
  for (;;) {
    const rows = await db.as(operator, async (tx) => {
      const { rows } = await sql<KnownFile>`
        select encode(f.sha256, 'hex') as sha256, f.bytes,
          coalesce((select l.file_name from evidence_link l where l.sha256 = f.sha256 limit 1), (select i.file_name from intake_import i where i.file_sha256 = f.sha256 limit 1)) as "fileName"
        from evidence_file f where f.sha256 > decode(${after}, 'hex') order by f.sha256 limit ${AT_ONCE}`.execute(tx);
      return rows;
    });
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.sha256;
  }
}

/** Hash and length of what a store holds under a hash. */
async function hashOf(store: EvidenceStore, sha256: string): Promise<{ sha256: string; bytes: number }> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of store.read(sha256) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: digest.digest('hex'), bytes };
}

/** What is wrong with one file; undefined when nothing is. */
async function faultOf(store: EvidenceStore, file: KnownFile): Promise<FileFault['what'] | undefined> {
  if (!(await store.has(file.sha256))) return 'missing';
  const found = await hashOf(store, file.sha256);
  return found.sha256 === file.sha256 && found.bytes === file.bytes ? undefined : 'altered';
}

/** Reads every file and hashes it anew. */
export async function checkFiles(
  db: Database,
  store: EvidenceStore,
  tell: (done: number) => void = () => undefined,
): Promise<FilesChecked> {
  const checked: FilesChecked = { ok: true, files: 0, bytes: 0, faults: [] };
  for await (const file of knownFiles(db)) {
    const what = await faultOf(store, file);
    if (what) checked.faults.push({ sha256: file.sha256, what, fileName: file.fileName });
    checked.files += 1;
    checked.bytes += file.bytes;
    tell(checked.files);
  }
  return { ...checked, ok: checked.faults.length === 0 };
}

export interface FilesMoved {
  ok: boolean;
  moved: number;
  already: number;
  bytes: number;
  faults: FileFault[];
}

/**
 * Copies every file from one store to another and reads back what arrived; nothing is taken away. It can be cut off and
 * run again: what has arrived is not sent twice.
 */
export async function moveFiles(
  db: Database,
  from: EvidenceStore,
  to: EvidenceStore,
  tell: (done: number) => void = () => undefined,
): Promise<FilesMoved> {
  const result: FilesMoved = { ok: true, moved: 0, already: 0, bytes: 0, faults: [] };
  for await (const file of knownFiles(db)) {
    if ((await faultOf(to, file)) === undefined) result.already += 1;
    else {
      const before = await faultOf(from, file);
      if (!before) await to.keep(from.read(file.sha256), file.bytes);
      const what = before ?? (await faultOf(to, file));
      if (what) result.faults.push({ sha256: file.sha256, what, fileName: file.fileName });
      else {
        result.moved += 1;
        result.bytes += file.bytes;
      }
    }
    tell(result.moved + result.already + result.faults.length);
  }
  return { ...result, ok: result.faults.length === 0 };
}
