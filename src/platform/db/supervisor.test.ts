// The supervisor of the embedded database tells one that works for somebody else from one that hangs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { type EmbeddedDatabase, type Patience, startEmbedded } from './embedded.ts';
import { layMigrated } from './test-database.ts';

/** Opens a database with little patience, and ends it behind the work. */
async function withEmbedded(
  patience: Partial<Patience>,
  work: (embedded: EmbeddedDatabase, client: pg.Client, restarts: string[]) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-embedded-'));
  await layMigrated(folder);
  const restarts: string[] = [];
  const embedded = await startEmbedded(folder, (why) => restarts.push(why), patience);
  const client = new pg.Client(embedded.connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(embedded, client, restarts);
  } finally {
    await client.end().catch(() => undefined);
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a transaction longer than a ping waits is not taken for a database that hangs', () =>
  withEmbedded({ pingEveryMs: 200, pingLimitMs: 1_000 }, async (embedded, client, restarts) => {
    const pid = embedded.pid();
    await client.query('begin');
    const until = Date.now() + 3_500;
    while (Date.now() < until) {
      await client.query('select 1');
      await pause(20);
    }
    await client.query('commit');
    expect([restarts, embedded.pid()]).toEqual([[], pid]);
  }));

// It hears nothing while it computes: neither a ping nor the question how many were answered.
const computing = 'select count(*)::text as n from generate_series(1, 100000) a, generate_series(1, 400) b';

test('one statement longer than a ping waits is not taken for one either', () =>
  withEmbedded({ pingEveryMs: 100, pingLimitMs: 300 }, async (embedded, client, restarts) => {
    const pid = embedded.pid();
    const begun = Date.now();
    expect((await client.query(computing)).rows).toEqual([{ n: '40000000' }]);
    expect(Date.now() - begun).toBeGreaterThan(1_000); // longer than a ping and all that is asked behind it
    expect([restarts, embedded.pid()]).toEqual([[], pid]);
  }));

test('a process that stands still is ended and begun anew, and so is one that computes for too long', async () => {
  await withEmbedded({ pingEveryMs: 100, pingLimitMs: 300 }, async (embedded, _client, restarts) => {
    process.kill(embedded.pid() as number, 'SIGSTOP');
    await expect.poll(() => restarts, { timeout: 20_000 }).toHaveLength(1);
  });
  const patience = { pingEveryMs: 100, pingLimitMs: 300, statementLimitMs: 500 };
  await withEmbedded(patience, async (_embedded, client, restarts) => {
    await expect(client.query(computing)).rejects.toThrow();
    await expect.poll(() => restarts).toHaveLength(1);
  });
});
