// Does a text find the substance that is meant, the best first, the same through the index as one by one?
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownNumberProblem, substanceKey } from './own-number.ts';
import { type Match, matches, matchOf, readQuestion, type Searchable, substanceSearch } from './substance-search.ts';

const made = (cas: string, ec: string | null, names: string[], formula: string | null, lists = 1): Searchable => ({
  ...{ key: `cas:${cas}`, cas, ec, names, formula, lists },
});
const held = [
  made('7439-92-1', '231-100-4', ['Lead', '铅'], 'Pb', 3),
  made('1317-36-8', '215-267-0', ['Lead monoxide', '一氧化铅'], 'OPb', 3),
  made('117-81-7', '204-211-0', ['Bis(2-ethylhexyl) phthalate', 'DEHP'], 'C24H38O4', 5),
  made('117-84-0', '204-214-7', ['Dioctyl phthalate'], 'C24H38O4', 2),
  made('301-04-2', '206-104-4', ['Lead di(acetate)'], 'C2H4O2.1/2Pb', 4),
  made('26447-40-5', null, ['Methylenediphenyl diisocyanate'], 'C15H10N2O2'),
];
const search = substanceSearch(held);
const found = (question: string) => search.find(question, 10).found.map(({ key, match }) => [key.slice(4), match]);

describe('a question', () => {
  test('is met by a number in any notation', () => {
    for (const question of ['117-81-7', '１１７－８１－７', 'CAS 0117-81-7', '117817', '204-211-0', '117–81–7'])
      expect(found(question)).toEqual([['117-81-7', 'number']]);
    expect(found('117-8')).toEqual([
      ['117-81-7', 'beginning'],
      ['117-84-0', 'beginning'],
    ]);
  });

  test('is met by the whole name first, then its beginning, a word of it, and within', () => {
    expect(found('lead')).toEqual([
      ['7439-92-1', 'name'],
      ['301-04-2', 'beginning'],
      ['1317-36-8', 'beginning'],
    ]);
    expect(found('phthalate')).toEqual([
      ['117-81-7', 'word'],
      ['117-84-0', 'word'],
    ]);
    expect(found('铅').map(([cas]) => cas)).toEqual(['7439-92-1', '1317-36-8']);
    expect(found('phthalate hexyl')).toEqual([['117-81-7', 'within']]);
    expect(found('dehp')).toEqual([['117-81-7', 'name']]);
    expect(found('no such thing')).toEqual([]);
    expect(found('  ')).toEqual([]);
  });

  test('is met by a formula in the order in which one writes it: PbO is OPb in a register', () => {
    expect(found('PbO')).toEqual([['1317-36-8', 'formula']]);
    expect(found('C24H38O4')).toEqual([
      ['117-81-7', 'formula'],
      ['117-84-0', 'formula'],
    ]);
  });

  test('finds through the index what each substance by itself meets, as well as it does', () => {
    const text = fc.stringMatching(/^[abO1 -]{1,5}$/);
    const one = fc.record({ names: fc.array(text, { maxLength: 3 }), formula: fc.option(text), lists: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), text, (some, question) => {
        const all = some.map((each, at): Searchable => ({ ...each, key: `key:x${at}`, cas: null, ec: null }));
        const asked = readQuestion(question);
        const each = all.flatMap((each): [string, Match][] => {
          const match = matchOf(each, asked);
          return match ? [[each.key, match]] : [];
        });
        const { found, total } = substanceSearch(all).find(question, 100);
        expect(new Map(found.map(({ key, match }) => [key, match]))).toEqual(new Map(each));
        expect(total).toBe(each.length);
        const ranks = found.map(({ match }) => matches.indexOf(match));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(substanceSearch(all).find(question, 2).found).toEqual(found.slice(0, 2));
      }),
    );
  });
});

describe('the number of a substance of one’s own', () => {
  test.each([
    ['117-81-7', undefined],
    ['204-211-0', undefined],
    ['BZ-0001', undefined],
    // 117-81: 1·1 + 8·2 + 7·3 + 1·4 + 1·5 = 47
    ['117-81-8', { code: 'substance_cas_check_digit', facts: { given: '117-81-8', digit: 7 } }],
    ['204-211-1', { code: 'substance_ec_check_digit', facts: { given: '204-211-1' } }],
    ['CAS 0117-81-7', { code: 'substance_number_notation', facts: { given: 'CAS 0117-81-7', plain: '117-81-7' } }],
    ['EC 204-211-0', { code: 'substance_number_notation', facts: { given: 'EC 204-211-0', plain: '204-211-0' } }],
    ['our number', { code: 'substance_number_signs', facts: { given: 'our number' } }],
  ])('%s', (number, problem) => expect(ownNumberProblem(number)).toEqual(problem));

  test('is the key by which others name it', () => {
    expect(['117-81-7', '204-211-0', 'BZ-0001'].map(substanceKey)).toEqual([
      ...['cas:117-81-7', 'ec:204-211-0', 'key:BZ-0001'],
    ]);
  });
});
