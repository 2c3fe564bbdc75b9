// A minute that somebody types on the page of a meter is one of its factory's clocks, wherever he sits.
import { expect, test } from 'vitest';
import { factoryClock, factoryInstant } from './meter-answers.ts';

test('three in the morning at Suzhou is seven in the evening before by Greenwich, and is shown again as it was typed', () => {
  const at = factoryInstant('Asia/Shanghai', '2024-05-02T03:00');
  expect(at).toBe('2024-05-01T19:00:00.000Z');
  expect(factoryClock('Asia/Shanghai')(Date.parse(at))).toBe('2024-05-02 03:00');
});

test('in Prague it follows the summer; half past two is shown twice on the last Sunday of October, and the first is meant', () => {
  expect(factoryInstant('Europe/Prague', '2024-01-10T12:00')).toBe('2024-01-10T11:00:00.000Z');
  expect(factoryInstant('Europe/Prague', '2024-07-10T12:00')).toBe('2024-07-10T10:00:00.000Z');
  expect(factoryInstant('Europe/Prague', '2024-10-27T02:30')).toBe('2024-10-27T00:30:00.000Z');
});
