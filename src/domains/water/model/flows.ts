// Where water comes from and where it goes: the codes that are recorded, and the line of GRI 303 that each belongs to.
import { checkPack, type Pack, type PackRow } from '#standards/pack.ts';
import type { CubicMetres } from '#units/quantity.ts';

/** Sources that a withdrawal can have. Stored and exported: add, never rename. Columns stand in the pack `water-sources`. */
export const waterSources = [
  'municipal',
  'surface',
  'rain',
  'ground',
  'sea',
  'produced',
  'purchased_reclaimed',
  'steam_condensate',
  'other_third_party',
] as const;
/** Where water comes from. */
export type WaterSource = (typeof waterSources)[number];

/** Destinations that a discharge can have. Stored and exported: add, never rename. */
export const waterDestinations = ['surface', 'ground', 'sea', 'sewer', 'to_others_use', 'trucked_waste'] as const;
/** Where water goes. */
export type WaterDestination = (typeof waterDestinations)[number];

/** The lines of GRI 303-3. */
export const gri303Sources = ['surface', 'ground', 'sea', 'produced', 'third_party'] as const;
/** One line of GRI 303-3. */
export type Gri303Source = (typeof gri303Sources)[number];
/** The lines of GRI 303-4. */
export const gri303Destinations = ['surface', 'ground', 'sea', 'third_party'] as const;
/** One line of GRI 303-4. */
export type Gri303Destination = (typeof gri303Destinations)[number];

/** What water is used for; apart in every balance. */
export const waterUses = ['production', 'cooling', 'domestic', 'construction', 'resold'] as const;
/** What water is used for. */
export type WaterUse = (typeof waterUses)[number];

/** Freshwater has at most 1,000 mg/L of total dissolved solids; null where nobody has measured or stated it. */
export type WaterQuality = 'fresh' | 'other' | null;

/** Water of one site and period that came in one way. */
export interface WithdrawalRow {
  readonly source: WaterSource;
  readonly quality: WaterQuality;
  /** Whether the site lies in an area with water stress; null where its basin was not looked up. */
  readonly stressed: boolean | null;
  /** What the supplier draws it from, where he says. */
  readonly thirdPartySource?: Exclude<Gri303Source, 'third_party'>;
  readonly volumeM3: CubicMetres;
}

/** Water of one site and period that left one way. */
export interface DischargeRow {
  readonly destination: WaterDestination;
  readonly quality: WaterQuality;
  readonly stressed: boolean | null;
  readonly volumeM3: CubicMetres;
}

/** How GRI 303 counts sources and destinations; `null` has no line. */
export interface FlowTable {
  readonly source: Readonly<Record<WaterSource, { readonly gri303: Gri303Source; readonly unconventional: boolean }>>;
  readonly destination: Readonly<
    Record<WaterDestination, { readonly gri303: Gri303Destination | null; readonly toOthersUse: boolean }>
  >;
}

/**
 * Reads the packs `water-sources` and `water-destinations`.
 *
 * @throws TypeError for other packs, a code without row, and a line that GRI 303 does not have.
 */
export function readFlowTable(sourcesJson: unknown, destinationsJson: unknown): FlowTable {
  const source = rowsOf(sourcesJson, 'water-sources', waterSources).map(([id, row]) => {
    const { gri303, unconventional } = row as PackRow & FlowTable['source'][WaterSource];
    if (!gri303Sources.includes(gri303) || typeof unconventional !== 'boolean') throw wrong('water-sources', id);
    return [id, { gri303, unconventional }] as const;
  });
  const destination = rowsOf(destinationsJson, 'water-destinations', waterDestinations).map(([id, row]) => {
    const { gri303, toOthersUse } = row as PackRow & FlowTable['destination'][WaterDestination];
    const isLine = gri303 === null || gri303Destinations.includes(gri303);
    if (!isLine || typeof toOthersUse !== 'boolean') throw wrong('water-destinations', id);
    return [id, { gri303, toOthersUse }] as const;
  });
  return {
    source: Object.fromEntries(source) as FlowTable['source'],
    destination: Object.fromEntries(destination) as FlowTable['destination'],
  };
}

const wrong = (pack: string, id: string) => new TypeError(`${pack}: the columns of "${id}" are not those of GRI 303`);

function rowsOf<Id extends string>(json: unknown, name: string, ids: readonly Id[]): (readonly [Id, PackRow])[] {
  const checked: { readonly pack?: Pack } = checkPack(json) as { readonly pack?: Pack };
  if (checked.pack?.pack !== name) throw new TypeError(`Not a ${name} pack`);
  const rows = new Map(checked.pack.rows.map((row) => [row.id, row]));
  for (const id of rows.keys()) if (!(ids as readonly string[]).includes(id)) throw wrong(name, id);
  return ids.map((id) => {
    const row = rows.get(id);
    if (!row) throw new TypeError(`${name}: no row for "${id}"`);
    return [id, row] as const;
  });
}
