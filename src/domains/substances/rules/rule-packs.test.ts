// Is every rule pack of the product sound, and does each of its worked examples come out as a practitioner expects?
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Pack } from '#standards/pack.ts';
import { checkPack } from '#standards/pack.ts';
import { groupsPack, isRulePack, rulePackOf, rulePackProblems } from './rule-pack.ts';
import { workExample } from './worked-example.ts';

const reference = new URL('../../../../reference/', import.meta.url);
const packs = readdirSync(reference, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(new URL(`${name}/`, reference))
      .filter((file) => file.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(new URL(`${name}/${file}`, reference), 'utf8')) as Pack),
  )
  .filter(isRulePack);
const groups = packs.filter(({ pack }) => pack === groupsPack).flatMap((pack) => rulePackOf(pack).groups);
const formulas = new Map<string, string | null>(
  gunzipSync(readFileSync(new URL('substances/identities-2026-11.tsv.gz', reference)))
    .toString('utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([cas, , , , formula]) => [`cas:${cas}`, formula || null] as const),
);

const compositionOf = (key: string) => ({ formula: formulas.get(key) ?? null });

test('an example that expects something else is told to be wrong', () => {
  const [pack] = packs.filter(({ pack: name }) => name === 'rohs-eu');
  const over = pack?.examples?.find(({ id }) => id === 'lead-over');
  if (!pack || !over) throw new TypeError('the example of lead over its limit is held');
  const expecting = (expected: object) => workExample(pack, { ...over, expected }, { groups, compositionOf }).isRight;
  expect(expecting({ verdict: 'does_not_comply' })).toBe(true);
  expect(expecting({ verdict: 'complies' })).toBe(false);
  expect(expecting({ verdict: 'does_not_comply', restriction: 'cd' })).toBe(false);
});

test('all packs of the list are held', () => {
  expect([...new Set(packs.map(({ pack }) => pack))].sort()).toEqual([
    'batteries-eu',
    'halogen-free',
    'iec-62474-dsl',
    'low-halogen',
    'packaging-metals',
    'pfas',
    'pfas-eu-proposal',
    'pops-eu',
    'prop-65',
    'reach-annex-xiv',
    'reach-annex-xvii',
    'reach-candidate-list',
    'rohs-cn',
    'rohs-eu',
    'substance-groups',
    'tsca-6h',
  ]);
});

describe.each(packs.map((pack) => [`${pack.pack} ${pack.edition}`, pack] as const))('%s', (_name, pack) => {
  test('is sound', () => {
    expect(checkPack(pack)).toHaveProperty('pack');
    expect(rulePackProblems(pack, groups)).toEqual([]);
  });
  test.each((pack.examples ?? []).map((example) => [example.id, example] as const))('example %s', (_id, example) => {
    const { verdict, reason, isRight } = workExample(pack, example, { groups, compositionOf });
    expect({ verdict, restriction: reason?.restriction }).toMatchObject(example.expected as object);
    expect(isRight).toBe(true);
  });
});

describe('the Candidate List on any day', () => {
  const list = packs.find(({ pack }) => pack === 'reach-candidate-list');
  const entriesOn = (day: string) =>
    list ? rulePackOf(list).restrictions.filter(({ from }) => from !== null && from <= day).length : 0;
  // standards.md §3.3, list size timeline
  test.each([
    ['2008-10-27', 0],
    ['2023-06-14', 235],
    ['2024-01-22', 235],
    ['2024-01-23', 240],
    ['2024-06-27', 241],
    ['2024-11-07', 242],
    ['2025-01-21', 247],
    ['2025-06-25', 250],
    ['2025-11-05', 251],
    ['2026-02-04', 253],
  ])('on %s it has %i entries', (day, entries) => expect(entriesOn(day)).toBe(entries));
  test('every row of the source is in one entry: 508', () => {
    const rows = list?.rows.map((row) => Number(row.rowsOfSource)) ?? [];
    expect(rows.reduce((sum, one) => sum + one, 0)).toBe(508);
  });
});

describe('what is wrong with a pack is told', () => {
  const [rohs] = packs.filter(({ pack }) => pack === 'rohs-eu');
  const broken = (id: string, change: object) =>
    rulePackProblems(
      { ...(rohs as Pack), rows: (rohs as Pack).rows.map((row) => (row.id === id ? { ...row, ...change } : row)) },
      groups,
    ).map(({ code }) => code);
  test.each([
    ['pb', { group: 'plumbum' }, 'group_unknown'],
    ['pb', { limitPpm: '-1' }, 'limit_not_a_number'],
    ['pb', { limitPpm: '1000001' }, 'limit_over_whole'],
    ['pb', { limitPpm: null }, 'limit_missing'],
    ['pb', { clause: '' }, 'clause_missing'],
    ['pb', { source: '' }, 'source_missing'],
    ['pb', { label: { en: 'Lead' } }, 'label_missing'],
    ['pb', { exemptions: ['6(d)'] }, 'exemption_unknown'],
    ['pb', { per: 'kilogram' }, 'denominator_unknown'],
    ['pb', { duty: 'forbidden' }, 'duty_unknown'],
    ['pb', { measure: { of: 'element', element: 'Xx' } }, 'element_unknown'],
    ['pb', { from: '2013-13-01' }, 'date_wrong'],
    ['pb', { classes: ['gadget'] }, 'class_unknown'],
    ['dehp', { members: ['cas:117-81-8'] }, 'member_not_a_number'],
    ['dehp', { members: [] }, 'member_missing'],
    ['exemption:6(c)', { of: ['gold'] }, 'exemption_of_nothing'],
    ['exemption:6(c)', { type: 'other' }, 'row_type_unknown'],
  ] as const)('%s with %j: %s', (id, change, code) => expect(broken(id, change)).toContain(code));
});
