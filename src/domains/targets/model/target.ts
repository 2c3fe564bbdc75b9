// What is a target: a KPI with steps by year, or a goal in words?
import type { FigureUnit, KpiUnit } from '#units/show-figure.ts';

/** What the steps of a target say: values of the KPI, or how far it is to change against the base year. */
export const stepMeanings = ['level', 'relative', 'points'] as const;

/** A target as it counts, or counted at a moment of the history. */
export interface Target {
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly measure: 'quantitative' | 'qualitative';
  /** The KPI it is measured by; null for a goal in words, and for one whose records do not stand here yet. */
  readonly kpi: string | null;
  readonly baseYear: number | null;
  readonly owner: { readonly en: string; readonly zh: string } | null;
  /** The region, entity or site that it holds for; absent for the group. */
  readonly scopeId?: string;
  /** The steps are changes against the base year: of its value (0.2 is a fifth more), or points; absent for levels. */
  readonly change?: Exclude<(typeof stepMeanings)[number], 'level'>;
  /** The definition of the KPI that it was set for, where the owner chooses among several. */
  readonly definition?: string;
  /** By year, first to last; values exact, in the unit of the KPI or as the change that they are. */
  readonly steps: readonly { readonly year: number; readonly value: string }[];
}

/** A target without KPI has no unit of its own: a value of up to 1 is read as a share, as sheets give it. */
export const unitOfSteps = (target: Pick<Target, 'steps' | 'change'>, kpiUnit: KpiUnit | undefined): FigureUnit =>
  target.change ?? kpiUnit ?? (target.steps.every((step) => Number(step.value) <= 1) ? 'share' : 'count');
