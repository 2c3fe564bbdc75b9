// Basins from a GeoPackage: SQLite, which the runtime opens by itself, with outlines as WKB behind a short head.
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type BasinColumns, basinColumns } from '../../model/basin-cells.ts';
import { type OutlineFault, type Polygons, readWkb } from '../../rules/outline.ts';
import { type BasinFault, type BasinFile, BasinFileRefused, type BasinRow } from './basin-row.ts';
import { rowOf } from './row-of.ts';

/** Rows between two pauses in which others have their turn. */
const BATCH = 200;
/** Sizes of the box in the head, by its code. */
const envelopeBytes = [0, 32, 48, 48, 64];
const degreesOnWgs84 = 4326;

/** A layer that holds indicators: its table, its column of outlines if it has one, and what its columns are. */
interface Layer {
  table: string;
  geometry: string | null;
  columns: BasinColumns;
  rows: number;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Reads the outline of a cell. @throws BasinFileRefused where it states another system of coordinates */
function outlineOf(cell: unknown): Polygons | { fault: OutlineFault } | null {
  if (cell === null || cell === undefined) return null;
  if (!(cell instanceof Uint8Array) || cell.length < 8 || cell[0] !== 0x47 || cell[1] !== 0x50)
    return { fault: 'broken' };
  const flags = cell[3] as number;
  const view = new DataView(cell.buffer, cell.byteOffset, cell.byteLength);
  const srs = view.getInt32(4, (flags & 1) === 1);
  if (srs !== degreesOnWgs84) throw new BasinFileRefused('crs', { given: `EPSG:${srs}` });
  if (flags & 0x10) return null;
  const skipped = envelopeBytes[(flags >> 1) & 7];
  return skipped === undefined ? { fault: 'broken' } : readWkb(cell.subarray(8 + skipped));
}

/**
 * Opens one. Nothing of the file runs: only tables of its own are read, no views, no virtual tables, no computed columns.
 * @throws BasinFileRefused
 */
export async function openGeoPackage(path: string): Promise<BasinFile> {
  const { DatabaseSync } = await import('node:sqlite');
  const address = pathToFileURL(path);
  // The file is ours alone and does not change: no journal is looked for beside it.
  address.searchParams.set('immutable', '1');
  const db = new DatabaseSync(address, { readOnly: true, allowExtension: false });
  const ask = <T>(query: string, ...values: string[]) => db.prepare(query).all(...values) as T[];
  const refuseBroken = (error: unknown): never => {
    if (error instanceof BasinFileRefused) throw error;
    throw new BasinFileRefused('file_broken', { why: (error as Error).message.slice(0, 200) });
  };
  try {
    db.exec('pragma trusted_schema = off; pragma cell_size_check = on');
    const layers = readLayers(ask);
    const total = Math.max(
      1,
      layers.reduce((sum, { rows }) => sum + rows, 0),
    );
    if (statSync(path).size === 0) throw new BasinFileRefused('empty');
    return {
      form: 'geopackage',
      synthetic: false,
      close: () => db.close(),
      batches: async function* () {
        let row = 0;
        for (const { table, geometry, columns } of layers) {
          let rows: (BasinRow | BasinFault)[] = [];
          const names = [...headingsOf(columns), ...(geometry ? [geometry] : [])];
          const query = db.prepare(`select ${names.map(quoted).join(', ')} from ${quoted(table)}`);
          try {
            for (const values of query.iterate() as Iterable<Record<string, unknown>>) {
              row += 1;
              rows.push(rowOf(columns, row, (name) => values[name], geometry ? outlineOf(values[geometry]) : null));
              if (rows.length < BATCH) continue;
              yield { rows, share: row / total };
              rows = [];
              await new Promise((resolve) => setImmediate(resolve));
            }
          } catch (error) {
            refuseBroken(error);
          }
          yield { rows, share: row / total };
        }
      },
    };
  } catch (error) {
    db.close();
    return refuseBroken(error);
  }
}

const headingsOf = ({ id, pfafId, gid1, name, indicators, futures }: BasinColumns): string[] => [
  ...new Set([
    id,
    ...[pfafId, gid1, name].filter((one) => one !== null),
    ...[...indicators.values(), ...futures.values()].flatMap((cells) => Object.values(cells)),
  ]),
];

/** The layers with indicators. Their coordinates must be degrees on WGS-84. */
function readLayers(ask: <T>(query: string, ...values: string[]) => T[]): Layer[] {
  const tables = new Map(
    ask<{ name: string; sql: string }>("select name, sql from sqlite_schema where type = 'table'").map((one) => [
      one.name,
      one.sql ?? '',
    ]),
  );
  if (!tables.has('gpkg_contents')) throw new BasinFileRefused('file_form');
  const geometries = new Map(
    tables.has('gpkg_geometry_columns')
      ? ask<{ table: string; column: string; srs: number }>(
          'select table_name as "table", column_name as "column", srs_id as srs from gpkg_geometry_columns',
        ).map((one) => [one.table, one])
      : [],
  );
  const layers = ask<{ name: string }>('select table_name as name from gpkg_contents').flatMap(({ name }): Layer[] => {
    const sql = tables.get(name);
    if (sql === undefined || /^\s*create\s+virtual/i.test(sql)) return [];
    const described = ask<{ name: string; hidden: number }>(`pragma table_xinfo(${quoted(name)})`);
    const columns = basinColumns(described.filter(({ hidden }) => hidden === 0).map((one) => one.name));
    if (!columns) return [];
    const geometry = geometries.get(name);
    if (geometry && geometry.srs !== degreesOnWgs84)
      throw new BasinFileRefused('crs', { given: `EPSG:${geometry.srs}` });
    const [counted] = ask<{ n: number }>(`select count(*) as n from ${quoted(name)}`);
    return [{ table: name, geometry: geometry?.column ?? null, columns, rows: counted?.n ?? 0 }];
  });
  if (layers.length === 0) throw new BasinFileRefused('columns_missing');
  return layers;
}
