// Where does a target stand in a period: which figures must be asked, and what do they say of the year?

import type { Decimal } from 'decimal.js';
import { addMonths, dateOf } from '#period/calendar-date.ts';
import {
  type Period,
  periodBetween,
  samePeriodLastYear,
  wholeMonths,
  yearOfPeriod,
  yearPeriod,
  yearToDate,
} from '#period/period.ts';
import { exact, exactText } from '#units/quantity.ts';
import { growsWithMonths, type KpiUnit } from '#units/show-figure.ts';
import type { Target } from '../model/target.ts';
import { baseOf, type ChangeReason, changeFromBase, levelsFromBase } from './change-on-base.ts';
import {
  type Better,
  defaultMargin,
  type ForecastMethod,
  type JudgedTarget,
  type TargetStatus,
  type TargetStep,
  targetInForce,
  targetStatus,
  type UnjudgedTarget,
} from './target-status.ts';

/** The periods by which the year is judged: what is in it so far, and its last quarter where there is one. */
export interface ProgressPeriods {
  readonly year: number;
  readonly toDate: Period;
  /** The three months before the end; null in the first quarter of a year, where it would be the year to date. */
  readonly recent: Period | null;
}

/** The periods to ask for, of the year in which a period ends. */
export function progressPeriods(period: Period): ProgressPeriods {
  const year = yearOfPeriod(period);
  const toDate = yearToDate(period);
  const from = addMonths(toDate.before, -3);
  const hasQuarter = wholeMonths(toDate) !== undefined && from > dateOf(year, 1, 1);
  return { year, toDate, recent: hasQuarter ? periodBetween(from, toDate.before) : null };
}

/** The base year of a target whose steps are changes against it. */
export const basePeriod = ({ change, baseYear }: Pick<Target, 'change' | 'baseYear'>): Period | null =>
  change !== undefined && baseYear !== null ? yearPeriod(baseYear) : null;

/** The periods that other ways of foretelling a year ask for besides the year to date. */
export interface ForecastPeriods {
  readonly lastYearToDate: Period;
  /** From the same day of last year to its end; null where the year to date reaches the year's end. */
  readonly lastYearRest: Period | null;
  /** Four times three months up to the end of the year to date, oldest first; none where that lies within a month. */
  readonly quarters: readonly Period[];
}

/** What to ask for beside the year to date of a period. */
export function forecastPeriods(toDate: Period): ForecastPeriods {
  const { before } = toDate;
  const lastYearToDate = samePeriodLastYear(toDate);
  const newYear = dateOf(yearOfPeriod(toDate), 1, 1);
  return {
    lastYearToDate,
    lastYearRest: lastYearToDate.before < newYear ? periodBetween(lastYearToDate.before, newYear) : null,
    quarters:
      wholeMonths(toDate) === undefined
        ? []
        : [12, 9, 6, 3].map((months) => periodBetween(addMonths(before, -months), addMonths(before, 3 - months))),
  };
}

/** Months of the year that a target's records cover, as its status counts them. */
export const monthsOfYearCovered = (
  toDate: ProgressFigure | undefined,
  recent: ProgressFigure | undefined,
  periods: ProgressPeriods,
): number => monthsCovered(toDate, periods.toDate, Boolean(recent?.value));

/** A figure as far as progress depends on it. */
export interface ProgressFigure {
  /** exact; null when there is none */
  readonly value: string | null;
  /** its own, where its KPI leaves it open; absent while there is no value */
  readonly unit?: KpiUnit;
  readonly monthsWithData: number;
  /** holds yearly totals, which stand for all twelve months */
  readonly carriedIn: boolean;
  /** by which of the owner's definitions, where its KPI has several */
  readonly definition?: string;
}

/** A KPI as far as progress depends on it. */
export interface ProgressKpi {
  readonly unit: KpiUnit;
  readonly better: 'higher' | 'lower' | 'neither';
  /** the parameter that chooses among its definitions, and in what unit it is by each */
  readonly chosenBy?: { readonly parameter: string; readonly units: Readonly<Record<string, KpiUnit>> };
}

