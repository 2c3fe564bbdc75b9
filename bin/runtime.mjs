// Which Node.js runs greenfab on this machine, and how a program of ours stands in for the one that it starts.
// Plain JavaScript for Node 20: this file is read before the pinned runtime is known to be there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The first release that reads our TypeScript as it is, without a flag. */
const oldestOwnRuntime = [22, 18];

/**
 * The Node.js that runs greenfab: the one pinned as an npm package, wherever npm put it; else the one that runs now, if
 * it is young enough (machines for which the pinned one has no package).
 * @returns {string | undefined} path of the executable, undefined while there is none.
 */
export function findRuntime() {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const program = join(folder, 'bin', windows ? 'node.exe' : 'node');
    if (existsSync(program)) return program;
  } catch {
    // not installed, or no such package for this machine
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldestOwnRuntime;
  const young = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return young && existsSync(process.execPath) ? process.execPath : undefined;
}

/** What to tell a person on whose machine {@link findRuntime} finds nothing. */
export const noRuntime = `greenfab needs Node.js 24, and npm installed none for ${process.platform} ${process.arch}: install Node.js 24, then run this again.`;

/**
 * Flags of our programs: some releases warn that reading TypeScript is experimental. Left alone, the garbage collector of a
 * large machine lets a million-row import grow to three times what it holds; these limits keep it, with its database,
 * under a gigabyte (`greenfab bench import`).
 */
export const runtimeFlags = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=32',
  '--max-old-space-size=1536',
];

/**
 * The environment of our programs. Left alone, the allocator of glibc keeps for later what compiling the database and reading
 * a workbook gave back, a hundred megabytes of it; so it goes back to the system. Others do not read these.
 */
export const runtimeEnvironment = {
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
  ...process.env,
};

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP'} EndSignal */

/**
 * Tells when this program is to end: by a signal, or because npm, which ran it, is gone (npm's shell does not hand signals
 * on). Called once, however often the signal comes within a second: from a terminal it comes to us and through npm.
 * @param {(signal: EndSignal, again: boolean) => void} end again: the person has lost patience
 */
export function onEnd(end) {
  let first = 0;
  let asked = false;
  const tell = (/** @type {EndSignal} */ signal) => {
    if (first === 0) {
      first = performance.now();
      end(signal, false);
    } else if (!asked && performance.now() - first > 1000) {
      asked = true;
      end(signal, true);
    }
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => tell(signal));
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      if (first === 0) tell('SIGTERM');
    }, 500).unref();
  }
}

/**
 * Ends a child that runs apart, with all that it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // gone already
  }
}

/**
 * The exit code that a shell would report.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  if (code !== null) return code;
  return signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : signal === 'SIGHUP' ? 129 : 1;
}

/**
 * Runs a program in our place: same input, output and signals; we end as it ends. Ctrl-C in a terminal reaches it without
 * us.
 * @param {string} program
 * @param {readonly string[]} args
 */
export function become(program, args) {
  const child = spawn(program, args, { env: runtimeEnvironment, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(exitCodeOf(code, signal)));
}
