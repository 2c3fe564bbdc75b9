// Worked by hand: which corrections wait for the next edition, and which ask for a reissue.
import { describe, expect, test } from 'vitest';
import { defaultThreshold, exceeds, restatementSize } from './restatement-size.ts';

const rate = (before: string | null, after: string | null) => ({ unit: 'share' as const, before, after });
const mass = (before: string | null, after: string | null) => ({ unit: 't' as const, before, after });

describe('one figure', () => {
  test.each([
    ['88.40 % to 88.49 %: less than a tenth of a point', rate('0.8840', '0.8849'), false],
    ['88.40 % to 88.50 %: a tenth of a point', rate('0.884', '0.885'), true],
    ['down as up', rate('0.885', '0.884'), true],
    ['100 t to 100.9 t: less than one in a hundred', mass('100', '100.9'), false],
    ['100 t to 101 t: one in a hundred', mass('100', '101'), true],
    ['from nothing', mass('0', '0.1'), true],
    ['a value that there was not', rate(null, '0.9'), true],
    ['the same', mass('5', '5'), false],
  ])('%s', (_, moved, is) => {
    expect(exceeds(moved, defaultThreshold)).toBe(is);
  });
});

test('together: nothing, small, or large by one figure or by one level that flips', () => {
  const small = rate('0.8840', '0.8841');
  expect(restatementSize([], 0, defaultThreshold)).toBe('none');
  expect(restatementSize([small, small], 0, defaultThreshold)).toBe('small');
  expect(restatementSize([small, mass('10', '12')], 0, defaultThreshold)).toBe('large');
  expect(restatementSize([small], 1, defaultThreshold)).toBe('large');
});

test('the owner’s own threshold counts', () => {
  expect(restatementSize([rate('0.88', '0.885')], 0, { points: '0.01', share: '0.05' })).toBe('small');
});
