// A migrated, empty database for one test file: embedded, or a new one on the server of TEST_DATABASE_URL.
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { connect, type Database } from './database.ts';
import { dropDatabase } from './drop-database.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** A database that nobody else sees, gone with `close`. */
export interface TestDatabase {
  db: Database;
  /** its data folder, which goes with it */
  folder: string;
  close(): Promise<void>;
}

/** Opens one in `beforeAll` (some seconds on the embedded database); `close` belongs in `afterAll`. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? openOnServer(server) : openEmbedded();
}

const templateName = 'greenfab-template-';
const dayMs = 24 * 3600_000;

/** Named after everything that goes into it: migrations, PGlite, and how we start it. */
function templateKey(): string {
  const key = createHash('sha256').update(`${process.getuid?.() ?? ''}`);
  const files = readdirSync(migrations)
    .sort()
    .map((name) => join(migrations, name));
  const here = fileURLToPath(new URL('.', import.meta.url));
  const pglite = fileURLToPath(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')));
  for (const path of [...files, join(here, 'pglite-process.ts'), pglite]) key.update(path).update(readFileSync(path));
  return key.digest('hex').slice(0, 16);
}

/** A migrated, empty data folder to copy: making one takes ten seconds and more, copying it less than one. */
async function template(): Promise<string> {
  const path = join(tmpdir(), `${templateName}${templateKey()}`);
  if (existsSync(path)) return path;
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(templateName))) {
    const old = join(tmpdir(), name);
    if (Date.now() - statSync(old).mtimeMs > dayMs) rmSync(old, { recursive: true, force: true });
  }
  const made = mkdtempSync(join(tmpdir(), templateName));
  const embedded = await startEmbedded(made, () => undefined);
  const db = connect('pglite', embedded.connection);
  try {
    await migrate(db.pool, migrations);
  } finally {
    await db.close();
    await embedded.stop();
  }
  try {
    renameSync(made, path);
  } catch {
    rmSync(made, { recursive: true, force: true }); // another test file made it meanwhile
  }
  return path;
}

/** Lays a migrated, empty embedded database into a data folder that has none. */
export async function layMigrated(dataFolder: string): Promise<void> {
  cpSync(join(await template(), 'db'), join(dataFolder, 'db'), { recursive: true });
}

async function openEmbedded(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-db-'));
  await layMigrated(folder);
  const embedded = await startEmbedded(folder, () => undefined);
  const db = connect('pglite', embedded.connection);
  const close = async () => {
    await db.close();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(db.pool, migrations);
    return { db, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const at = (server: string, database: string) => new URL(`/${database}`, server).href;

/** A migrated, empty database of the server to copy, made where there is none. @returns its name */
async function templateOn(url: string, client: pg.Client): Promise<string> {
  const name = `greenfab_template_${templateKey()}`;
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'greenfab\\_template\\_%' and pg_get_userbyid(datdba) = current_user`,
  );
  if (rows.some(({ datname }) => datname === name)) return name;
  // Those of other migrations, and one that was not finished.
  for (const { datname } of rows) await dropDatabase(client, datname);
  const making = `${name}_making`;
  await client.query(`create database ${making}`);
  const pool = new pg.Pool({ connectionString: at(url, making), max: 1 });
  try {
    await migrate(pool, migrations);
  } finally {
    await pool.end();
  }
  await client.query(`alter database ${making} rename to ${name}`);
  return name;
}

async function openOnServer(url: string): Promise<TestDatabase> {
  const name = `greenfab_test_${randomBytes(6).toString('hex')}`;
  // One after the other: the first makes the template, and the roles, which belong to the whole server.
  await onServer(url, async (turn) => {
    await turn.query('begin');
    await turn.query(`select pg_advisory_xact_lock(hashtext('greenfab test databases'))`);
    await onServer(url, async (client) => {
      await client.query(`create database ${name} template ${await templateOn(url, client)}`);
    });
    await turn.query('commit');
  });
  const db = connect('postgresql', { connectionString: at(url, name) });
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-data-'));
  const close = async () => {
    await db.close();
    await onServer(url, (client) => dropDatabase(client, name));
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, folder, close };
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
