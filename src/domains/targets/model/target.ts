// What is a target: a KPI with steps by year, or a goal in words?
import type { KpiUnit } from '#units/show-figure.ts';

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
  /** By year, first to last; values exact, in the unit of the KPI. */
  readonly steps: readonly { readonly year: number; readonly value: string }[];
}

/** A target without KPI has no unit of its own: a value of up to 1 is read as a share, as sheets give it. */
export const unitOfSteps = (target: Pick<Target, 'steps'>, kpiUnit: KpiUnit | undefined) =>
  kpiUnit ?? (target.steps.every((step) => Number(step.value) <= 1) ? 'share' : 'count');
