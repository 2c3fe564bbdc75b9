// Whatever comes in whatever order, the index says what an exact calculation by decimals says, and a change reaches all that it should.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ItemFact } from '../../model/facts.ts';
import type { Restriction } from '../../model/restriction.ts';
import { type Verdict, worse } from '../../model/verdict.ts';
import { type BomEdge, BomLines, bomIndex, CyclicBom } from './bom-index.ts';
import { ContentIndex } from './content-index.ts';
import { impact } from './impact.ts';
import { Judged, standOtherwise } from './judged.ts';
import { dayNumber, packsAt, type RulePack } from './packs-at.ts';
import { RollUp, worstPath } from './roll-up.ts';
import { verdictOf } from './verdict-code.ts';
import { pathsUp, whereUsed } from './where-used.ts';

const substances = Array.from({ length: 8 }, (_, number) => `own:${number}`);
const day = dayNumber('2026-03-01');

const restriction = (id: string, members: string[], given: Partial<Restriction>): Restriction => ({
  id,
  label: { en: id, zh: id },
  clause: 'test',
  members,
  per: 'homogeneous_material',
  measure: { of: 'sum' },
  limitPpm: '1000',
  comparator: 'at_most',
  duty: 'prohibited',
  from: null,
  before: null,
  source: 'test',
  verified: false,
  ...given,
});
const packs: RulePack[] = [
  { pack: 'sum', edition: '1', exemptions: [], restrictions: [restriction('a', ['own:0', 'own:1'], {})] },
  {
    pack: 'article',
    edition: '1',
    exemptions: [],
    restrictions: [restriction('b', ['own:1', 'own:2'], { per: 'article', duty: 'communicate', limitPpm: '500' })],
  },
  {
    pack: 'each',
    edition: '1',
    exemptions: [],
    restrictions: [
      restriction('c', ['own:0', 'own:3'], { measure: { of: 'each' }, limitPpm: '0.025', comparator: 'below' }),
    ],
  },
];

function indexOf(items: readonly ItemFact[]) {
  const index = new ContentIndex();
  for (const name of substances) index.substances.number(name);
  for (const item of items) index.put(item);
  return index;
}
const held = (index: ContentIndex, of: readonly RulePack[] = packs) =>
  packsAt(
    of,
    (one) =>
      (one.members ?? []).map((name) => ({ substance: index.substances.find(name), factorLow: 1, factorHigh: 1 })),
    { day, substances: index.substances.size },
  );

/** Around the limits as often as far from them, with as many digits as suppliers write. */
const ppm = fc.oneof(
  fc.constantFrom('0', '0.025', '0.0250001', '249.99', '250', '500', '500.0001', '999.99999', '1000', '1000.0001'),
  fc.integer({ min: 1, max: 2_000_000 }).map((thousandths) => new Decimal(thousandths).div(1000).toFixed()),
);
const material = fc.record({
  mass: fc.constantFrom<string>('1', '2.5', '97'),
  lines: fc.array(fc.record({ substance: fc.constantFrom(...substances), ppm }), { maxLength: 4 }),
  undisclosed: fc.constantFrom<string>('0', '0', '0', '0.01', '400', '20000'),
});
const articles = fc.array(fc.array(material, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
type Articles = typeof articles extends fc.Arbitrary<infer T> ? T : never;

const itemOf = (id: string, given: Articles | null): ItemFact => ({
  id,
  itemClass: 'component',
  massMg: null,
  sources:
    given === null
      ? []
      : [
          {
            id: `declaration of ${id}`,
            maker: id,
            articles: given.map((materials) => ({
              massMg: null,
              count: 1,
              materials: materials.map((one) => ({
                massMg: Number(one.mass),
                undisclosedPpm: Number(one.undisclosed),
                contents: one.lines.map((line) => ({
                  substance: line.substance,
                  lowPpm: Number(line.ppm),
                  highPpm: Number(line.ppm),
                })),
              })),
            })),
          },
        ],
});

/** The same by decimals, written for one item and one restriction at a time: slow, and without anything in common with the index. */
function exactly(given: Articles, pack: RulePack): Verdict {
  let verdict: Verdict = 'complies';
  for (const one of pack.restrictions)
    for (const members of one.measure.of === 'each'
      ? (one.members ?? []).map((member) => [member])
      : [one.members ?? []])
      for (const materials of given)
        for (const place of one.per === 'article' ? [materials] : materials.map((only) => [only])) {
          // mg for mg/kg of each: nothing is divided, so that nothing is rounded
          const mass = place.reduce((sum, of) => sum.plus(of.mass), new Decimal(0));
          let [low, hidden] = [new Decimal(0), new Decimal(0)];
          for (const of of place) {
            for (const line of of.lines)
              if (members.includes(line.substance)) low = low.plus(new Decimal(line.ppm).times(of.mass));
            hidden = hidden.plus(new Decimal(of.undisclosed).times(of.mass));
          }
          const limit = mass.times(one.limitPpm as string);
          const over = (amount: Decimal) => (one.comparator === 'below' ? amount.gte(limit) : amount.gt(limit));
          const found = one.duty === 'prohibited' ? 'does_not_comply' : 'must_be_communicated';
          verdict = worse(verdict, over(low) ? found : over(low.plus(hidden)) ? 'unknown' : 'complies');
        }
  return verdict;
}

test('an item is found to be what decimals find it to be, limits met exactly among them', () => {
  Decimal.set({ precision: 40 });
  fc.assert(
    fc.property(articles, (given) => {
      const index = indexOf([itemOf('item', given)]);
      const { own } = new Judged(index, bomIndex([], index.items.size), held(index));
      expect([...own].map(verdictOf)).toEqual(packs.map((pack) => exactly(given, pack)));
    }),
    { numRuns: 2000 },
  );
});

/** Ten items, of which each may be made of those before it. */
const edges = fc.uniqueArray(
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 8 }))
    .map(([parent, child]) => ({ parent, child: child % parent, quantity: 1 })),
  { maxLength: 14, selector: ({ parent, child }) => parent * 10 + child },
);
const company = fc.array(fc.option(articles, { freq: 3 }), { minLength: 10, maxLength: 10 });

