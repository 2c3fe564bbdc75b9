// One moment of a database, read at leisure while it goes on serving.
import { constants, mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Database } from '../db/database.ts';
import { startEmbedded } from '../db/embedded.ts';

/** What a snapshot is taken of. */
export interface SnapshotOf {
  db: Database;
  /** holds the files of the embedded database, and for a while a copy of them */
  dataFolder: string;
}

/**
 * Lets `read` see one moment as the owner, every row of every table.
 *
 * A server gives a snapshot to a transaction and goes on beside it. The embedded database has one session, and whoever
 * read in it would make everybody wait: it is held only while its files are copied, and the copy is opened and read.
 */
export async function atOneMoment<T>(
  { db, dataFolder }: SnapshotOf,
  read: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  if (db.engine === 'postgresql') {
    const client = await db.pool.connect();
    try {
      return await inSnapshot(client, read);
    } finally {
      client.release();
    }
  }
  const copy = mkdtempSync(join(dataFolder, 'moment-'));
  try {
    await copyFiles(db.pool, join(dataFolder, 'db'), join(copy, 'db'));
    const embedded = await startEmbedded(copy, () => undefined);
    const client = new pg.Client(embedded.connection);
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await inSnapshot(client, read);
    } finally {
      await client.end();
      await embedded.stop();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function inSnapshot<T>(client: pg.ClientBase, read: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read');
  try {
    await client.query(`select set_config('app.backup', 'on', true)`);
    return await read(client);
  } finally {
    await client.query('rollback');
  }
}

/** What the database has on disk is whole at any moment: opening the copy replays its log, as after a crash. */
async function copyFiles(pool: pg.Pool, from: string, to: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    try {
      await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
    } finally {
      await client.query('rollback');
    }
  } finally {
    client.release();
  }
}
