// What autovacuum does on a server, done for the embedded database, which has none: fresh statistics, and room of the dead.
import { type Kept, keepDoing } from '../jobs/keep-doing.ts';
import type { Database } from './database.ts';

/** Rows and share of a table after which a server's autovacuum looks at it: PostgreSQL's own defaults. */
const ROWS = 50;
const ANALYZE_SHARE = 0.1;
const VACUUM_SHARE = 0.2;

interface Due {
  name: string;
  vacuum: boolean;
}

/**
 * Tends the tables that have changed enough. On a server there is nothing to do.
 * @returns the names of those that were tended
 */
export async function tend(db: Database): Promise<string[]> {
  if (db.engine !== 'pglite') return [];
  await db.pool.query('select pg_stat_force_next_flush()'); // what was counted within the last second too
  const { rows } = await db.pool.query<Due>(
    `select format('%I.%I', schemaname, relname) as name, n_dead_tup > $1::numeric + $3::numeric * n_live_tup as vacuum from pg_stat_user_tables
      where n_dead_tup > $1::numeric + $3::numeric * n_live_tup or n_mod_since_analyze > $1::numeric + $2::numeric * n_live_tup order by n_live_tup`,
    [ROWS, ANALYZE_SHARE, VACUUM_SHARE],
  );
  // One statement a table: whoever waits gets his turn between two.
  for (const { name, vacuum } of rows)
    await db.pool.query(`${vacuum ? 'vacuum (analyze, truncate off)' : 'analyze'} ${name}`);
  return rows.map(({ name }) => name);
}

/** Tends once a minute until it is stopped. */
export const keepTending = (db: Database, everyMs = 60_000): Kept => keepDoing(everyMs, () => tend(db));
