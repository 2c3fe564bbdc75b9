// The file behind an import: opened, its headings found, its rows handed on without titles, totals and headings.
import { readResultUnit } from '#units/concentration.ts';
import { type Dictionary, languages, word } from '../i18n/words.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { type DateOrder, dateOrderOf, yearOf } from './cells/date.ts';
import { findHeader, type HeaderFound, rememberedHeading } from './cells/header.ts';
import { headingOf, type IsUnit, isKnownUnit } from './cells/heading.ts';
import { type DecimalMark, decimalMarkOf } from './cells/number-text.ts';
import { familyOf } from './cells/quantity.ts';
import { rowSorter } from './cells/subtotal.ts';
import type { RowOutcome } from './outcomes.ts';
import { openTable } from './read/open-table.ts';
import type { OpenedTable } from './read/opened-table.ts';
import type { RawRow } from './read/raw-row.ts';
import { isRefusal, type Refusal, TableRefused } from './read/refusal.ts';

import { columnsToRead, readOnlyColumns, type SheetColumn } from './sheet-columns.ts';
import { markHeading, readAbout, readMark, readOnlySuffix, type SheetAbout } from './sheet-mark.ts';

/** A file whose headings are understood. */
export interface Source {
  table: OpenedTable;
  columns: readonly SheetColumn[];
  header: HeaderFound;
  /** sheet column index to column key */
  mapping: Map<number, string>;
  /** unit in a heading's brackets, or the one the sheet's title states, by sheet column index */
  units: Map<number, string>;
  decimal: DecimalMark | undefined;
  dateOrder: DateOrder | undefined;
  /** the year of the sheet, which `6月30日` in it means */
  year: number | undefined;
  /** set for a sheet that went out from here and comes back */
  returning: Returning | undefined;
}

/** What a sheet that comes back brings besides its cells. */
export interface Returning {
  /** the hidden column with the marks of the rows */
  markColumn: number;
  /** columns that are only read: sheet column index to key, a derived field or `state` */
  readOnly: ReadonlyMap<number, string>;
  /** the list that it shows; absent when its hidden sheet was lost */
  about: SheetAbout | undefined;
}

export interface SourceOptions {
  /** a person's choice of columns: sheet column index to key, null to leave out */
  chosen?: Readonly<Record<string, string | null>>;
  /** what was chosen for headings of this site before */
  remembered?: ReadonlyMap<string, string | null>;
  /** columns that need not be in the sheet, since they are given beside it */
  given?: readonly string[];
  /** keys of the only columns that the sheet may have; any other is left out */
  only?: ReadonlySet<string>;
}

/** A file whose headings mean nothing to this kind. */
export interface NoHeader {
  refused: 'no_header';
  headings: string[];
}

const LOOKED_AT = 200;

/** Where a result stands across a sheet, its unit is one of a laboratory. */
const isResultUnit: IsUnit = (text) => isKnownUnit(text) || readResultUnit(text) !== undefined;

async function firstRows(table: OpenedTable): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of table.batches()) {
    rows.push(...batch.slice(0, LOOKED_AT - rows.length));
    if (rows.length >= LOOKED_AT) break;
  }
  return rows;
}

/** Headings of ours that are no columns to fill in, by what they are compared by. */
function ownHeadings(words: Dictionary, kind: RecordKind): Map<string, string> {
  const own = new Map([[rememberedHeading(markHeading), 'mark']]);
  for (const column of readOnlyColumns(words, kind))
    for (const language of languages)
      own.set(rememberedHeading(`${word(words, language, column.words)}${readOnlySuffix[language]}`), column.key);
  return own;
}

function returningOf(table: OpenedTable, own: ReadonlyMap<string, string>, header: HeaderFound): Returning | undefined {
  let markColumn: number | undefined;
  const readOnly = new Map<number, string>();
  for (const [index, heading] of header.headings) {
    const key = own.get(rememberedHeading(heading));
    if (key === 'mark') markColumn = index;
    else if (key !== undefined) readOnly.set(index, key);
  }
  return markColumn === undefined ? undefined : { markColumn, readOnly, about: readAbout(table.about) };
}

