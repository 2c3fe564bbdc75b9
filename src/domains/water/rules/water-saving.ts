// What did a measure save: the water of the months after, against what these months would have used as before, at their own output and weather?
import type { Month } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import {
  type CubicMetres,
  cubicMetres,
  Exact,
  exact,
  type Quantity,
  quantity,
  subtract,
  sum,
} from '#units/quantity.ts';
import { errorOfSum, leastSquares, predict, student95 } from './least-squares.ts';

/** What these rules cite; printed where they are explained. @public */
export const waterSavingCites: readonly Citation[] = [
  cite('IPMVP', 'Option C, whole facility'),
  cite('GREENFAB-DEFAULT', 'verified effect of a saving project'),
];

/** A month with its water and what it depends on: output, degree days, heads; in an order that all months share. */
export interface SavingMonth {
  readonly month: Month;
  readonly volumeM3: CubicMetres;
  readonly drivers: readonly number[];
}

/** Months that are needed, and those that a full year of weather takes. */
export const monthsNeeded = { before: 6, after: 3, fullYear: 12 } as const;

/** Why nothing can be said. */
export const savingReasons = ['not_enough_months_before', 'not_enough_months_after', 'drivers_differ'] as const;

/** What must be known beside the figure. */
export const savingNotes = [
  /** less than a year before: seasons are not in it */
  'less_than_a_year_before',
  /** the driver explains nothing: the mean of the months before is the baseline */
  'no_relation_found',
  /** output or weather after lies outside of what was before by more than a tenth: the line is drawn beyond its points */
  'outside_of_before',
  /** the saving is smaller than what chance makes */
  'within_uncertainty',
] as const;

/** Saving in the months after, with its uncertainty at 95 %. */
export interface WaterSaving extends Answer<CubicMetres, 'expectedM3' | 'actualM3' | 'adjustmentM3'> {
  /** The true saving lies within so much of it, in 95 of 100 cases. */
  readonly uncertaintyM3: CubicMetres;
  readonly yearlyM3: CubicMetres;
  readonly yearlyUncertaintyM3: CubicMetres;
  readonly model: 'drivers' | 'mean';
  /** Intercept and one for each driver; the mean alone without. */
  readonly coefficients: readonly number[];
  readonly explained: number | null;
  readonly notes: readonly (typeof savingNotes)[number][];
  /** Months after with what they would have used, to be drawn. */
  readonly series: readonly { readonly month: Month; readonly expected: number; readonly actual: number }[];
}

/** A driver counts when it is twice its own error away from nothing. */
const leastTimesError = 2;

/**
 * Saving = expected − actual (− what changed for another reason, as somebody recorded it).
 *
 * The line of the months before is used where each driver matters; otherwise their mean, and that is said.
 *
 * @param adjustmentM3 water of the months after that has another cause (a new line, a burst), as a positive number
 */
export function waterSaving(
  before: readonly SavingMonth[],
  after: readonly SavingMonth[],
  adjustmentM3: CubicMetres = cubicMetres(0),
): Outcome<WaterSaving, (typeof savingReasons)[number]> {
  if (before.length < monthsNeeded.before) return { noData: 'not_enough_months_before' };
  if (after.length < monthsNeeded.after) return { noData: 'not_enough_months_after' };
  const drivers = before[0]?.drivers.length ?? 0;
  if ([...before, ...after].some((one) => one.drivers.length !== drivers)) return { noData: 'drivers_differ' };

  const { rowOf, fit, model } = baseline(before);
  const rows = after.map(rowOf);
  const expected = rows.map((row) => predict(row, fit.coefficients));
  const expectedM3 = inCubicMetres(expected.reduce((total, one) => total + one, 0));
  const actualM3 = sum(after.map(({ volumeM3 }) => volumeM3));
  const value = subtract(expectedM3, subtract(actualM3, adjustmentM3));
  const uncertaintyM3 = inCubicMetres(student95(fit.degreesOfFreedom) * errorOfSum(rows, fit));
  const yearly = (volume: CubicMetres) => cubicMetres(new Exact(volume).times(12).div(after.length).toDecimalPlaces(3));
  const notes: (typeof savingNotes)[number][] = [];
  if (before.length < monthsNeeded.fullYear) notes.push('less_than_a_year_before');
  if (model === 'mean') notes.push('no_relation_found');
  if (model === 'drivers' && isOutside(before, after)) notes.push('outside_of_before');
  if (value.abs().lte(uncertaintyM3)) notes.push('within_uncertainty');
  return {
    value,
    inputs: { expectedM3, actualM3, adjustmentM3 },
    uncertaintyM3,
    yearlyM3: yearly(value),
    yearlyUncertaintyM3: yearly(uncertaintyM3),
    model,
    coefficients: fit.coefficients,
    explained: fit.explained,
    notes,
    series: after.map(({ month, volumeM3 }, index) => ({
      month,
      expected: expected[index] as number,
      actual: volumeM3.toNumber(),
    })),
  };
}

