// In which basin does a factory lie, on which datum was it pinned, and is a border so near that it may be another?
import datumPackage from 'gcoord';
import pointInPolygon from 'point-in-polygon-hao';
import { type Citation, cite } from '#standards/cite.ts';
import type { datumNames } from '../model/water-risk.ts';

// The package is CommonJS: what it exports is what its types call its default.
const gcoord = datumPackage as unknown as typeof datumPackage.default;

/** What this rule cites; printed where the rule is explained. @public */
export const basinLookupCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'basin of a site')];

/** On what a coordinate stands: satellites and the world, Chinese maps, Baidu's. */
export type Datum = (typeof datumNames)[number];

/** A place in degrees. */
export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

const systems = { 'WGS-84': gcoord.WGS84, 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const;

/** Why a coordinate cannot be used. */
export const placeFaults = ['outside_the_globe', 'looks_swapped', 'zero_zero'] as const;

/** What is wrong with a coordinate, if anything. */
export function placeFault({ longitude, latitude }: Place): (typeof placeFaults)[number] | undefined {
  if (Math.abs(latitude) > 90 && Math.abs(latitude) <= 180 && Math.abs(longitude) <= 90) return 'looks_swapped';
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return 'outside_the_globe';
  if (latitude === 0 && longitude === 0) return 'zero_zero';
  return undefined;
}

/** The place on WGS-84, on which Aqueduct stands, and by how many metres the pin was off. */
export function onWgs84(place: Place, datum: Datum): Place & { readonly movedM: number } {
  if (datum === 'WGS-84') return { ...place, movedM: 0 };
  const [longitude, latitude] = gcoord.transform<[number, number]>(
    [place.longitude, place.latitude],
    systems[datum],
    systems['WGS-84'],
  );
  const moved = { longitude, latitude };
  return { ...moved, movedM: metresBetween(place, moved) };
}

const metresInDegree = 111_320;

/** Metres between two places near each other, on a plane that touches the globe there. */
export function metresBetween(one: Place, other: Place): number {
  const north = (other.latitude - one.latitude) * metresInDegree;
  const east = (other.longitude - one.longitude) * metresInDegree * Math.cos((one.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** A basin with its outlines: polygons of rings of `[longitude, latitude]`, the first ring outside, the others holes. */
export interface Basin {
  readonly id: string;
  readonly polygons: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

/** The basin, and others that are as near as the coordinate may be wrong. */
export interface BasinFinding {
  /** Null where the place lies in none, as at sea. */
  readonly basin: string | null;
  /** Metres to the nearest border of a basin; null when none is within reach. */
  readonly borderM: number | null;
  /** Other basins within reach: the pin may belong to one of these, and somebody must look. */
  readonly mayAlsoBe: readonly string[];
}

/** A pin is trusted to so many metres. */
export const defaultReachM = 1000;

/** The basin in which a place on WGS-84 lies. On the very border, the basin that comes first by its id. */
export function basinOf(place: Place, basins: readonly Basin[], reachM: number = defaultReachM): BasinFinding {
  const near = basins
    .filter(({ polygons }) => polygons.some((polygon) => isNear(place, polygon[0] ?? [], reachM)))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const holding = near.filter(({ polygons }) => polygons.some((polygon) => holds(polygon, place)));
  const distances = near.map((basin) => ({ id: basin.id, metres: borderMetres(place, basin) }));
  const within = distances.filter(({ metres }) => metres <= reachM);
  const basin = holding[0]?.id ?? null;
  return {
    basin,
    borderM: within.length === 0 ? null : Math.min(...within.map(({ metres }) => metres)),
    mayAlsoBe: within.map(({ id }) => id).filter((id) => id !== basin),
  };
}

/** Inside, or on the edge: the library answers 0 for that. */
const holds = (polygon: Basin['polygons'][number], { longitude, latitude }: Place) =>
  pointInPolygon([longitude, latitude], polygon as unknown as number[][][]) !== false;

function isNear({ longitude, latitude }: Place, ring: readonly (readonly [number, number])[], reachM: number): boolean {
  const northDegrees = reachM / metresInDegree;
  const eastDegrees = northDegrees / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of ring) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return (
    longitude >= west - eastDegrees &&
    longitude <= east + eastDegrees &&
    latitude >= south - northDegrees &&
    latitude <= north + northDegrees
  );
}

function borderMetres(place: Place, { polygons }: Basin): number {
  let nearest = Infinity;
  for (const ring of polygons.flat()) {
    for (let index = 1; index < ring.length; index += 1) {
      nearest = Math.min(
        nearest,
        metresToLine(place, ring[index - 1] as [number, number], ring[index] as [number, number]),
      );
    }
  }
  return nearest;
}

function metresToLine(place: Place, from: readonly [number, number], to: readonly [number, number]): number {
  const east = metresInDegree * Math.cos((place.latitude * Math.PI) / 180);
  const plane = ([x, y]: readonly [number, number]) =>
    [(x - place.longitude) * east, (y - place.latitude) * metresInDegree] as const;
  const [ax, ay] = plane(from);
  const [bx, by] = plane(to);
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy);
}
