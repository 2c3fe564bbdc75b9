// GRI 306-4: how much waste was diverted from disposal, by recovery operation? Energy recovery is not in it.
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import type { Tonnes } from '#units/quantity.ts';
import { massOf, type WasteMassRow } from '../model/masses.ts';
import { type Gri306DivertedCategory, gri306DivertedCategories, type TreatmentTable } from '../model/treatment.ts';
import {
  type Gri306Line,
  type Gri306SideInput,
  gri306Lines,
  gri306SideMasses,
  type gri306SideReasons,
  rowsOnSide,
} from './gri306-lines.ts';

/** The total diverted in tonnes, with every line of the disclosure. */
export interface Gri306Diverted extends Answer<Tonnes, Gri306SideInput> {
  readonly lines: readonly Gri306Line<Gri306DivertedCategory>[];
}

/** Disclosure 306-4. */
export const gri306DivertedCites: readonly Citation[] = [cite('GRI-306-2020', '306-4')];

/** The total diverted and its twelve lines, over rows of one scope and period. */
export function gri306Diverted(
  rows: readonly WasteMassRow[],
  table: TreatmentTable,
): Outcome<Gri306Diverted, (typeof gri306SideReasons)[number]> {
  if (rows.length === 0) return { noData: 'no_loads_in_period' };
  const diverted = rowsOnSide(rows, 'diverted', table);
  return {
    value: massOf(diverted),
    inputs: gri306SideMasses(diverted),
    lines: gri306Lines(diverted, gri306DivertedCategories, table),
  };
}
