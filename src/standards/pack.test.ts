import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkPack, isPackInForce, type Pack, packHash } from './pack.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const limits = {
  pack: 'discharge-limits',
  edition: '2021',
  title: { en: 'Discharge limits', zh: '排放限值' },
  source: 'invented for this test',
  licence: 'none needed',
  asOf: '2026-11',
  effectiveFrom: '2021-07-01',
  verified: false,
  rows: [{ id: 'nickel', limitMgPerL: '0.5' }],
};

const problemsOf = (json: unknown) => {
  const checked = checkPack(json);
  return 'problems' in checked ? checked.problems.map(({ path, code }) => `${path}: ${code}`) : [];
};

describe('checking a pack', () => {
  test('a pack with source, dates and rows is taken', () => {
    expect(checkPack(limits)).toEqual({ pack: limits });
  });

  test('everything that is wrong is said at once', () => {
    const { licence: _licence, ...rest } = limits;
    const broken = {
      ...rest,
      pack: 'Discharge Limits',
      title: { en: 'Discharge limits' },
      effectiveFrom: '2021-07-32',
      verified: 'no',
      rows: [{ id: 'nickel' }, { id: 'nickel' }, { limitMgPerL: '0.5' }],
      examples: [{ id: 'a' }],
      effectiveUntil: '2022-01-01',
    };
    expect(problemsOf(broken)).toEqual([
      'effectiveUntil: unknown_field',
      'licence: text_missing',
      'pack: not_kebab_case',
      'title: both_languages_needed',
      'verified: not_true_or_false',
      'effectiveFrom: not_a_date',
      'rows[1].id: id_repeated',
      'rows[2].id: row_without_id',
      'examples[0]: example_incomplete',
    ]);
  });

  test.each([
    ['no object', [], [': not_an_object']],
    ['no rows', { ...limits, rows: [] }, ['rows: rows_missing']],
    ['no first day at all', { ...limits, effectiveFrom: undefined }, ['effectiveFrom: not_a_date']],
    ['an end before the beginning', { ...limits, effectiveTo: '2021-07-01' }, ['effectiveTo: ends_before_it_begins']],
    ['a review some time', { ...limits, reviewOn: 'soon' }, ['reviewOn: not_a_date']],
    ['an as-of without date', { ...limits, asOf: 'autumn' }, ['asOf: not_a_date']],
    ['a note in one language', { ...limits, note: { en: 'read this' } }, ['note: both_languages_needed']],
    ['examples that are no list', { ...limits, examples: {} }, ['examples: example_incomplete']],
  ])('%s', (_what, json, problems) => {
    expect(problemsOf(json)).toEqual(problems);
  });

  test('a first day that nobody knows is null, and the year of a source is enough', () => {
    expect(problemsOf({ ...limits, effectiveFrom: null, asOf: '2022' })).toEqual([]);
  });
});

describe('the hash of a pack', () => {
  test('does not depend on the order of fields, and changes with any value', () => {
    const reordered = Object.fromEntries(Object.entries(limits).toReversed()) as unknown as Pack;
    const stricter = { ...limits, rows: [{ id: 'nickel', limitMgPerL: '0.1' }] };
    expect(packHash(reordered, sha256)).toBe(packHash(limits, sha256));
    expect(packHash(stricter, sha256)).not.toBe(packHash(limits, sha256));
    expect(packHash(limits, sha256)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is taken over canonical JSON', () => {
    expect(packHash({ ...limits, rows: [{ id: 'a', z: 1, b: 'é' }] }, (text) => text)).toContain(
      '"rows":[{"b":"é","id":"a","z":1}],"source":',
    );
  });
});

test('a pack holds from its first day to before its last', () => {
  const dated = { effectiveFrom: '2021-07-01', effectiveTo: '2025-01-01' };
  expect(isPackInForce(dated, '2021-06-30')).toBe(false);
  expect(isPackInForce(dated, '2021-07-01')).toBe(true);
  expect(isPackInForce(dated, '2024-12-31')).toBe(true);
  expect(isPackInForce(dated, '2025-01-01')).toBe(false);
  expect(isPackInForce({ effectiveFrom: null }, '1999-01-01')).toBe(true);
});

describe('the packs that are shipped', () => {
  const folder = join(import.meta.dirname, '../../reference');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));

  test('there are some', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  test.each(files)('%s is sound and lies where its name says', (path) => {
    const json: unknown = JSON.parse(readFileSync(join(folder, path), 'utf8'));
    expect(problemsOf(json)).toEqual([]);
    const { pack, edition } = json as Pack;
    expect(path.replaceAll('\\', '/')).toBe(`${pack}/${edition}.json`);
    expect(basename(path, '.json')).toBe(edition);
  });
});
