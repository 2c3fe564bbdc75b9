// Is a target on track: which value is in force for the year, where does the year stand, and where is it heading?
import type { Decimal } from 'decimal.js';
import { type Citation, cite } from '#standards/cite.ts';
import { Exact, type ExactInput, exact } from '#units/quantity.ts';

/** One step of a target: the value from this year on, until the next step. */
export interface TargetStep {
  readonly year: number;
  readonly value: Decimal;
}

/** Whether more or less of the KPI is better. */
export type Better = 'higher' | 'lower';

/** The four statuses, best first. */
export const targetStatuses = ['on_track', 'at_risk', 'behind', 'no_data'] as const;
/** Where a target stands; `no_data` is a status of its own. */
export type TargetStatus = (typeof targetStatuses)[number];

/**
 * How the year's end is foretold from the year to date:
 * - `year_to_date_holds`: for rates; the rate so far is the rate of the year;
 * - `recent_continues`: for rates; the remaining months go like the recent ones, months weighing the same;
 * - `grows_evenly`: for counts and sums; each remaining month adds as much as a month did so far.
 */
export const forecastMethods = ['year_to_date_holds', 'recent_continues', 'grows_evenly'] as const;
/** One way of foretelling the end of the year; chosen with the target. */
export type ForecastMethod = (typeof forecastMethods)[number];

/** Where the year stands. All values are unrounded and in the unit of the KPI. */
export interface YearToDate {
  readonly year: number;
  /** Months of the year that the value covers, 1 to 12. */
  readonly monthsElapsed: number;
  /** Absent when there is no data. */
  readonly value?: Decimal;
  /** The value of the recent months alone, such as the last quarter; only for `recent_continues`. */
  readonly recentValue?: Decimal;
}

/** A target on a KPI, as far as its status depends on it. */
export interface TargetToJudge {
  readonly better: Better;
  readonly steps: readonly TargetStep[];
  readonly forecast: ForecastMethod;
  /** How far a forecast may miss and still be at risk instead of behind, in the unit of the KPI (0.01 is a point). */
  readonly margin: Decimal;
}

/** Why a target cannot be judged. */
export const targetStatusReasons = [
  'no_target_for_year',
  'no_value_to_date',
  'no_recent_value',
  'no_month_elapsed',
  'too_few_months',
] as const;

/** Fewer months than these foretell nothing. */
export const leastMonthsForForecast = 3;

/** What a target was judged by, in the order in which it is explained. */
export const targetStatusInputs = [
  'targetValue',
  'targetStepYear',
  'yearToDateValue',
  'forecastValue',
  'marginValue',
  'gapValue',
  'monthsElapsedCount',
] as const;

/** A judged target with what it was judged by. */
export interface JudgedTarget {
  readonly status: Exclude<TargetStatus, 'no_data'>;
  readonly forecast: ForecastMethod;
  /** `gapValue` is the forecast less the target, positive when that is better. */
  readonly inputs: Readonly<Record<(typeof targetStatusInputs)[number], Decimal>>;
}

/** A target that cannot be judged, and why. */
export interface UnjudgedTarget {
  readonly status: 'no_data';
  readonly noData: (typeof targetStatusReasons)[number];
}

/** What this rule cites; printed where the rule is explained. @public */
export const targetStatusCites: readonly Citation[] = [
  cite('OWNER-DEFINITION', 'target by year'),
  cite('GREENFAB-DEFAULT', 'status of a target'),
];

/** Two percent of the target: the margin where the owner has set none. */
export const defaultMargin = (target: Decimal): Decimal => new Exact(target).abs().times('0.02');

/**
 * The step in force in a year: that of the year, else the last one before it. Steps are not interpolated: with 85.5 %
 * for 2023 and 90 % for 2025, the target of 2024 is 85.5 %. Before the first step there is no target.
 */
