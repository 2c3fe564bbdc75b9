// `npm test`: everything that must hold, from a bare checkout, the quick checks first; ends with `N passed, M failed`.
// `npm run check` (--fast) leaves out what needs a server or a browser; `--only NAME,NAME` runs single stages.
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { endGroup, findRuntime, noRuntime, onEnd } from '../bin/runtime.mjs';
import { installSystemBrowser, requireBrowser } from './browser.mjs';
import { countTests } from './count-tests.mjs';
import { buildWeb, installPackages, root, runNpm, runQuietly } from './install.mjs';

/** @typedef {{ passed: number, failed: number, skipped?: number, output?: string, note?: string }} Outcome */
/**
 * @typedef {object} Stage
 * @property {string} name for --only
 * @property {string} title
 * @property {boolean} fast part of `npm run check`
 * @property {boolean} required fails when it finds nothing to run; the others are then left out
 * @property {boolean} [light] needs one core for a short time: two of these run beside each other
 * @property {string} [folder] where its test files lie
 * @property {() => Promise<Outcome>} run
 */

/** What a whole run keeps in temporary files at most, with plenty to spare. */
const scratchBytes = 6 * 1024 ** 3;
/** A stage that takes longer hangs. */
const stageLimitMs = 50 * 60_000;
const testFile = /\.test\.tsx?$/;
/** Two test files at once: vitest by itself leaves one of two cores free. */
const besideEachOther = ['--fileParallelism', '--maxWorkers=2'];

/** @type {readonly Stage[]} */
const stages = [
  {
    name: 'format',
    title: 'format and lint',
    fast: true,
    required: true,
    light: true,
    run: tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '.'),
  },
  {
    name: 'types',
    title: 'types',
    fast: true,
    required: true,
    light: true,
    run: tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  },
  {
    name: 'dead-code',
    title: 'dead code',
    fast: true,
    required: true,
    light: true,
    run: tool('knip/bin/knip.js', '--no-progress'),
  },
  {
    name: 'imports',
    title: 'import rules',
    fast: true,
    required: true,
    light: true,
    folder: 'tests/architecture',
    run: tests(['tests/architecture']),
  },
  {
    name: 'advisories',
    title: 'known weaknesses of packages',
    fast: false,
    required: false,
    light: true,
    run: advisories,
  },
  {
    name: 'unit',
    title: 'units, rules, SQL on PGlite',
    fast: true,
    required: true,
    folder: 'src',
    run: tests(['src', 'tools']),
  },
  { name: 'postgres', title: 'SQL on PostgreSQL', fast: false, required: true, run: testsOnPostgres },
  {
    name: 'faults',
    title: 'faults, on both databases',
    fast: false,
    required: true,
    folder: 'tests/faults',
    // Whoever was killed is waited for more than computed: two files beside each other.
    run: longTests('tests/faults', {}, besideEachOther),
  },
  {
    name: 'peers',
    title: 'beside other tools',
    fast: false,
    required: false,
    folder: 'tests/peers',
    run: longTests('tests/peers'),
  },
  { name: 'browser', title: 'browser and fonts', fast: false, required: true, run: browserIsThere },
  { name: 'web', title: 'web', fast: false, required: true, run: webIsBuilt },
  {
    name: 'stories',
    title: 'packed program, stories in the browser',
    fast: false,
    required: true,
    folder: 'tests/stories',
    run: stories,
  },
];

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
const own = (/** @type {import('node:child_process').ChildProcess} */ child) => {
  running.add(child);
  child.once('exit', () => running.delete(child));
};

/**
 * Runs a JavaScript program of node_modules on the pinned runtime.
 * @param {readonly string[]} args the program's path in node_modules, then its arguments
 * @param {NodeJS.ProcessEnv} [extra]
 */
async function runProgram([program = '', ...args], extra = {}) {
  const runtime = findRuntime() ?? process.execPath;
  const path = [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path, NO_COLOR: '1', ...extra };
  delete env.FORCE_COLOR;
  /** @type {NodeJS.Timeout | undefined} */
  let limit;
  const result = await runQuietly(runtime, [join(root, 'node_modules', program), ...args], {
    env,
    apart: true,
    onStart: (child) => {
      own(child);
      limit = setTimeout(() => endGroup(child, 'SIGKILL'), stageLimitMs);
    },
  });
  clearTimeout(limit);
  return result;
}

/** A stage that is one check. @param {readonly string[]} command */
function tool(...command) {
  return async () => {
    const { ok, output } = await runProgram(command);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };
  };
}

/**
 * Runs test files and counts the tests in them.
 * @param {readonly string[]} args of vitest
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Outcome>}
 */
