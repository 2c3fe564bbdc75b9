// How does one side of GRI 306 split: hazardous or not, by operation, on site or off site?
import { Exact, exactText, type Tonnes } from '#units/quantity.ts';
import type { SideLine } from '../model/gri-lines.ts';
import { massOf, type WasteMassRow } from '../model/masses.ts';
import type { TreatmentTable } from '../model/treatment.ts';

/** One line of disclosure 306-4 or 306-5. */
export interface Gri306Line<Category extends string> {
  readonly hazardous: boolean;
  readonly category: Category;
  readonly onSite: boolean;
  readonly massTonnes: Tonnes;
}

/** The sums by which a side is read; they and the lines add up to the same total. */
export const gri306SideInputs = [
  'hazardousMassTonnes',
  'nonHazardousMassTonnes',
  'onSiteMassTonnes',
  'offSiteMassTonnes',
] as const;

/** The name of one of these sums. */
export type Gri306SideInput = (typeof gri306SideInputs)[number];

/** Why a side has no total: nothing was recorded. Loads that all went to the other side give an honest zero. */
export const gri306SideReasons = ['no_loads_in_period'] as const;

/** The rows on one side. */
export const rowsOnSide = (rows: readonly WasteMassRow[], side: 'diverted' | 'disposed', table: TreatmentTable) =>
  rows.filter(({ treatment }) => table.of[treatment].gri306Side === side);

/** Every line of a side, hazardous first, in the order of the categories; lines without mass stand as zero. */
export function gri306Lines<Category extends string>(
  rows: readonly WasteMassRow[],
  categories: readonly Category[],
  table: TreatmentTable,
): Gri306Line<Category>[] {
  return [true, false].flatMap((hazardous) =>
    categories.flatMap((category) =>
      [true, false].map((onSite) => ({
        hazardous,
        category,
        onSite,
        massTonnes: massOf(
          rows,
          (row) =>
            row.hazardous === hazardous &&
            (row.onSite ?? false) === onSite &&
            table.of[row.treatment].gri306 === category,
        ),
      })),
    ),
  );
}

/** The sum over lines of a side that fit, exact; undefined where none is on record, which is not zero. */
export function sideMass(lines: readonly SideLine[], fits: (line: SideLine) => boolean): string | undefined {
  const fitting = lines.filter(fits);
  if (fitting.length === 0) return undefined;
  return exactText(fitting.reduce((sum, line) => sum.plus(line.massTonnes), new Exact(0)));
}

/** The sums over the rows of one side. */
export const gri306SideMasses = (rows: readonly WasteMassRow[]): Record<Gri306SideInput, Tonnes> => ({
  hazardousMassTonnes: massOf(rows, (row) => row.hazardous),
  nonHazardousMassTonnes: massOf(rows, (row) => !row.hazardous),
  onSiteMassTonnes: massOf(rows, (row) => row.onSite ?? false),
  offSiteMassTonnes: massOf(rows, (row) => !row.onSite),
});