test('a changed declaration leaves everything as computing it all anew does', () => {
  fc.assert(
    fc.property(
      company,
      edges,
      fc.array(fc.tuple(fc.nat({ max: 9 }), fc.option(articles)), { maxLength: 5 }),
      (first, bom, later) => {
        const facts = first.map((given, number) => itemOf(`item ${number}`, given));
        const index = indexOf(facts);
        const judged = new Judged(index, bomIndex(bom, 10), held(index));
        for (const [number, given] of later) {
          const before = [judged.rolled.slice(), judged.own.slice()] as const;
          const fact = itemOf(`item ${number}`, given);
          facts[number] = fact;
          const told = new Set(judged.put(fact));
          for (let place = 0; place < 30; place++)
            expect(told.has(place)).toBe(
              before[0][place] !== judged.rolled[place] || before[1][place] !== judged.own[place],
            );
        }
        const anew = indexOf(facts);
        const again = new Judged(anew, bomIndex(bom, 10), held(anew));
        expect([...judged.own]).toEqual([...again.own]);
        expect([...judged.rolled]).toEqual([...again.rolled]);
      },
    ),
    { numRuns: 300 },
  );
});

test('another bill of materials, and items that came since, leave everything as computing it all anew does', () => {
  const whole: RulePack = {
    ...{ pack: 'whole', edition: '1', exemptions: [] },
    restrictions: [restriction('w', ['own:0', 'own:4'], { per: 'product', limitPpm: '300' })],
  };
  const all = [...packs, whole];
  fc.assert(
    fc.property(
      fc.tuple(company, edges, edges),
      fc.integer({ min: 2, max: 10 }),
      fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 10 }),
      ([given, first, second], there, remade) => {
        const facts = given.map((one, number) => itemOf(`item ${number}`, one));
        const index = indexOf(facts.slice(0, there));
        const linesThen = first.filter(({ parent }) => parent < there);
        const judged = new Judged(index, bomIndex(linesThen, there), held(index, all));
        // What is made otherwise, and what is of items that were not there before.
        const parents = new Set(remade);
        const linesNow = [...linesThen.filter(({ parent }) => !parents.has(parent))];
        const lines = new BomLines();
        for (const { parent, child, quantity } of second.filter((line) => parents.has(line.parent))) {
          lines.add(parent, child, quantity);
          linesNow.push({ parent, child, quantity });
        }
        const before = judged.rolled.slice();
        const told = new Set(judged.change(facts.slice(there), { parents, lines }));
        // Whoever was there is declared as before: by itself he stands as he did.
        for (let place = 0; place < 40; place++)
          expect(told.has(place)).toBe(place >= there * 4 || before[place] !== judged.rolled[place]);
        const anew = indexOf(facts);
        const again = new Judged(anew, bomIndex(linesNow, 10), held(anew, all));
        expect([...judged.own]).toEqual([...again.own]);
        expect([...judged.rolled]).toEqual([...again.rolled]);
        expect(judged.bom).toEqual(again.bom);
      },
    ),
    { numRuns: 300 },
  );
});