export function targetInForce(steps: readonly TargetStep[], year: number): TargetStep | undefined {
  return steps
    .filter((step) => step.year <= year)
    .reduce<TargetStep | undefined>((latest, step) => (latest && latest.year > step.year ? latest : step), undefined);
}

/**
 * Judges a target by the year to date and the forecast, both unrounded.
 *
 * On track: the forecast reaches the target, and so does a rate to date. Behind: the forecast misses it by more than
 * the margin. At risk: in between. Once twelve months have passed there is nothing to forecast and no margin: the
 * target was reached (on track) or missed (behind).
 */
export function targetStatus(target: TargetToJudge, toDate: YearToDate): JudgedTarget | UnjudgedTarget {
  const step = targetInForce(target.steps, toDate.year);
  if (!step) return { status: 'no_data', noData: 'no_target_for_year' };
  if (!toDate.value) return { status: 'no_data', noData: 'no_value_to_date' };
  if (toDate.monthsElapsed < 1) return { status: 'no_data', noData: 'no_month_elapsed' };
  if (toDate.monthsElapsed < leastMonthsForForecast) return { status: 'no_data', noData: 'too_few_months' };
  const forecastValue = forecastOf(target.forecast, toDate, toDate.value);
  if (!forecastValue) return { status: 'no_data', noData: 'no_recent_value' };

  const gapTo = (value: Decimal) =>
    target.better === 'higher' ? new Exact(value).minus(step.value) : new Exact(step.value).minus(value);
  const gapValue = gapTo(forecastValue);
  const isOver = toDate.monthsElapsed >= 12;
  const standsWell = target.forecast === 'grows_evenly' || gapTo(toDate.value).gte(0);
  return {
    status: statusOf({ gapValue, margin: isOver ? exact(0) : target.margin, standsWell }),
    forecast: target.forecast,
    inputs: {
      targetValue: step.value,
      targetStepYear: exact(step.year),
      yearToDateValue: toDate.value,
      forecastValue,
      marginValue: target.margin,
      gapValue,
      monthsElapsedCount: exact(toDate.monthsElapsed),
    },
  };
}

function statusOf({ gapValue, margin, standsWell }: { gapValue: Decimal; margin: Decimal; standsWell: boolean }) {
  if (gapValue.gte(0)) return standsWell ? 'on_track' : 'at_risk';
  return gapValue.abs().gt(margin) ? 'behind' : 'at_risk';
}

function forecastOf(method: ForecastMethod, toDate: YearToDate, value: Decimal): Decimal | undefined {
  const { monthsElapsed, recentValue } = toDate;
  const remaining = 12 - monthsElapsed;
  if (remaining <= 0 || method === 'year_to_date_holds') return value;
  if (method === 'grows_evenly') return new Exact(value).times(12).div(monthsElapsed);
  if (!recentValue) return undefined;
  return new Exact(value).times(monthsElapsed).plus(new Exact(recentValue).times(remaining)).div(12);
}

/**
 * How much of the way from the base year to the target is done: 0 at the base, 1 at the target, more beyond it.
 * Undefined when the target is the base itself.
 */
export function progressFromBase(base: Decimal, target: Decimal, value: Decimal): Decimal | undefined {
  const way = new Exact(target).minus(base);
  return way.isZero() ? undefined : new Exact(value).minus(base).div(way);
}

/** A target given as a change on its base year. Relative and in points are two things, and the owner chooses. */
export interface TargetChange {
  readonly by: Decimal;
  readonly as: 'relative' | 'points';
}

/** The value a change leads to: 50 % by +20 % relative is 60 %, by +20 points 70 %. */
export function targetFromBase(base: Decimal, { by, as }: TargetChange): Decimal {
  return as === 'relative' ? new Exact(base).times(new Exact(1).plus(by)) : new Exact(base).plus(by);
}

/** Whether a share can reach a target at all: a base over 83.3 % cannot rise by a fifth. To be asked when it is set. */
export const isReachableShare = (target: ExactInput): boolean => exact(target).gte(0) && exact(target).lte(1);
