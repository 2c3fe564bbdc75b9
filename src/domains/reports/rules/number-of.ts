// What is a printed number worth today, or by what was frozen: worked out again from its origin.
import type { Target } from '#domains/targets/model/target.ts';
import { unitOfSteps } from '#domains/targets/model/target.ts';
import { progressPeriods, type TargetProgress, targetProgress } from '#domains/targets/rules/target-progress.ts';
import { likeForLikeNumber } from '#domains/waste/rules/like-for-like.ts';
import { parsePeriod } from '#period/period.ts';
import type { FactoriesInPeriod, NumberOrigin, ReportFigure } from '../model/report-number.ts';
import { changeOf, type FigurePart, figureParts } from './figure-parts.ts';
import { type JudgingKpi, judgedBy } from './judged-by.ts';
import { likeForLikeOf, siteFigureAmong } from './like-for-like.ts';

/** What numbers are worked out from; each question is answered by ids of the ledger. */
export interface NumberWorld {
  figure(id: string): ReportFigure | undefined;
  target(id: string): Target | undefined;
  /** the boundary on the last day of a figure's period */
  boundary(figure: ReportFigure): { readonly sites: number; readonly entities: number } | null;
  /** undefined for a scope that may hold part of a factory */
  factories(figure: ReportFigure): FactoriesInPeriod | undefined;
  kpiOf(id: string): JudgingKpi | undefined;
}

/** The ids of the ledger's figures that a number is made of; none for what a record states. */
export function figuresBehind(origin: NumberOrigin): string[] {
  switch (origin.of) {
    case 'figure':
    case 'part':
    case 'boundary':
      return [origin.figure];
    case 'change':
      return [origin.figure, origin.against];
    case 'like-for-like':
      return [origin.figure, origin.against, ...origin.sites];
    case 'forecast':
      return origin.recent === null ? [origin.figure] : [origin.figure, origin.recent];
    case 'on-base':
      return [origin.figure, origin.base, ...(origin.recent === null ? [] : [origin.recent])];
    case 'step':
      return [];
  }
}

/** How a target stood by the figures that a number of it is made of. */
function progressFor(
  origin: Extract<NumberOrigin, { of: 'forecast' | 'on-base' }>,
  figure: ReportFigure,
  world: NumberWorld,
): { target: Target; progress: TargetProgress } | undefined {
  const target = world.target(origin.target);
  if (!target) return undefined;
  const kpi = { ...world.kpiOf(figure.kpi), unit: figure.unit, better: figure.better };
  const named = (id: string | null) => (id === null ? undefined : judgedBy(world.figure(id), kpi));
  const figures = { toDate: judgedBy(figure, kpi), recent: named(origin.recent) };
  const periods = progressPeriods(parsePeriod(figure.period));
  if (origin.of === 'on-base')
    return { target, progress: targetProgress(target, kpi, periods, { ...figures, base: named(origin.base) }) };
  // What the year is expected to end with does not hang on what it is to be compared with.
  const { change: _, ...asLevels } = target;
  return { target, progress: targetProgress(asLevels, kpi, periods, figures) };
}

function onBase(
  origin: Extract<NumberOrigin, { of: 'on-base' }>,
  figure: ReportFigure,
  world: NumberWorld,
): FigurePart | undefined {
  const found = progressFor(origin, figure, world);
  const change = found?.progress.change;
  if (!found?.target.change || !change) return undefined;
  if (origin.number === 'aimed-at')
    return change.aimedAt === null ? undefined : { value: change.aimedAt, unit: figure.unit };
  const value = origin.number === 'change' ? change.toDate : change.forecast;
  return value === null ? undefined : { value, unit: found.target.change };
}

/** The value of a number, or undefined when there is none (any more). */
export function numberOf(origin: NumberOrigin, world: NumberWorld): FigurePart | undefined {
  if (origin.of === 'step') {
    const target = world.target(origin.target);
    const step = target?.steps.find(({ year }) => year === origin.year);
    const ofKpi = target?.kpi ? world.kpiOf(target.kpi)?.unit : undefined;
    const unit = target && unitOfSteps(target, origin.unit ?? ofKpi);
    return step && unit && { value: step.value, unit };
  }
  const figure = world.figure(origin.figure);
  if (!figure) return undefined;
  switch (origin.of) {
    case 'figure':
      return figure.value === null ? undefined : { value: figure.value, unit: figure.unit };
    case 'part':
      return figureParts(figure).get(origin.path);
    case 'change': {
      const against = world.figure(origin.against);
      return against && changeOf(figure, against);
    }
    case 'like-for-like': {
      const against = world.figure(origin.against);
      const sites = origin.sites.flatMap((id) => world.figure(id) ?? []);
      const found = against && likeForLikeOf(figure, against, world.factories, siteFigureAmong(sites));
      return found && likeForLikeNumber(found.answer, origin.number);
    }
    case 'boundary': {
      const counts = world.boundary(figure);
      return counts ? { value: String(counts[origin.count]), unit: 'count' } : undefined;
    }
    case 'on-base':
      return onBase(origin, figure, world);
    case 'forecast': {
      const forecast = progressFor(origin, figure, world)?.progress.forecast;
      return forecast ? { value: forecast.value, unit: figure.unit } : undefined;
    }
  }
}
