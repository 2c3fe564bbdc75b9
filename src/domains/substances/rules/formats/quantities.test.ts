// Are the numbers and units of a file read exactly?

import { describe, expect, test } from 'vitest';
import { termsOf, toMg, toShare, unitOf } from './amount-text.ts';
import { plainDecimal, shifted } from './plain-decimal.ts';

test.each([
  ['135', '135'],
  ['12.50', '12.5'],
  ['1.25E+1', '12.5'],
  ['1e-3', '0.001'],
  ['+.5', '0.5'],
  ['5.', '5'],
  ['-0.0', '0'],
  ['007', '7'],
  ['0.00000000000000000001', '0.00000000000000000001'],
  [' 3 ', '3'],
])('%s is %s', (text, plain) => {
  expect(plainDecimal(text)).toBe(plain);
});

test.each(['', '.', 'e5', 'NaN', 'INF', '-INF', '1,5', '0x10', '1e99', '1e-99', '1 2', '１'])(
  '%j is no number',
  (text) => {
    expect(plainDecimal(text)).toBeNull();
  },
);

test('the point is moved without a digit lost', () => {
  expect(shifted('0.001', 3)).toBe('1');
  expect(shifted('123.456', -6)).toBe('0.000123456');
  expect(shifted('-5', 2)).toBe('-500');
  expect(() => shifted('1e3', 1)).toThrow(RangeError);
});

describe('masses are milligrams', () => {
  test.each([
    ['0.150', 'kg', '150000'],
    ['84', 'mg', '84'],
    ['2.5', 'µg', '0.0025'],
    ['1', 'ng', '0.000001'],
    ['0.001', 't', '1000000'],
    // the pound of 1959 is 453.59237 g, an ounce a sixteenth of it
    ['1', 'lb', '453592.37'],
    ['2', 'oz', '56699.04625'],
  ])('%s %s', (number, unit, mg) => {
    expect(toMg(plainDecimal(number) as string, unit)).toBe(mg);
  });
});

describe('shares are parts of the whole', () => {
  test.each([
    ['95', '%', '0.95'],
    ['1000', 'ppm', '0.001'],
    ['25', 'ppb', '0.000000025'],
  ])('%s %s', (number, unit, share) => {
    expect(toShare(number, unit)).toBe(share);
  });
});

test.each([
  ['MG', { mass: 'mg' }],
  ['μg', { mass: 'µg' }],
  ['massPercent', { share: '%' }],
  ['mg/kg', { share: 'ppm' }],
  ['ug/kg', { share: 'ppb' }],
  ['千克', { mass: 'kg' }],
  ['ton', null],
  ['pieces', null],
  ['', null],
])('the unit %j', (text, unit) => {
  expect(unitOf(text)).toEqual(unit);
});

test('an amount is written as it was entered, unless it says something else by now', () => {
  expect(termsOf({ massMg: '80000', share: '0.95', entered: '80 g; 95.0 %' })).toEqual({
    mass: { number: '80', unit: 'g' },
    share: { number: '95.0', unit: '%' },
  });
  expect(termsOf({ massMg: '90000', entered: '80 g' })).toEqual({ mass: { number: '90000', unit: 'mg' }, share: null });
});
