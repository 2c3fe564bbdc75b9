// Sheets that go out: an empty template, what a list shows, and the rows that an import refused.
import { Readable } from 'node:stream';
import type { Actor, Database, Tx } from '../db/database.ts';
import type { FileAnswer } from '../http/route.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import type { Field, RecordKind, Values } from '../records/declare/kind.ts';
import { instantOf, recordsOf } from '../records/server/list-pieces.ts';
import type { Hiding } from '../records/server/masked.ts';
import { nameOf } from '../records/server/names.ts';
import { type ListQuestion, listLive, type RecordRead } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import { aboutSheetName } from './read/workbook-xml.ts';
import { csvBytes } from './read/write-csv.ts';
import { type CellToWrite, type ColumnToWrite, workbookBytes } from './read/write-workbook.ts';
import { cellOf, hiddenCell, shownCell } from './sheet-cells.ts';
import { headingOf, readOnlyColumns, type SheetColumn, sheetColumns } from './sheet-columns.ts';
import { aboutRows, markHeading, markText, readOnlySuffix } from './sheet-mark.ts';

export interface ExportWorld {
  kinds: Kinds;
  words: Dictionary;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LONGEST_DROPDOWN = 2_000;

const sheetName = (text: string) => text.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

const formatOf = (of: Field): NonNullable<ColumnToWrite['as']> =>
  of.type === 'date'
    ? 'date'
    : of.type === 'quantity' || of.type === 'decimal' || of.type === 'integer'
      ? 'number'
      : 'text';

async function columnsToWrite(
  tx: Tx,
  world: ExportWorld,
  kind: RecordKind,
  columns: readonly SheetColumn[],
  language: Language,
): Promise<ColumnToWrite[]> {
  const written: ColumnToWrite[] = [];
  for (const column of columns) {
    const { of } = column;
    const list =
      of.type === 'code'
        ? of.codes.map((code) => word(world.words, language, `${of.words}.${code}`))
        : of.type === 'ref'
          ? await dropDown(tx, world, of.to, language)
          : undefined;
    written.push({
      heading: headingOf(world.words, kind, column, language),
      required: column.required,
      width: of.type === 'local' || of.type === 'ref' ? 26 : 16,
      as: formatOf(of),
      ...(list ? { list } : {}),
    });
  }
  return written;
}

async function dropDown(tx: Tx, world: ExportWorld, to: string, language: Language): Promise<string[] | undefined> {
  const target = world.kinds.get(to);
  if (!target) return undefined;
  const names = (await listLive(tx, target))
    .map((record) => nameOf(target, record.values))
    .map((name) => name[language] || name.code);
  return names.length <= LONGEST_DROPDOWN ? names : undefined;
}

/** An empty sheet of a kind: headings in the reader's language, drop-downs, units in the headings. */
export async function templateOf(
  tx: Tx,
  world: ExportWorld,
  kind: RecordKind,
  language: Language,
): Promise<FileAnswer> {
  const written = await columnsToWrite(tx, world, kind, sheetColumns(world.words, kind), language);
  const name = word(world.words, language, `${kind.kind}|many`);
  return {
    fileName: `${name}.xlsx`,
    mediaType: XLSX,
    body: Readable.from(workbookBytes([{ name: sheetName(name), columns: written, rows: [] }])),
  };
}

/** Names of every record that the kind refers to: few, and asked once for the whole export. */
async function allNames(tx: Tx, world: ExportWorld, kind: RecordKind): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  const fields = [...kind.all.values(), ...Object.values(kind.lines?.fields ?? {})];
  const targets = new Set(fields.flatMap((of) => (of.type === 'ref' ? [of.to] : [])));
  for (const to of targets) {
    const target = world.kinds.get(to);
    if (!target) continue;
    for (const record of await listLive(tx, target)) codes.set(record.id, nameOf(target, record.values).code);
  }
  return codes;
}

/** A list as it goes out. */
export interface SheetAsked {
  kind: RecordKind;
  question: ListQuestion;
  /** the query behind the question, which the sheet carries so that it can be compared with the list again */
  list: string;
  format: 'xlsx' | 'csv';
  language: Language;
  /** told how many records have gone out so far */
  onProgress?: (records: number) => void;
}

/**
 * Everything that a list shows, as a workbook or as CSV. A workbook carries unseen which record and revision each row shows,
 * so that it can come back; what is only to be read is grey. Memory does not grow with the rows.
 */
