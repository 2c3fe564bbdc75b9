// Fills an empty installation from a backup: files first, then every table in one transaction.
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type pg from 'pg';
import { migrate } from '../db/migrate.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { Refused } from '../records/server/refusal.ts';
import { type BackupManifest, fileOfPart, SECRET, tableOfPart } from './format.ts';
import { bytesOf, readParts } from './read-backup.ts';
import { type BackedTable, listTables, nameOfTable, quoted } from './tables.ts';

/** Where a backup goes. */
export interface RestoreInto {
  pool: pg.Pool;
  evidence: EvidenceStore;
  dataFolder: string;
  /** folder of the migrations of this program */
  migrations: string;
}

const unzipped = promisify(gunzip);

/** Whether a database has no table of ours, or tables and nobody and nothing in them. */
async function assertEmpty(pool: pg.Pool): Promise<void> {
  const { rows: tables } = await pool.query(
    `select 1 from pg_class where relname = 'history_entry' and relnamespace = 'public'::regnamespace`,
  );
  if (tables.length === 0) return;
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.backup', 'on', true)`);
    const { rows } = await client.query('select 1 from person union all select 1 from history_entry limit 1');
    if (rows.length > 0) throw new Refused('not_empty');
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/**
 * Restores what `manifest` lists. Tables are filled in one transaction: a kill at any moment leaves a database that is
 * still empty, and files that nothing names yet. `onBegin` is called when the installation was found empty, before
 * anything is done to it.
 * @throws Refused `not_empty`; `newer_backup` when the tables were made by migrations that this program does not have
 */
export async function restoreBackup(
  into: RestoreInto,
  path: string,
  manifest: BackupManifest,
  { onBegin, onRows }: { onBegin?: () => void; onRows?: (rows: number) => void } = {},
): Promise<void> {
  const known = new Set(readdirSync(into.migrations));
  const strange = manifest.migrations.find(({ name }) => !known.has(name));
  if (strange) throw new Refused('newer_backup', { part: strange.name });
  await assertEmpty(into.pool);
  onBegin?.();
  const until = manifest.migrations.at(-1)?.name;
  await migrate(into.pool, into.migrations, until);

  const actual = new Map(manifest.parts.map(({ name, sha256 }) => [name, sha256]));
  await readParts(path, async (name, body) => {
    const sha256 = fileOfPart(name);
    if (sha256 && actual.get(name) === sha256) await into.evidence.keep(body, Number.MAX_SAFE_INTEGER);
    if (name === SECRET) await writeFile(join(into.dataFolder, SECRET), await bytesOf(body), { mode: 0o600 });
  });

  const client = await into.pool.connect();
  try {
    await client.query('begin');
    await fill(client, path, manifest, onRows);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function fill(
  client: pg.ClientBase,
  path: string,
  manifest: BackupManifest,
  onRows: ((rows: number) => void) | undefined,
): Promise<void> {
  const there = new Map((await listTables(client)).map((table) => [nameOfTable(table), table]));
  const tables = manifest.tables.map(({ name, columns }): BackedTable => {
    const table = there.get(name);
    if (!table) throw new Refused('altered_backup', { part: name });
    return { ...table, columns };
  });
  // Its own rules do not bind what was right when it was written: periods have closed since, people have left.
  const each = async (statement: (table: string) => string) => {
    for (const table of tables) await client.query(statement(quoted(table.schema, table.name)));
  };
  const { rows: forced } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relforcerowsecurity`,
  );
  const bound = tables.filter((table) => forced.some(({ name }) => name === nameOfTable(table)));
  for (const { schema, name } of bound)
    await client.query(`alter table ${quoted(schema, name)} no force row level security`);
  await each((table) => `alter table ${table} disable trigger user`);
  // What migrations put there themselves is in the backup too.
  for (const { schema, name } of [...tables].reverse()) await client.query(`delete from ${quoted(schema, name)}`);

  let rows = 0;
  let last = -1;
  await readParts(path, async (part, body) => {
    const name = tableOfPart(part);
    const index = tables.findIndex((table) => nameOfTable(table) === name);
    if (index < 0) return;
    if (index < last) throw new Refused('altered_backup', { part });
    last = index;
    const table = tables[index] as BackedTable;
    const lines = (await unzipped(await bytesOf(body))).toString('utf8').trimEnd().split('\n');
    const columns = table.columns.map((one) => quoted(one)).join(', ');
    const into = quoted(table.schema, table.name);
    await client.query(
      `insert into ${into} (${columns}) overriding system value select ${columns} from jsonb_populate_recordset(null::${into}, $1::jsonb)`,
      [`[${lines.join(',')}]`],
    );
    rows += lines.length;
    onRows?.(rows);
  });

  await each((table) => `alter table ${table} enable trigger user`);
  for (const { schema, name } of bound)
    await client.query(`alter table ${quoted(schema, name)} force row level security`);
  await client.query(
    `select setval(pg_get_serial_sequence('kpi_dirty', 'id'), coalesce((select max(id) from kpi_dirty), 0) + 1, false)`,
  );
  // Numbers of the history go on rising, whatever this server's own transactions are counted to.
  await client.query(`update history_clock set base = $1::bigint - pg_current_xact_id()::text::bigint`, [
    manifest.lastSeq,
  ]);
  // Imports that were on their way when the backup was taken have nobody who goes on with them: the next start sweeps them.
  await client.query(`update intake_pending set lease_until = now() - interval '1 second'`);
}
