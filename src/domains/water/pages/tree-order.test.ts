import { expect, test } from 'vitest';
import { inTreeOrder } from './tree-order.ts';

const order = (...pairs: [string, string | null][]) =>
  inTreeOrder(pairs.map(([id, parentId]) => ({ id, parentId }))).map(({ of, depth }) => `${depth}${of.id}`);

test('each meter comes under its main', () => {
  expect(order(['b', 'a'], ['a', null], ['d', 'b'], ['c', 'a'], ['x', null])).toEqual(['0a', '1b', '2d', '1c', '0x']);
});

test('one whose main is not there, and those that stand in a circle, are left out nowhere', () => {
  expect(order(['b', 'gone'], ['p', 'q'], ['q', 'p'])).toEqual(['0b', '0p', '1q']);
});
