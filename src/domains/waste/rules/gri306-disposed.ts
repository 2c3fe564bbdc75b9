// GRI 306-5: how much waste was directed to disposal, by disposal operation? Energy recovery is in it.
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import type { Tonnes } from '#units/quantity.ts';
import { massOf, type WasteMassRow } from '../model/masses.ts';
import { type Gri306DisposedCategory, gri306DisposedCategories, type TreatmentTable } from '../model/treatment.ts';
import {
  type Gri306Line,
  type Gri306SideInput,
  gri306Lines,
  gri306SideMasses,
  type gri306SideReasons,
  rowsOnSide,
} from './gri306-lines.ts';

/** The total disposed in tonnes, with every line of the disclosure. */
export interface Gri306Disposed extends Answer<Tonnes, Gri306SideInput> {
  readonly lines: readonly Gri306Line<Gri306DisposedCategory>[];
}

/** Disclosure 306-5. */
export const gri306DisposedCites: readonly Citation[] = [cite('GRI-306-2020', '306-5')];

/** The total disposed and its sixteen lines, over rows of one scope and period. */
export function gri306Disposed(
  rows: readonly WasteMassRow[],
  table: TreatmentTable,
): Outcome<Gri306Disposed, (typeof gri306SideReasons)[number]> {
  if (rows.length === 0) return { noData: 'no_loads_in_period' };
  const disposed = rowsOnSide(rows, 'disposed', table);
  return {
    value: massOf(disposed),
    inputs: gri306SideMasses(disposed),
    lines: gri306Lines(disposed, gri306DisposedCategories, table),
  };
}
