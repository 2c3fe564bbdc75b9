// The figures that a target is told by: which periods are asked of the ledger, and what they say of the year.
import { type Period, previousPeriod, printPeriod, samePeriodLastYear } from '#period/period.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { type Kpi, unitOfFigure } from '#platform/kpi/declare.ts';
import type { Basis, Figure, FigureKey } from '#platform/kpi/ledger.ts';
import { Exact, exact } from '#units/quantity.ts';
import { growsWithMonths } from '#units/show-figure.ts';
import type { Target } from '../model/target.ts';
import { type Measured, type OtherForecast, otherForecasts } from '../rules/other-forecasts.ts';
import {
  basePeriod,
  definitionOf,
  forecastPeriods,
  monthsOfYearCovered,
  type ProgressFigure,
  progressPeriods,
} from '../rules/target-progress.ts';

/** The scope whose figures a target is judged by. */
export const scopeOfTarget = (target: Pick<Target, 'scopeId'>): string => target.scopeId ?? GROUP_ID;

/** The periods of a target's four views: this one, the year to date, last year's, and the one before. */
export const viewPeriods = (period: Period) => ({
  period,
  toDate: progressPeriods(period).toDate,
  lastYear: samePeriodLastYear(period),
  lastPeriod: previousPeriod(period),
});

/** Every period that is asked for a target in a period. */
export function periodsAsked(period: Period): readonly Period[] {
  const { toDate, recent } = progressPeriods(period);
  const { lastYearToDate, lastYearRest, quarters } = forecastPeriods(toDate);
  return [
    ...Object.values(viewPeriods(period)),
    ...[recent, lastYearToDate, lastYearRest].flatMap((one) => one ?? []),
    ...quarters,
  ];
}

/** The keys of all these figures, each once. */
export function keysOfTargets(targets: readonly Target[], period: Period, basis: Basis): FigureKey[] {
  const keys = targets.flatMap((target) =>
    target.kpi === null
      ? []
      : [...periodsAsked(period), ...[basePeriod(target)].flatMap((one) => one ?? [])].map((one) => ({
          ...{ kpi: target.kpi ?? '', scopeId: scopeOfTarget(target) },
          ...{ period: printPeriod(one), basis },
        })),
  );
  return [...new Map(keys.map((key) => [`${key.kpi} ${key.scopeId} ${key.period}`, key])).values()];
}

/** Finds a figure of a target among those that were answered. */
export type FigureIn = (period: Period | null) => Figure | undefined;

/** Looks figures up by KPI, scope and period. */
export function figuresOf(found: readonly (Figure | undefined)[]): (target: Target) => FigureIn {
  const byKey = new Map(
    found.flatMap((figure) =>
      figure ? [[`${figure.key.kpi} ${figure.key.scopeId} ${figure.key.period}`, figure] as const] : [],
    ),
  );
  return (target) => (period) =>
    period ? byKey.get(`${target.kpi} ${scopeOfTarget(target)} ${printPeriod(period)}`) : undefined;
}

/** A figure as progress reads it. */
export const progressOf = (
  figure: Figure | undefined,
  kpi: Pick<Kpi, 'unit' | 'chosenBy'> | undefined,
): ProgressFigure | undefined =>
  figure && {
    ...definitionOf(kpi, figure.parameters),
    ...('value' in figure.result.computed
      ? { value: figure.result.computed.value, ...(kpi ? { unit: unitOfFigure(kpi, figure.result.computed) } : {}) }
      : { value: null }),
    monthsWithData: figure.result.monthsWithData,
    carriedIn: figure.result.coverage.carriedIn,
  };

/** What a rate divides, by the names that its KPI declares. */
export function fractionIn(kpi: Pick<Kpi, 'fraction'>, inputs: Readonly<Record<string, string>>) {
  if (!kpi.fraction) return undefined;
  const above = kpi.fraction.above.reduce((sum, name) => sum.plus(inputs[name] ?? 0), new Exact(0));
  return { above, below: exact(inputs[kpi.fraction.below] ?? '0') };
}

function measured(kpi: Kpi, figure: Figure | undefined): Measured | undefined {
  if (!figure || !('value' in figure.result.computed)) return undefined;
  const { value, inputs } = figure.result.computed;
  const fraction = fractionIn(kpi, inputs);
  return { value: exact(value), ...(fraction ? { fraction } : {}) };
}

/** The forecasts beside the target's own. */
export function forecastsBeside(kpi: Kpi, period: Period, figure: FigureIn): readonly OtherForecast[] {
  // An intensity is no fraction whose parts are told, and no sum of months.
  if (kpi.unit !== 'share' && !growsWithMonths(kpi.unit)) return [];
  const periods = progressPeriods(period);
  const others = forecastPeriods(periods.toDate);
  const of = (one: Period | null) => measured(kpi, figure(one));
  return otherForecasts({
    isRate: !growsWithMonths(kpi.unit),
    isShare: kpi.unit === 'share',
    monthsElapsed: monthsOfYearCovered(
      progressOf(figure(periods.toDate), kpi),
      progressOf(figure(periods.recent), kpi),
      periods,
    ),
    toDate: of(periods.toDate),
    lastYearToDate: of(others.lastYearToDate),
    lastYearRest: of(others.lastYearRest),
    quarters: others.quarters.map(of),
  });
}
