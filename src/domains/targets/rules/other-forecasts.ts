// What would other ways of foretelling say of the year: the rest as last year, scaled; the trend of the last four quarters?
import type { Decimal } from 'decimal.js';
import { type Citation, cite } from '#standards/cite.ts';
import { Exact, exact } from '#units/quantity.ts';
import { leastMonthsForForecast } from './target-status.ts';

/**
 * Ways of foretelling that stand beside the target's own, so that a reader sees how much hangs on the method:
 * - `rest_as_last_year`: the year to date, and the same rest as last year, scaled by how this year to date stands to last
 *   year's; of a rate by its mass, so that the rest has last year's rate and this year's weight;
 * - `trend_of_four_quarters`: the year to date, and remaining quarters on the straight line through the last four.
 */
export const otherMethods = ['rest_as_last_year', 'trend_of_four_quarters'] as const;
/** One of them. */
export type OtherMethod = (typeof otherMethods)[number];

/** Why a method foretells nothing. */
export const noForecastReasons = [
  'too_few_months',
  'year_is_over',
  'no_value_to_date',
  'no_last_year',
  'no_four_quarters',
] as const;
/** One reason. */
export type NoForecastReason = (typeof noForecastReasons)[number];

/** A value over some months; of a rate also what it is a fraction of, in one unit. */
export interface Measured {
  readonly value: Decimal;
  readonly fraction?: { readonly above: Decimal; readonly below: Decimal };
}

/** What the methods are given; absent is not recorded, never zero. */
export interface ForecastInput {
  /** A rate goes on or is divided; a sum or count grows. */
  readonly isRate: boolean;
  /** A rate that cannot pass the whole. */
  readonly isShare: boolean;
  /** Months of the year that the value covers. */
  readonly monthsElapsed: number;
  readonly toDate?: Measured | undefined;
  readonly lastYearToDate?: Measured | undefined;
  readonly lastYearRest?: Measured | undefined;
  /** The last four quarters up to the same end, oldest first. */
  readonly quarters: readonly (Measured | undefined)[];
}

/** A forecast of the year, or why there is none. */
export type OtherForecast = { readonly method: OtherMethod } & (
  | { readonly value: Decimal }
  | { readonly noForecast: NoForecastReason }
);

/** What this rule cites; printed where the rule is explained. @public */
export const otherForecastsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'forecasts of a year')];

/** Both methods, each with its value or its reason. */
export function otherForecasts(input: ForecastInput): readonly OtherForecast[] {
  return otherMethods.map((method) => {
    const { monthsElapsed, toDate } = input;
    if (monthsElapsed >= 12) return { method, noForecast: 'year_is_over' };
    if (!toDate) return { method, noForecast: 'no_value_to_date' };
    if (monthsElapsed < leastMonthsForForecast) return { method, noForecast: 'too_few_months' };
    const value = method === 'rest_as_last_year' ? restAsLastYear(input, toDate) : trendOfQuarters(input, toDate);
    if (value) return { method, value };
    return { method, noForecast: method === 'rest_as_last_year' ? 'no_last_year' : 'no_four_quarters' };
  });
}

function restAsLastYear({ isRate, lastYearToDate, lastYearRest }: ForecastInput, toDate: Measured) {
  if (!lastYearToDate || !lastYearRest) return undefined;
  if (!isRate) {
    const rest = scaled(lastYearRest.value, toDate.value, lastYearToDate.value);
    return rest && new Exact(toDate.value).plus(rest);
  }
  const [now, then, later] = [toDate.fraction, lastYearToDate.fraction, lastYearRest.fraction];
  if (!now || !then || !later) return undefined;
  const above = scaled(later.above, now.below, then.below);
  const below = scaled(later.below, now.below, then.below);
  if (!above || !below) return undefined;
  return new Exact(now.above).plus(above).div(below.plus(now.below));
}

/** The rest of last year times this year to date over last year's; of nothing last year nothing can be scaled. */
function scaled(rest: Decimal, now: Decimal, then: Decimal): Decimal | undefined {
  return then.isZero() ? undefined : new Exact(rest).times(now).div(then);
}

function trendOfQuarters(
  { isRate, isShare, monthsElapsed, quarters }: ForecastInput,
  toDate: Measured,
): Decimal | undefined {
  const values = quarters.flatMap((quarter) => (quarter ? [quarter.value] : []));
  if (values.length !== 4) return undefined;
  const mean = values.reduce((sum, value) => sum.plus(value), new Exact(0)).div(4);
  // Least squares through the quarters at −1.5, −0.5, 0.5 and 1.5, whose squares add to 5.
  const slope = values.reduce((sum, value, at) => sum.plus(value.times(2 * at - 3)), new Exact(0)).div(10);
  const least = exact(0);
  const on = (at: number) => {
    const value = mean.plus(slope.times(2 * at - 3).div(2));
    const low = value.lt(least) ? least : value;
    return isShare && low.gt(1) ? exact(1) : low;
  };
  let rest = new Exact(0);
  for (let left = 12 - monthsElapsed, at = 4; left > 0; left -= 3, at++) {
    // A rate weighs by its months, a sum by how much of the quarter is left.
    rest = rest.plus(isRate ? on(at).times(Math.min(3, left)) : on(at).times(Math.min(3, left)).div(3));
  }
  if (!isRate) return rest.plus(toDate.value);
  return rest.plus(new Exact(toDate.value).times(monthsElapsed)).div(12);
}
