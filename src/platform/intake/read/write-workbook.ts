// Rows as an XLSX workbook: a template with drop-down lists, rows returned with what is wrong in them, an export.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { looksLikeFormula } from './formula-guard.ts';
import {
  type CellNote,
  columnLetters,
  contentTypesXml,
  listsSheetName,
  noteBoxesXml,
  notesXml,
  relationshipsXml,
  sheetStart,
  styleIndex,
  stylesXml,
  type WrittenSheet,
  workbookXml,
  xmlText,
} from './workbook-xml.ts';
import { type PartToWrite, zipBytes } from './zip-writer.ts';

/** One cell: blank, text, or text with what it is and what is wrong with it. */
export type CellToWrite =
  | null
  | string
  | {
      text: string;
      /** `number` for an exact decimal, `date` for `YYYY-MM-DD`; text that is neither stays text */
      as?: 'number' | 'date';
      /** a sentence; the cell is coloured and carries it as a note */
      problem?: string;
    };

export interface ColumnToWrite {
  heading: string;
  /** in characters */
  width?: number;
  required?: boolean;
  /** what people will type here; text columns keep long numbers and leading zeros as typed */
  as?: 'text' | 'number' | 'date';
  /** choices offered in each cell */
  list?: readonly string[];
  /** choices outside the list are refused by Excel itself; off by default, since synonyms are understood */
  onlyFromList?: boolean;
  /** shown as a note on the heading */
  note?: string;
  /** there for the program, not to be seen or typed in */
  hidden?: boolean;
  /** what is said to whoever types here: the column is to be read only */
  readOnly?: string;
}

export interface SheetToWrite {
  name: string;
  columns: readonly ColumnToWrite[];
  /** off when rows are written without headings */
  hasHeader?: boolean;
  rows: AsyncIterable<readonly CellToWrite[]> | Iterable<readonly CellToWrite[]>;
  /** the headings are locked and carry buttons to sort and filter; rows are typed in, added and deleted as ever */
  isGuarded?: boolean;
  /** there for the program, not to be seen */
  isHidden?: boolean;
  /** heading of one more column, in which the problems of each row's cells stand together */
  problemsHeading?: string;
}

/** Excel's limits. */
const rowsOfSheet = 1_048_576;
const longestCell = 32_767;
/** Notes are kept until their sheet is done; beyond this many, cells are coloured without one. */
const mostNotes = 5000;
const chunkLength = 65_536;

const excelDigits = 15;
const isExactNumber = (text: string) =>
  /^-?\d+(\.\d+)?$/.test(text) && text.replace(/^-?0*\.?0*|\./g, '').length <= excelDigits;

/** The serial number of a calendar date from 1900-03-01 on; what lies before is written as text. */
function serialOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900-03-01') return undefined;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
  return isReal ? milliseconds / 86_400_000 + 25_569 : undefined;
}

function cellXml(reference: string, cell: CellToWrite, column: ColumnToWrite | undefined): string {
  const { text, as, problem } = typeof cell === 'string' || cell === null ? { text: cell ?? '' } : cell;
  const hasProblem = problem !== undefined;
  if (column?.readOnly !== undefined && !hasProblem) return readOnlyXml(reference, text, as ?? column.as);
  if (text === '') return hasProblem ? `<c r="${reference}" s="${styleIndex.problemText}"/>` : '';
  const kind = as ?? column?.as;
  if (kind === 'number' && isExactNumber(text)) {
    return `<c r="${reference}" s="${hasProblem ? styleIndex.problemNumber : styleIndex.number}"><v>${text}</v></c>`;
  }
  const serial = kind === 'date' ? serialOf(text) : undefined;
  if (serial !== undefined) {
    return `<c r="${reference}" s="${hasProblem ? styleIndex.problemDate : styleIndex.date}"><v>${serial}</v></c>`;
  }
  const style = looksLikeFormula(text)
    ? hasProblem
      ? styleIndex.problemGuarded
      : styleIndex.guarded
    : hasProblem
      ? styleIndex.problemText
      : styleIndex.text;
  const short = text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text;
  const space = /^\s|\s$|[\n\t]|\s\s/.test(short) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${space}>${xmlText(short)}</t></is></c>`;
}

/** A cell that is only read is seen to be. */
function readOnlyXml(reference: string, text: string, as: ColumnToWrite['as']): string {
  if (text === '') return `<c r="${reference}" s="${styleIndex.readOnlyText}"/>`;
  if (as === 'number' && isExactNumber(text))
    return `<c r="${reference}" s="${styleIndex.readOnlyNumber}"><v>${text}</v></c>`;
  const serial = as === 'date' ? serialOf(text) : undefined;
  if (serial !== undefined) return `<c r="${reference}" s="${styleIndex.readOnlyDate}"><v>${serial}</v></c>`;
  return `<c r="${reference}" s="${styleIndex.readOnlyText}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text.slice(0, longestCell))}</t></is></c>`;
}

