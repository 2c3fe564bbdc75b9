// Sheets that go out: an empty template, what a list shows, and the rows that an import refused.
import { Readable } from 'node:stream';
import type { Tx } from '../db/database.ts';
import type { FileAnswer } from '../http/route.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import type { Entered, FieldValue, LocalText, RecordKind } from '../records/declare/kind.ts';
import { type Hiding, hide } from '../records/server/masked.ts';
import { nameOf, type ReferredName } from '../records/server/names.ts';
import { type ListQuestion, listLive, listRecords, type RecordRead } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import { csvBytes } from './read/write-csv.ts';
import { type CellToWrite, type ColumnToWrite, workbookBytes } from './read/write-workbook.ts';
import { headingOf, type SheetColumn, sheetColumns } from './sheet-columns.ts';

export interface ExportWorld {
  kinds: Kinds;
  words: Dictionary;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LONGEST_DROPDOWN = 2_000;
const PAGE = 1_000;
/** Stands where the reader may not see a value: no number, so that nobody takes it for one. */
const HIDDEN_CELL = '***';

const sheetName = (text: string) => text.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

async function columnsToWrite(
  tx: Tx,
  world: ExportWorld,
  kind: RecordKind,
  language: Language,
): Promise<{ columns: SheetColumn[]; written: ColumnToWrite[] }> {
  const columns = sheetColumns(world.words, kind);
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
      as:
        of.type === 'date'
          ? 'date'
          : of.type === 'quantity' || of.type === 'decimal' || of.type === 'integer'
            ? 'number'
            : 'text',
      ...(list ? { list } : {}),
    });
  }
  return { columns, written };
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
  const { written } = await columnsToWrite(tx, world, kind, language);
  const name = word(world.words, language, `${kind.kind}|many`);
  return {
    fileName: `${name}.xlsx`,
    mediaType: XLSX,
    body: Readable.from(workbookBytes([{ name: sheetName(name), columns: written, rows: [] }])),
  };
}

function textOf(
  world: ExportWorld,
  column: SheetColumn,
  value: FieldValue | undefined,
  names: Record<string, ReferredName>,
  language: Language,
): CellToWrite {
  if (value === null || value === undefined) return null;
  const { of } = column;
  switch (of.type) {
    case 'date':
      return { text: value as string, as: 'date' };
    case 'month':
      return (value as string).slice(0, 7);
    case 'year':
      return (value as string).slice(0, 4);
    case 'quantity':
      return { text: typeof value === 'object' ? (value as Entered).value : String(value), as: 'number' };
    case 'integer':
    case 'decimal':
      return { text: String(value), as: 'number' };
    case 'flag':
      return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
    case 'code':
      return word(world.words, language, `${of.words}.${value}`);
    case 'codes':
      return (value as string[]).join(';');
    case 'ref':
      return names[value as string]?.code ?? '';
    case 'local':
      return (value as LocalText)[column.part === 'zh' ? 'zh' : 'en'];
    default:
      return String(value);
  }
}

function rowsOf(
  world: ExportWorld,
  columns: readonly SheetColumn[],
  record: Hiding<RecordRead>,
  names: Record<string, ReferredName>,
  language: Language,
): CellToWrite[][] {
  const lines = record.lines.length > 0 ? record.lines : [{}];
  return lines.map((line) =>
    columns.map((column) =>
      !column.line && record.hidden?.includes(column.path)
        ? HIDDEN_CELL
        : textOf(world, column, column.line ? line[column.path] : record.values[column.path], names, language),
    ),
  );
}

/** Names of every record that the kind refers to: few, and asked once for the whole export. */
async function allNames(tx: Tx, world: ExportWorld, kind: RecordKind): Promise<Record<string, ReferredName>> {
  const names: Record<string, ReferredName> = {};
  const targets = new Set(
    [...kind.flat.values(), ...Object.values(kind.lines?.fields ?? {})].flatMap((of) =>
      of.type === 'ref' ? [of.to] : [],
    ),
  );
  for (const to of targets) {
    const target = world.kinds.get(to);
    if (!target) continue;
    for (const record of await listLive(tx, target)) names[record.id] = nameOf(target, record.values);
  }
  return names;
}

/** Everything that a list shows, as a workbook or as CSV. */
export async function exportRows(
  tx: Tx,
  world: ExportWorld,
  kind: RecordKind,
  question: ListQuestion,
  format: 'xlsx' | 'csv',
  language: Language,
): Promise<FileAnswer> {
  const { columns, written } = await columnsToWrite(tx, world, kind, language);
  const names = await allNames(tx, world, kind);
  const rows: CellToWrite[][] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await listRecords(tx, kind, { ...question, limit: PAGE, offset, sums: [] });
    for (const record of page.records)
      rows.push(...rowsOf(world, columns, hide(record, question.mask), names, language));
    if (page.records.length < PAGE) break;
  }
  const name = word(world.words, language, `${kind.kind}|many`);
  if (format === 'xlsx') {
    return {
      fileName: `${name}.xlsx`,
      mediaType: XLSX,
      body: Readable.from(workbookBytes([{ name: sheetName(name), columns: written, rows }])),
    };
  }
  const plain = rows.map((cells) =>
    cells.map((cell) => (cell === null ? '' : typeof cell === 'string' ? cell : cell.text)),
  );
  return {
    fileName: `${name}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    body: Readable.from(csvBytes([written.map((column) => column.heading), ...plain])),
  };
}

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
