// What of a report's figure decides how a target stands: its value, how far its records reach, and by which definition it is.
import { definitionOf, type ProgressFigure, type ProgressKpi } from '#domains/targets/rules/target-progress.ts';
import type { ReportFigure } from '../model/report-number.ts';

/** A KPI as a report judges by it. */
export type JudgingKpi = ProgressKpi;

/** A figure as progress reads it. */
export const judgedBy = (
  figure: ReportFigure | undefined,
  kpi: Pick<JudgingKpi, 'chosenBy'> | undefined,
): ProgressFigure | undefined =>
  figure && {
    ...definitionOf(kpi, figure.parameters),
    ...{ value: figure.value, ...(figure.value === null ? {} : { unit: figure.unit }) },
    ...{ monthsWithData: figure.monthsWithData, carriedIn: figure.coverage.carriedIn },
  };