/** To the litre: a regression knows no millilitres. */
const inCubicMetres = (volume: number): CubicMetres => cubicMetres(exact(volume.toFixed(3)));

function baseline(before: readonly SavingMonth[]) {
  const values = before.map(({ volumeM3 }) => volumeM3.toNumber());
  const withDrivers = ({ drivers }: SavingMonth) => [1, ...drivers];
  const fit = leastSquares(before.map(withDrivers), values);
  const matter = fit?.coefficients
    .slice(1)
    .every((one, index) => Math.abs(one) >= leastTimesError * (fit.errors[index + 1] ?? Infinity));
  if (fit && fit.coefficients.length > 1 && matter) return { rowOf: withDrivers, fit, model: 'drivers' as const };
  const mean = leastSquares(
    before.map(() => [1]),
    values,
  );
  if (!mean) throw new RangeError('Two months have a mean');
  return { rowOf: () => [1], fit: mean, model: 'mean' as const };
}

function isOutside(before: readonly SavingMonth[], after: readonly SavingMonth[]): boolean {
  const drivers = before[0]?.drivers ?? [];
  return drivers.some((_, index) => {
    const known = before.map((one) => one.drivers[index] as number);
    const [least, most] = [Math.min(...known), Math.max(...known)];
    const margin = Math.max(Math.abs(least), Math.abs(most)) / 10;
    return after.some((one) => {
      const value = one.drivers[index] as number;
      return value < least - margin || value > most + margin;
    });
  });
}

/** Why there is no payback. */
export const paybackReasons = ['saves_nothing', 'price_missing'] as const;

/** Years until the cost is back; the longest is null where the saving may as well be nothing. */
export interface Payback extends Answer<Quantity<'year'>, 'cost' | 'yearlySaving'> {
  readonly shortestYears: Quantity<'year'>;
  readonly longestYears: Quantity<'year'> | null;
}

/**
 * Cost ÷ yearly saving at today's price, without interest: what a factory asks first. All of it in one currency.
 *
 * @param pricePerM3 water and discharge fee together
 */
export function payback(
  cost: Quantity<'money'>,
  { yearlyM3, yearlyUncertaintyM3 }: Pick<WaterSaving, 'yearlyM3' | 'yearlyUncertaintyM3'>,
  pricePerM3: Quantity<'money/m3'>,
  yearlyRunning: Quantity<'money'> = quantity<'money'>(0),
): Outcome<Payback, (typeof paybackReasons)[number]> {
  if (pricePerM3.lte(0)) return { noData: 'price_missing' };
  const worth = (volume: InstanceType<typeof Exact>) =>
    new Exact(volume).times(pricePerM3).minus(yearlyRunning) as unknown as Quantity<'money'>;
  const years = (saving: Quantity<'money'>) => new Exact(cost).div(saving) as unknown as Quantity<'year'>;
  const yearlySaving = worth(yearlyM3);
  if (yearlySaving.lte(0)) return { noData: 'saves_nothing' };
  const least = worth(new Exact(yearlyM3).minus(yearlyUncertaintyM3));
  return {
    value: years(yearlySaving),
    inputs: { cost, yearlySaving },
    shortestYears: years(worth(new Exact(yearlyM3).plus(yearlyUncertaintyM3))),
    longestYears: least.gt(0) ? years(least) : null,
  };
}