/** Opens a file and finds its headings. */
export async function openSource(
  path: string,
  kind: RecordKind,
  words: Dictionary,
  options: SourceOptions = {},
): Promise<Source | Refusal | NoHeader> {
  const table = await openTable(path, { marked: markHeading });
  if (isRefusal(table)) return table;
  let rows: RawRow[];
  try {
    rows = await firstRows(table);
  } catch (error) {
    await table.close();
    if (error instanceof TableRefused) return error.refusal;
    throw error;
  }
  const { only } = options;
  const columns = columnsToRead(words, kind).filter((column) => !only || only.has(column.key));
  const wanted = columns.map((column) => ({
    key: column.key,
    names: column.names,
    required: column.required && !options.given?.includes(column.key),
  }));
  const own = ownHeadings(words, kind);
  const isMarked = rows.some((row) => row.cells.some((cell) => cell.trim() === markHeading));
  const remembered = new Map<string, string | null>(options.remembered);
  if (isMarked) for (const heading of own.keys()) remembered.set(heading, null);
  const isUnit = kind.lines?.across ? isResultUnit : isKnownUnit;
  const header = findHeader(rows, wanted, { remembered, isUnit });
  if (!header) {
    await table.close();
    return { refused: 'no_header', headings: (rows[0]?.cells ?? []).slice(0, 20) };
  }
  const mapping = new Map<number, string>();
  const units = new Map<number, string>();
  // A title's unit holds for the columns that can be in it: of masses and volumes side by side, for one of the two.
  const sheetUnitOf = (key: string): string | undefined => {
    const column = columns.find((one) => one.key === key);
    if (column?.across !== undefined) return header.sheetUnit;
    const of = column?.of;
    const isOne =
      header.sheetUnit && of?.type === 'quantity' && !('unknown' in familyOf(of.unit).read(header.sheetUnit));
    return isOne ? header.sheetUnit : undefined;
  };
  for (const [index, match] of header.columns) {
    mapping.set(index, match.key);
    const unit = match.unit ?? sheetUnitOf(match.key);
    if (unit) units.set(index, unit);
  }
  for (const [index, key] of Object.entries(options.chosen ?? {})) {
    if (key === null) mapping.delete(Number(index));
    else {
      for (const [other, taken] of mapping) if (taken === key) mapping.delete(other);
      mapping.set(Number(index), key);
      const unit = headingOf(header.headings.get(Number(index)) ?? '', isUnit).unit ?? sheetUnitOf(key);
      if (unit) units.set(Number(index), unit);
    }
  }
  const sample = rows.slice(header.last + 1);
  const textsOf = (type: string) =>
    [...mapping].flatMap(([index, key]) =>
      columns.find((column) => column.key === key)?.of.type === type ? sample.map((row) => row.cells[index] ?? '') : [],
    );
  const dates = textsOf('date').filter((text) => text !== '');
  const titles = rows.slice(0, header.first).flatMap((row) => row.cells);
  return {
    table,
    columns,
    header,
    mapping,
    units,
    decimal: decimalMarkOf([...textsOf('quantity'), ...textsOf('decimal')].filter((text) => text !== '')),
    dateOrder: dateOrderOf(dates),
    year: yearOf(titles, dates),
    returning: isMarked ? returningOf(table, own, header) : undefined,
  };
}

/** Cells that were mended on the page: row number to column index to text. */
export type Mended = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The records' rows of a source, with mended cells in place; what is no record is told as skipped. */
export async function* dataRows(
  source: Source,
  mended: Mended,
): AsyncGenerator<{ rows: RawRow[]; skipped: RowOutcome[] }> {
  const sortOf = rowSorter(source.header.headings);
  const { returning } = source;
  const isMarked = (raw: RawRow) => returning !== undefined && readMark(raw.cells[returning.markColumn]) !== undefined;
  for await (const batch of source.table.batches()) {
    const rows: RawRow[] = [];
    const skipped: RowOutcome[] = [];
    for (const raw of batch) {
      if (raw.row <= source.header.row) continue;
      const sort = isMarked(raw) ? 'record' : sortOf(raw);
      if (sort === 'blank') continue;
      if (sort !== 'record') {
        skipped.push({
          row: raw.row,
          cells: raw.cells,
          outcome: 'skipped',
          problems: [{ column: null, field: null, code: `skipped.${sort}`, level: 'warning' }],
        });
        continue;
      }
      const fixes = mended[raw.row];
      if (!fixes) rows.push(raw);
      else {
        const cells = [...raw.cells];
        const kinds = raw.kinds ? [...raw.kinds] : undefined;
        for (const [index, text] of Object.entries(fixes)) {
          cells[Number(index)] = text;
          if (kinds) kinds[Number(index)] = undefined;
        }
        if (cells.every((text) => text.trim() === '')) {
          skipped.push({
            row: raw.row,
            cells,
            outcome: 'skipped',
            problems: [{ column: null, field: null, code: 'skipped.left_out', level: 'warning' }],
          });
          continue;
        }
        rows.push({ ...raw, cells, ...(kinds ? { kinds } : {}) });
      }
    }
    yield { rows, skipped };
  }
}

/** Keys of required columns that a sheet does not have and that are not given beside it. */
export function missingOf(source: Source, fixed: Readonly<Record<string, unknown>>): string[] {
  const matched = new Set(source.mapping.values());
  const isAcross = source.columns.some(({ across, key }) => across !== undefined && matched.has(key));
  return source.columns
    .filter((column) => !(column.line && isAcross))
    .filter((column) => column.required && !matched.has(column.key) && !(column.key in fixed))
    .map((column) => column.key);
}
