// Do the weights of a load lie further apart than its policy allows, and what changes when one of them is chosen?
import type { CalendarDate } from '#period/calendar-date.ts';
import { subtract, type Tonnes } from '#units/quantity.ts';
import {
  type CountingMass,
  type CountingPolicy,
  compareMasses,
  countingMass,
  defaultMassTolerance,
  type LoadMasses,
  type MassBasis,
  type MassComparison,
  type MassTolerance,
  massBases,
  policyOn,
} from './counting-mass.ts';

/** A load as far as its weights go. */
export interface WeighedLoad {
  readonly departedOn: CalendarDate;
  readonly hazardous: boolean;
  readonly masses: LoadMasses;
}

/** What the policy in force on the day of departure says of a load. */
export interface WeightJudgement {
  /** every pair of weights, also those that agree */
  readonly comparisons: readonly MassComparison[];
  /** one pair lies further apart than is allowed */
  readonly differs: boolean;
  /** the weight that counts by the policy; undefined when no weight is there */
  readonly counts: CountingMass | undefined;
  readonly policyFrom: CalendarDate | undefined;
  readonly tolerance: MassTolerance;
}

/** Judges the weights of a load by the policy in force on the day it left. */
export function judgeWeights(load: WeighedLoad, policies: readonly CountingPolicy[]): WeightJudgement {
  const policy = policyOn(policies, load.departedOn);
  const tolerance = policy?.tolerance ?? defaultMassTolerance;
  const comparisons = compareMasses(load.masses, tolerance);
  const counted = countingMass(load, policies);
  return {
    comparisons,
    differs: comparisons.some(({ withinTolerance }) => !withinTolerance),
    counts: 'noData' in counted ? undefined : counted,
    policyFrom: policy?.from,
    tolerance,
  };
}

/** The weights that a load has, and by how much its counting mass would change if that one counted. */
export function choicesOf(
  masses: LoadMasses,
  countsNow: Tonnes,
): readonly { basis: MassBasis; massTonnes: Tonnes; changeTonnes: Tonnes }[] {
  return massBases.flatMap((basis) => {
    const massTonnes = masses[`${basis}MassTonnes`];
    return massTonnes ? [{ basis, massTonnes, changeTonnes: subtract(massTonnes, countsNow) }] : [];
  });
}
