// Takes a backup while the installation serves: one moment of every table, every file, and a list of all of it.
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type pg from 'pg';
import { type Pack, pack } from 'tar-stream';
import type { EvidenceStore } from '../evidence/store.ts';
import {
  type BackupHead,
  type BackupManifest,
  FORMAT,
  HEAD,
  MANIFEST,
  partOfFile,
  partOfTable,
  SEAL,
  SECRET,
  VERSION,
} from './format.ts';
import type { BackupProgress } from './shelf-state.ts';
import { atOneMoment, type SnapshotOf } from './snapshot.ts';
import { type BackedTable, listTables, nameOfTable, quoted } from './tables.ts';

/** What is backed up. */
export interface BackupWorld extends SnapshotOf {
  evidence: EvidenceStore;
}

/** Blocks of a table that are read at once and packed into one part: a quarter of a megabyte, some thousand rows. */
const BLOCKS = 32;
const zipped = promisify(gzip);

/**
 * Writes a backup to `path`: readable by its owner alone, and there only when it is whole.
 * @returns the manifest, which names the files that the store no longer had as they were
 */
export async function takeBackup(
  world: BackupWorld,
  path: string,
  onProgress?: (progress: BackupProgress) => void,
): Promise<BackupManifest> {
  const partial = `${path}.partial`;
  const tar = pack();
  const written = pipeline(tar, createWriteStream(partial, { mode: 0o600 }));
  try {
    const [manifest] = await Promise.all([
      fill(world, tar, onProgress).catch((error) => {
        tar.destroy(error);
        throw error;
      }),
      written,
    ]);
    await synced(partial);
    await rename(partial, path);
    await synced(dirname(path));
    return manifest;
  } catch (error) {
    await written.catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

const entry = (tar: Pack, name: string, content: Buffer | string) =>
  new Promise<void>((done, failed) => {
    tar.entry({ name, mode: 0o600 }, content, (error) => (error ? failed(error) : done()));
  });

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}

async function fill(
  world: BackupWorld,
  tar: Pack,
  onProgress: ((progress: BackupProgress) => void) | undefined,
): Promise<BackupManifest> {
  const head: BackupHead = {
    ...{ format: FORMAT, version: VERSION, takenAt: new Date().toISOString(), engine: world.db.engine },
  } as const;
  const parts: BackupManifest['parts'] = [];
  const add = async (name: string, content: Buffer) => {
    parts.push({ name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
    await entry(tar, name, content);
  };
  const progress: BackupProgress = { rows: 0, rowsExpected: 0, files: 0, filesExpected: 0 };
  const tell = () => onProgress?.({ ...progress });

  await add(HEAD, Buffer.from(`${JSON.stringify(head)}\n`));
  const { files, ...moment } = await atOneMoment(world, async (client) => {
    const tables = await listTables(client);
    progress.rowsExpected = await rowsExpected(client, tables);
    const filled: BackupManifest['tables'] = [];
    for (const table of tables) {
      let [rows, part] = [0, 0];
      for await (const { text, count } of rowsOf(client, table)) {
        rows += count;
        progress.rows += count;
        await add(partOfTable(nameOfTable(table), ++part), await zipped(text));
        tell();
      }
      filled.push({ name: nameOfTable(table), columns: table.columns, rows });
    }
    return { tables: filled, ...(await standingOf(client)) };
  });

  const kept = join(world.dataFolder, 'secret');
  if (existsSync(kept)) await add(SECRET, readFileSync(kept));

  progress.filesExpected = files.length;
  const missingFiles: string[] = [];
  let bytes = 0;
  for (const file of files) {
    const found = await addFile(world.evidence, tar, file);
    if (found !== file.sha256) missingFiles.push(file.sha256);
    if (found !== undefined) {
      bytes += file.bytes;
      parts.push({ name: partOfFile(file.sha256), bytes: file.bytes, sha256: found });
    }
    progress.files += 1;
    tell();
  }
  const manifest: BackupManifest = {
    ...head,
    ...moment,
    files: { count: files.length - missingFiles.length, bytes },
    missingFiles,
    parts,
  };
  const list = Buffer.from(`${JSON.stringify(manifest)}\n`);
  await entry(tar, MANIFEST, list);
  await entry(tar, SEAL, createHash('sha256').update(list).digest('hex'));
  tar.finalize();
  return manifest;
}

/** Migrations, numbers and head of the history, and the files that records name, of the same moment. */
async function standingOf(client: pg.ClientBase) {
  const { rows: migrations } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by name',
  );
  // Whatever is seen here has a number below the first that is not given yet.
  const { rows: clock } = await client.query<{ last: string }>(
    `select (base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint)::text as last from history_clock`,
  );
  const { rows: head } = await client.query<{ height: number; hash: string }>(
    `select height, encode(hash, 'hex') as hash from history_block order by height desc limit 1`,
  );
  const { rows: files } = await client.query<{ sha256: string; bytes: string }>(
    `select encode(sha256, 'hex') as sha256, bytes::text as bytes from evidence_file order by sha256`,
  );
  return {
    migrations,
    lastSeq: Number(clock[0]?.last),
    head: head[0] ?? null,
    files: files.map((one) => ({ sha256: one.sha256, bytes: Number(one.bytes) })),
  };
}

async function rowsExpected(client: pg.ClientBase, tables: readonly BackedTable[]): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    `select coalesce(sum(greatest(reltuples, 0)), 0)::bigint::text as n from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname || '.' || c.relname = any($1)`,
    [tables.map(nameOfTable)],
  );
  return Number(rows[0]?.n ?? 0);
}

/** Rows of a table as lines of JSON, made by the database: no number passes through JavaScript. Block by block, as they lie. */
async function* rowsOf(client: pg.ClientBase, table: BackedTable): AsyncGenerator<{ text: string; count: number }> {
  const columns = table.columns.map((one) => quoted(one)).join(', ');
  const from = quoted(table.schema, table.name);
  const { rows: size } = await client.query<{ blocks: number }>(
    `select (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int as blocks`,
    [from],
  );
  for (let block = 0; block < (size[0]?.blocks ?? 0); block += BLOCKS) {
    const { rows } = await client.query<{ line: string }>(
      `select row_to_json(r)::text as line from (select ${columns} from ${from} where ctid >= $1::tid and ctid < $2::tid) r`,
      [`(${block},0)`, `(${block + BLOCKS},0)`],
    );
    if (rows.length > 0) yield { text: rows.map(({ line }) => `${line}\n`).join(''), count: rows.length };
  }
}

/** A file of the store as it is now. @returns the SHA-256 of what was read; undefined when there is none */
async function addFile(
  store: EvidenceStore,
  tar: Pack,
  { sha256, bytes }: { sha256: string; bytes: number },
): Promise<string | undefined> {
  if (!(await store.has(sha256))) return undefined;
  const digest = createHash('sha256');
  const part = tar.entry({ name: partOfFile(sha256), size: bytes, mode: 0o600 });
  await pipeline(
    store.read(sha256),
    new Transform({
      transform(chunk: Buffer, _, done) {
        digest.update(chunk);
        done(null, chunk);
      },
    }),
    part,
  );
  return digest.digest('hex');
}
