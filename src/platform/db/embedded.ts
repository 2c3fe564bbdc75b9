// Starts, watches and restarts the embedded database of a data folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { lockFolder } from './folder-lock.ts';

/** A running embedded database. */
export interface EmbeddedDatabase {
  /** Connection settings for `pg`. */
  connection: { host: string; port: number; user: string; database: string };
  /** Process id of the child that holds the files, for fault tests. */
  pid(): number | undefined;
  /** How many times the file layer was made to sync (docs/decisions/0004). */
  syncs(): Promise<number>;
  stop(): Promise<void>;
}

/** How patient the supervisor is; a test has less time. */
export interface Patience {
  pingEveryMs: number;
  /** a ping that is not answered for so long: the database hangs */
  pingLimitMs: number;
  /** a start, the recovery of its log included, that takes longer hangs */
  startLimitMs: number;
  /** one statement that computes for so long hangs as well */
  statementLimitMs: number;
}
const patient: Patience = {
  ...{ pingEveryMs: 2_000, pingLimitMs: 30_000, startLimitMs: 120_000 },
  statementLimitMs: 30 * 60_000,
};
/** Who computes for so much of the time is at work; Linux counts hundredths of a second. */
const AT_WORK_SHARE = 0.05;
const TICK_MS = 10;
const PORT = 5432;
/** Its own objects are few and short-lived: a young generation of the usual size would only be filled before it is swept. */
const flags = ['--no-warnings', '--max-semi-space-size=4'];
const script = fileURLToPath(new URL('./pglite-process.ts', import.meta.url));

/** What a process has computed so far, milliseconds; undefined where the system does not tell. */
function computedMs(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) * TICK_MS;
  } catch {
    return undefined;
  }
}

/** A Unix socket's path is short by law of the kernel (107 bytes): a deep data folder gets one in the temporary folder. */
function socketFolder(data: string): string {
  const inside = join(data, 'socket');
  if (Buffer.byteLength(join(inside, `.s.PGSQL.${PORT}`)) < 104) return inside;
  const key = createHash('sha256').update(data).digest('hex').slice(0, 12);
  return join(tmpdir(), `greenfab-${process.getuid?.() ?? 0}-${key}`);
}

/** In the temporary folder anybody may have been first: behind a link, or in a folder of somebody else, nothing is asked. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
}

/** Connection settings of a server that is running on this folder already; undefined when nobody answers there. */
export async function findRunning(dataFolder: string): Promise<EmbeddedDatabase['connection'] | undefined> {
  const connection = { host: socketFolder(resolve(dataFolder)), port: PORT, user: 'postgres', database: 'postgres' };
  if (!isOurs(connection.host) || !existsSync(join(connection.host, `.s.PGSQL.${PORT}`))) return undefined;
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return connection;
  } catch {
    return undefined;
  } finally {
    client.end().catch(() => undefined);
  }
}

/**
 * Opens the embedded database in `dataFolder/db`.
 * @throws FolderInUse when another process holds the folder
 */
