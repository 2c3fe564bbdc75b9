// Does what `npm pack` makes hold all that runs, and nothing else?
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, onTestFinished, test } from 'vitest';
import { firstPageBytes } from '#app/bench/first-page.ts';
import { runIn } from './unpack.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const { packed: folder } = inject('sampleCompany');
const home = join(folder, 'node_modules/greenfab');
const files = readdirSync(home, { recursive: true, encoding: 'utf8' });

test('it holds the compiled program and the built pages, no source, no test and nothing of a maintainer', () => {
  expect(files).toContain('dist/app/cli.js');
  expect(files).toContain('dist/web/index.html');
  expect(files).toContain('LICENSE');
  // Types are there of the engine alone.
  const types = files.filter((file) => file.endsWith('.d.ts'));
  expect(types).toContain('dist/domains/substances/cli/engine.d.ts');
  expect(types.length).toBeLessThan(50);
  expect(files.filter((file) => /(?<!\.d)\.tsx?$|\.test\.|^(src|tools|tests|docs)\b/.test(file))).toEqual([]);
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
  const typed = files
    .filter((file) => file.endsWith('.d.ts'))
    .flatMap((file) =>
      [...readFileSync(join(home, file), 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*['"]([#.][^'"]+)['"]/g)].map(
        ([, name = '']) => join(home, dirname(file), name.replace(/\.js$/, '.d.ts')),
      ),
    );
  expect(typed.length).toBeGreaterThan(20);
  targets.push(...typed);
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

test('a program of somebody else compiles against the engine, and judges, compares and converts a file with it', () => {
  const own = mkdtempSync(join(tmpdir(), 'greenfab-engine-'));
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
  symlinkSync(join(folder, 'node_modules'), join(own, 'node_modules'));
  writeFileSync(join(own, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(own, 'cable.csv'),
    `Part No,Part mass (mg),Material,Material mass (mg),Substance,CAS No,Content (%)
CABLE-1,1000,PVC sheath,900,Polyvinyl chloride,9002-86-2,70
CABLE-1,1000,PVC sheath,900,DEHP,117-81-7,30
CABLE-1,1000,Conductor,100,Copper,7440-50-8,100
`,
  );
  // The manual's own program, so that it is right as long as this is.
  const manual = readFileSync(fileURLToPath(new URL('../../docs/substances-engine.md', import.meta.url)), 'utf8');
  const program = [...manual.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code).join('\n');
  const compiled = (source: string) => {
    writeFileSync(join(own, 'judge.ts'), source);
    const options = ['--strict', '--noEmit', '--target', 'es2024', '--module', 'nodenext', '--types', 'node'];
    const types = ['--typeRoots', join(checkout, 'node_modules/@types')];
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(checkout, 'node_modules/typescript/bin/tsc'), ...options, ...types, 'judge.ts'],
      { cwd: own, encoding: 'utf8' },
    );
    return { status, stdout };
  };
  expect(compiled(program)).toEqual({ status: 0, stdout: '' });
  const told = execFileSync(process.execPath, ['--no-warnings', 'judge.ts'], { cwd: own, encoding: 'utf8' });
  expect(told).toContain('CABLE-1 does_not_comply PVC sheath 300000 1000');
  expect(told).toContain('CABLE-1 complies > must_be_communicated true');
  expect(told).toContain('<Main');
  // Types that are any would let everything pass.
  expect(compiled(`${program}\nconst wrong: number = found[0]!.verdict;\nvoid wrong;`).stdout).toContain('TS2322');
});
