// Is the list of security whole, and does each test that it names exist? And does the source keep to what it says of itself?
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout, shippedCode, sourceFiles } from './source-files.ts';

const states = ['met', 'partly', 'not met', 'operator', 'n/a'];
const list = readFileSync(join(checkout, 'docs/security.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    if (!/^\| \d+\.\d+\.\d+ \|/.test(line)) return [];
    const [number = '', level = '', asked = '', state = '', how = '', shownBy = ''] = line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim());
    return [
      {
        number,
        level,
        asked,
        state,
        how,
        tests: [...shownBy.matchAll(/`([^`]+)`/g)].map(([, path]) => path as string),
      },
    ];
  });

describe('docs/security.md', () => {
  test('has every requirement of levels 1 and 2 of ASVS 5.0.0, once and in order', () => {
    const of = (level: string) => list.filter((row) => row.level === level).length;
    expect([of('1'), of('2'), list.length]).toEqual([70, 183, 253]);
    const place = (number: string) => number.split('.').reduce((sum, part) => sum * 100 + Number(part), 0);
    for (const [at, { number }] of list.entries())
      if (at > 0) expect(place(number)).toBeGreaterThan(place(list[at - 1]?.number ?? ''));
  });

  test('says of each how it stands, and why', () => {
    const bare = list.filter(
      ({ asked, state, how }) => asked === '' || !states.includes(state) || (how === '' && state !== 'n/a'),
    );
    expect(bare).toEqual([]);
  });

  test('names tests that there are', () => {
    const named = [...new Set(list.flatMap(({ tests }) => tests))];
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !/\.test\.tsx?$/.test(path) || !existsSync(join(checkout, path)))).toEqual([]);
  });

  test('shows most of what it calls met by a test', () => {
    const met = list.filter(({ state }) => state === 'met');
    expect(met.filter(({ tests }) => tests.length > 0).length / met.length).toBeGreaterThan(0.75);
  });
});

/** What runs text as a program, or puts it into a page as markup, or takes any certificate. */
const dangerous = [
  /\beval\(/,
  /\bnew Function\(/,
  /dangerouslySetInnerHTML/,
  /\.(inner|outer)HTML\b/,
  /insertAdjacentHTML|document\.write\(/,
  /\bexec(File)?(Sync)?\(['"`][^'"`]*\$\{/,
  /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED/,
  /unsafe-(inline|eval)/,
];

test('the source runs no text, writes no markup into pages and checks every certificate', () => {
  const found = sourceFiles('src', shippedCode).flatMap(({ path, source }) =>
    dangerous.filter((one) => one.test(source)).map((one) => `${path}: ${one}`),
  );
  expect(found).toEqual([]);
  for (const sample of [
    'eval(x)',
    'a.innerHTML = b',
    "script-src 'unsafe-inline'",
    '<p dangerouslySetInnerHTML={x} />',
  ])
    expect(dangerous.some((one) => one.test(sample))).toBe(true);
});
