// How much of which waste: the rows of mass that every waste rule reads, and sums over them.
import { sum, type Tonnes } from '#units/quantity.ts';
import type { CompositionOrNone } from './composition.ts';
import type { Treatment, TreatmentTable, Ul2799Line } from './treatment.ts';

/** Mass that shares all these properties, summed over approved loads of one scope and period. */
export interface WasteMassRow {
  readonly treatment: Treatment;
  readonly hazardous: boolean;
  /** Whether the stream is in the scope of UL 2799 at the date of the load. */
  readonly inUlScope: boolean;
  readonly composition: CompositionOrNone;
  /** The counting mass of each load, by the dated policy. */
  readonly massTonnes: Tonnes;
  /** Treated by the site itself; absent is off site. */
  readonly onSite?: boolean;
}

/** The mass of the rows, of those that fit when a condition is given. */
export function massOf<Row extends { readonly massTonnes: Tonnes }>(
  rows: readonly Row[],
  fits: (row: Row) => boolean = () => true,
): Tonnes {
  return sum(rows.filter(fits).map((row) => row.massTonnes));
}

/** The terms of the UL 2799 formula: NW, WTE, LF, INC and OTH, and T, which is their sum. */
export interface Ul2799Masses {
  readonly totalMassTonnes: Tonnes;
  readonly nonThermalMassTonnes: Tonnes;
  readonly energyRecoveryMassTonnes: Tonnes;
  readonly landfillMassTonnes: Tonnes;
  readonly incinerationMassTonnes: Tonnes;
  readonly otherDisposalMassTonnes: Tonnes;
}

/** Sums rows into the terms of the UL 2799 formula. Scope is not asked here: the caller chooses the rows. */
export function ul2799Masses(rows: readonly WasteMassRow[], table: TreatmentTable): Ul2799Masses {
  const massIn = (line: Ul2799Line) => massOf(rows, ({ treatment }) => table.of[treatment].ul2799Line === line);
  return {
    totalMassTonnes: massOf(rows),
    nonThermalMassTonnes: massIn('non_thermal'),
    energyRecoveryMassTonnes: massIn('thermal'),
    landfillMassTonnes: massIn('landfill'),
    incinerationMassTonnes: massIn('incineration'),
    otherDisposalMassTonnes: massIn('other_disposal'),
  };
}
