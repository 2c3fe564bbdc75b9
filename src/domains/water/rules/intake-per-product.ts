// How much water is taken in for a unit of what was made, over the months of sites of which both are told?
import { cite } from '#standards/cite.ts';
import { type ComparableProductUnit, comparableProduct, type ProductUnit } from '#units/product.ts';
import { type CubicMetres, cubicMetres, Exact, type Quantity, quantity, sum } from '#units/quantity.ts';
import { waterPerProduct } from './water-efficiency.ts';

/** What this rule cites; printed where it is explained. @public */
export const intakePerProductCites = [cite('GB-T-7119-2018', 'evaluation indicators')] as const;

/** Why there is no figure. */
export const intakePerProductReasons = [
  'no_water_recorded',
  'no_output_recorded',
  'outputs_in_differing_units',
] as const;
type Reason = (typeof intakePerProductReasons)[number];

/** Water withdrawn in a month of a site; `at` names both. */
export interface WithdrawalOfMonth {
  readonly at: string;
  readonly volumeM3: CubicMetres;
}

/** What was made in it, as recorded: an amount of zero is told, a month without any amount is not. */
export interface OutputOfMonth {
  readonly at: string;
  readonly amount: string;
  readonly unit: ProductUnit;
}

/** What was made, in each unit that it was made in. */
export type Made = Readonly<Partial<Record<ComparableProductUnit, Quantity<ComparableProductUnit>>>>;

/** Of what the figure is made, and what it leaves out. */
export interface IntakeMade {
  /** withdrawn in the months that count */
  readonly withdrawalM3: CubicMetres;
  readonly made: Made;
  readonly siteMonths: number;
  /** water of months of sites of which no output is told: no part of the figure */
  readonly withoutOutputM3: CubicMetres;
  readonly siteMonthsWithoutOutput: number;
}

/** Vui with the unit of product, or why there is none; either with what it is made of. */
export type IntakePerProduct = IntakeMade &
  ({ readonly value: Quantity<'m3/product'>; readonly unit: ComparableProductUnit } | { readonly noData: Reason });

/**
 * Vui = Vi ÷ Q. A month of a site counts where both its withdrawal and its output are told: water without output would
 * raise the figure, output without water lower it. Pieces and masses are each added in one unit; of units that cannot be
 * turned into each other there is no sum, and so no figure.
 */
export function intakePerProduct(
  withdrawals: readonly WithdrawalOfMonth[],
  outputs: readonly OutputOfMonth[],
): IntakePerProduct {
  const toldOutput = new Set(outputs.map(({ at }) => at));
  const toldWater = new Set(withdrawals.map(({ at }) => at));
  const [counted, left] = [true, false].map((isTold) => withdrawals.filter(({ at }) => toldOutput.has(at) === isTold));
  const months = (of: readonly WithdrawalOfMonth[]) => new Set(of.map(({ at }) => at)).size;
  const volume = (of: readonly WithdrawalOfMonth[]) => cubicMetres(sum(of.map(({ volumeM3 }) => volumeM3)));
  const made: Partial<Record<ComparableProductUnit, Quantity<ComparableProductUnit>>> = {};
  for (const output of outputs.filter(({ at }) => toldWater.has(at))) {
    const { unit, amount } = comparableProduct(output.amount, output.unit);
    made[unit] = quantity<ComparableProductUnit>(new Exact(made[unit] ?? 0).plus(amount));
  }
  const told: IntakeMade = {
    ...{ withdrawalM3: volume(counted ?? []), made, siteMonths: months(counted ?? []) },
    ...{ withoutOutputM3: volume(left ?? []), siteMonthsWithoutOutput: months(left ?? []) },
  };
  const units = Object.entries(made) as [ComparableProductUnit, Quantity<ComparableProductUnit>][];
  const [first] = units;
  if (withdrawals.length === 0) return { ...told, noData: 'no_water_recorded' };
  if (!first) return { ...told, noData: 'no_output_recorded' };
  if (units.length > 1) return { ...told, noData: 'outputs_in_differing_units' };
  const answer = waterPerProduct(told.withdrawalM3, first[1]);
  if ('noData' in answer) return { ...told, noData: answer.noData };
  return { ...told, value: quantity<'m3/product'>(answer.value), unit: first[0] };
}
