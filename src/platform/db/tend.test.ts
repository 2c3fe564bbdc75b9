// The embedded database is tended as a server tends itself: what has changed gets statistics, what died gives its room back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from './database.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts';
import { tend } from './tend.ts';

const folder = mkdtempSync(join(tmpdir(), 'greenfab-tend-'));
let embedded: EmbeddedDatabase;
let db: Database;

beforeAll(async () => {
  embedded = await startEmbedded(folder, () => undefined);
  db = connect('pglite', embedded.connection);
});
afterAll(async () => {
  await db.close();
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true });
});

const statistics = async () => {
  await db.pool.query('select pg_stat_force_next_flush()');
  return (
    await db.pool.query<{ live: number; dead: number; estimate: number }>(
      `select n_live_tup as live, n_dead_tup as dead, reltuples::int as estimate
        from pg_stat_user_tables s join pg_class c on c.oid = s.relid where s.relname = 'tended'`,
    )
  ).rows[0];
};

test('a table that has changed is analysed, one with many dead rows vacuumed, one at rest left alone', async () => {
  await db.pool.query('create table tended (n integer)');
  await db.pool.query('insert into tended select generate_series(1, 1000)');
  expect(await tend(db)).toEqual(['public.tended']);
  expect(await statistics()).toMatchObject({ live: 1000, dead: 0, estimate: 1000 });
  expect(await tend(db)).toEqual([]);
  await db.pool.query('delete from tended where n > 500');
  expect(await statistics()).toMatchObject({ live: 500, dead: 500 });
  expect(await tend(db)).toEqual(['public.tended']);
  expect(await statistics()).toMatchObject({ live: 500, dead: 0, estimate: 500 });
});
