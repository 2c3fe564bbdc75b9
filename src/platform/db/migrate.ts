// Brings a database to the newest migration: plain SQL files, one sequence, forward only.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** A file that already ran has been altered since: history must not be rewritten. */
export class MigrationAltered extends Error {}

/**
 * Runs each new file in a transaction of its own through the simple protocol (a file holds many statements), up to and
 * with the file `until` where one is named.
 * @returns the names of the files that ran
 * @throws MigrationAltered when a file that ran before has another content now
 */
export async function migrate(pool: pg.Pool, folder: string, until?: string): Promise<string[]> {
  const client = await pool.connect();
  const ran: string[] = [];
  try {
    await client.query(`create table if not exists schema_migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration');
    const known = new Map(rows.map((row) => [row.name, row.sha256]));
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.sql') && (until === undefined || file <= until))
      .sort()) {
      const text = readFileSync(join(folder, name), 'utf8');
      const sha256 = createHash('sha256').update(text).digest('hex');
      const before = known.get(name);
      if (before === sha256) continue;
      if (before) throw new MigrationAltered(`migration ${name} was altered after it ran`);
      await client.query('begin');
      try {
        await client.query(text);
        await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`migration ${name}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
      ran.push(name);
    }
  } finally {
    client.release();
  }
  return ran;
}
