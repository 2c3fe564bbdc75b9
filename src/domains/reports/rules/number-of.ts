// What is a printed number worth today, or by what was frozen: worked out again from its origin.
import type { Target } from '#domains/targets/model/target.ts';
import { unitOfSteps } from '#domains/targets/model/target.ts';
import { progressPeriods, targetProgress } from '#domains/targets/rules/target-progress.ts';
import { likeForLikeNumber } from '#domains/waste/rules/like-for-like.ts';
import { parsePeriod } from '#period/period.ts';
import type { FactoriesInPeriod, NumberOrigin, ReportFigure } from '../model/report-number.ts';
import { changeOf, type FigurePart, figureParts } from './figure-parts.ts';
import { likeForLikeOf, siteFigureAmong } from './like-for-like.ts';

/** What numbers are worked out from; each question is answered by ids of the ledger. */
export interface NumberWorld {
  figure(id: string): ReportFigure | undefined;
  target(id: string): Target | undefined;
  /** the boundary on the last day of a figure's period */
  boundary(figure: ReportFigure): { readonly sites: number; readonly entities: number } | null;
  /** undefined for a scope that may hold part of a factory */
  factories(figure: ReportFigure): FactoriesInPeriod | undefined;
  kpiOf(id: string): { readonly unit: ReportFigure['unit']; readonly better: ReportFigure['better'] } | undefined;
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
    case 'step':
      return [];
  }
}

const judgedBy = (figure: ReportFigure | undefined) =>
  figure && { value: figure.value, monthsWithData: figure.monthsWithData, carriedIn: figure.coverage.carriedIn };

/** The value of a number, or undefined when there is none (any more). */
export function numberOf(origin: NumberOrigin, world: NumberWorld): FigurePart | undefined {
  if (origin.of === 'step') {
    const target = world.target(origin.target);
    const step = target?.steps.find(({ year }) => year === origin.year);
    const unit = target && unitOfSteps(target, target.kpi === null ? undefined : world.kpiOf(target.kpi)?.unit);
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
    case 'forecast': {
      const target = world.target(origin.target);
      if (!target) return undefined;
      const { forecast } = targetProgress(
        target,
        { unit: figure.unit, better: figure.better },
        progressPeriods(parsePeriod(figure.period)),
        {
          toDate: judgedBy(figure),
          recent: origin.recent === null ? undefined : judgedBy(world.figure(origin.recent)),
        },
      );
      return forecast ? { value: forecast.value, unit: figure.unit } : undefined;
    }
  }
}