/** The definition of the owner's by which a figure was worked out; absent where its KPI has no choice, or none was made. */
export function definitionOf(
  kpi: Pick<ProgressKpi, 'chosenBy'> | undefined,
  parameters: Readonly<Record<string, unknown>>,
): { definition?: string } {
  const chosen = kpi?.chosenBy && parameters[kpi.chosenBy.parameter];
  return typeof chosen === 'string' ? { definition: chosen } : {};
}

/** The unit of a KPI by the definition that was chosen, where there are several; undefined where it has no choice. */
export const unitByDefinition = (
  kpi: Pick<ProgressKpi, 'chosenBy'> | undefined,
  definition: string | undefined,
): KpiUnit | undefined => (definition === undefined ? undefined : kpi?.chosenBy?.units[definition]);

/** Whether a KPI is a share, by the definition that was chosen where there are several. */
export const isShareBy = (kpi: Pick<ProgressKpi, 'unit' | 'chosenBy'>, definition: string | undefined): boolean =>
  (unitByDefinition(kpi, definition) ?? kpi.unit) === 'share';

/** What the values of a target on a KPI are in: as the definition that it was set for says, or its figures, or else its KPI. */
export const unitOfLevels = (
  kpi: Pick<ProgressKpi, 'unit' | 'chosenBy'>,
  definition: string | undefined,
  figures: readonly (ProgressFigure | undefined)[],
): KpiUnit =>
  unitByDefinition(kpi, definition) ?? figures.find((figure) => figure?.unit !== undefined)?.unit ?? kpi.unit;

/** How a target that is a change against its base year stands; all exact. */
export interface ProgressChange {
  readonly base: string;
  /** the base is made of yearly totals carried in */
  readonly carriedIn: boolean;
  /** null for a sum that has not run its year: half a year is no change of a whole one */
  readonly toDate: string | null;
  readonly forecast: string | null;
  /** the step in force as a value of the KPI */
  readonly aimedAt: string | null;
}

/** How a target stands, with what it was judged by. */
export interface TargetProgress {
  readonly year: number;
  /** the step in force in the year, as the target says it */
  readonly step: { readonly year: number; readonly value: string } | null;
  readonly status: TargetStatus;
  readonly forecast: { readonly value: string; readonly method: ForecastMethod } | null;
  readonly reason:
    | UnjudgedTarget['noData']
    | ChangeReason
    | 'not_measured'
    | 'no_base_year'
    | 'definition_differs'
    | 'units_differ'
    | null;
  readonly judged: JudgedTarget | null;
  /** null where its steps are levels, and where there is no base to take a change from */
  readonly change: ProgressChange | null;
}

/** The steps of a target as values of its KPI, by its base where they are changes; or why they cannot be told. */
export function levelsOfTarget(
  target: Target,
  kpi: ProgressKpi,
  base: ProgressFigure | undefined,
): { levels: readonly TargetStep[]; base: Decimal | null } | { noLevels: ChangeReason | 'no_base_year' } {
  const steps = target.steps.map((step) => ({ year: step.year, value: exact(step.value) }));
  if (target.change === undefined) return { levels: steps, base: null };
  if (target.baseYear === null) return { noLevels: 'no_base_year' };
  const found = baseOf(target.change, base?.value ? exact(base.value) : null, isShareBy(kpi, target.definition));
  if ('noChange' in found) return { noLevels: found.noChange };
  return { levels: levelsFromBase(steps, found.value, target.change), base: found.value };
}

/**
 * Judges a measured target. Rates are foretold by going on like the last quarter, sums and counts by growing evenly;
 * where the last quarter has no data, the rate to date is taken to hold. Steps that are changes are judged as the values
 * that they come to on the base year's figure, by the definition that they were set for and by no other.
 */
