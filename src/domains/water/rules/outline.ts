// An outline of a basin: is it one, what box holds it, how is it kept as bytes, and what of it does a small map need?
import type { Basin } from './basin-lookup.ts';

/** Polygons of rings of `[longitude, latitude]` in degrees; the first ring outside, the others holes. */
export type Polygons = Basin['polygons'];
/** The least box of an outline in degrees. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Why an outline is none. */
export const outlineFaults = ['ring_too_short', 'ring_open', 'coordinates_outside', 'not_a_polygon', 'broken'] as const;
/** One of them. */
export type OutlineFault = (typeof outlineFaults)[number];

/** A file on degrees may round past the edge of the globe by as much. */
const pastTheEdge = 1e-6;
/** The fewest points that enclose something, the first one twice. */
const fewestPoints = 4;

/** What is wrong with an outline; undefined where nothing is. Whether rings cross themselves is not looked at. */
export function outlineFault(polygons: Polygons): OutlineFault | undefined {
  if (polygons.length === 0 || polygons.some((rings) => rings.length === 0)) return 'not_a_polygon';
  for (const ring of polygons.flat()) {
    if (ring.length < fewestPoints) return 'ring_too_short';
    const [first, last] = [ring[0], ring[ring.length - 1]] as [readonly number[], readonly number[]];
    if (first[0] !== last[0] || first[1] !== last[1]) return 'ring_open';
    for (const [x, y] of ring)
      if (!(Math.abs(x) <= 180 + pastTheEdge && Math.abs(y) <= 90 + pastTheEdge)) return 'coordinates_outside';
  }
  return undefined;
}

/** The least box of an outline. */
export function boundsOf(polygons: Polygons): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of polygons.flatMap((rings) => rings[0] ?? [])) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return { west, south, east, north };
}

const [polygonType, multiPolygonType] = [3, 6];

/** The outline as a WKB multipolygon, little-endian. */
export function toWkb(polygons: Polygons): Uint8Array {
  const size = polygons.reduce(
    (total, rings) => total + 9 + rings.reduce((points, ring) => points + 4 + ring.length * 16, 0),
    9,
  );
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  const uint = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const head = (type: number, count: number) => {
    view.setUint8(at, 1);
    at += 1;
    uint(type);
    uint(count);
  };
  head(multiPolygonType, polygons.length);
  for (const rings of polygons) {
    head(polygonType, rings.length);
    for (const ring of rings) {
      uint(ring.length);
      for (const [x, y] of ring) {
        view.setFloat64(at, x, true);
        view.setFloat64(at + 8, y, true);
        at += 16;
      }
    }
  }
  return new Uint8Array(view.buffer);
}

/** Thrown inside; outside a broken outline is an answer. */
class Broken extends Error {
  readonly fault: OutlineFault;
  constructor(fault: OutlineFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Reads a polygon or multipolygon of WKB (ISO or EWKB; heights and measures are passed over). Counts are held against
 * the bytes that are there, so that no head can ask for more memory than the file has.
 */
export function readWkb(bytes: Uint8Array): Polygons | { fault: OutlineFault } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const left = () => view.byteLength - at;
  const count = (little: boolean, leastBytes: number): number => {
    if (left() < 4) throw new Broken('broken');
    const value = view.getUint32(at, little);
    at += 4;
    if (value * leastBytes > left()) throw new Broken('broken');
    return value;
  };
  const head = (): { little: boolean; type: number; dimensions: number } => {
    if (left() < 5) throw new Broken('broken');
    const little = view.getUint8(at) === 1;
    const stated = view.getUint32(at + 1, little);
    at += 5;
    if (stated & 0x20000000) at += 4;
    const plain = stated & 0x0fffffff;
    const [iso, type] = [Math.floor(plain / 1000), plain % 1000];
    const flagged = (stated & 0x80000000 ? 1 : 0) + (stated & 0x40000000 ? 1 : 0);
    return { little, type, dimensions: 2 + (iso === 3 ? 2 : iso > 0 ? 1 : flagged) };
  };
  const rings = (little: boolean, dimensions: number): [number, number][][] =>
    Array.from({ length: count(little, 4) }, () =>
      Array.from({ length: count(little, dimensions * 8) }, (): [number, number] => {
        const point: [number, number] = [view.getFloat64(at, little), view.getFloat64(at + 8, little)];
        at += dimensions * 8;
        return point;
      }),
    );
  try {
    const { little, type, dimensions } = head();
    if (type === polygonType) return [rings(little, dimensions)];
    if (type !== multiPolygonType) return { fault: 'not_a_polygon' };
    return Array.from({ length: count(little, 9) }, () => {
      const part = head();
      if (part.type !== polygonType) throw new Broken('not_a_polygon');
      return rings(part.little, part.dimensions);
    });
  } catch (error) {
    if (error instanceof Broken) return { fault: error.fault };
    if (error instanceof RangeError) return { fault: 'broken' };
    throw error;
  }
}

/** The outer rings with at most so many points together, for a picture: every n-th point, and parts too small to be seen left out. */
export function drawnOutline(polygons: Polygons, mostPoints: number): readonly (readonly [number, number])[][] {
  const outer = polygons.flatMap((rings) => (rings[0] ? [rings[0]] : []));
  const all = outer.reduce((total, ring) => total + ring.length, 0);
  const step = Math.max(1, Math.ceil(all / mostPoints));
  return outer.flatMap((ring) => {
    const kept = ring.filter((_, index) => index % step === 0 || index === ring.length - 1);
    return kept.length < fewestPoints ? [] : [kept];
  });
}
