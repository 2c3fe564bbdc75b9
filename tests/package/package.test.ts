// Does what `npm pack` makes run for somebody who has only that: in an empty folder, with the packages that it asks for?
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../tools/free-port.mjs';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'greenfab-package-'));
const modules = join(folder, 'node_modules');
const installed = join(modules, 'greenfab');
const environment = { ...process.env, GREENFAB_DATA: join(folder, 'data'), npm_lifecycle_event: undefined };

/** Runs the command as npm links it. */
function greenfab(...args: string[]) {
  return run(process.execPath, [join(modules, '.bin', 'greenfab'), ...args], { cwd: folder, env: environment });
}

/** What npm would do from its registry: the packages that the packed one asks for, and no other, beside it. */
function link(name: string): void {
  const there = join(checkout, 'node_modules', name);
  if (!existsSync(there)) return;
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  symlinkSync(there, join(modules, name));
}

beforeAll(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: checkout });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  mkdirSync(join(modules, '.bin'), { recursive: true });
  await run('tar', ['-xzf', join(folder, packed.filename), '-C', modules]);
  await run('mv', [join(modules, 'package'), installed]);
  const { dependencies, optionalDependencies, bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) link(name);
  symlinkSync(join(installed, bin.greenfab), join(modules, '.bin', 'greenfab'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package holds no source, no test and nothing of a maintainer', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  expect(files).toContain('dist/app/cli.js');
  expect(files).toContain('dist/web/index.html');
  expect(files).toContain('dist/platform/db/pglite-process.js');
  expect(files.filter((file) => /\.tsx?$|\.test\.|^(src|tools|tests)\b/.test(file))).toEqual([]);
});

test('every file that a compiled file imports is there', () => {
  const files = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' });
  const compiled = files.filter((file) => file.endsWith('.js') && !file.startsWith('web/'));
  const imports = compiled.flatMap((file) =>
    [
      ...readFileSync(join(installed, 'dist', file), 'utf8').matchAll(
        /\b(?:from|import)\s*\(?\s*'([#.][^']*\/[^']+)'/g,
      ),
    ].map(([, name = '']) => join(dirname(join(installed, 'dist', file)), name)),
  );
  expect(imports.length).toBeGreaterThan(500);
  expect(imports.filter((file) => !existsSync(file))).toEqual([]);
});

test('it explains a figure', async () => {
  const { stdout } = await greenfab('explain', 'waste.conversion-rate', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ id: 'waste.conversion-rate', unit: 'share' });
});

test('it opens a database of its own, reads a sheet and takes it in', async () => {
  const { stdout } = await greenfab('import', 'factories.region', join(installed, 'samples/regions.csv'), '--json');
  expect(JSON.parse(stdout)).toMatchObject({ status: 'committed' });
});

test('it serves the pages and the API, and ends when it is told to', async () => {
  const port = await freePort();
  const server = spawn(process.execPath, [join(modules, '.bin', 'greenfab'), 'serve', '--port', String(port)], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => server.once('exit', done));
  try {
    await new Promise((done, fail) => {
      server.stdout.once('data', done);
      server.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
    });
    const page = await fetch(`http://localhost:${port}/`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<div id="root">');
    expect((await fetch(`http://localhost:${port}/api/v1/me`)).status).toBe(401);
  } finally {
    server.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
});
