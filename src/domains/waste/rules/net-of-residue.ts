// What is left of a recycled load when the recycler's own residue is taken out, and is its yield proved?
import { type Citation, cite } from '#standards/cite.ts';
import { type Share, scale, subtract } from '#units/quantity.ts';
import type { WasteMassRow } from '../model/masses.ts';
import type { Treatment } from '../model/treatment.ts';

/** A dated statement of the receiving plant: what part becomes material, and what happens to the rest. */
export interface DownstreamYield {
  /** Between 0 and 1. */
  readonly yieldShare: Share;
  readonly residueTreatment: Treatment;
}

/** The rows that a load counts as, and whether it is gross: a yield that nobody proved is not a silent 100 %. */
export interface NetRows {
  readonly rows: readonly WasteMassRow[];
  readonly isGross: boolean;
}

/** What this rule cites; printed where the rule is explained. @public */
export const netOfResidueCites: readonly Citation[] = [cite('UL-2799', 'diversion rate, net of downstream residue')];

/**
 * Splits a row by the yield of the plant that received it; their masses add to the mass of the load.
 *
 * @throws RangeError for a yield below 0 or above 1.
 */
export function netOfResidue(row: WasteMassRow, proved: DownstreamYield | undefined): NetRows {
  if (!proved) return { rows: [row], isGross: true };
  if (proved.yieldShare.lt(0) || proved.yieldShare.gt(1)) throw new RangeError('A yield lies between 0 and 1');
  const netMass = scale(row.massTonnes, proved.yieldShare);
  const residueMass = subtract(row.massTonnes, netMass);
  const rows = [
    { ...row, massTonnes: netMass },
    { ...row, massTonnes: residueMass, treatment: proved.residueTreatment },
  ];
  return { rows: rows.filter(({ massTonnes }) => !massTonnes.isZero()), isGross: false };
}
