// A database that was made for a test or a measurement goes again, whoever is still connected to it.
import type pg from 'pg';

/**
 * Drops a database of the server that `client` is connected to, ending the sessions in it first.
 * Not by `with (force)`: that refuses who is no superuser while an autovacuum worker is in it; a plain drop ends the worker.
 */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
    [name],
  );
  await client.query(`drop database ${name}`);
}
