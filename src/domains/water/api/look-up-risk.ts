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
import { findBasin, type KeptBasin, listBasinsNear } from '../store/basins.ts';

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

/** Degrees that surely hold the reach. */
const reachDegrees = ({ latitude }: { latitude: number }) => {
  const north = defaultReachM / 111_000;
  return { north, east: north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180)) };
};

const nowhere = { basin: null, place: null, movedM: null, borderM: null, mayAlsoBe: [] };

/** The basin of a place as it was told. */
async function byPlace(tx: Tx, edition: BasinEdition, site: SitePlace): Promise<FoundBasin> {
  const { longitude, latitude, datum } = site;
  if (longitude === null || latitude === null || datum === null)
    return { ...nowhere, foundThrough: 'place', because: 'no_place' };
  const told = { longitude: Number(longitude), latitude: Number(latitude) };
  if (placeFault(told)) return { ...nowhere, foundThrough: 'place', because: 'place_wrong' };
  const { movedM, ...place } = onWgs84(told, datum);
  if (edition.outlines === 0) return { ...nowhere, foundThrough: 'place', because: 'no_outlines', place, movedM };
  const near = await listBasinsNear(tx, edition.id, place, reachDegrees(place));
  const outlines = near.flatMap(({ id, outline }) => {
    const polygons = readWkb(outline);
    return 'fault' in polygons ? [] : [{ id, polygons }];
  });
  const found = basinOf(place, outlines);
  const basin = near.find(({ id }) => id === found.basin);
  return {
    ...{ foundThrough: 'place', place, movedM, borderM: found.borderM, mayAlsoBe: [...found.mayAlsoBe] },
    basin: basin ? { ...basin } : null,
    because: basin ? null : 'no_basin',
  };
}

/** The basin that a person named. What he knows is better than a pin; where the pin lies is told beside it. */
async function byId(tx: Tx, edition: BasinEdition, site: SitePlace, id: string): Promise<FoundBasin> {
  const { place, movedM, borderM, mayAlsoBe } = await byPlace(tx, edition, site);
  const basin = await findBasin(tx, edition.id, id);
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

/** Looks a factory up. @param id of a basin, where a person names it */
export async function lookUpRisk(
  tx: Tx,
  edition: BasinEdition,
  site: SitePlace,
  { weights, table, id }: { weights: Weights; table: AqueductTable; id?: string | undefined },
): Promise<SiteRisk> {
  const found = id === undefined ? await byPlace(tx, edition, site) : await byId(tx, edition, site, id);
  if (!found.basin?.indicators) return { ...found, readings: null, groups: null, stressed: 'unknown' };
  const { readings, groups } = readBasin(found.basin.indicators, weights, table);
  const stressed = isStressed(readings.bws);
  return { ...found, readings, groups, stressed: stressed === null ? 'unknown' : stressed ? 'yes' : 'no' };
}
