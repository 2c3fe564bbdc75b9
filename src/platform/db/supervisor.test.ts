// The supervisor of the embedded database tells one that works for somebody else from one that hangs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startEmbedded } from './embedded.ts';

test('a transaction longer than a ping waits is not taken for a database that hangs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-embedded-'));
  const restarts: string[] = [];
  const embedded = await startEmbedded(folder, (why) => restarts.push(why), { pingEveryMs: 200, pingLimitMs: 1_000 });
  const client = new pg.Client(embedded.connection);
  client.on('error', () => undefined);
  try {
    const pid = embedded.pid();
    await client.connect();
    await client.query('begin');
    const until = Date.now() + 3_500;
    while (Date.now() < until) {
      await client.query('select 1');
      await pause(20);
    }
    await client.query('commit');
    expect([restarts, embedded.pid()]).toEqual([[], pid]);
  } finally {
    await client.end();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
