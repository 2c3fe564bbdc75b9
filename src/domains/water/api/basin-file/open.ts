// Which form a file of basins has is told by its bytes, never by its name.
import { open } from 'node:fs/promises';
import { type BasinFile, BasinFileRefused } from './basin-row.ts';
import { openGeoJson } from './geojson.ts';
import { openGeoPackage } from './geopackage.ts';
import { openBasinTable } from './table.ts';

const sqliteHead = 'SQLite format 3\0';

/** Opens a file. @throws BasinFileRefused */
export async function openBasinFile(path: string): Promise<BasinFile> {
  const file = await open(path, 'r');
  let head: string;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    head = buffer.subarray(0, bytesRead).toString('latin1');
  } finally {
    await file.close();
  }
  if (head === '') throw new BasinFileRefused('empty');
  if (head.startsWith(sqliteHead)) return openGeoPackage(path);
  if (head.replace(/^ï»¿/, '').trimStart().startsWith('{')) return openGeoJson(path);
  return openBasinTable(path);
}
