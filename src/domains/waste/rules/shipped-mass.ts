// How much waste left the sites in all, hazardous and not?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { subtract, type Tonnes } from '#units/quantity.ts';
import { massOf, type WasteMassRow } from '../model/masses.ts';

/** The total shipped in tonnes, with its two parts. */
export type ShippedMass = Answer<Tonnes, 'hazardousMassTonnes' | 'nonHazardousMassTonnes'>;

/** By which weight a load counts is this software's default until the owner sets a policy. */
export const shippedMassCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'counting mass')];

/** The mass of all rows of one scope and period. */
export function shippedMass(rows: readonly WasteMassRow[]): Outcome<ShippedMass, 'no_loads_in_period'> {
  if (rows.length === 0) return { noData: 'no_loads_in_period' };
  const value = massOf(rows);
  const hazardousMassTonnes = massOf(rows, (row) => row.hazardous);
  return { value, inputs: { hazardousMassTonnes, nonHazardousMassTonnes: subtract(value, hazardousMassTonnes) } };
}
