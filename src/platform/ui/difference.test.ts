// Is a change said in the measure that fits: points for rates, percent for masses, nothing where one of the two is missing?
import { expect, test } from 'vitest';
import { differenceText } from './difference.ts';

test('from 87.2 % to 88.4 % are +1.2 points, not percent', () => {
  expect(differenceText({ value: '0.884', unit: 'share' }, { value: '0.872' })).toEqual({
    text: '+1.2',
    unit: 'points',
  });
});
test('from 200 t to 190 t is −5.0 %', () => {
  expect(differenceText({ value: '190', unit: 't' }, { value: '200' })).toEqual({ text: '−5.0', unit: 'percent' });
});
test('from 3 to 5 subsidiaries are +2', () => {
  expect(differenceText({ value: '5', unit: 'count' }, { value: '3' })).toEqual({ text: '+2', unit: 'count' });
});
test('against nothing, or from no tonnes at all, there is no difference', () => {
  expect(differenceText({ value: '0.884', unit: 'share' }, { value: null })).toBeNull();
  expect(differenceText({ value: null, unit: 'share' }, { value: '0.872' })).toBeNull();
  expect(differenceText({ value: '5', unit: 't' }, { value: '0' })).toBeNull();
});

test('figures for units of unlike products are not compared', () => {
  const now = { value: '5', unit: 'm3_per_t' } as const;
  expect(differenceText(now, { value: '4', unit: 'm3_per_set' })).toBeNull();
  expect(differenceText(now, { value: '4', unit: 'm3_per_t' })).toEqual({ text: '+25.0', unit: 'percent' });
});
