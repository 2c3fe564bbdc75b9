// Files of basins as tests write them: two square areas side by side, in each form that is read.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toWkb } from '../rules/outline.ts';

type Ring = [number, number][];

/** A square of one degree. */
export const square = (west: number, south: number): Ring => [
  [west, south],
  [west + 1, south],
  [west + 1, south + 1],
  [west, south + 1],
  [west, south],
];

/** Two neighbours at 31° north that meet at 121° east; the western one is stressed, the eastern one is not. */
export const twoBasins = [
  {
    ring: square(120, 31),
    cells: {
      ...{ string_id: 'west', pfaf_id: '1', gid_1: 'CHN.1_1', name_1: 'West' },
      ...{ bws_raw: 0.4, bws_score: 3, bws_cat: 3, bws_label: 'High (40-80%)' },
      ...{ bwd_raw: -9999, bwd_score: -9999, bwd_cat: -9999, bwd_label: 'No Data' },
      ...{ ucw_raw: 0.95, ucw_score: 5, ucw_cat: 3, cep_raw: 0.5, cep_score: 2, cep_cat: 2 },
      ...{
        pes50_ws_x_r: 0.9,
        pes50_ws_x_s: 4.17,
        pes50_ws_x_c: 4,
        pes50_ws_x_l: 'Extremely high (>80%)',
        bau30_ws_x_r: null,
      },
    },
  },
  {
    ring: square(121, 31),
    cells: {
      ...{ string_id: 'east', pfaf_id: '2', gid_1: 'CHN.2_1', name_1: 'East' },
      ...{ bws_raw: 0.05, bws_score: 0, bws_cat: 0, bws_label: 'Low (<10%)' },
      ...{ bwd_raw: 0.01, bwd_score: 5, bwd_cat: -1, bwd_label: 'Arid and Low Water Use' },
      ...{ ucw_raw: 0.1, ucw_score: 1, ucw_cat: 0, cep_raw: 9999, cep_score: 5, cep_cat: 4 },
      ...{ pes50_ws_x_r: 0.1, pes50_ws_x_s: 1, pes50_ws_x_c: 1, pes50_ws_x_l: 'Low-medium', bau30_ws_x_r: null },
    },
  },
] as const;

/** A feature of GeoJSON, with parts of it put otherwise. */
export const feature = ({ ring, cells }: { ring: readonly (readonly number[])[]; cells: object }) => ({
  type: 'Feature',
  properties: cells,
  geometry: { type: 'Polygon', coordinates: [ring] },
});

/** A file of GeoJSON. */
export const geoJson = (features: readonly unknown[] = twoBasins.map(feature), more: object = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features }, null, 1);

/** A CSV with the same values and without outlines. */
export function csv(rows: readonly object[] = twoBasins.map(({ cells }) => cells)): string {
  const headings = Object.keys(rows[0] ?? {});
  const line = (row: object) =>
    headings.map((name) => `"${String((row as Record<string, unknown>)[name] ?? '')}"`).join(',');
  return [headings.join(','), ...rows.map(line)].join('\n');
}

/** A GeoPackage; `srs` is what its outlines say they stand on. */
export function geoPackage({ srs = 4326, broken = false } = {}): Buffer {
  const path = join(mkdtempSync(join(tmpdir(), 'greenfab-gpkg-')), 'basins.gpkg');
  const db = new DatabaseSync(path);
  const names = Object.keys(twoBasins[0].cells);
  db.exec(`create table gpkg_contents (table_name text, data_type text, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z integer, m integer);
    insert into gpkg_contents values ('baseline_annual', 'features', ${srs});
    insert into gpkg_geometry_columns values ('baseline_annual', 'geom', 'MULTIPOLYGON', ${srs}, 0, 0);
    create table baseline_annual (fid integer primary key, geom blob, ${names.join(', ')})`);
  const insert = db.prepare(
    `insert into baseline_annual (geom, ${names.join(', ')}) values (${['?', ...names.map(() => '?')].join(', ')})`,
  );
  for (const { ring, cells } of twoBasins) {
    const wkb = toWkb([[ring]]);
    const head = Buffer.alloc(8 + 32);
    head.write('GP');
    head.writeUInt8(0b0011, 3); // little-endian, with a box of four numbers
    head.writeInt32LE(srs, 4);
    const shape = Buffer.concat([head, broken ? wkb.subarray(0, wkb.length - 9) : wkb]);
    insert.run(shape, ...(Object.values(cells) as (string | number | null)[]));
  }
  db.close();
  return readFileSync(path);
}