const problemOf = (cell: CellToWrite) => (typeof cell === 'object' ? cell?.problem : undefined);

function columnsXml(columns: readonly ColumnToWrite[]): string {
  if (columns.length === 0) return '';
  const each = columns.map(({ width = 16, as = 'text', hidden, readOnly }, index) => {
    const style = readOnly === undefined || hidden ? styleIndex[as] : styleIndex.readOnlyText;
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${style}"${hidden ? ' hidden="1"' : ''} customWidth="1"/>`;
  });
  return `<cols>${each.join('')}</cols>`;
}

const frozenHeader =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

/** Lists used by any sheet, each in its own column of the hidden sheet. */
class ChoiceLists {
  readonly columns: (readonly string[])[] = [];

  /** The range in which these choices lie. */
  rangeOf(list: readonly string[]): string {
    const known = this.columns.findIndex(
      (column) => column.length === list.length && column.every((each, at) => each === list[at]),
    );
    const column = known >= 0 ? known : this.columns.push(list) - 1;
    const letters = columnLetters(column);
    return `'${listsSheetName}'!$${letters}$1:$${letters}$${list.length}`;
  }

  *rows(): Generator<string[]> {
    const length = Math.max(0, ...this.columns.map((column) => column.length));
    for (let row = 0; row < length; row += 1) yield this.columns.map((column) => column[row] ?? '');
  }
}

/** Sorting with the buttons moves whole rows, the hidden marks with them; a locked heading cannot be lost. */
const protection =
  '<sheetProtection sheet="1" objects="0" scenarios="0" formatCells="0" formatColumns="0" formatRows="0" insertColumns="0" insertRows="0" insertHyperlinks="0" deleteRows="0" sort="0" autoFilter="0"/>';

/** Rows below the last one that have the choices too: whoever adds more than these copies a row or fills down. */
const rowsToAdd = 2_000;

function validationsXml(
  columns: readonly ColumnToWrite[],
  firstRow: number,
  written: number,
  lists: ChoiceLists,
): string {
  const lastRow = Math.min(rowsOfSheet, written + rowsToAdd);
  const each = columns.flatMap(({ list, onlyFromList, readOnly }, index) => {
    const letters = columnLetters(index);
    if (readOnly !== undefined)
      return `<dataValidation type="custom" allowBlank="0" showErrorMessage="1" error="${xmlText(readOnly)}" sqref="${letters}${firstRow}:${letters}${lastRow}"><formula1>FALSE</formula1></dataValidation>`;
    if (!list || list.length === 0) return [];
    const refuses = onlyFromList ? ' showErrorMessage="1"' : '';
    return `<dataValidation type="list" allowBlank="1"${refuses} sqref="${letters}${firstRow}:${letters}${lastRow}"><formula1>${xmlText(lists.rangeOf(list))}</formula1></dataValidation>`;
  });
  return each.length > 0 ? `<dataValidations count="${each.length}">${each.join('')}</dataValidations>` : '';
}

type RowIterator = AsyncIterator<readonly CellToWrite[]> | Iterator<readonly CellToWrite[]>;

/** What writing one sheet leaves behind. */
interface SheetState {
  notes: CellNote[];
  /** the rows ended before the sheet was full */
  isLast: boolean;
  filtered?: string;
}

async function* sheetXml(
  sheet: SheetToWrite,
  rows: RowIterator,
  lists: ChoiceLists,
  state: SheetState,
): AsyncGenerator<string, void> {
  const { problemsHeading, hasHeader = true } = sheet;
  const columns =
    problemsHeading === undefined ? sheet.columns : [...sheet.columns, { heading: problemsHeading, width: 60 }];
  const letters = columns.map((_, index) => columnLetters(index));
  const note = (column: number, row: number, text: string) => {
    if (state.notes.length < mostNotes) state.notes.push({ column, row, text });
  };
  let text = sheetStart + (hasHeader ? frozenHeader : '') + columnsXml(columns);
  text += '<sheetData>';
  let row = 0;
  if (hasHeader) {
    row = 1;
    const cells = columns.map(({ heading, required, note: headingNote, readOnly }, index) => {
      if (headingNote) note(index, 0, headingNote);
      const style =
        readOnly !== undefined
          ? styleIndex.readOnlyHeading
          : required
            ? styleIndex.requiredHeading
            : styleIndex.heading;
      return `<c r="${letters[index]}1" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(heading)}</t></is></c>`;
    });
    text += `<row r="1">${cells.join('')}</row>`;
  }
  for (; row < rowsOfSheet; row += 1) {
    const next = await rows.next();
    if (next.done) {
      state.isLast = true;
      break;
    }
    text += `<row r="${row + 1}">`;
    const problems: string[] = [];
    next.value.forEach((cell, index) => {
      letters[index] ??= columnLetters(index);
      text += cellXml(`${letters[index]}${row + 1}`, cell, columns[index]);
      const problem = problemOf(cell);
      if (problem === undefined) return;
      note(index, row, problem);
      problems.push(columns[index] ? `${columns[index].heading}: ${problem}` : problem);
    });
    if (problemsHeading !== undefined && problems.length > 0) {
      text += cellXml(`${letters[columns.length - 1]}${row + 1}`, problems.join('\n'), undefined);
    }
    text += '</row>';
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
  }
  text += '</sheetData>';
  if (sheet.isGuarded) {
    const last = letters[columns.length - 1];
    text += `${protection}<autoFilter ref="A1:${last}${Math.max(row, 2)}"/>`;
    state.filtered = `$A$1:$${last}$${Math.max(row, 2)}`;
  }
  text += `${validationsXml(columns, hasHeader ? 2 : 1, row, lists)}`;
  yield `${text}${state.notes.length > 0 ? '<legacyDrawing r:id="rId1"/>' : ''}</worksheet>`;
}

