// The queue of the library over our pool: its own schema, owned by the owner role; no LISTEN, no connection of its own.
import { PgBoss } from 'pg-boss';
import type { Database } from '../db/database.ts';

/** All jobs share one queue, so that one worker polls: a job is seldom, and short. */
export const QUEUE = 'work';

/** How patient the queue is; a test has less time. */
export interface QueuePace {
  pollSeconds: number;
  /** tries after the first; the pause doubles from `retrySeconds` on */
  retries: number;
  retrySeconds: number;
  /** how often it is looked whether the queue gave something up of which no worker could tell */
  lookSeconds: number;
}
export const usualPace: QueuePace = { pollSeconds: 2, retries: 4, retrySeconds: 20, lookSeconds: 15 };

/** The library over the pool of our database. */
export function makeQueue(db: Database, onError: (error: unknown) => void): PgBoss {
  const queue = new PgBoss({
    schema: 'jobs',
    db: { executeSql: (text, values) => run(db, text, values) },
    backend: db.engine === 'pglite' ? 'pglite' : 'postgres',
    // Indexes of a queue as small as ours are not rebuilt, and on the embedded database we tend the tables ourselves.
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    superviseIntervalSeconds: 60,
    maintenanceIntervalSeconds: 3_600,
    flowIntervalSeconds: 3_600,
    bamIntervalSeconds: 3_600,
    cronMonitorIntervalSeconds: 45,
    cronWorkerIntervalSeconds: 20,
    clockMonitorIntervalSeconds: 600,
  });
  queue.on('error', onError);
  return queue;
}

/** A statement of the library; one that fails inside a transaction of its own text leaves none open on our connection. */
async function run(db: Database, text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  const client = await db.pool.connect();
  try {
    const answer: unknown = values && values.length > 0 ? await client.query(text, values) : await client.query(text);
    const results = (Array.isArray(answer) ? answer : [answer]) as { rows: unknown[] }[];
    return { rows: results.flatMap(({ rows }) => rows) };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
