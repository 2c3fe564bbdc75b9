// An XLSX workbook opened as a table: its sheets, which of them is read, and its rows in flat memory.
import type { FileHandle } from 'node:fs/promises';
import { ReadingClock, type ReadLimits } from './limits.ts';
import { findMergedBlocks, type MergedBlock, MergedRows } from './merged-cells.ts';
import type { NumberStyle } from './number-format.ts';
import type { OpenedTable, OpenOptions, SheetInfo } from './opened-table.ts';
import { batchSize, type RawRow } from './raw-row.ts';
import { type Refusal, refused } from './refusal.ts';
import { readSharedStrings } from './shared-strings.ts';
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
  strings: string[];
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

/** What lies in a sheet before its first batch of rows: is there any, and which columns are hidden. */
async function beginning(book: Workbook, sheet: WorkbookSheet, clock: ReadingClock) {
  for await (const { rows, hiddenColumns } of rowsOf(book, sheet, [], clock, () => undefined)) {
    return { isEmpty: !rows.some((row) => row.cells.some((cell) => cell.trim() !== '')), hiddenColumns };
  }
  return { isEmpty: true, hiddenColumns: [] };
}

/** What the hidden sheet says, by the names in its first column. */
async function aboutOf(book: Workbook, sheet: WorkbookSheet, clock: ReadingClock): Promise<Map<string, string>> {
  for await (const { rows } of rowsOf(book, sheet, [], clock, () => undefined)) {
    return new Map(rows.map(({ cells }) => [cells[0] ?? '', cells[1] ?? '']));
  }
  return new Map();
}

/** Opens a ZIP archive as a workbook. */
export async function openWorkbook(
  file: FileHandle,
  size: number,
  options: OpenOptions,
  limits: ReadLimits,
): Promise<OpenedTable | Refusal> {
  if (size > limits.workbookBytes) return { refused: 'too_large', what: 'file', limit: limits.workbookBytes };
  const clock = new ReadingClock(limits.milliseconds, options.now ?? (() => performance.now()));
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
  const book: Workbook = {
    archive,
    contents,
    styles: await readStyles(archive, partOf('styles')),
    strings: await readSharedStrings(archive, partOf('sharedStrings')),
  };

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
  for (const sheet of candidates) {
    const start = await beginning(book, sheet, clock);
    if (start.isEmpty) continue;
    const about = aboutSheet ? await aboutOf(book, aboutSheet, clock) : undefined;
    const opened = await openSheet(book, sheet, sheets, start.hiddenColumns, size, clock);
    return about ? { ...opened, about } : opened;
  }
  return { refused: 'empty', sheets: names };
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
