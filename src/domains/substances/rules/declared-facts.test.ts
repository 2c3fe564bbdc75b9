// From a supplier's file to what is judged: shares, masses, remainders and words, by examples that can be added up by hand.
import { describe, expect, test } from 'vitest';
import type { Content, DeclaredProduct, Material } from '../model/declaration.ts';
import { declaredFacts, substanceKey } from './declared-facts.ts';

const content = (cas: string | null, amount: Content['amount']): Content => ({
  name: cas ?? 'proprietary resin',
  cas,
  ec: null,
  knownAs: [],
  groups: [],
  amount,
  exemptions: [],
  use: null,
  thresholds: [],
  intentionallyAdded: null,
});
const share = (text: string) => ({ share: text, entered: text });
const mg = (text: string) => ({ massMg: text, entered: `${text} mg` });
const material = (amount: Material['amount'], ...contents: Content[]): Material => ({
  name: 'alloy',
  knownAs: [],
  classes: [],
  amount,
  isArticle: true,
  contents,
});
const product = (given: Partial<DeclaredProduct>): DeclaredProduct => ({
  name: 'LED',
  number: 'LED-1',
  requesterNumber: null,
  revision: null,
  effectiveOn: null,
  massMg: null,
  unit: 'each',
  isArticle: true,
  isFullMaterial: null,
  alsoCovers: [],
  exemptions: [],
  materialGroups: [],
  statements: [],
  compositionLists: [],
  parts: [],
  materials: [],
  contents: [],
  ...given,
});
const facts = (given: Partial<DeclaredProduct>) =>
  declaredFacts(product(given), {
    id: 'file',
    maker: 'maker',
    covers: (list) => (list.identity === 'DSL' ? [{ pack: 'reach-candidate-list', listDay: 19_000 }] : []),
  });
const dsl = { authority: 'IEC62474', identity: 'DSL', version: 'D29.00' };

describe('amounts', () => {
  test('95 % is 950,000 mg/kg; 2 mg in 80 mg are 25,000', () => {
    const { articles } = facts({
      materials: [material(mg('80'), content('7440-50-8', share('0.95')), content('7440-02-0', mg('2')))],
    });
    expect(articles[0]?.materials[0]).toMatchObject({
      massMg: 80,
      contents: [
        { substance: 'cas:7440-50-8', lowPpm: 950_000, highPpm: 950_000 },
        { substance: 'cas:7440-02-0', lowPpm: 25_000, highPpm: 25_000 },
      ],
      undisclosedPpm: 25_000,
    });
  });

  test('a range is a range, and of what has no amount there may be anything', () => {
    const { articles } = facts({
      materials: [material(mg('1'), content('1', { low: '0.01', high: '0.03', entered: '1-3 %' }), content('2', null))],
    });
    expect(articles[0]?.materials[0]?.contents).toMatchObject([
      { lowPpm: 10_000, highPpm: 30_000 },
      { lowPpm: 0, highPpm: 1_000_000 },
    ]);
  });
});

describe('what nobody names', () => {
  test('99.2 % of what is said to be named in full leaves rounding, 98 % leaves 2 %', () => {
    const left = (named: string, isFullMaterial: boolean) =>
      facts({ isFullMaterial, materials: [material(mg('1'), content('1', share(named)))] }).articles[0]?.materials[0]
        ?.undisclosedPpm;
    expect(left('0.992', true)).toBe(0);
    expect(left('0.98', true)).toBeCloseTo(20_000);
    expect(left('0.992', false)).toBeCloseTo(8_000);
  });

  test('a material of which nothing is named is open whole, whatever the supplier says of the file', () => {
    expect(
      facts({ isFullMaterial: true, materials: [material(mg('4'))] }).articles[0]?.materials[0]?.undisclosedPpm,
    ).toBe(1_000_000);
  });

  test('10 mg of which materials weigh 8 hold 2 mg of something', () => {
    const { articles } = facts({ massMg: '10', materials: [material(mg('8'), content('1', share('1')))] });
    expect(articles[0]?.materials[1]).toMatchObject({ massMg: 2, undisclosedPpm: 1_000_000 });
  });

  test('a product of which only words are known has no article of its own', () => {
    expect(facts({}).articles).toEqual([]);
  });
});

test('two wires in each of three legs are six wires', () => {
  const wire = { name: 'wire', number: null, count: '2', massMg: '1', isArticle: true, parts: [], contents: [] };
  const { articles } = facts({
    parts: [{ ...wire, name: 'leg', count: '3', materials: [], parts: [{ ...wire, materials: [material(mg('1'))] }] }],
  });
  expect(articles.map(({ name, count }) => [name, count])).toEqual([['wire', 6]]);
});

describe('words', () => {
  const said = (entry: string, above: boolean | null) => ({
    list: dsl,
    entry,
    name: entry,
    above,
    answer: null,
    threshold: null,
    application: null,
    amount: null,
    exemptions: [],
    use: null,
  });

  test('every entry answered with no is a word on all that the list covers; one open question is none', () => {
    expect(facts({ statements: [said('1', false), said('2', false)] }).statements).toEqual([
      { pack: 'reach-candidate-list', listDay: 19_000, above: false },
    ]);
    expect(facts({ statements: [said('1', false), said('2', null)] }).statements).toEqual([]);
  });

  test('one entry over its threshold is said of that entry', () => {
    expect(facts({ statements: [said('1', false), said('2', true)] }).statements).toEqual([
      { pack: 'reach-candidate-list', listDay: 19_000, restriction: '2', above: true, exemption: null },
    ]);
  });

  test('a substance without a number is known by its entry, else by its name', () => {
    expect(substanceKey(content(null, null))).toBe('name:proprietary resin');
    expect(substanceKey({ ...content(null, null), groups: [{ list: dsl, id: '00041' }] })).toBe('entry:IEC62474/00041');
  });
});

describe('what nobody declares of the mass', () => {
  const terminal = (massMg: string | null): DeclaredProduct['parts'][number] => ({
    ...{ name: 'terminal', number: null, revision: null, requesterNumber: null, effectiveOn: null, unit: 'each' },
    ...{ isArticle: true, isFullMaterial: null, alsoCovers: [], exemptions: [], materialGroups: [], statements: [] },
    ...{ compositionLists: [], contents: [], parts: [], massMg, count: '2' },
    materials: [material(mg('20'), content('7440-50-8', share('1')))],
  });

  test('a lamp of 150 mg of which two terminals of 20 mg are declared: 110 mg are left', () => {
    const { articles } = facts({ massMg: '150', isFullMaterial: true, parts: [terminal('20')] });
    expect(articles).toMatchObject([
      { name: 'LED', massMg: 110, count: 1, materials: [{ massMg: 110, contents: [], undisclosedPpm: 1_000_000 }] },
      { name: 'terminal', count: 2, materials: [{ massMg: 20, undisclosedPpm: 0 }] },
    ]);
  });

  test('nothing is left where the parts are all of it, and nothing is told where one has no mass', () => {
    expect(facts({ massMg: '40', parts: [terminal('20')] }).articles).toHaveLength(1);
    expect(facts({ massMg: '150', parts: [terminal(null)] }).articles).toHaveLength(1);
  });

  test('parts beside materials are no rest: 150 mg of a body of 110 and two terminals of 20', () => {
    const body = material(mg('110'), content('7440-50-8', share('1')));
    const { articles } = facts({ massMg: '150', materials: [body], parts: [terminal('20')] });
    expect(articles.map(({ materials }) => materials.length)).toEqual([1, 1]);
  });
});
