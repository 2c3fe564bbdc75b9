// The embedded database under faults: one holder of a folder, a child that hangs or is killed, and commits that reach the disk.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '#platform/db/embedded.ts';
import { FolderInUse, lockFolder } from '#platform/db/folder-lock.ts';
import { layMigrated } from '#platform/db/test-database.ts';
import { isAlive, Loop, newFolder, own, until } from './loop.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const migratedFolder = async () => {
  const folder = newFolder();
  await layMigrated(folder);
  return folder;
};
const hasStrace = (() => {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('one folder, one holder', () => {
  test('a second program is refused, and the first does not notice', async () => {
    const folder = await migratedFolder();
    const first = new Loop(folder);
    await first.saying(/^ready$/);
    const second = new Loop(folder, 5_000);
    await until('its refusal', () => second.child.exitCode !== null, 60_000);
    expect([second.child.exitCode === 0, second.errors]).toEqual([
      false,
      expect.stringContaining(`in use by process ${first.child.pid}`),
    ]);
    await first.saying(/^committed /, first.lines.length);
  });

  test('when the program is killed, the process that holds the files ends by itself', async () => {
    const loop = new Loop(await migratedFolder());
    await loop.saying(/^ready$/);
    const pid = await loop.databasePid();
    expect(isAlive(pid)).toBe(true);
    await loop.killed();
    await until('its end', () => !isAlive(pid), 20_000);
  });

  test('of many that start at once on a dead one’s lock, one gets it', async () => {
    const folder = newFolder();
    const script = `import { lockFolder } from ${JSON.stringify(here('../../src/platform/db/folder-lock.ts'))};
      await new Promise((done) => setTimeout(done, Number(process.argv[1]) - Date.now()));
      try { lockFolder(${JSON.stringify(folder)}); console.log('held'); } catch (error) { console.log(error.constructor.name); }
      setTimeout(() => {}, 1500);`;
    for (let round = 0; round < 3; round++) {
      writeFileSync(join(folder, 'lock'), '999999 1@dead\n');
      const at = String(Date.now() + 2_000);
      const said = await Promise.all(
        Array.from(
          { length: 6 },
          () =>
            new Promise<string>((done) => {
              const one = own(
                spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script, at], {
                  stdio: ['ignore', 'pipe', 'inherit'],
                }),
              );
              let text = '';
              one.stdout?.on('data', (chunk: Buffer) => {
                text += chunk.toString();
              });
              one.once('exit', () => done(text.trim()));
            }),
        ),
      );
      expect(said.sort()).toEqual([...Array(5).fill('FolderInUse'), 'held']);
    }
  });

  test('nobody takes it twice, not even the same program; who let go can take it again', () => {
    const folder = newFolder();
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    lock.release();
    lockFolder(folder).release();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});

describe('the embedded database', () => {
  let embedded: EmbeddedDatabase | undefined;
  let told: string[] = [];
  const start = async (folder: string, patience = {}) => {
    told = [];
    const started = await startEmbedded(folder, (why) => told.push(why), patience);
    onTestFinished(() => started.stop());
    embedded = started;
    return started;
  };
  const ask = async (text: string) => {
    const client = new pg.Client({
      ...(embedded as EmbeddedDatabase).connection,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(text)).rows;
    } finally {
      client.end().catch(() => undefined);
    }
  };

  test('that answers no more is ended and started again, with all that it acknowledged', async () => {
    const { pid } = await start(await migratedFolder(), { pingEveryMs: 300, pingLimitMs: 3_000 });
    await ask('create table kept (n int)');
    await ask('insert into kept values (1)');
    const before = pid() as number;
    process.kill(before, 'SIGSTOP');
    await until('a new process', () => pid() !== undefined && pid() !== before, 40_000);
    await until(
      'an answer',
      () =>
        ask('select n from kept').then(
          (rows) => rows.length === 1,
          () => false,
        ),
      40_000,
    );
    expect(isAlive(before)).toBe(false);
    expect(told).toEqual(['it ended with null']);
  });

  test('is not started again by a supervisor that is stopping', async () => {
    const started = await start(await migratedFolder());
    process.kill(started.pid() as number, 'SIGKILL');
    await until('its end', () => started.pid() === undefined, 5_000);
    await started.stop();
    await pause(1_000);
    expect(started.pid()).toBeUndefined();
  });

  test('whose making was killed is made anew', async () => {
    const folder = newFolder();
    const maker = new Loop(folder);
    await until('a beginning', () => existsSync(join(folder, 'db.partial')), 60_000);
    await maker.killed();
    expect(existsSync(join(folder, 'db'))).toBe(false);
    await start(folder);
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(folder, 'db.partial'))).toBe(false);
  });

  test('syncs to disk at every commit', async () => {
    const folder = await migratedFolder();
    const { pid, syncs } = await start(folder);
    await ask('create table synced (n int)');
    const log = join(folder, 'strace.log');
    const traced = hasStrace
      ? own(spawn('strace', ['-f', '-e', 'trace=fsync,fdatasync', '-o', log, '-p', String(pid())], { stdio: 'ignore' }))
      : undefined;
    if (traced) {
      await until('strace', () => existsSync(log), 10_000);
      await pause(500);
    }
    const before = await syncs();
    for (let n = 0; n < 50; n++) await ask(`insert into synced values (${n})`);
    expect((await syncs()) - before).toBeGreaterThanOrEqual(50);
    if (!traced) return;
    traced.kill('SIGTERM');
    await until('its end', () => traced.exitCode !== null || traced.signalCode !== null, 10_000);
    const calls = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => /f(data)?sync\(\d+\)\s+= 0/.test(line) || /f(data)?sync resumed.*= 0/.test(line));
    expect(calls.length).toBeGreaterThanOrEqual(50);
  });
});
