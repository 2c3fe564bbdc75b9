// The basin of a factory in an edition, what it says by the weights asked for, and where somebody must look again.
import type { SitePlace } from '#domains/factories/store/public/site-place.ts';
import type { Tx } from '#platform/db/database.ts';
import { type AqueductTable, type Indicator, indicators, type Weights } from '../model/aqueduct.ts';
import type { Cells } from '../model/basin-cells.ts';
import type { BasinEdition } from '../model/basin-edition.ts';
import type { StressAnswer } from '../model/water-risk.ts';
import {
  type GroupScore,
  type IndicatorReading,
  isStressed,
  readIndicator,
  weightedRisk,
} from '../rules/aqueduct-score.ts';
import { basinOf, defaultReachM, onWgs84, placeFault } from '../rules/basin-lookup.ts';
import { readWkb } from '../rules/outline.ts';
import { type Box, findBasins, type KeptBasin, listBasinsNear } from '../store/basins.ts';

/** Why a factory's basin is not known. */
export const notFoundBecause = ['no_place', 'place_wrong', 'no_outlines', 'no_basin', 'id_unknown'] as const;

/** Where a factory's basin was found, or why it was not. */
export interface FoundBasin {
  foundThrough: 'place' | 'id';
  basin: (KeptBasin & { name: string | null }) | null;
  because: (typeof notFoundBecause)[number] | null;
  /** degrees on WGS-84, on which basins stand */
  place: { longitude: number; latitude: number } | null;
  /** metres by which the place was moved onto WGS-84 */
  movedM: number | null;
  /** metres to the nearest border of a basin; null when none is within reach */
  borderM: number | null;
  mayAlsoBe: string[];
}

/** What is known of a factory's basin, weighed. */
export interface SiteRisk extends FoundBasin {
  readings: Readonly<Record<Indicator, IndicatorReading & { label: string | null }>> | null;
  groups: Readonly<Record<'qan' | 'qal' | 'rrr' | 'tot', GroupScore>> | null;
  stressed: StressAnswer;
}

/** The box that surely holds the reach of a place. */
function reachOf({ longitude, latitude }: { longitude: number; latitude: number }): Box {
  const north = defaultReachM / 111_000;
  const east = north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  return { west: longitude - east, east: longitude + east, south: latitude - north, north: latitude + north };
}

const nowhere = { basin: null, place: null, movedM: null, borderM: null, mayAlsoBe: [] };

/** A factory, with the id of a basin where a person names it. */
export interface AskedSite {
  site: SitePlace;
  id?: string | undefined;
}

type Placed = { found: FoundBasin } | { place: { longitude: number; latitude: number }; movedM: number };

/** The place on WGS-84 of a factory, or why nothing can be looked up by it. */
function placeOf(edition: BasinEdition, { longitude, latitude, datum }: SitePlace): Placed {
  if (longitude === null || latitude === null || datum === null)
    return { found: { ...nowhere, foundThrough: 'place', because: 'no_place' } };
  const told = { longitude: Number(longitude), latitude: Number(latitude) };
  if (placeFault(told)) return { found: { ...nowhere, foundThrough: 'place', because: 'place_wrong' } };
  const { movedM, ...place } = onWgs84(told, datum);
  return edition.outlines === 0
    ? { found: { ...nowhere, foundThrough: 'place', because: 'no_outlines', place, movedM } }
    : { place, movedM };
}

/** The basins of places as they were told: all are asked for at once, and the outline of a basin is read once. */
async function byPlace(tx: Tx, edition: BasinEdition, sites: readonly AskedSite[]): Promise<FoundBasin[]> {
  const places = sites.map(({ site }) => placeOf(edition, site));
  const boxes = places.flatMap((one, at) => ('place' in one ? [{ at, box: reachOf(one.place) }] : []));
  const near = await listBasinsNear(
    tx,
    edition.id,
    boxes.map(({ box }) => box),
  );
  const outlines = near.flatMap(({ id, outline, near: met }) => {
    const polygons = readWkb(outline);
    return 'fault' in polygons ? [] : [{ id, polygons, sites: new Set(met.map((one) => boxes[one]?.at)) }];
  });
  const basins = new Map(near.map(({ outline: _, near: __, ...basin }) => [basin.id, basin]));
  return places.map((one, at): FoundBasin => {
    if ('found' in one) return one.found;
    const {
      basin: id,
      borderM,
      mayAlsoBe,
    } = basinOf(
      one.place,
      outlines.filter((outline) => outline.sites.has(at)),
    );
    const basin = id === null ? undefined : basins.get(id);
    return {
      ...{ foundThrough: 'place', place: one.place, movedM: one.movedM, borderM, mayAlsoBe: [...mayAlsoBe] },
      ...{ basin: basin ?? null, because: basin ? null : 'no_basin' },
    };
  });
}

/** The basin that a person named. What he knows is better than a pin; where the pin lies is told beside it. */
function named(basin: KeptBasin | undefined, { place, movedM, borderM, mayAlsoBe }: FoundBasin): FoundBasin {
  return {
    ...{ foundThrough: 'id', place, movedM, borderM, mayAlsoBe: mayAlsoBe.filter((one) => one !== basin?.id) },
    ...{ basin: basin ?? null, because: basin ? null : 'id_unknown' },
  };
}

const noCells: Cells = [null, null, null, null];

/** Reads and weighs the 13 indicators of a basin. A score below 0 is a sentinel and none. */
export function readBasin(cells: Record<string, Cells>, weights: Weights, table: AqueductTable) {
  const readings = Object.fromEntries(
    indicators.map((id) => {
      const [raw, score, category, label] = cells[id] ?? noCells;
      const given = { raw, score: score !== null && score < 0 ? null : score, category };
      return [id, { ...readIndicator(id, given, table.scales[id]), label }];
    }),
  ) as unknown as NonNullable<SiteRisk['readings']>;
  return { readings, groups: weightedRisk(readings, weights, table) };
}

/** Looks factories up, in their order. */
export async function lookUpRisks(
  tx: Tx,
  edition: BasinEdition,
  sites: readonly AskedSite[],
  { weights, table }: { weights: Weights; table: AqueductTable },
): Promise<SiteRisk[]> {
  const placed = await byPlace(tx, edition, sites);
  const byId = await findBasins(
    tx,
    edition.id,
    sites.flatMap(({ id }) => id ?? []),
  );
  return sites.map(({ id }, at) => {
    const there = placed[at] as FoundBasin;
    const found = id === undefined ? there : named(byId.get(id), there);
    if (!found.basin?.indicators) return { ...found, readings: null, groups: null, stressed: 'unknown' };
    const { readings, groups } = readBasin(found.basin.indicators, weights, table);
    const stressed = isStressed(readings.bws);
    return { ...found, readings, groups, stressed: stressed === null ? 'unknown' : stressed ? 'yes' : 'no' };
  });
}
