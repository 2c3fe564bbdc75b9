import { expect, test } from 'vitest';
import { type DisputedLoad, effectsOf, furthestApart, type WeightsAnswer } from './weights-answers.ts';

const load = (id: string, site: string, received: string, change: string): DisputedLoad => ({
  ...{ id, revision: 1, state: 'draft', closed: false, mayDecide: true, countingMassTonnes: '2' },
  ...{ byPolicy: null, policyFrom: null, files: [], decision: null },
  values: { site, departedOn: '2024-06-03' },
  choices: [
    { basis: 'own', massTonnes: '2', changeTonnes: '0' },
    { basis: 'received', massTonnes: received, changeTonnes: change },
  ],
  comparisons: [
    {
      between: ['own', 'received'],
      differenceMassTonnes: change,
      differenceShare: null,
      allowedMassTonnes: '0.06',
      withinTolerance: false,
    },
    {
      between: ['own', 'settled'],
      differenceMassTonnes: '0.2',
      differenceShare: null,
      allowedMassTonnes: '0.06',
      withinTolerance: false,
    },
  ],
});
const answer: WeightsAnswer = {
  loads: [load('a', 'NT', '1.84', '-0.16'), load('b', 'NT', '1.9', '-0.1'), load('c', 'WX', '2.5', '0.5')],
  ...{ names: {}, open: 3, decided: 0, elsewhere: [] },
  recorded: [
    { siteId: 'NT', month: '2024-06', massTonnes: '100' },
    { siteId: 'WX', month: '2024-06', massTonnes: '50' },
  ],
};

test('two received weights chosen at one factory take 0.26 t off its 100 t; the other factory is not touched', () => {
  const chosen = new Map([
    ['a', 'received'],
    ['b', 'received'],
  ] as const);
  expect(effectsOf(answer, chosen)).toMatchObject([{ siteId: 'NT', before: '100', after: '99.74' }]);
  expect(effectsOf(answer, new Map())).toEqual([]);
});

test('the pair furthest apart is told, whichever way it differs', () => {
  expect(furthestApart(load('a', 'NT', '1.84', '-0.16'))?.between).toEqual(['own', 'settled']);
  expect(furthestApart(load('a', 'NT', '1.7', '-0.3'))?.between).toEqual(['own', 'received']);
});
