// How much of an item is named by mass: examples that can be added up by hand.
import { expect, test } from 'vitest';
import type { ArticleFact, ItemFact, MaterialFact, SourceFact } from '../model/facts.ts';
import { completeness } from './completeness.ts';

const material = (massMg: number | null, undisclosedPpm: number): MaterialFact => ({
  ...{ massMg, undisclosedPpm, contents: [] },
});
const article = (...materials: MaterialFact[]): ArticleFact => ({ massMg: null, count: 1, materials });
const source = (maker: string, ...articles: ArticleFact[]): SourceFact => ({ id: maker, maker, articles });
const item = (id: string, massMg: number | null, ...sources: SourceFact[]): ItemFact => ({
  ...{ id, itemClass: 'component', massMg, sources },
});
const one = (fact: ItemFact) => completeness([fact], new Map([[fact.id, 1]]));

test('80 mg named and 20 mg of which a quarter is proprietary: 95 of 100', () => {
  const lamp = item('L', null, source('A', article(material(80, 0), material(20, 250_000))));
  expect(one(lamp)).toEqual({ massMg: 100, namedMg: 95, parts: 1, withoutMass: 0 });
});

test('what is not declared of the mass of the item is not named', () => {
  expect(one(item('L', 200, source('A', article(material(80, 0)))))).toMatchObject({ massMg: 200, namedMg: 80 });
  expect(one(item('L', 200))).toMatchObject({ massMg: 200, namedMg: 0 });
});

test('a piece of 150 mg of which parts of 100 mg are declared', () => {
  const parts = { ...source('A', article(material(100, 0))), massMg: 150 };
  expect(one(item('L', null, parts))).toMatchObject({ massMg: 150, namedMg: 100 });
});

test('of two makers’ parts that may be used the one that is disclosed least counts, of two declarations of one the better', () => {
  const whole = article(material(100, 0));
  const half = article(material(100, 500_000));
  expect(one(item('L', 100, source('A', whole), source('B', half)))).toMatchObject({ namedMg: 50 });
  expect(one(item('L', 100, source('A', whole), source('A', half)))).toMatchObject({ namedMg: 100 });
  expect(one(item('L', 100, source('A', whole), source('B')))).toMatchObject({ namedMg: 0 });
});

test('a machine of 2 lamps and 3 screws; a part without a mass is in neither sum, and is told', () => {
  const lamp = item('L', null, source('A', article(material(80, 0), material(20, 250_000))));
  const screw = item('S', 10);
  const label = item('X', null);
  const quantities = new Map(Object.entries({ L: 2, S: 3, X: 1 }));
  // 2 × 100 + 3 × 10, of which 2 × 95
  const told = { massMg: 230, namedMg: 190, parts: 3, withoutMass: 1 };
  expect(completeness([lamp, screw, label], quantities)).toEqual(told);
  // Weighed it has 250 mg: of 20 nobody says anything.
  expect(completeness([lamp, screw, label], quantities, 250)).toEqual({ ...told, massMg: 250 });
  expect(completeness([lamp, screw, label], quantities, 200)).toEqual(told);
});

test('a material without a mass, and an article declared as a whole', () => {
  expect(one(item('L', null, source('A', article(material(80, 0), material(null, 0)))))).toMatchObject({
    ...{ massMg: 0, withoutMass: 1 },
  });
  const whole: ArticleFact = { massMg: 50, count: 2, materials: [], loose: { contents: [], undisclosedPpm: 100_000 } };
  expect(one(item('L', null, source('A', whole)))).toMatchObject({ massMg: 100, namedMg: 90 });
});
