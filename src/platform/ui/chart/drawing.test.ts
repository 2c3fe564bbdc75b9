// Are numbers on bars written in the ink that is read better?
import { expect, test } from 'vitest';
import { inkOn } from './drawing.ts';

test.each([
  ['#0072B2', '#FFFFFF'],
  ['#4A4A4A', '#FFFFFF'],
  ['#E69F00', '#111513'],
  ['#009E73', '#111513'],
])('on %s it is %s', (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});