export async function startEmbedded(
  dataFolder: string,
  onRestart: (why: string) => void,
  patience: Partial<Patience> = {},
): Promise<EmbeddedDatabase> {
  const { pingEveryMs, pingLimitMs, startLimitMs, statementLimitMs } = { ...patient, ...patience };
  const data = resolve(dataFolder);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(data, 0o700);
  const lock = lockFolder(data);
  const host = socketFolder(data);
  mkdirSync(host, { recursive: true, mode: 0o700 });
  if (!isOurs(host)) {
    lock.release();
    throw new Error(`${host} belongs to somebody else; the embedded database does not open its door there`);
  }
  chmodSync(host, 0o700);
  const socketPath = join(host, `.s.PGSQL.${PORT}`);
  const files = join(data, 'db');
  const connection = { host, port: PORT, user: 'postgres', database: 'postgres' };
  let child: ChildProcess | undefined;
  let stopping = false;

  const launch = () =>
    new Promise<void>((done, failed) => {
      rmSync(socketPath, { force: true });
      const started = spawn(process.execPath, [...flags, script, files, socketPath], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      child = started;
      const limit = setTimeout(() => started.kill('SIGKILL'), startLimitMs);
      started.stdin?.on('error', () => undefined); // it was killed while we spoke to it
      started.stdout?.on('data', (chunk: Buffer) => {
        if (!chunk.toString().includes('ready')) return;
        clearTimeout(limit);
        done();
      });
      started.once('exit', (code) => {
        clearTimeout(limit);
        failed(new Error(`the embedded database did not start (exit ${code})`));
        if (child === started) child = undefined;
        if (!stopping) scheduleRestart(`it ended with ${code}`);
      });
    });

  /** A new database is made in a folder beside, and takes its place only when it is whole: a kill leaves none half made. */
  const initialise = async () => {
    const partial = `${files}.partial`;
    const made = spawn(process.execPath, [...flags, script, partial, socketPath, 'initialise'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const code = await new Promise<number | null>((done) => made.once('exit', done));
    if (code !== 0) throw new Error(`the embedded database could not be made (exit ${code})`);
    renameSync(partial, files);
  };

  let restarting = false;
  let everReady = false;
  function scheduleRestart(why: string): void {
    if (restarting || stopping || !everReady) return;
    restarting = true;
    onRestart(why);
    setTimeout(() => {
      if (stopping) return;
      launch()
        .catch(() => undefined)
        .finally(() => {
          restarting = false;
          if (!child) scheduleRestart('it did not start');
        });
    }, 200).unref();
  }

  try {
    if (!existsSync(join(files, 'PG_VERSION'))) await initialise();
    await launch();
    everReady = true;
  } catch (error) {
    lock.release();
    throw error;
  }

  /** What the child counts; undefined when it does not answer in time. */
  const ask = (running: ChildProcess, limitMs: number) =>
    new Promise<{ syncs: number; answered: number } | undefined>((done) => {
      const settle = (counts?: { syncs: number; answered: number }) => {
        clearTimeout(limit);
        running.stdout?.off('data', listen);
        done(counts);
      };
      const listen = (chunk: Buffer) => {
        const found = /counts (\{.*\})/.exec(chunk.toString());
        if (found) settle(JSON.parse(found[1] as string));
      };
      const limit = setTimeout(settle, limitMs);
      running.stdout?.on('data', listen);
      running.stdin?.write('counts\n');
    });

  // One FATAL wedges PGlite: it accepts and never answers. A ping that is not answered restarts it, unless others were
  // answered meanwhile: then it waits behind a long transaction; or it computed all the while: then behind one statement,
  // during which it hears nothing.
  let pinging = false;
  let answeredAt = Date.now();
  const watch = setInterval(async () => {
    if (restarting || pinging || !child) return;
    const asked = child;
    pinging = true;
    const [begunAt, computedBefore] = [Date.now(), computedMs(asked.pid)];
    const before = await ask(asked, pingLimitMs);
    const client = new pg.Client({
      ...connection,
      connectionTimeoutMillis: pingLimitMs,
      query_timeout: pingLimitMs,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      answeredAt = Date.now();
    } catch {
      const after = child === asked && !stopping ? await ask(asked, pingEveryMs) : undefined;
      const answersOthers = after !== undefined && before !== undefined && after.answered > before.answered;
      if (answersOthers) answeredAt = Date.now();
      const computed = (computedMs(asked.pid) ?? 0) - (computedBefore ?? 0);
      const isAtWork = computed > AT_WORK_SHARE * (Date.now() - begunAt) && Date.now() - answeredAt < statementLimitMs;
      if (child === asked && !stopping && !answersOthers && !isAtWork) asked.kill('SIGKILL');
    } finally {
      pinging = false;
      client.end().catch(() => undefined);
    }
  }, pingEveryMs);
  watch.unref();

  return {
    connection,
    pid: () => child?.pid,
    syncs: async () => (child && (await ask(child, pingLimitMs)))?.syncs ?? 0,
    stop: async () => {
      stopping = true;
      clearInterval(watch);
      const running = child;
      if (running) {
        const ended = new Promise<void>((done) => running.once('exit', () => done()));
        running.stdin?.end();
        const limit = setTimeout(() => running.kill('SIGKILL'), 5_000);
        await ended;
        clearTimeout(limit);
      }
      rmSync(socketPath, { force: true });
      lock.release();
    },
  };
}
