// Generated pages are what the code says today.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedPages } from './make-docs.ts';

const pages = generatedPages();
const home = join(import.meta.dirname, '..');

test('the glossary has all its terms, and every KPI a method page in both languages', () => {
  expect(pages.size).toBeGreaterThan(10);
  expect(pages.get('GLOSSARY.md')).toContain('废弃物转化率');
});

test('the rule that a method page names is there', () => {
  const named = [...pages.values()].flatMap((page) => page.match(/src\/domains\/[^`]+\.ts/g) ?? []);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(join(home, path)))).toEqual([]);
});

test.each([...pages.keys()])('%s is current: run `node tools/make-docs.ts` when it is not', (path) => {
  expect(readFileSync(join(home, path), 'utf8')).toBe(pages.get(path));
});
