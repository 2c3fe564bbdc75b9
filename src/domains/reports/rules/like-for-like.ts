// Which like-for-like change stands beside the change of a scope's rate, by the figures of its factories?

import type { LikeForLikeNumber } from '#domains/waste/model/like-for-like.ts';
import type { ConversionDefinition } from '#domains/waste/rules/conversion-rate.ts';
import { factoriesOf, type LikeForLike, likeForLike, likeForLikeNumber } from '#domains/waste/rules/like-for-like.ts';
import type { FactoriesInPeriod, ReportFigure, ReportNumber } from '../model/report-number.ts';
import { reportKpis } from './report-periods.ts';

/** The figure of a factory in a period; undefined when it is not the reader's. */
export type SiteFigureOf = (site: string, period: string) => ReportFigure | undefined;

/** Factories' figures by factory and period. */
export const siteFigureAmong =
  (figures: readonly ReportFigure[]): SiteFigureOf =>
  (site, period) =>
    figures.find((figure) => figure.scopeId === site && figure.period === period);

/** The answer with the ids of the factories' figures that it was worked out from. */
export interface FoundLikeForLike {
  readonly answer: LikeForLike;
  readonly sites: readonly string[];
}

/** Undefined where the reported change is like for like already, or where it cannot be told. */
export function likeForLikeOf(
  figure: ReportFigure,
  against: ReportFigure,
  factories: (figure: ReportFigure) => FactoriesInPeriod | undefined,
  siteFigure: SiteFigureOf,
): FoundLikeForLike | undefined {
  if (figure.kpi !== reportKpis.rate) return undefined;
  const [now, before] = [factories(figure), factories(against)];
  if (!now || !before) return undefined;
  const answer = likeForLike(
    factoriesOf(now, figure.coverage.missing, (site) => siteFigure(site, figure.period)),
    factoriesOf(before, against.coverage.missing, (site) => siteFigure(site, against.period)),
    figure.parameters as unknown as ConversionDefinition,
  );
  if ('noData' in answer) return undefined;
  const sites = [figure.period, against.period].flatMap((period) =>
    answer.compared.flatMap((site) => siteFigure(site, period)?.id ?? []),
  );
  return { answer, sites };
}

/** One number of it with its origin. */
export const numberOfLikeForLike = (
  { answer, sites }: FoundLikeForLike,
  figure: ReportFigure,
  against: ReportFigure,
  number: LikeForLikeNumber,
): ReportNumber => ({
  origin: { of: 'like-for-like', figure: figure.id, against: against.id, sites, number },
  ...likeForLikeNumber(answer, number),
  provisional: figure.provisional || against.provisional,
});
