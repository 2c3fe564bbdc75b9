import { expect, test } from 'vitest';
import { optional, quantity } from '../declare/kind.ts';
import { formValueOf, givenValueOf, plainNumber } from './form-values.ts';

const weight = optional(quantity('t', { enteredIn: ['t', 'kg', 'jin'], basis: true }));

test('a weight typed as 1,250 kg is kept as 1.25 t, with what was typed', () => {
  expect(givenValueOf(weight, { typed: '1,250', unit: 'kg', basis: 'weighed' })).toEqual({
    value: '1.25',
    entered: '1250 kg',
    basis: 'weighed',
  });
});

test('500 斤 typed in full-width digits are a quarter of a tonne', () => {
  expect(givenValueOf(weight, { typed: '５００', unit: 'jin', basis: null })).toMatchObject({ value: '0.25' });
});

test('2 ML are 2,000 m³, and litres are no mass', () => {
  const volume = optional(quantity('m3', { enteredIn: ['m3', 'L', 'ML'] }));
  expect(givenValueOf(volume, { typed: '2', unit: 'ML', basis: null })).toEqual({ value: '2000', entered: '2 ML' });
});

test('what is no number goes to the check as typed, and nothing typed is nothing', () => {
  expect(givenValueOf(weight, { typed: 'about 3', unit: 't', basis: null })).toMatchObject({
    value: 'about3',
    entered: null,
  });
  expect(givenValueOf(weight, { typed: '  ', unit: 't', basis: 'weighed' })).toBeNull();
});

test('a correction opens with what was typed at first', () => {
  expect(formValueOf(weight, { value: '1.25', entered: '1250 kg', basis: 'weighed' })).toEqual({
    typed: '1250',
    unit: 'kg',
    basis: 'weighed',
  });
  expect(formValueOf(weight, { value: '1.25', entered: null })).toEqual({ typed: '1.25', unit: 't', basis: null });
});

test('thousands may be separated in any way', () => {
  expect(plainNumber('1 234 567.8')).toBe('1234567.8');
  expect(plainNumber('1,234')).toBe('1234');
});
