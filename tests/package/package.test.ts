// Does what `npm pack` makes hold all that runs, and nothing else?
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { firstPageBytes } from '#app/bench/first-page.ts';
import { runIn } from './unpack.ts';

const { packed: folder } = inject('sampleCompany');
const home = join(folder, 'node_modules/greenfab');
const files = readdirSync(home, { recursive: true, encoding: 'utf8' });

test('it holds the compiled program and the built pages, no source, no test and nothing of a maintainer', () => {
  expect(files).toContain('dist/app/cli.js');
  expect(files).toContain('dist/web/index.html');
  expect(files).toContain('LICENSE');
  expect(files.filter((file) => /\.tsx?$|\.test\.|^(src|tools|tests|docs)\b/.test(file))).toEqual([]);
});

test('the first page fetches at most 450 kB of JavaScript, gzipped', () => {
  // The manifest of the build tells what belongs to it; a package has no use for it.
  expect(firstPageBytes(fileURLToPath(new URL('../../dist/web', import.meta.url)))).toBeLessThan(450_000);
});

test('every file that a compiled file names is there', () => {
  const named = /\b(?:from|import|new URL)\s*\(?\s*'([#.][^']*\/[^']+)'/g;
  const program = files.filter(
    (file) => file.startsWith('dist/') && file.endsWith('.js') && !file.startsWith('dist/web/'),
  );
  const targets = program.flatMap((file) =>
    [...readFileSync(join(home, file), 'utf8').matchAll(named)].map(([, name = '']) => join(home, dirname(file), name)),
  );
  expect(targets.length).toBeGreaterThan(500);
  expect(targets.filter((target) => !existsSync(target))).toEqual([]);
});

test('it explains a figure in an empty folder, and leaves nothing there', async () => {
  const { code, stdout } = await runIn(folder, 'explain', 'waste.conversion-rate', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ id: 'waste.conversion-rate', unit: 'share' });
  expect(readdirSync(folder)).toEqual(['node_modules']);
});

test('it opens a database of its own and takes a sheet in', async () => {
  const { code, stdout } = await runIn(
    folder,
    'import',
    'factories.region',
    join(home, 'samples/regions.csv'),
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'committed', counts: { bad: 0 } });
});
