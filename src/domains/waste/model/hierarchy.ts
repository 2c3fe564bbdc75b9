// How high does a treatment stand in the waste hierarchy? For order and colour; no standard counts by it.
import type { Treatment } from './treatment.ts';

/** The steps, best first. */
export const hierarchySteps = ['reuse', 'recycling', 'energy_recovery', 'disposal'] as const;
/** One step of the hierarchy. */
export type HierarchyStep = (typeof hierarchySteps)[number];

const steps: Readonly<Partial<Record<Treatment, HierarchyStep>>> = {
  reuse: 'reuse',
  incineration_with_energy: 'energy_recovery',
  incineration_no_energy: 'disposal',
  landfill: 'disposal',
  pretreatment_then_disposal: 'disposal',
};

/** The step of a treatment: what is neither reused, burnt nor thrown away is recycled, composting among it. */
export const hierarchyStepOf = (treatment: string): HierarchyStep => steps[treatment as Treatment] ?? 'recycling';
