// Are amounts of products added only where they can be: pieces with pieces, masses with masses?
import { expect, test } from 'vitest';
import { comparableProduct, comparableProductUnits, productUnits } from './product.ts';
import { exactText } from './quantity.ts';

test.each([
  ['1500', 'pcs', '1.5 thousand_pcs'],
  ['1.5', 'thousand_pcs', '1.5 thousand_pcs'],
  ['250', 'kg', '0.25 t'],
  ['3', 't', '3 t'],
  ['7', 'set', '7 set'],
  ['0.1', 'm', '0.1 m'],
  ['12.5', 'm2', '12.5 m2'],
] as const)('%s %s are %s', (amount, unit, expected) => {
  const brought = comparableProduct(amount, unit);
  expect(`${exactText(brought.amount)} ${brought.unit}`).toBe(expected);
});

test('every unit of the records has one in which it is compared', () => {
  expect(new Set(productUnits.map((unit) => comparableProduct(1, unit).unit))).toEqual(new Set(comparableProductUnits));
});
