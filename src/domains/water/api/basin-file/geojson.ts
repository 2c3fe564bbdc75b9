// Basins from GeoJSON, feature by feature.
import { createReadStream, statSync } from 'node:fs';
import { type BasinColumns, basinColumns } from '../../model/basin-cells.ts';
import type { OutlineFault, Polygons } from '../../rules/outline.ts';
import { type BasinFault, type BasinFile, BasinFileRefused, type BasinRow } from './basin-row.ts';
import { type JsonPart, jsonParts } from './json-parts.ts';
import { rowOf } from './row-of.ts';

const BATCH = 100;
/** Names of degrees on WGS-84, as writers of GeoJSON give them. */
const degreesOnWgs84 = /(CRS:?:?84|EPSG:{1,2}4326)$/i;

interface Feature {
  type?: unknown;
  properties?: Record<string, unknown> | null;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
}

const isPoint = (value: unknown): value is [number, number] =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';

function ringsOf(given: unknown): [number, number][][] | undefined {
  if (!Array.isArray(given)) return undefined;
  const rings = given.map((ring) =>
    Array.isArray(ring) && ring.every(isPoint) ? ring.map(([x, y]): [number, number] => [x, y]) : undefined,
  );
  return rings.includes(undefined) ? undefined : (rings as [number, number][][]);
}

function outlineOf(geometry: Feature['geometry']): Polygons | { fault: OutlineFault } | null {
  if (geometry === null || geometry === undefined) return null;
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return { fault: 'not_a_polygon' };
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (!Array.isArray(parts)) return { fault: 'broken' };
  const polygons = parts.map(ringsOf);
  return polygons.includes(undefined) ? { fault: 'broken' } : (polygons as [number, number][][][]);
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BasinFileRefused('file_broken', { why: (error as Error).message.slice(0, 200) });
  }
};

/** What the file says of itself outside of its features. @throws BasinFileRefused for another system of coordinates */
function readMember({ key, text }: JsonPart, file: { synthetic: boolean }): void {
  if (key === 'type' && parsed(text) !== 'FeatureCollection') throw new BasinFileRefused('file_form');
  if (key === 'synthetic') file.synthetic = parsed(text) === true;
  if (key !== 'crs') return;
  const crs = parsed(text) as { properties?: { name?: unknown } } | null;
  const name = crs?.properties?.name;
  if (crs !== null && !(typeof name === 'string' && degreesOnWgs84.test(name)))
    throw new BasinFileRefused('crs', { given: String(name ?? text).slice(0, 100) });
}

/** Opens one; whether it is GeoJSON at all is told as it is read. */
export function openGeoJson(path: string): BasinFile {
  const bytes = Math.max(1, statSync(path).size);
  const file = { synthetic: false };
  return {
    form: 'geojson',
    get synthetic() {
      return file.synthetic;
    },
    close: () => undefined,
    batches: async function* () {
      let columns: BasinColumns | undefined;
      let rows: (BasinRow | BasinFault)[] = [];
      let row = 0;
      for await (const part of jsonParts(createReadStream(path))) {
        if (!part.isFeature) {
          readMember(part, file);
          continue;
        }
        row += 1;
        const feature = parsed(part.text) as Feature;
        const properties = feature?.properties;
        if (feature?.type !== 'Feature' || properties === null || typeof properties !== 'object')
          throw new BasinFileRefused('file_form');
        columns ??= basinColumns(Object.keys(properties));
        if (!columns) throw new BasinFileRefused('columns_missing');
        rows.push(rowOf(columns, row, (name) => properties[name], outlineOf(feature.geometry)));
        if (rows.length < BATCH) continue;
        yield { rows, share: part.bytesRead / bytes };
        rows = [];
      }
      yield { rows, share: 1 };
    },
  };
}