async function runTests(args, env) {
  const report = join(mkdtempSync(join(scratch, 'report-')), 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { ok, output } = await runProgram(['vitest/vitest.mjs', 'run', ...reporters, ...args], env);
  return { ...countTests(ok, existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined), output };
}

/** @param {readonly string[]} folders */
function tests(folders) {
  return () => runTests([...besideEachOther, ...folders]);
}

/** @param {string} folder @param {NodeJS.ProcessEnv} [env] @param {readonly string[]} [flags] */
function longTests(folder, env, flags = []) {
  return () => runTests(['--config', 'tests/vitest.config.ts', '--root', '.', ...flags, folder], env);
}

/** @param {string} folder @returns {string[]} test files in it, relative to the checkout */
function testFilesIn(folder) {
  const whole = join(root, folder);
  if (!existsSync(whole)) return [];
  return readdirSync(whole, { recursive: true, encoding: 'utf8' })
    .map((name) => relative(root, join(whole, name)))
    .filter((name) => testFile.test(name) && !name.includes('canaries'));
}

/**
 * The test files that reach a database driver by what they import: only these can differ between databases.
 * @returns {string[]}
 */
function testFilesWithDatabase() {
  /** @type {Map<string, boolean>} */
  const known = new Map();
  const driver = /^(pg|@electric-sql\/.*)$/;
  const reaches = (/** @type {string} */ file) => {
    const before = known.get(file);
    if (before !== undefined) return before;
    known.set(file, false);
    const source = existsSync(file) && /\.tsx?$/.test(file) ? readFileSync(file, 'utf8') : '';
    const asked = [...source.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
    const answer = asked.some((name) => {
      if (driver.test(name)) return true;
      if (name.startsWith('.')) return reaches(join(dirname(file), name));
      return name.startsWith('#') && reaches(join(root, 'src', name.slice(1)));
    });
    known.set(file, answer);
    return answer;
  };
  return testFilesIn('src').filter((file) => reaches(join(root, file)));
}

/** The SQL tests once more, on a server of their own or on the one that TEST_DATABASE_URL names. */
async function testsOnPostgres() {
  const files = testFilesWithDatabase();
  if (files.length === 0) return { passed: 0, failed: 1, output: 'No test file reaches a database.\n' };
  const given = process.env.TEST_DATABASE_URL;
  const { startPostgres } = await import('./postgres.mjs');
  const server = given ? undefined : await startPostgres();
  try {
    const superuser = server ? { TEST_SUPERUSER_URL: server.superuserUrl } : {};
    return await runTests([...besideEachOther, ...files], {
      TEST_DATABASE_URL: given ?? server?.url ?? '',
      ...superuser,
    });
  } finally {
    await server?.stop();
  }
}

async function browserIsThere() {
  const found = await requireBrowser();
  if ('missing' in found) return { passed: 0, failed: 1, output: `${found.missing}\n` };
  return { passed: 1, failed: 0, note: found.browser };
}

async function webIsBuilt() {
  return { passed: 1, failed: 0, note: await buildWeb({ onStart: own }) };
}

async function stories() {
  const found = await requireBrowser();
  if ('missing' in found) return { passed: 0, failed: 1, output: `${found.missing}\n` };
  await buildWeb({ onStart: own });
  // A browser waits for its server and the server for its database: two runs beside each other. What was packed lays the
  // sample company, and is tried on it.
  return runTests(
    ['--config', 'tests/vitest.config.ts', '--root', '.', ...besideEachOther, 'tests/package', 'tests/stories'],
    { GREENFAB_BROWSER: found.browser },
  );
}

/**
 * What is known of the packages that we ship. A registry that cannot say, or none in reach, is said and counts as nothing:
 * neither a pass, which would be a lie, nor a failure, which a machine without network would always have.
 * @returns {Promise<Outcome>}
 */
async function advisories() {
  const flags = ['--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { ok, output } = await runNpm(['audit', ...flags], own);
  /** @type {{ vulnerabilities?: Record<string, { severity: string, via: unknown[] }>, message?: string, error?: { summary?: string, code?: string } }} */
  let said = {};
  try {
    said = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {}
  if (!said.vulnerabilities) {
    const why = said.message ?? said.error?.summary ?? said.error?.code ?? output.trim().split('\n')[0] ?? '';
    return { passed: 0, failed: 0, note: `NOT REACHED, nothing is known: ${why.slice(0, 120)}` };
  }
  const grave = Object.entries(said.vulnerabilities).filter(([, { severity }]) =>
    ['high', 'critical'].includes(severity),
  );
  if (ok && grave.length === 0) return { passed: 1, failed: 0 };
  return { passed: 0, failed: 1, output: grave.map(([name, { severity }]) => `${name}: ${severity}\n`).join('') };
}

const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** @param {Stage} stage @returns {Promise<Outcome & { title: string }>} */
async function runStage(stage) {
  const { title } = stage;
  if (stage.folder && testFilesIn(stage.folder).length === 0) {
    print(`${stage.required ? 'FAILED' : '-     '} ${title}: no test files in ${stage.folder}`);
    return { title, passed: 0, failed: stage.required ? 1 : 0 };
  }
  const started = performance.now();
  /** @type {Outcome} */
  let outcome;
  try {
    outcome = await stage.run();
  } catch (error) {
    outcome = { passed: 0, failed: 1, output: `${error instanceof Error ? error.message : error}\n` };
  }
  const { passed, failed, skipped = 0, output = '', note } = outcome;
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  const counts = [
    `${passed} passed`,
    failed ? `${failed} failed` : '',
    skipped ? `${skipped} skipped` : '',
    note ?? '',
  ];
  const verdict = failed ? 'FAILED' : passed + skipped > 0 ? 'ok    ' : '-     ';
  print(`${verdict} ${title.padEnd(28)} ${seconds} s  ${counts.filter(Boolean).join(', ')}`);
  if (failed) print(output.trimEnd().replace(/^/gm, '    '));
  return { title, ...outcome };
}

/** Two light stages beside each other, the others one by one. @param {readonly Stage[]} chosen */
async function runAll(chosen) {
  const waiting = [...chosen];
  /** @type {(Outcome & { title: string })[]} */
  const outcomes = [];
  const lane = async () => {
    for (let stage = waiting[0]; stage?.light; stage = waiting[0]) {
      waiting.shift();
      outcomes.push(await runStage(stage));
    }
  };
  while (waiting.length > 0) {
    await Promise.all([lane(), lane()]);
    const stage = waiting.shift();
    if (stage) outcomes.push(await runStage(stage));
  }
  return outcomes;
}

/** @param {readonly string[]} args @returns {readonly Stage[]} */
function chosenStages(args) {
  if (args.length === 0) return stages;
  if (args.length === 1 && args[0] === '--fast') return stages.filter((stage) => stage.fast);
  const asked = args[0] === '--only' && args.length === 2 ? (args[1] ?? '').split(',') : [];
  const chosen = stages.filter((stage) => asked.includes(stage.name));
  if (chosen.length > 0 && chosen.length === asked.length) return chosen;
  process.stderr.write(`usage: test.mjs [--fast | --only ${stages.map((stage) => stage.name).join(',')}]\n`);
  process.exit(2);
}

/** Installs what the chosen stages need. @param {readonly Stage[]} chosen @returns {Promise<string | undefined>} why it cannot */
async function prepare(chosen) {
  const started = performance.now();
  const browser = chosen.some((stage) => ['browser', 'stories'].includes(stage.name));
  const onInstall = () => print('installing packages …');
  const [packages] = await Promise.allSettled([
    installPackages({ dev: true, onInstall, onStart: own }),
    browser ? installSystemBrowser() : undefined,
  ]);
  if (packages.status === 'rejected') return String(packages.reason.message);
  if (packages.value) print(`installed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return findRuntime() ? undefined : noRuntime;
}

/** In memory where there is plenty: each database is a thousand small files, for which a disk needs a second and more. */
function scratchParent() {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return Math.min(bavail * bsize, freemem()) > scratchBytes ? memory : tmpdir();
}

function cleanUp() {
  for (const child of running) endGroup(child, 'SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
}
const chosen = chosenStages(process.argv.slice(2));
const scratch = mkdtempSync(join(scratchParent(), 'greenfab-test-'));
// The server of PostgreSQL runs as another user. What tests leave behind goes with the folder.
chmodSync(scratch, 0o1777);
process.env.TMPDIR = scratch;
// Programs are started some hundred times: what the first has compiled the others find there.
process.env.NODE_COMPILE_CACHE = join(scratch, 'compiled');
onEnd(() => {
  cleanUp();
  process.exit(1);
});

const trouble = await prepare(chosen);
if (trouble) print(trouble);
const outcomes = trouble ? [{ title: 'installation', passed: 0, failed: 1 }] : await runAll(chosen);
cleanUp();
const total = (/** @type {'passed' | 'failed'} */ what) => outcomes.reduce((sum, outcome) => sum + outcome[what], 0);
const failures = outcomes.filter((outcome) => outcome.failed > 0).map((outcome) => outcome.title);
if (failures.length > 0) print(`failed: ${failures.join('; ')}`);
print(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0;
