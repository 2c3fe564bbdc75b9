// An XLSX workbook opened as a table: its sheets, which of them is read, and its rows in flat memory.
import type { FileHandle } from 'node:fs/promises';
import { ReadingClock, type ReadLimits } from './limits.ts';
import { findMergedBlocks, type MergedBlock, MergedRows } from './merged-cells.ts';
import type { NumberStyle } from './number-format.ts';
import type { OpenedTable, OpenOptions, SheetInfo } from './opened-table.ts';
import { batchSize, type RawRow } from './raw-row.ts';
import { type Refusal, refused } from './refusal.ts';
import { readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { SheetRows } from './sheet-rows.ts';
import { type Archive, unpackedXml } from './unpack.ts';
import {
  readContents,
  readRelationships,
  readStyles,
  type WorkbookContents,
  type WorkbookSheet,
} from './workbook-parts.ts';
import { aboutSheetName, listsSheetName } from './workbook-xml.ts';
import { readZipDirectory, type ZipPart } from './zip-directory.ts';

/** Characters at a sheet's start in which its span is looked for. */
const spanWithin = 4096;

/** What an archive is when it is not a workbook of Excel. */
function otherArchive(parts: ReadonlyMap<string, ZipPart>): Refusal {
  const looksLike = parts.has('xl/workbook.bin')
    ? 'binary_excel'
    : parts.has('word/document.xml')
      ? 'word'
      : parts.has('ppt/presentation.xml')
        ? 'slides'
        : parts.has('mimetype') && parts.has('content.xml')
          ? 'open_document'
          : parts.has('[content_types].xml')
            ? 'broken_workbook'
            : 'archive';
  return { refused: 'not_a_table', looksLike };
}

/** What is needed to read any sheet of the workbook. */
interface Workbook {
  archive: Archive;
  contents: WorkbookContents;
  strings: SharedStrings;
  styles: NumberStyle[];
}

async function* rowsOf(
  book: Workbook,
  sheet: WorkbookSheet,
  merged: readonly MergedBlock[],
  clock: ReadingClock,
  onPacked: (bytes: number) => void,
): AsyncGenerator<SheetRows, void> {
  const { limits } = book.archive;
  const rows = new SheetRows({
    strings: book.strings,
    styles: book.styles,
    from1904: book.contents.from1904,
    merged: new MergedRows(merged, limits.columns),
    limits,
  });
  clock.resume();
  try {
    for await (const bytes of unpackedXml(book.archive, sheet.part, onPacked)) {
      if (clock.isOver()) throw refused('too_large', { what: 'time', limit: limits.milliseconds });
      rows.push(bytes);
      if (rows.rows.length >= batchSize || rows.isDone) {
        clock.pause();
        yield rows;
        clock.resume();
      }
      if (rows.isDone) break;
    }
    if (!rows.isDone) throw refused('not_a_table', { looksLike: 'broken_workbook' });
  } finally {
    clock.pause();
  }
}

/** The number of rows that a sheet says it spans, from its first characters. */
async function spanOf(archive: Archive, sheet: WorkbookSheet): Promise<number | undefined> {
  for await (const bytes of unpackedXml(archive, sheet.part)) {
    const start = bytes.toString('latin1', 0, spanWithin);
    const last = /<(?:\w+:)?dimension\s+ref=["'][A-Z]+\d+:[A-Z]+(\d+)["']/.exec(start)?.[1];
    return last === undefined ? undefined : Number(last);
  }
  return undefined;
}

/** What lies in a sheet up to its first batch of rows: is there any, is the mark among them, and which columns are hidden. */
async function beginning(book: Workbook, sheet: WorkbookSheet, marked: string | undefined, clock: ReadingClock) {
  for await (const { rows, hiddenColumns } of rowsOf(book, sheet, [], clock, () => undefined)) {
    const has = (what: (cell: string) => boolean) => rows.some((row) => row.cells.some(what));
    const isMarked = marked !== undefined && has((cell) => cell.trim() === marked);
    return { sheet, isEmpty: !has((cell) => cell.trim() !== ''), isMarked, hiddenColumns };
  }
  return { sheet, isEmpty: true, isMarked: false, hiddenColumns: [] };
}

/** The sheet to read: the one that went out from here, else the first that is not empty. */
async function sheetToRead(
  book: Workbook,
  candidates: readonly WorkbookSheet[],
  marked: string | undefined,
  clock: ReadingClock,
) {
  const found: Awaited<ReturnType<typeof beginning>>[] = [];
  for (const sheet of candidates) {
    const start = await beginning(book, sheet, marked, clock);
    if (!start.isEmpty) found.push(start);
    if (found.length > 0 && marked === undefined) break;
  }
  const ours = found.filter(({ isMarked }) => isMarked);
  // Nobody knows in which of them somebody has worked.
  if (ours.length > 1) throw refused('several_lists', { sheets: ours.map(({ sheet }) => sheet.name).join(', ') });
  return ours[0] ?? found[0];
}

/** What the hidden sheet says, by the names in its first column. */
async function aboutOf(book: Workbook, sheet: WorkbookSheet, clock: ReadingClock): Promise<Map<string, string>> {
  for await (const { rows } of rowsOf(book, sheet, [], clock, () => undefined)) {
    return new Map(rows.map(({ cells }) => [cells[0] ?? '', cells[1] ?? '']));
  }
  return new Map();
}

/** Reads what is needed of a ZIP archive to read its sheets, and finds the one that says which list went out. */
async function openBook(
  file: FileHandle,
  size: number,
  limits: ReadLimits,
): Promise<{ book: Workbook; aboutSheet: WorkbookSheet | undefined } | Refusal> {
  if (size > limits.workbookBytes) return { refused: 'too_large', what: 'file', limit: limits.workbookBytes };
  const archive: Archive = { file, limits };
  const parts = await readZipDirectory(file, size, limits);
  const root = await readRelationships(archive, parts, '');
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!main.endsWith('.xml') || !parts.has(main) || parts.has('word/document.xml')) return otherArchive(parts);
  const relationships = await readRelationships(archive, parts, main);
  const partOf = (type: string) => {
    const found = [...relationships.values()].find((relationship) => relationship.type === type);
    return found && parts.get(found.target);
  };
  const contents = await readContents(archive, parts, main, relationships);
  const aboutSheet = contents.sheets.find((sheet) => sheet.name === aboutSheetName);
  contents.sheets = contents.sheets.filter((sheet) => sheet.name !== listsSheetName && sheet !== aboutSheet);
  if (contents.sheets.length === 0) return otherArchive(parts);
  const styles = await readStyles(archive, partOf('styles'));
  const strings = await readSharedStrings(archive, partOf('sharedStrings'));
  return { book: { archive, contents, styles, strings }, aboutSheet };
}

/** What a workbook says about the list that went out in it, without looking at its rows. */
export async function aboutOfWorkbook(
  file: FileHandle,
  size: number,
  limits: ReadLimits,
): Promise<ReadonlyMap<string, string> | undefined> {
  const opened = await openBook(file, size, limits);
  if ('refused' in opened || !opened.aboutSheet) return undefined;
  return aboutOf(opened.book, opened.aboutSheet, new ReadingClock(limits.milliseconds, () => performance.now()));
}

/** Opens a ZIP archive as a workbook. */
export async function openWorkbook(
  file: FileHandle,
  size: number,
  options: OpenOptions,
  limits: ReadLimits,
): Promise<OpenedTable | Refusal> {
  const clock = new ReadingClock(limits.milliseconds, options.now ?? (() => performance.now()));
  const found = await openBook(file, size, limits);
  if ('refused' in found) return found;
  const { book, aboutSheet } = found;
  const { archive, contents } = book;

  const sheets: SheetInfo[] = [];
  for (const sheet of contents.sheets) {
    const rows = await spanOf(archive, sheet);
    sheets.push({ name: sheet.name, hidden: sheet.hidden, ...(rows === undefined ? {} : { rows }) });
  }
  const names = contents.sheets.map(({ name }) => name).join(', ');
  const candidates =
    options.sheet === undefined
      ? contents.sheets.filter(({ hidden }) => !hidden)
      : contents.sheets.filter(({ name }) => name === options.sheet);
  if (options.sheet !== undefined && candidates.length === 0) {
    return { refused: 'no_such_sheet', sheet: options.sheet, sheets: names };
  }
  const chosen = await sheetToRead(book, candidates, aboutSheet && options.marked, clock);
  if (!chosen) return { refused: 'empty', sheets: names };
  const about = aboutSheet ? await aboutOf(book, aboutSheet, clock) : undefined;
  const opened = await openSheet(book, chosen.sheet, sheets, chosen.hiddenColumns, size, clock);
  return about ? { ...opened, about } : opened;
}

async function openSheet(
  book: Workbook,
  sheet: WorkbookSheet,
  sheets: SheetInfo[],
  hiddenColumns: number[],
  size: number,
  clock: ReadingClock,
): Promise<OpenedTable> {
  const merged = await findMergedBlocks(book.archive, sheet.part);
  const before = size - sheet.part.packedLength;
  let bytesRead = 0;

  async function* batches(): AsyncGenerator<RawRow[], void> {
    bytesRead = before;
    const count = (bytes: number) => {
      bytesRead += bytes;
    };
    for await (const collected of rowsOf(book, sheet, merged, clock, count)) {
      const { rows } = collected;
      collected.rows = [];
      for (let from = 0; from < rows.length; from += batchSize) yield rows.slice(from, from + batchSize);
    }
  }

  return {
    format: 'xlsx',
    encoding: 'utf-8',
    sheets,
    sheet: sheet.name,
    hiddenColumns,
    batches,
    bytesRead: () => bytesRead,
    bytesTotal: size,
    close: () => book.archive.file.close(),
  };
}
