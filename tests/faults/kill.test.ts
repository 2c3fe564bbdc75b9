// Whoever is killed in the middle of imports: is everything acknowledged there, nothing half, and everything in agreement?
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '#platform/db/embedded.ts';
import { FolderInUse, lockFolder } from '#platform/db/folder-lock.ts';

const KILLS = Number(process.env.GREENFAB_KILLS ?? 20);
const SEED = Number(process.env.GREENFAB_SEED ?? Math.floor(Math.random() * 1_000_000));
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const folders: string[] = [];
const processes: ChildProcess[] = [];

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-faults-'));
  folders.push(folder);
  return folder;
};
afterEach(async () => {
  for (const one of processes.splice(0)) one.kill('SIGKILL');
  await pause(500);
  for (const folder of folders.splice(0))
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

/** Numbers that the seed gives again. */
let state = SEED;
const random = (from: number, below: number) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
  return from + (state % (below - from));
};

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return process.platform !== 'linux';
  }
};
async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs} ms`);
    await pause(25);
  }
}

interface Judgement {
  whole: number[];
  halves: unknown[];
  twice: number;
  unequal: number;
  history: { ok: boolean };
  figuresEqual: boolean;
  sumsEqual: boolean;
}

/** The program that imports without end, and what it has said. */
class Loop {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  readonly acknowledged: number[] = [];
  errors = '';
  highest = 0;

  constructor(dataFolder: string, first: number, databaseUrl?: string) {
    const env = { ...process.env, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) };
    if (!databaseUrl) delete env.DATABASE_URL;
    this.child = spawn(process.execPath, ['--no-warnings', here('import-loop.ts'), dataFolder, String(first)], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    processes.push(this.child);
    this.highest = first;
    this.child.stdin?.on('error', () => undefined);
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-4_000);
    });
    createInterface({ input: this.child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      this.lines.push(line);
      const committed = /^committed (\d+)$/.exec(line)?.[1];
      if (committed) this.acknowledged.push(Number(committed));
      const number = /^(?:committed|failed|refused .*) (\d+)/.exec(line)?.[1];
      if (number) this.highest = Math.max(this.highest, Number(number));
    });
  }
  async saying(what: RegExp, from = 0, limitMs = 120_000): Promise<string> {
    const found = () => this.lines.slice(from).find((line) => what.test(line));
    await until(
      `${what} of ${this.lines.slice(-5).join(' | ')} ${this.errors}`,
      () => found() !== undefined || this.child.exitCode !== null || this.child.signalCode !== null,
      limitMs,
    );
    const line = found();
    if (!line) throw new Error(`it ended: ${this.errors || this.lines.slice(-5).join(' | ')}`);
    return line;
  }
  async judged(from = 0): Promise<Judgement> {
    return JSON.parse((await this.saying(/^judged /, from)).slice('judged '.length)) as Judgement;
  }
  async asks(command: 'judge' | 'pid', answer: RegExp): Promise<string> {
    const from = this.lines.length;
    this.child.stdin?.write(`${command}\n`);
    return this.saying(answer, from);
  }
  async killed(): Promise<void> {
    this.child.kill('SIGKILL');
    await until('its end', () => this.child.signalCode !== null || this.child.exitCode !== null, 10_000);
  }
}

function expectWhole(judgement: Judgement, acknowledged: ReadonlySet<number>, what: string): void {
  expect({
    what,
    lost: [...acknowledged].filter((one) => !judgement.whole.includes(one)),
    ...judgement,
    whole: undefined,
  }).toEqual({
    ...{ what, lost: [], halves: [], twice: 0, unequal: 0, whole: undefined },
    ...{ history: { ok: true, discrepancies: [] }, figuresEqual: true, sumsEqual: true },
  });
}

/** Kills one process after the other at random moments; `other` breaks the database under the program, if it can. */
async function killAgainAndAgain(
  dataFolder: string,
  other: (loop: Loop) => Promise<void>,
  databaseUrl?: string,
): Promise<void> {
  const acknowledged = new Set<number>();
  let loop = new Loop(dataFolder, 1, databaseUrl);
  await loop.saying(/^ready$/);
  for (let kill = 0; kill < KILLS; kill++) {
    const what = `seed ${SEED}, kill ${kill + 1} of ${kill % 2 === 0 ? 'the program' : 'the database'}`;
    await pause(random(50, 1_200));
    if (kill % 2 === 0) {
      await loop.killed();
      for (const one of loop.acknowledged) acknowledged.add(one);
      loop = new Loop(dataFolder, loop.highest + 10, databaseUrl);
      expectWhole(await loop.judged(), acknowledged, what);
      await loop.saying(/^ready$/);
    } else {
      const from = loop.lines.length;
      await other(loop);
      await loop.saying(/^committed /, from); // it goes on by itself
      const judged = loop.asks('judge', /^judged /);
      const judgement = JSON.parse((await judged).slice('judged '.length)) as Judgement;
      for (const one of loop.acknowledged) acknowledged.add(one);
      expectWhole(
        {
          ...judgement,
          whole: [...judgement.whole, ...loop.acknowledged.filter((one) => one > Math.max(0, ...judgement.whole))],
        },
        acknowledged,
        what,
      );
    }
  }
  expect(acknowledged.size).toBeGreaterThan(KILLS / 4);
  await loop.killed();
}

describe(`killed ${KILLS} times in the middle of imports (seed ${SEED})`, () => {
  test('on the embedded database: the program and the process that holds the files, in turn', async () => {
    await killAgainAndAgain(newFolder(), async (loop) => {
      const pid = Number((await loop.asks('pid', /^database \d+$/)).split(' ')[1]);
      process.kill(pid, 'SIGKILL');
    });
  }, 1_500_000);

  test.skipIf(!process.env.TEST_DATABASE_URL)(
    'on PostgreSQL: the program and all its connections, in turn',
    async () => {
      const server = process.env.TEST_DATABASE_URL as string;
      const name = `greenfab_faults_${process.pid}`;
      const admin = new pg.Client({ connectionString: server });
      await admin.connect();
      await admin.query(`create database ${name}`);
      try {
        const url = new URL(server);
        url.pathname = `/${name}`;
        await killAgainAndAgain(
          newFolder(),
          async () => {
            await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
          },
          url.href,
        );
      } finally {
        for (const one of processes) one.kill('SIGKILL');
        await admin.query(`drop database ${name} with (force)`);
        await admin.end();
      }
    },
    1_500_000,
  );
});

describe('one folder, one holder', () => {
  test('a second program is refused, and the first does not notice', async () => {
    const folder = newFolder();
    const first = new Loop(folder, 1);
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
    const loop = new Loop(newFolder(), 1);
    await loop.saying(/^ready$/);
    const pid = Number((await loop.asks('pid', /^database \d+$/)).split(' ')[1]);
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
              const one = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script, at], {
                stdio: ['ignore', 'pipe', 'inherit'],
              });
              processes.push(one);
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
    embedded = await startEmbedded(folder, (why) => told.push(why), patience);
    return embedded;
  };
  afterEach(async () => {
    await embedded?.stop();
    embedded = undefined;
  });
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
    const { pid } = await start(newFolder(), { pingEveryMs: 300, pingLimitMs: 3_000 });
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
    const started = await start(newFolder());
    process.kill(started.pid() as number, 'SIGKILL');
    await until('its end', () => started.pid() === undefined, 5_000);
    await started.stop();
    await pause(1_000);
    expect(started.pid()).toBeUndefined();
  });

  test('whose making was killed is made anew', async () => {
    const folder = newFolder();
    const maker = new Loop(folder, 1);
    await until('a beginning', () => existsSync(join(folder, 'db.partial')), 60_000);
    await maker.killed();
    expect(existsSync(join(folder, 'db'))).toBe(false);
    await start(folder);
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(folder, 'db.partial'))).toBe(false);
  });

  test('syncs to disk at every commit', async () => {
    const folder = newFolder();
    const { pid, syncs } = await start(folder);
    await ask('create table synced (n int)');
    const log = join(folder, 'strace.log');
    const traced = hasStrace
      ? spawn('strace', ['-f', '-e', 'trace=fsync,fdatasync', '-o', log, '-p', String(pid())], { stdio: 'ignore' })
      : undefined;
    if (traced) {
      processes.push(traced);
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

let hasStrace = false;
beforeAll(() => {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    hasStrace = true;
  } catch {
    hasStrace = false;
  }
});
