// Declarations and bills of materials in files, whatever their format: told apart by what they hold, and each read wholly or not at all.
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { openTable } from '#platform/intake/read/open-table.ts';
import { TableRefused } from '#platform/intake/read/refusal.ts';
import { openSchema } from '#platform/xml/xsd-validation.ts';
import type { Bom } from '../model/bom.ts';
import type { Declaration, FileProblem } from '../model/declaration.ts';
import { readGrantaBom } from '../rules/formats/granta-bom.ts';
import type { LevelColumn } from '../rules/formats/level-headings.ts';
import { readLevelSheet } from '../rules/formats/level-sheet.ts';
import { readMaterialSheet } from '../rules/formats/material-sheet.ts';
import { DeclarationReader } from '../rules/formats/read-declaration.ts';
import type { SheetRow } from '../rules/formats/sheet-cells.ts';
import type { ColumnOf } from '../rules/formats/sheet-headings.ts';
import { usualLimits } from '../rules/formats/xml-reader.ts';

/** A file that was read: what it declares, or what is wrong with it. */
export interface ReadFile {
  path: string;
  declaration: Declaration | null;
  problems: FileProblem[];
}

const ROWS_AT_MOST = 200_000;

/** Whether a file begins as XML does, in UTF-8 or UTF-16, behind a mark and blanks. */
async function isXml(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    const start = buffer
      .subarray(0, bytesRead)
      .toString('latin1')
      .replace(/^(ï»¿|ÿþ|þÿ)/, '');
    return start.replaceAll('\0', '').trimStart().startsWith('<');
  } finally {
    await file.close();
  }
}

const refused = (code: FileProblem['code'], facts?: FileProblem['facts']): FileProblem => ({
  ...{ level: 'error', code, line: 1, column: 1, at: '' },
  ...(facts ? { facts } : {}),
});

/** The rows of the first sheet of a workbook or of a CSV file; undefined for anything else. */
export async function readRows(path: string): Promise<SheetRow[] | undefined> {
  const table = await openTable(path);
  if ('refused' in table) return undefined;
  const rows: SheetRow[] = [];
  try {
    for await (const batch of table.batches()) {
      for (const { row, cells } of batch) rows.push({ row, cells });
      if (rows.length > ROWS_AT_MOST) return undefined;
    }
  } catch (error) {
    if (error instanceof TableRefused) return undefined;
    throw error;
  } finally {
    await table.close();
  }
  return rows;
}

/**
 * One declaration: IEC 62474, IPC-1752A or 1752B, or a sheet of materials.
 * @param schemaPath of the format, held by whoever calls; without it the structure alone is checked
 */
export async function readDeclarationFile(path: string, schemaPath?: string): Promise<ReadFile> {
  if (!(await isXml(path))) {
    const rows = await readRows(path);
    if (!rows) return { path, declaration: null, problems: [refused('heading_not_known')] };
    const { declaration, problems } = readMaterialSheet(rows, { supplier: null, issuedOn: null });
    return { path, declaration, problems };
  }
  const reader = new DeclarationReader();
  for await (const piece of createReadStream(path)) if (!reader.take(piece as Buffer)) break;
  const { declaration, problems } = reader.end();
  if (!declaration || schemaPath === undefined || declaration.format !== 'iec-62474')
    return { path, declaration, problems };
  using schema = openSchema(await readFile(schemaPath, 'utf8'));
  const faults = schema.faults(await readFile(path)).map(
    ({ line, column, detail }): FileProblem => ({
      ...{ level: 'error', code: 'schema_violated', line, column, at: '', facts: { detail } },
    }),
  );
  return { path, declaration: faults.length > 0 ? null : declaration, problems: [...problems, ...faults] };
}

/**
 * A bill of materials: by Granta, or a sheet with a column of levels.
 * @param remembered which columns of a sheet somebody chose for such headings before
 */
export async function readBomFile(
  path: string,
  remembered?: ColumnOf<LevelColumn>,
): Promise<{ bom: Bom | null; problems: FileProblem[] }> {
  if (!(await isXml(path))) {
    const rows = await readRows(path);
    return rows ? readLevelSheet(rows, remembered) : { bom: null, problems: [refused('heading_not_known')] };
  }
  const file = await open(path, 'r');
  const { size } = await file.stat();
  await file.close();
  if (size > usualLimits.characters * 4)
    return { bom: null, problems: [refused('file_too_large', { limitCharacters: usualLimits.characters })] };
  return readGrantaBom(await readFile(path));
}
