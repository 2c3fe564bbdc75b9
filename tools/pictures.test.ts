// Every picture that a page of ours shows is there, every picture that is there is shown, and all weigh little.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const home = resolve(import.meta.dirname, '..');
const pages = ['README.md', 'CONTRIBUTING.md', 'docs'].flatMap((name) => {
  const path = join(home, name);
  if (statSync(path).isFile()) return [path];
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return inside.filter((one) => one.endsWith('.md')).map((one) => join(path, one));
});
const shown = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map((match) =>
    relative(home, resolve(dirname(page), match[1] ?? '')),
  ),
);
const kept = readdirSync(join(home, 'docs/pictures'), { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile())
  .map((one) => relative(home, join(one.parentPath, one.name)));

test('every picture that README and docs show is there', () => {
  expect(shown).toContain('docs/pictures/report-en-light.webp');
  expect(shown.filter((path) => !existsSync(join(home, path)))).toEqual([]);
});

test('every picture that is there is shown somewhere', () => {
  expect(kept.filter((path) => !shown.includes(path))).toEqual([]);
});

test('together they weigh less than 6 MB', () => {
  const bytes = kept.reduce((sum, path) => sum + statSync(join(home, path)).size, 0);
  expect(bytes).toBeLessThan(6_000_000);
});