test('a customer’s list judges what the customer buys and all that is in it, however things come to be made and bought', () => {
  fc.assert(
    fc.property(
      fc.tuple(company, edges, edges),
      fc.integer({ min: 2, max: 10 }),
      fc.tuple(fc.uniqueArray(fc.nat({ max: 9 })), fc.uniqueArray(fc.nat({ max: 9 }))),
      ([given, first, second], there, [then, now]) => {
        const facts = given.map((one, number) => itemOf(`item ${number}`, one));
        const buys = (items: readonly number[]) => new Map([['each', items.map((number) => `item ${number}`)]]);
        const toldOf = (judged: Judged) =>
          Array.from({ length: judged.index.items.size * 3 }, (_, place) => judged.told(place));
        /** Found by walking down from what is bought. */
        const within = (lines: readonly BomEdge[], items: readonly number[]): ReadonlySet<number> => {
          const all = new Set(items);
          for (const item of all) for (const { parent, child } of lines) if (parent === item) all.add(child);
          return all;
        };
        const index = indexOf(facts.slice(0, there));
        const linesThen = first.filter(({ parent }) => parent < there);
        const judged = new Judged(index, bomIndex(linesThen, there), held(index), buys(then));
        const before = toldOf(judged);
        const lines = new BomLines();
        for (const { parent, child, quantity } of second) lines.add(parent, child, quantity);
        const places = judged.change(facts.slice(there), { parents: new Set(facts.keys()), lines });
        const after = toldOf(judged);
        const isOf = within(second, then);
        for (let place = 0; place < 30; place++) {
          expect(places.includes(place) || JSON.stringify(before[place]) === JSON.stringify(after[place])).toBe(true);
          const isAbout = place % 3 !== 2 || isOf.has(Math.floor(place / 3));
          expect(after[place]).toEqual(
            isAbout ? { own: judged.own[place], rolled: judged.rolled[place] } : { own: 0, rolled: 0 },
          );
        }
        // Something else is bought from today on: what is told otherwise is found, and no more than that.
        const stood = judged.stood;
        const again = new Judged(index, judged.bom, held(index), buys(now));
        const told = toldOf(again);
        expect(standOtherwise(stood, again)).toEqual(
          told.flatMap((one, place) => (JSON.stringify(one) === JSON.stringify(after[place]) ? [] : [place])),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test('a parent is what the worst of its parts is, and the way to that part is told', () => {
  fc.assert(
    fc.property(company, edges, (given, lines) => {
      const index = indexOf(given.map((one, number) => itemOf(`item ${number}`, one)));
      const bom = bomIndex(lines, 10);
      const judged = new Judged(index, bom, held(index));
      for (let item = 0; item < 10; item++)
        packs.forEach((_, pack) => {
          const parts = lines
            .filter((line) => line.parent === item)
            .map((line) => judged.rolled[line.child * 3 + pack] as number);
          for (const part of parts) expect(judged.rolled[item * 3 + pack]).toBeGreaterThanOrEqual(part);
          const path = worstPath(bom, judged.rolled, 3, item, pack);
          expect(path.every((at) => judged.rolled[at * 3 + pack] === judged.rolled[item * 3 + pack])).toBe(true);
        });
      expect([...new RollUp(index, bom, held(index), judged.own).rolled]).toEqual([...judged.rolled]);
    }),
    { numRuns: 200 },
  );
});

describe('bills of materials', () => {
  const edge = (parent: number, child: number): BomEdge => ({ parent, child, quantity: 1 });

  test('items that contain each other are refused with the circle named', () => {
    expect(() => bomIndex([edge(0, 1), edge(1, 2), edge(2, 0), edge(3, 0)], 4)).toThrow(CyclicBom);
    try {
      bomIndex([edge(0, 1), edge(1, 2), edge(2, 0), edge(3, 0)], 4);
    } catch (failure) {
      expect((failure as CyclicBom).items).toEqual([0, 1, 2, 0]);
    }
  });

  test('two lines of the same part are one with both quantities', () => {
    const bom = bomIndex([edge(1, 0), { ...edge(1, 0), quantity: 2.5 }, edge(2, 0)], 3);
    expect([...bom.childOf]).toEqual([0, 0]);
    expect([...bom.quantity]).toEqual([3.5, 1]);
    expect([...bom.parentOf]).toEqual([1, 2]);
  });

  test('every way up is told once, and their number agrees', () => {
    // 0 in 1 and 2, both in 3; 3 in 4 and 5
    const bom = bomIndex([edge(1, 0), edge(2, 0), edge(3, 1), edge(3, 2), edge(4, 3), edge(5, 3)], 6);
    const index = indexOf([
      itemOf('item 0', [[{ mass: '1', lines: [{ substance: 'own:0', ppm: '5' }], undisclosed: '0' }]]),
    ]);
    for (let number = 1; number < 6; number++) index.put(itemOf(`item ${number}`, null));
    const used = whereUsed(index, bom, index.substances.find('own:0'));
    expect(used).toMatchObject({ items: [0], tops: [4, 5], paths: 4 });
    expect(used.above.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect([...pathsUp(bom, 0)]).toEqual([
      [4, 3, 1, 0],
      [5, 3, 1, 0],
      [4, 3, 2, 0],
      [5, 3, 2, 0],
    ]);
  });

  test('as many ways are told as are counted', () => {
    fc.assert(
      fc.property(edges, (lines) => {
        const bom = bomIndex(lines, 10);
        const index = indexOf([
          itemOf('item 0', [[{ mass: '1', lines: [{ substance: 'own:0', ppm: '5' }], undisclosed: '0' }]]),
        ]);
        for (let number = 1; number < 10; number++) index.put(itemOf(`item ${number}`, null));
        const paths = [...pathsUp(bom, 0)].map((path) => path.join());
        expect(new Set(paths).size).toBe(paths.length);
        expect(whereUsed(index, bom, 0).paths).toBe(paths.length);
      }),
    );
  });
});

describe('limited by the whole', () => {
  const metals: RulePack = {
    pack: 'packaging',
    edition: '1',
    exemptions: [],
    restrictions: [
      restriction('metals', ['own:0', 'own:1'], { per: 'packaging', limitPpm: '100', classes: ['packaging'] }),
    ],
  };
  const printed = (ppm: string) => [[{ mass: '1', lines: [{ substance: 'own:0', ppm }], undisclosed: '0' }]];
  const board = (undisclosed: string) => [[{ mass: '97', lines: [], undisclosed }]];
  /** a box of one label of 1 mg and one board of 97 mg */
  const box = (label: string, undisclosed = '0') => {
    const index = indexOf([itemOf('label', printed(label)), itemOf('board', board(undisclosed))]);
    index.put({ id: 'box', itemClass: 'packaging', massMg: null, sources: [] });
    const bom = bomIndex(
      [
        { parent: 2, child: 0, quantity: 1 },
        { parent: 2, child: 1, quantity: 1 },
      ],
      3,
    );
    return { judged: new Judged(index, bom, held(index, [metals])), index };
  };

  test('9,800 mg/kg in a label of 1 mg are 100 in a box of 98 mg and comply; 9,900 are 101 and do not', () => {
    expect(verdictOf(box('9800').judged.rolled[2] as number)).toBe('complies');
    expect(verdictOf(box('9900').judged.rolled[2] as number)).toBe('does_not_comply');
  });

  test('what nobody names in the board may be metals too', () => {
    expect(verdictOf(box('0', '400').judged.rolled[2] as number)).toBe('unknown');
    expect(verdictOf(box('0', '0.01').judged.rolled[2] as number)).toBe('complies');
  });

  test('another label changes the box', () => {
    const { judged } = box('9800');
    expect(judged.put(itemOf('label', printed('9900')))).toEqual([2]);
    expect(verdictOf(judged.rolled[2] as number)).toBe('does_not_comply');
  });
});

test('a new substance on a list: what holds it, what contains that, and whom to ask', () => {
  const plain = [{ mass: '1', lines: [{ substance: 'own:7', ppm: '2000' }], undisclosed: '0' }];
  const open = [{ mass: '1', lines: [], undisclosed: '20000' }];
  const index = indexOf([
    itemOf('holds it', [plain]),
    itemOf('names not all', [open]),
    itemOf('board', null),
    itemOf('clean', [[]]),
  ]);
  const bom = bomIndex([{ parent: 2, child: 0, quantity: 1 }], 4);
  const draft: RulePack = {
    pack: 'list',
    edition: 'draft',
    exemptions: [],
    restrictions: [restriction('new', ['own:7'], { per: 'article', duty: 'communicate' })],
  };
  const found = impact(index, bom, held(index, [{ ...draft, restrictions: [] }]), held(index, [draft]));
  expect(found.items.map(({ item, after }) => [item, verdictOf(after)])).toContainEqual([0, 'must_be_communicated']);
  expect(found.products.map(({ item, after }) => [item, verdictOf(after)])).toContainEqual([2, 'must_be_communicated']);
  expect(found.toAsk).toEqual([1]);
  const asNew = impact(index, bom, held(index, []), held(index, [draft]));
  expect(asNew.items.map(({ item }) => item)).toEqual(found.items.map(({ item }) => item));
  expect(asNew.toAsk).toEqual([1]);
});
