// Is every rule a pure function of what it is handed? No clock, no chance, no language, nothing outside.
import { describe, expect, test } from 'vitest';
import { shippedCode, sourceFiles } from './source-files.ts';
import { clockOrChanceIn, impurityIn } from './source-scan.ts';

const code = sourceFiles('src', shippedCode);
const told = (scan: typeof impurityIn, wanted: RegExp) =>
  code
    .filter(({ path }) => wanted.test(path))
    .flatMap(({ path, source }) => scan(path, source).map(({ what, line }) => `${path}:${line} asks ${what}`));

describe('the source', () => {
  test('has rules and models that ask nothing of the outside', () => {
    expect(told(impurityIn, /^src\/domains\/[^/]+\/(rules|model)\//)).toEqual([]);
  });

  test('has units, periods, standards and terms that ask neither clock nor chance', () => {
    const foundations = /^src\/(units|period|standards|glossary)\//;
    expect(code.some(({ path }) => foundations.test(path))).toBe(true);
    expect(told(clockOrChanceIn, foundations)).toEqual([]);
  });
});

describe('in a rule, the scan', () => {
  test.each([
    ['const today = new Date();', 'the clock (Date)'],
    ["const day = new Date('2024-06-01');", 'the clock (Date)'],
    ['const now = Date.now();', 'the clock (Date)'],
    ['export const isLate = (due: Date) => due;', 'the clock (Date)'],
    ['const start = performance.now();', 'the clock (performance)'],
    ['const draw = Math.random();', 'chance (random)'],
    ['const id = crypto.randomUUID();', 'chance (crypto)'],
    ["const shown = new Intl.NumberFormat('zh').format(1);", 'the language (Intl)'],
    ["const shown = (1).toLocaleString('en');", 'the language (toLocaleString)'],
    ["const order = 'a'.localeCompare('b');", 'the language (localeCompare)'],
    ['const secret = process.env.SECRET;', 'the process'],
    ["const list = fetch('/api');", 'the network (fetch)'],
    ['console.log(1);', 'the console'],
  ])('catches %s', (source, what) => {
    expect(impurityIn('rule.ts', source).map((finding) => finding.what)).toEqual([what]);
  });

  test.each([
    'export const isLate = (dueOn: string, today: string) => today > dueOn;',
    '// never new Date(): today is handed in',
    'const columns = { Date: 1 }; const first = columns.Date;',
    'type Row = { document: string }; export const typeOf = (document: Row) => document.document;',
    'const largest = Math.max(1, 2);',
  ])('lets pass %s', (source) => {
    expect(impurityIn('rule.ts', source)).toEqual([]);
  });
});

describe('in the foundations, the scan', () => {
  test.each([
    ['const today = new Date();', 'the clock (new Date())'],
    ['const now = Date.now();', 'the clock (Date.now)'],
    ['const draw = Math.random();', 'chance (random)'],
  ])('catches %s', (source, what) => {
    expect(clockOrChanceIn('period.ts', source).map((finding) => finding.what)).toEqual([what]);
  });

  test('lets calendar arithmetic pass', () => {
    expect(clockOrChanceIn('period.ts', 'const day = new Date(Date.UTC(2024, 5, 1));')).toEqual([]);
  });
});
