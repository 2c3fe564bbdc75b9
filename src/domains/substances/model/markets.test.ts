// What is sold in Germany needs no warning of California's; what is sold in the United States may be sold there.
import { expect, test } from 'vitest';
import { holdsWhereSold, marketsOf } from './markets.ts';

test('a pack holds for an item that is sold where it holds, or of which nobody says where', () => {
  expect(holdsWhereSold(['EU', 'CN'], ['US-CA'])).toBe(false);
  expect(holdsWhereSold(['EU', 'US'], ['US-CA'])).toBe(true);
  expect(holdsWhereSold(['US-CA'], ['US'])).toBe(true);
  expect(holdsWhereSold(['US-NY'], ['US-CA'])).toBe(false);
  expect(holdsWhereSold(['USA'], ['US'])).toBe(false);
  for (const unsaid of [null, []]) expect(holdsWhereSold(unsaid, ['US-CA'])).toBe(true);
  expect(holdsWhereSold(['EU'], null)).toBe(true);
});

test('a pack of which one restriction holds everywhere holds everywhere', () => {
  expect(marketsOf([{ markets: ['US-CA'] }, { markets: ['US', 'US-CA'] }])).toEqual(['US', 'US-CA']);
  expect(marketsOf([{ markets: ['US-CA'] }, {}])).toBe(null);
});