export async function exportRows(
  world: ExportWorld & { db: Database },
  actor: Actor,
  { kind, question, list, format, language, onProgress }: SheetAsked,
): Promise<FileAnswer> {
  const columns = sheetColumns(world.words, kind);
  const shown = readOnlyColumns(world.words, kind);
  const { written, codes, instant } = await world.db.as(actor, async (tx) => ({
    written: await columnsToWrite(tx, world, kind, columns, language),
    codes: await allNames(tx, world, kind),
    instant: await instantOf(tx),
  }));
  const codeOf = (id: string) => codes.get(id) ?? '';
  const cell = (record: Hiding<RecordRead>, column: SheetColumn, line: Values): CellToWrite =>
    !column.line && record.hidden?.includes(column.path)
      ? hiddenCell
      : cellOf(world.words, column, record.values, line, codeOf, language);
  const name = word(world.words, language, `${kind.kind}|many`);
  let records = 0;
  const pieces = async function* () {
    for await (const piece of recordsOf(world.db, actor, kind, question, instant)) {
      yield piece;
      records += piece.length;
      onProgress?.(records);
    }
  };
  if (format === 'csv') {
    const plain = async function* (): AsyncGenerator<string[]> {
      yield written.map((column) => column.heading);
      for await (const piece of pieces()) {
        for (const record of piece)
          for (const line of linesOf(record)) yield columns.map((column) => cellText(cell(record, column, line)));
      }
    };
    return { fileName: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', body: Readable.from(csvBytes(plain())) };
  }
  const readOnly = word(world.words, language, 'sheet.readOnly');
  const [first, ...rest] = written;
  // Second, not at an edge: whoever sorts by hand takes it along with the columns on both sides of it.
  const mark: ColumnToWrite = { heading: markHeading, hidden: true, readOnly, width: 12 };
  const readOnlyWritten = shown.map(
    (column): ColumnToWrite => ({
      heading: `${word(world.words, language, column.words)}${readOnlySuffix[language]}`,
      as: column.of ? formatOf(column.of) : 'text',
      readOnly,
    }),
  );
  const rows = async function* (): AsyncGenerator<CellToWrite[]> {
    for await (const piece of pieces()) {
      for (const record of piece) {
        const state = shown.map((column) => shownCell(world.words, column, record, codeOf, language));
        const lines = linesOf(record);
        for (const [index, line] of lines.entries()) {
          const cells = columns.map((column) => cell(record, column, line));
          const line_ = record.lines.length > 0 ? index + 1 : null;
          yield [
            cells[0] ?? null,
            { text: markText(record, line_, record.hidden !== undefined) },
            ...cells.slice(1),
            ...state,
          ];
        }
      }
    }
  };
  const about = function* (): Generator<string[]> {
    const sites = kind.owner === 'site' && actor.reads !== 'all' ? actor.reads : null;
    yield* aboutRows({
      ...{ kind: kind.kind, list, seq: instant.horizon, at: new Date().toISOString(), language, sites, records },
    });
  };
  return {
    fileName: `${name}.xlsx`,
    mediaType: XLSX,
    body: Readable.from(
      workbookBytes([
        {
          name: sheetName(name),
          columns: first ? [first, mark, ...rest, ...readOnlyWritten] : [mark],
          rows: rows(),
          isGuarded: true,
        },
        { name: aboutSheetName, columns: [], hasHeader: false, isHidden: true, rows: about() },
      ]),
    ),
  };
}

const noLine: readonly Values[] = [{}];
const linesOf = (record: RecordRead): readonly Values[] => (record.lines.length > 0 ? record.lines : noLine);
const cellText = (cell: CellToWrite): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.text);

/** A row that was refused, with what is wrong at which column. */
export interface RefusedRow {
  cells: readonly string[];
  problems: readonly { column: number | null; code: string; facts?: Record<string, string | number> }[];
}

/** The refused rows as a workbook: the file's own headings, each cell with its sentence, and a column that says all. */
export function refusedWorkbook(
  words: Dictionary,
  language: Language,
  headings: readonly string[],
  rows: AsyncIterable<RefusedRow> | Iterable<RefusedRow>,
): AsyncGenerator<Buffer, void> {
  const sentence = (problem: RefusedRow['problems'][number]) => word(words, language, problem.code, problem.facts);
  async function* cells(): AsyncGenerator<CellToWrite[]> {
    for await (const row of rows) {
      const written: CellToWrite[] = headings.map((_, index) => {
        const text = row.cells[index] ?? '';
        const here = row.problems.filter((problem) => problem.column === index);
        return here.length > 0 ? { text, problem: here.map(sentence).join(' ') } : text;
      });
      yield [...written, row.problems.map(sentence).join(' ')];
    }
  }
  const heading = language === 'zh' ? '问题' : 'What is wrong';
  return workbookBytes([
    {
      name: language === 'zh' ? '未导入的行' : 'Refused rows',
      columns: [...headings.map((one) => ({ heading: one })), { heading, width: 60 }],
      rows: cells(),
    },
  ]);
}
