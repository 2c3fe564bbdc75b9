// What is kept beside a product is what the product comes to, whatever was declared; and whoever changes the one raises its version.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMPOSITION_VERSION } from '../model/composition-version.ts';
import type { Amount, Content, DeclaredProduct, Material, Part } from '../model/declaration.ts';
import { composed, declaredFacts, sourceOf } from './declared-facts.ts';
import { packComposition, unpackComposition } from './packed-composition.ts';

const thousandths = fc.integer({ min: 0, max: 1000 }).map((number) => String(number / 1000));
const amount = fc.oneof(
  fc.constant(null),
  thousandths.map((share): Amount => ({ share, entered: share })),
  fc.tuple(thousandths, thousandths).map(([one, other]): Amount => {
    const [low, high] = Number(one) < Number(other) ? [one, other] : [other, one];
    return { share: high, low, high, entered: `${low}–${high}` };
  }),
  thousandths.map((massMg): Amount => ({ massMg, entered: massMg })),
);
const exemptions = fc.array(
  fc.constantFrom('6(c)', '7(a)').map((id) => ({ list: null, id, description: id })),
  { maxLength: 2 },
);
const said = fc.option(fc.boolean());
const content = fc
  .record({ cas: fc.option(fc.constantFrom('7439-92-1', '117-81-7')), amount, exemptions, intentionallyAdded: said })
  .map(
    (one): Content => ({
      ...one,
      name: 'Weichmacher "A"',
      ec: null,
      knownAs: [],
      groups: [],
      use: null,
      thresholds: [],
    }),
  );
const contents = fc.array(content, { maxLength: 3 });
const material = fc
  .record({ amount, contents })
  .map((one): Material => ({ ...one, name: '铜合金', knownAs: [], classes: [], isArticle: null }));
const materials = fc.array(material, { maxLength: 3 });
const mass = fc.option(fc.constantFrom('1', '2.5'));
const part = fc
  .record({ massMg: mass, materials, contents })
  .map((one): Part => ({ ...one, name: 'terminal', number: null, count: '2', isArticle: true, parts: [] }));
const list = fc.constantFrom(
  { authority: 'IEC62474', identity: 'DSL', version: 'D29.00' },
  { authority: 'REACH', identity: '\n', version: '' },
);
const statement = fc.record({
  list: fc.option(list),
  entry: fc.option(fc.constantFrom('DSL-1', '')),
  above: said,
  exemptions,
});
const product = fc
  .record({
    ...{ massMg: mass, isFullMaterial: said, materials, contents, parts: fc.array(part, { maxLength: 2 }) },
    ...{ compositionLists: fc.array(list, { maxLength: 2 }), statements: fc.array(statement, { maxLength: 3 }) },
  })
  .map(
    (one): DeclaredProduct => ({
      ...{ name: 'LED', number: null, requesterNumber: null, revision: null, effectiveOn: null, alsoCovers: [] },
      ...{ unit: 'each', isArticle: true, exemptions: [], materialGroups: [] },
      ...one,
      statements: one.statements.map((of) => ({
        ...{ name: '', answer: null, threshold: null, application: null, amount: null, use: null },
        ...of,
      })),
    }),
  );

test('what was kept is judged as the product itself', () => {
  const declared = { id: 'd', maker: 'm', covers: () => [{ pack: 'reach-candidate-list', listDay: 19_000 }] };
  // what is absent and what is null are the same to whoever judges
  const plain = (facts: unknown) =>
    JSON.parse(JSON.stringify(facts, (_, value) => (value === null ? undefined : value)));
  fc.assert(
    fc.property(product, (given) => {
      const kept = unpackComposition(packComposition(composed(given)));
      expect(plain(sourceOf(kept, declared))).toEqual(plain(declaredFacts(given, declared)));
    }),
    { numRuns: 500 },
  );
});

/** Everything that a composition is made of: rounding, a range, a claim, a rest, a part that is there twice, words against a list. */
const example = (() => {
  const line = (cas: string | null, share: string, more: Partial<Content> = {}): Content => ({
    ...{ name: cas ?? 'resin', cas, ec: null, knownAs: [], groups: [], use: null, thresholds: [], exemptions: [] },
    ...{ amount: { share, entered: share }, intentionallyAdded: null },
    ...more,
  });
  const of = (share: string, ...inner: Content[]): Material => ({
    ...{ name: 'brass', knownAs: [], classes: [], isArticle: null, amount: { share, entered: share } },
    contents: inner,
  });
  const claimed = { exemptions: [{ list: null, id: '6(c)', description: 'lead in copper' }], intentionallyAdded: true };
  const brass = of('0.5', line('7440-50-8', '0.962'), line('7439-92-1', '0.03', claimed));
  const range: Amount = { share: '0.3', low: '0.1', high: '0.3', entered: '10–30 %' };
  const terminal: Part = {
    ...{ name: 'terminal', number: null, count: '2', massMg: '20', isArticle: true, parts: [], contents: [] },
    materials: [of('1', line('117-81-7', '0.3', { amount: range }), line(null, '0.7'))],
  };
  const list = { authority: 'IEC62474', identity: 'DSL', version: 'D29.00' };
  return {
    ...{ name: 'LED', number: 'L', requesterNumber: null, revision: null, effectiveOn: null, massMg: '150' },
    ...{ alsoCovers: [], unit: 'each', isArticle: true, isFullMaterial: true, exemptions: [], materialGroups: [] },
    ...{ compositionLists: [list], parts: [terminal], materials: [brass], contents: [line('80-05-7', '0.001')] },
    statements: [
      {
        ...{ list, entry: 'DSL-1', name: '', above: true, answer: null, threshold: null, application: null },
        ...{ amount: null, exemptions: [], use: null },
      },
    ],
  } satisfies DeclaredProduct;
})();

test('whoever composes otherwise raises the version', () => {
  // What is kept in installations was composed by the rule as it was, and is read for as long as the version is the same.
  expect({ version: COMPOSITION_VERSION, kept: packComposition(composed(example)) }).toMatchInlineSnapshot(`
    {
      "kept": "[150,[["LED",150,1,[["brass",75,0,["cas:7440-50-8",962000,"cas:7439-92-1",[30000,30000,true,"6(c)"]]],["",35,1000000,[]]],[0,["cas:80-05-7",1000]]],["terminal",20,2,[["brass",20,900000,["cas:117-81-7",[100000,300000],"name:resin",700000]]]]],[["IEC62474","DSL","D29.00"]],[0],[[0,"DSL-1",true,null]]]",
      "version": 1,
    }
  `);
});
