// What happens to waste that leaves: the treatments that are recorded, and how each standard counts them.
import { checkPack, type PackRow } from '#standards/pack.ts';

/**
 * Treatments that a load can have, in the order of the waste hierarchy. Stored and exported: add, never rename.
 * Labels and the column of each standard stand in the pack `waste-treatments`.
 */
export const treatments = [
  'reuse',
  'recycle_metal',
  'recycle_organic',
  'recycle_inorganic',
  'solvent_recovery',
  'acid_base_regeneration',
  'oil_re_refining',
  'catalyst_recovery',
  'composting',
  'cement_kiln_material',
  'incineration_with_energy',
  'pretreatment_then_disposal',
  'incineration_no_energy',
  'landfill',
] as const;

/** What happens to one load. */
export type Treatment = (typeof treatments)[number];

/** Stands in the pack for the hierarchy; never on a load, since what was not generated is not weighed. */
export const sourceReduction = 'source_reduction';

/** How UL 2799 counts a treatment. */
export const ul2799Columns = ['diverted', 'diverted_thermal', 'not_diverted'] as const;
/** Whether UL 2799 diverts it, and whether thermally. */
export type Ul2799Column = (typeof ul2799Columns)[number];

/** The term of the UL 2799 formula that a treatment adds to: NW, WTE, LF, INC, OTH. */
export const ul2799Lines = ['non_thermal', 'thermal', 'landfill', 'incineration', 'other_disposal'] as const;
/** One term of the UL 2799 formula. */
export type Ul2799Line = (typeof ul2799Lines)[number];

/** The three recovery operations of GRI 306-4. */
export const gri306DivertedCategories = ['reuse', 'recycling', 'other_recovery'] as const;
/** One recovery operation. */
export type Gri306DivertedCategory = (typeof gri306DivertedCategories)[number];

/** The four disposal operations of GRI 306-5. Energy recovery is disposal here. */
export const gri306DisposedCategories = [
  'incineration_with_energy',
  'incineration_no_energy',
  'landfill',
  'other_disposal',
] as const;
/** One disposal operation. */
export type Gri306DisposedCategory = (typeof gri306DisposedCategories)[number];

/** How the standards count one treatment. */
export interface TreatmentColumns {
  readonly ul2799: Ul2799Column;
  readonly ul2799Line: Ul2799Line;
  readonly gri306: Gri306DivertedCategory | Gri306DisposedCategory;
  readonly gri306Side: 'diverted' | 'disposed';
}

/** One edition of the pack, read: the columns of every treatment. */
export interface TreatmentTable {
  readonly edition: string;
  readonly of: Readonly<Record<Treatment, TreatmentColumns>>;
}

/** Whether text is a treatment that a load can have. */
export const isTreatment = (text: string): text is Treatment => (treatments as readonly string[]).includes(text);

const lineColumn: Readonly<Record<Ul2799Line, Ul2799Column>> = {
  non_thermal: 'diverted',
  thermal: 'diverted_thermal',
  landfill: 'not_diverted',
  incineration: 'not_diverted',
  other_disposal: 'not_diverted',
};

function columnsOf(row: PackRow): TreatmentColumns {
  const { ul2799, ul2799Line, gri306, gri306Side } = row as PackRow & TreatmentColumns;
  const categories: readonly string[] = gri306Side === 'diverted' ? gri306DivertedCategories : gri306DisposedCategories;
  const isKnown = ul2799Lines.includes(ul2799Line) && ['diverted', 'disposed'].includes(gri306Side);
  if (!isKnown || lineColumn[ul2799Line] !== ul2799 || !categories.includes(gri306)) {
    throw new TypeError(`waste-treatments: the columns of "${row.id}" contradict each other`);
  }
  return { ul2799, ul2799Line, gri306, gri306Side };
}

/**
 * Reads the pack `waste-treatments`.
 *
 * @throws TypeError for another pack, a treatment without row, and columns that contradict each other: a pack is
 * ours, so a fault in it is a surprise and not an answer.
 */
export function readTreatmentTable(json: unknown): TreatmentTable {
  const checked = checkPack(json);
  if (!('pack' in checked) || checked.pack.pack !== 'waste-treatments')
    throw new TypeError('Not a waste-treatments pack');
  const rows = new Map(checked.pack.rows.map((row) => [row.id, row]));
  for (const id of rows.keys()) {
    if (!isTreatment(id) && id !== sourceReduction) throw new TypeError(`waste-treatments: "${id}" is not recorded`);
  }
  const of = treatments.map((treatment) => {
    const row = rows.get(treatment);
    if (!row) throw new TypeError(`waste-treatments: no row for "${treatment}"`);
    return [treatment, columnsOf(row)] as const;
  });
  return { edition: checked.pack.edition, of: Object.fromEntries(of) as TreatmentTable['of'] };
}