export function targetProgress(
  target: Target,
  kpi: ProgressKpi | undefined,
  periods: ProgressPeriods,
  figures: {
    readonly toDate: ProgressFigure | undefined;
    readonly recent: ProgressFigure | undefined;
    /** of the base year; asked for where the steps are changes */
    readonly base?: ProgressFigure | undefined;
  },
): TargetProgress {
  const inForce = targetInForce(
    target.steps.map((step) => ({ year: step.year, value: exact(step.value) })),
    periods.year,
  );
  const step = inForce ? { year: inForce.year, value: exactText(inForce.value) } : null;
  const none = { year: periods.year, step, status: 'no_data' as const, forecast: null, judged: null, change: null };
  if (!kpi || target.measure !== 'quantitative') return { ...none, reason: 'not_measured' };
  const definition = figures.toDate?.definition ?? figures.base?.definition;
  if (target.definition !== undefined && definition !== undefined && definition !== target.definition)
    return { ...none, reason: 'definition_differs' };
  const found = levelsOfTarget(target, kpi, figures.base);
  if ('noLevels' in found) return { ...none, reason: found.noLevels };
  const [unit, baseUnit] = [figures.toDate?.unit, figures.base?.unit];
  if (target.change !== undefined && unit !== undefined && baseUnit !== undefined && unit !== baseUnit)
    return { ...none, reason: 'units_differ' };
  const value = figures.toDate?.value;
  const recentValue = figures.recent?.value;
  const monthsElapsed = monthsOfYearCovered(figures.toDate, figures.recent, periods);
  const level = targetInForce(found.levels, periods.year);
  const judged = targetStatus(
    {
      better: betterOf(kpi.better),
      steps: found.levels,
      forecast: methodFor(kpi.unit, Boolean(recentValue)),
      margin: level ? defaultMargin(level.value) : exact(0),
    },
    {
      year: periods.year,
      monthsElapsed,
      ...(value ? { value: exact(value) } : {}),
      ...(recentValue ? { recentValue: exact(recentValue) } : {}),
    },
  );
  const { base } = found;
  const kind = target.change;
  const against = (one: Decimal | null | undefined) =>
    one && base && kind ? exactText(changeFromBase(one, base, kind)) : null;
  const isWhole = !growsWithMonths(kpi.unit) || monthsElapsed >= 12;
  const change = base && {
    base: exactText(base),
    carriedIn: figures.base?.carriedIn ?? false,
    toDate: value && isWhole ? against(exact(value)) : null,
    forecast: judged.status === 'no_data' ? null : against(judged.inputs.forecastValue),
    aimedAt: level ? exactText(level.value) : null,
  };
  if (judged.status === 'no_data') return { ...none, change, reason: judged.noData };
  return {
    year: periods.year,
    step,
    status: judged.status,
    forecast: { value: exactText(judged.inputs.forecastValue), method: judged.forecast },
    reason: null,
    judged,
    change,
  };
}

export const betterOf = (better: 'higher' | 'lower' | 'neither'): Better => (better === 'lower' ? 'lower' : 'higher');

const methodFor = (unit: KpiUnit, hasRecent: boolean): ForecastMethod =>
  growsWithMonths(unit) ? 'grows_evenly' : hasRecent ? 'recent_continues' : 'year_to_date_holds';

// A year whose second half is still to come is not over because the period says "the year": what counts is how far the
// records reach. A last quarter with records means to the end; else the months of the factory that has most of them.
function monthsCovered(figure: ProgressFigure | undefined, toDate: Period, reachesEnd: boolean): number {
  const months = wholeMonths(toDate) ?? 0;
  if (!figure || months === 0) return 0;
  return reachesEnd || (figure.carriedIn && figure.monthsWithData === 0)
    ? months
    : Math.min(months, figure.monthsWithData);
}

/** Where one factory stands against the group's step for the year: the same margin, without a forecast. */
export function standingAgainst(
  step: Decimal,
  value: string | null,
  better: 'higher' | 'lower' | 'neither',
): TargetStatus {
  if (value === null) return 'no_data';
  const gap = betterOf(better) === 'higher' ? exact(value).minus(step) : step.minus(exact(value));
  if (gap.gte(0)) return 'on_track';
  return gap.abs().gt(defaultMargin(step)) ? 'behind' : 'at_risk';
}
