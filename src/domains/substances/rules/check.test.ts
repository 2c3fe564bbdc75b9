// Does the front door of the engine say in names what the engine says in numbers?
import { describe, expect, test } from 'vitest';
import type { ContentFact, ItemFact } from '../model/facts.ts';
import type { Restriction } from '../model/restriction.ts';
import { checkChange, checkItems } from './check.ts';
import type { RulePack } from './engine/packs-at.ts';
import { CyclicItems } from './world.ts';

const lead: Restriction = {
  ...{ id: 'pb', label: { en: 'Lead', zh: '铅' }, clause: 'Annex II', members: ['cas:7439-92-1'] },
  ...{ per: 'homogeneous_material', measure: { of: 'each' }, limitPpm: '1000', comparator: 'at_most' },
  ...{ duty: 'prohibited', from: '2013-01-03', before: null, source: 'made up', verified: true },
};
const rohs: RulePack = { pack: 'rohs', edition: '1', restrictions: [lead], exemptions: [] };
const item = (id: string, contents: ContentFact[], undisclosedPpm = 0): ItemFact => ({
  ...{ id, itemClass: 'component', massMg: 10 },
  sources: [
    {
      ...{ id: `${id}.xml`, maker: id },
      articles: [
        {
          ...{ name: 'whole', massMg: 10, count: 1 },
          materials: [
            { name: 'plastic', massMg: 9, contents: [], undisclosedPpm: 0 },
            { name: 'solder', massMg: 1, contents, undisclosedPpm },
          ],
        },
      ],
    },
  ],
});
const of = (ppm: number): ContentFact[] => [{ substance: 'cas:7439-92-1', lowPpm: ppm, highPpm: ppm }];
const asked = { packs: [rohs], groups: [], compositionOf: () => null, on: '2026-11-27' };

describe('an item', () => {
  test('is told with the material, the amount, the limit and the clause that make it so', () => {
    const [found] = checkItems({ ...asked, items: [item('LED', of(1200))] });
    expect(found).toMatchObject({
      item: 'LED',
      pack: 'rohs',
      verdict: 'does_not_comply',
      basis: 'computed',
      path: ['LED'],
    });
    expect(found?.reasons[0]).toMatchObject({
      ...{ restriction: 'pb', clause: 'Annex II', source: 'LED.xml', article: 'whole', material: 'solder' },
      ...{
        lowPpm: 1200,
        highPpm: 1200,
        limitPpm: '1000',
        substances: ['cas:7439-92-1'],
        untilDay: null,
        isRenewalPending: false,
      },
    });
  });
  test('of which something is not said is not known', () => {
    expect(checkItems({ ...asked, items: [item('LED', of(10), 5000)] })[0]?.verdict).toBe('unknown');
  });
  test('without anything over a limit complies', () => {
    expect(checkItems({ ...asked, items: [item('LED', of(1000))] })[0]?.verdict).toBe('complies');
  });
});

describe('a product', () => {
  const contains = [
    { parent: 'lamp', child: 'board', quantity: 1 },
    { parent: 'board', child: 'LED', quantity: 4 },
    { parent: 'board', child: 'chip', quantity: 1 },
  ];
  test('is what the worst of its parts is, with the way there', () => {
    const found = checkItems({ ...asked, contains, items: [item('LED', of(1200)), item('chip', of(1))] });
    const lamp = found.find((one) => one.item === 'lamp');
    expect(lamp).toMatchObject({ verdict: 'does_not_comply', own: 'unknown', path: ['lamp', 'board', 'LED'] });
    expect(lamp?.reasons[0]?.material).toBe('solder');
  });
  test('with a part of which nothing is known is not known', () => {
    const found = checkItems({ ...asked, contains, items: [item('LED', of(1))] });
    expect(found.find((one) => one.item === 'lamp')).toMatchObject({
      verdict: 'unknown',
      path: ['lamp', 'board', 'chip'],
    });
  });
  test('that contains itself is refused, and the circle told', () => {
    const circle = [...contains, { parent: 'LED', child: 'lamp', quantity: 1 }];
    expect(() => checkItems({ ...asked, contains: circle, items: [] })).toThrow(CyclicItems);
  });
});

describe('a draft', () => {
  const draft: RulePack = {
    ...rohs,
    edition: '2',
    restrictions: [lead, { ...lead, id: 'x', members: ['cas:117-81-7'], limitPpm: '100' }],
  };
  const plasticiser = item('cable', [{ substance: 'cas:117-81-7', lowPpm: 300, highPpm: 300 }]);
  const contains = [{ parent: 'lamp', child: 'cable', quantity: 1 }];
  test('tells the items and the products that come out otherwise, and no others', () => {
    const changed = checkChange(
      { ...asked, contains, items: [plasticiser, item('LED', of(5000))] },
      { before: rohs, after: draft },
    );
    expect(changed).toEqual([
      { item: 'cable', before: 'complies', after: 'does_not_comply', isProduct: false, byItself: true, toAsk: false },
      { item: 'lamp', before: 'complies', after: 'does_not_comply', isProduct: true, byItself: false, toAsk: false },
    ]);
  });
  test('of what is not known before and after, nobody is asked again', () => {
    const changed = checkChange({ ...asked, items: [item('LED', of(1), 5000)] }, { before: rohs, after: draft });
    expect(changed).toEqual([]);
  });
});
