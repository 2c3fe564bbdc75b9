// Do the import rules hold in the source, and would each of them catch who breaks it?
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkout, sourceFiles } from './source-files.ts';

const canaries = fileURLToPath(new URL('./canaries', import.meta.url));
const configuration = join(checkout, '.dependency-cruiser.cjs');
const cruiser = join(checkout, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Cruise {
  modules: { source: string; dependencies: unknown[] }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

/** What the cruiser says of some folders, run as on the command line. */
function cruise(folder: string, targets: string[]): Cruise {
  const args = [cruiser, ...targets, '--config', configuration, '--output-type', 'json'];
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: 'pipe' } as const;
  return JSON.parse(execFileSync(process.execPath, args, options));
}

/** What the cruiser must see: TypeScript, without declarations of JavaScript and without the planted files. */
const typescript = /^(?!tests\/architecture\/canaries\/).*(?<!\.d)\.tsx?$/;

describe('the source', () => {
  const targets = ['src', 'tests', 'tools'];
  const seen = cruise(checkout, targets);

  test('is looked at whole: a cruiser that cruises nothing would find nothing', () => {
    const cruised = new Set(seen.modules.map((module) => module.source));
    const files = targets.flatMap((folder) => sourceFiles(folder, typescript)).map(({ path }) => path);
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !cruised.has(file))).toEqual([]);
    expect(seen.modules.reduce((sum, module) => sum + module.dependencies.length, 0)).toBeGreaterThan(100);
  });

  test('keeps every import rule', () => {
    expect(seen.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });
});

describe('an import rule', () => {
  const seen = cruise(canaries, ['src']);
  const planted = sourceFiles('src', typescript, canaries).map(({ path, source }) => ({
    path,
    firstLine: source.split('\n')[0] ?? '',
  }));
  const plantedFor = (rule: string) =>
    planted
      .filter(({ firstLine }) => firstLine.startsWith('// caught: ') && firstLine.slice(11).split(', ').includes(rule))
      .map(({ path }) => path);
  const rules: string[] = createRequire(import.meta.url)(configuration).forbidden.map(
    (rule: { name: string }) => rule.name,
  );

  test.each(rules)('%s catches the files planted for it, and no other', (rule) => {
    const caught = seen.summary.violations.filter((violation) => violation.rule.name === rule);
    expect(plantedFor(rule).length).toBeGreaterThan(0);
    expect([...new Set(caught.map((violation) => violation.from))].sort()).toEqual(plantedFor(rule).sort());
  });

  test('is named by each planted file in its first line, or none is', () => {
    const known = new RegExp(`^// (legal( \\(.*\\))?|caught: (${rules.join('|')})(, (${rules.join('|')}))*)$`);
    expect(planted.filter(({ firstLine }) => !known.test(firstLine))).toEqual([]);
  });
});
