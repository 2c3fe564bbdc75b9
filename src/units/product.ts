// How much was made: amounts of products in the units of the records, pieces and masses each brought to one of their own.
import { type ExactInput, exact, type Quantity, quantity } from './quantity.ts';

/** What products are counted in. Stored: add, never rename. */
export const productUnits = ['pcs', 'thousand_pcs', 'set', 'kg', 't', 'm', 'm2'] as const;
/** One of them. */
export type ProductUnit = (typeof productUnits)[number];

/** Units that cannot be turned into each other: a thousand pieces, sets, tonnes, metres, square metres. A set is not a piece. */
export const comparableProductUnits = ['t', 'thousand_pcs', 'set', 'm', 'm2'] as const;
/** One of them. */
export type ComparableProductUnit = (typeof comparableProductUnits)[number];

const inOne = {
  pcs: { unit: 'thousand_pcs', factor: '0.001' },
  thousand_pcs: { unit: 'thousand_pcs', factor: '1' },
  set: { unit: 'set', factor: '1' },
  kg: { unit: 't', factor: '0.001' },
  t: { unit: 't', factor: '1' },
  m: { unit: 'm', factor: '1' },
  m2: { unit: 'm2', factor: '1' },
} as const satisfies Record<ProductUnit, { unit: ComparableProductUnit; factor: string }>;

/** An amount in the unit in which it can be added to others, exactly: 1,500 pcs are 1.5 thousand, 250 kg are 0.25 t. */
export function comparableProduct(
  amount: ExactInput,
  unit: ProductUnit,
): { unit: ComparableProductUnit; amount: Quantity<ComparableProductUnit> } {
  const { unit: into, factor } = inOne[unit];
  return { unit: into, amount: quantity<ComparableProductUnit>(exact(amount).times(factor)) };
}