/** A name that Excel takes: no longer than 31 characters, none of `[]:*?/\`, not given yet. */
function sheetName(wanted: string, given: readonly WrittenSheet[]): string {
  const plain =
    wanted
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet';
  const isGiven = (name: string) => given.some((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  for (let count = 1; ; count += 1) {
    const suffix = count > 1 ? ` ${count}` : '';
    const name = plain.slice(0, 31 - suffix.length) + suffix;
    if (!isGiven(name)) return name;
  }
}

const iterate = (rows: SheetToWrite['rows']): RowIterator =>
  Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();

async function* workbookParts(sheets: readonly SheetToWrite[]): AsyncGenerator<PartToWrite, void> {
  const written: WrittenSheet[] = [];
  const lists = new ChoiceLists();
  for (const sheet of sheets) {
    const rows = iterate(sheet.rows);
    for (let isLast = false; !isLast; ) {
      const state: SheetState = { notes: [], isLast: false };
      const number = written.length + 1;
      yield { name: `xl/worksheets/sheet${number}.xml`, text: sheetXml(sheet, rows, lists, state) };
      const hasNotes = state.notes.length > 0;
      const name = sheetName(sheet.name, written);
      const filtered = state.filtered === undefined ? {} : { filtered: state.filtered };
      written.push({ name, hidden: sheet.isHidden === true, hasNotes, ...filtered });
      isLast = state.isLast;
      if (!hasNotes) continue;
      yield { name: `xl/comments${number}.xml`, text: [notesXml(state.notes)] };
      yield { name: `xl/drawings/vmlDrawing${number}.vml`, text: [noteBoxesXml(state.notes)] };
      const relationships = relationshipsXml([
        ['vmlDrawing', `../drawings/vmlDrawing${number}.vml`],
        ['comments', `../comments${number}.xml`],
      ]);
      yield { name: `xl/worksheets/_rels/sheet${number}.xml.rels`, text: [relationships] };
    }
  }
  if (lists.columns.length > 0) {
    const sheet: SheetToWrite = { name: listsSheetName, columns: [], hasHeader: false, rows: [] };
    const state: SheetState = { notes: [], isLast: false };
    yield { name: `xl/worksheets/sheet${written.length + 1}.xml`, text: sheetXml(sheet, lists.rows(), lists, state) };
    written.push({ name: listsSheetName, hidden: true, hasNotes: false });
  }
  yield { name: 'xl/styles.xml', text: [stylesXml] };
  yield { name: 'xl/workbook.xml', text: [workbookXml(written)] };
  const targets = written.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const);
  yield { name: 'xl/_rels/workbook.xml.rels', text: [relationshipsXml([...targets, ['styles', 'styles.xml']])] };
  yield { name: '_rels/.rels', text: [relationshipsXml([['officeDocument', 'xl/workbook.xml']])] };
  yield { name: '[Content_Types].xml', text: [contentTypesXml(written)] };
}

/**
 * The bytes of a workbook. Rows are pulled as bytes are taken, so that memory does not grow with them; rows past Excel's
 * last one go on in a further sheet. Every text is written as text: nothing in it can run as a formula.
 */
export function workbookBytes(sheets: readonly SheetToWrite[]): AsyncGenerator<Buffer, void> {
  return zipBytes(workbookParts(sheets));
}

/** Writes a workbook to a file; an unfinished file is left for the caller to remove when the rows fail. */
export async function writeWorkbook(path: string, sheets: readonly SheetToWrite[]): Promise<void> {
  await pipeline(workbookBytes(sheets), createWriteStream(path));
}
