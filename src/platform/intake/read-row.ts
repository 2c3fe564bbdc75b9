// From the cells of a row to the values of a record: every problem at its cell, nothing guessed in silence.
import { type Dictionary, word } from '../i18n/words.ts';
import { normaliseProse } from '../records/declare/check-values.ts';
import type { Field, LocalText, Problem, RecordKind, Values } from '../records/declare/kind.ts';
import type { RecordRead } from '../records/server/read.ts';
import type { NameBook } from '../records/server/refs.ts';
import { CodeList, parseCode } from './cells/code.ts';
import { type DateOrder, parseDate, parseMonth, parseYear } from './cells/date.ts';
import { editDistance } from './cells/edit-distance.ts';
import { emptinessOf } from './cells/empty.ts';
import { parseInteger, parseNumber } from './cells/number.ts';
import type { DecimalMark } from './cells/number-text.ts';
import { foldedText } from './cells/plain-text.ts';
import { type CellNote, type CellResult, notesOfKind, troubleOf } from './cells/problem.ts';
import { familyOf, parseQuantity } from './cells/quantity.ts';
import { parseText } from './cells/text.ts';
import { parseYesOrNo } from './cells/yes-or-no.ts';
import { unguarded } from './read/formula-guard.ts';
import type { CellMark, RawRow } from './read/raw-row.ts';
import type { SheetColumn } from './sheet-columns.ts';

/** A problem at a cell. */
export interface CellTrouble extends Problem {
  /** index of the cell in its row; null when the column is not in the sheet */
  column: number | null;
  suggestion?: string;
}

/** A row understood: values by path, of the head and of one line, and what is wrong. */
export interface ReadRow {
  row: number;
  values: Record<string, unknown>;
  line: Record<string, unknown> | null;
  /** lines that stand across the row, each with its column */
  across?: { column: number; line: Record<string, unknown> }[];
  problems: CellTrouble[];
  notes: { column: number; note: CellNote }[];
}

export interface RowReaderOptions {
  kind: RecordKind;
  words: Dictionary;
  book: NameBook;
  columns: readonly SheetColumn[];
  /** sheet column index to column key */
  mapping: ReadonlyMap<number, string>;
  /** unit written in a heading's brackets, by sheet column index */
  units: ReadonlyMap<number, string>;
  /** how the file writes decimals and dates, told from all of it when that can be told */
  decimal?: DecimalMark;
  dateOrder?: DateOrder;
  /** the year that `6月30日` means */
  year?: number;
  /** values for columns that the sheet does not have, such as the factory chosen beside it */
  fixed: Readonly<Record<string, unknown>>;
}

type Cell =
  | { value: unknown }
  | { among: readonly RecordRead[]; text: string }
  | { problem: string; facts: Record<string, string | number>; suggestion?: string };
type Parser = (text: string, kind: CellMark | undefined) => { cell: Cell; notes: readonly CellNote[] };
const nothing: readonly CellNote[] = [];

function cellOf<T>(
  result: CellResult<T>,
  keep: (value: T) => unknown = (value) => value,
): { cell: Cell; notes: readonly CellNote[] } {
  if ('problem' in result) {
    const { problem, ...facts } = result;
    const suggestion = 'suggestion' in facts ? String(facts.suggestion) : undefined;
    return {
      cell: { problem, facts: facts as Record<string, string | number>, ...(suggestion ? { suggestion } : {}) },
      notes: nothing,
    };
  }
  return { cell: { value: keep(result.value) }, notes: result.notes ?? nothing };
}

function codeList(words: Dictionary, of: { codes: readonly string[]; words: string }): CodeList {
  return new CodeList(
    of.codes.map((code) => ({
      code,
      en: word(words, 'en', `${of.words}.${code}`),
      zh: word(words, 'zh', `${of.words}.${code}`),
      synonyms: (words.en[`${of.words}.${code}|also`] ?? '').split('|').filter((one) => one !== ''),
    })),
  );
}

function referenceParser(book: NameBook, to: string): Parser {
  // Brackets and digits of either width are the same to whoever types a name.
  const names = book.names(to).map((name) => ({ name, folded: foldedText(name) }));
  return (text, kind): ReturnType<Parser> => {
    const trouble = troubleOf(foldedText(text), kind);
    if (trouble) return cellOf<never>(trouble);
    const found = book.find(to, text);
    const [first, second] = found;
    if (first && !second) return { cell: { value: first.id }, notes: notesOfKind(kind) };
    if (second) return { cell: { among: found, text }, notes: notesOfKind(kind) };
    const folded = foldedText(text);
    let best: { name: string; distance: number } | undefined;
    for (const { name, folded: known } of names) {
      const allowed = Math.max(1, Math.floor(Math.max(known.length, folded.length) / 3));
      const distance = editDistance(known, folded, Math.min(allowed, (best?.distance ?? 99) - 1));
      if (distance !== undefined && distance < name.length) best = { name, distance };
    }
    return best
      ? {
          cell: { problem: 'unknown_name_near', facts: { text, suggestion: best.name }, suggestion: best.name },
          notes: nothing,
        }
      : { cell: { problem: 'unknown_name', facts: { text } }, notes: nothing };
  };
}

/** Prose keeps its punctuation; whether it can be read at all is asked as of any text. */
const proseParser =
  (max: number): Parser =>
  (text, kind) =>
    cellOf(parseText(text, kind, { max }), () => normaliseProse(unguarded(text)));

const zeroIsAValue = new Set<Field['type']>(['integer', 'decimal', 'quantity', 'flag', 'year']);
const isValue = (of: Field) => zeroIsAValue.has(of.type) || (of.type === 'text' && of.figure === true);

/** Chooses how the cells of one column are read; repeated texts are remembered, since a ledger repeats itself. */
function parserOf(options: RowReaderOptions, of: Field, unit: string | undefined): Parser {
  const memory = new Map<string, ReturnType<Parser>>();
  const remembered =
    (parse: Parser): Parser =>
    (text, kind) => {
      const key = kind ? `${kind} ${text}` : text;
      const known = memory.get(key);
      if (known) return known;
      const made = parse(text, kind);
      if (memory.size < 20_000) memory.set(key, made);
      return made;
    };
  const dates = {
    ...(options.year ? { year: options.year } : {}),
    ...(options.dateOrder ? { order: options.dateOrder } : {}),
  };
  const numbers = options.decimal ? { decimal: options.decimal } : {};
  switch (of.type) {
    case 'date':
      return remembered((text, kind) => cellOf(parseDate(text, kind, dates)));
    case 'month':
      return remembered((text, kind) => cellOf(parseMonth(text, kind, dates), (month) => `${month}-01`));
    case 'year':
      return remembered((text, kind) => cellOf(parseYear(text, kind), (year) => `${year}-01-01`));
    case 'text':
      return of.prose || of.figure
        ? proseParser(of.max)
        : (text, kind) => cellOf(parseText(text, kind, { max: of.max }));
    case 'local':
      return proseParser(of.max);
    case 'integer':
      return remembered((text, kind) => cellOf(parseInteger(text, kind, numbers)));
    case 'decimal':
      return (text, kind) => cellOf(parseNumber(text, kind, { ...numbers, allowNegative: true, percentAsShare: true }));
    case 'quantity': {
      const family = familyOf(of.unit);
      const column = unit ? family.read(unit) : { unit: of.unit };
      const head = 'unit' in column ? { columnUnit: column.unit } : { columnUnitWritten: unit ?? '' };
      const quantity = { family, unit: of.unit, ...head, allowNegative: true, ...numbers };
      return (text, kind) =>
        cellOf(parseQuantity(text, kind, quantity), (entered) => ({
          value: entered.amount,
          entered: of.enteredIn.length > 0 ? `${entered.number} ${entered.unit}` : null,
          ...(of.basis ? { basis: 'weighed' } : {}),
        }));
    }
    case 'code': {
      const list = codeList(options.words, of);
      return remembered((text, kind) => cellOf(parseCode(text, kind, { list })));
    }
    case 'codes': {
      const known = of.codes ? codeList(options.words, { codes: of.codes, words: of.words }) : null;
      return remembered((text, kind) => {
        const values: string[] = [];
        for (const one of text
          .split(/[;；,，、]/)
          .map((part) => part.trim())
          .filter((part) => part !== '')) {
          const found: CellResult<string> = known ? parseCode(one, kind, { list: known }) : { value: one };
          if ('problem' in found) return cellOf(found);
          values.push(found.value);
        }
        return { cell: { value: values }, notes: nothing };
      });
    }
    case 'flag':
      return remembered((text, kind) => cellOf(parseYesOrNo(text, kind)));
    case 'ref':
      return remembered(referenceParser(options.book, of.to));
  }
}

/** The unit of a column across: from its heading or the sheet's title, else the one that needs no saying. */
function unitReader({ kind, words, units }: RowReaderOptions): (column: number, code: string) => string | undefined {
  const { across, fields } = kind.lines ?? {};
  const of = across && fields?.[across.unit];
  if (!across || of?.type !== 'code') return () => undefined;
  const list = codeList(words, of);
  return (column, code) => {
    const own = across.unitOf[code];
    if (own !== undefined) return own;
    const read = list.find(units.get(column) ?? '');
    return 'value' in read ? read.value : undefined;
  };
}

/** A function that reads rows, made once for a file. */
export function rowReader(options: RowReaderOptions): (raw: RawRow) => ReadRow {
  const byKey = new Map(options.columns.map((column) => [column.key, column]));
  const plan = [...options.mapping].flatMap(([index, key]) => {
    const column = byKey.get(key);
    return column ? [{ index, column, parse: parserOf(options, column.of, options.units.get(index)) }] : [];
  });
  const { lines } = options.kind;
  // Lines stand either below each other, each naming what it is of, or across.
  const isAcross =
    plan.some(({ column }) => column.across !== undefined) &&
    !plan.some(({ column }) => column.line && column.path === lines?.across?.by);
  const taken = plan.filter(({ column }) => !column.line || (column.across !== undefined) === isAcross);
  const hasLines = !isAcross && taken.some(({ column }) => column.line);
  const unitOf = unitReader(options);

  return (raw) => {
    const values: Record<string, unknown> = { ...options.fixed };
    const line: Record<string, unknown> | null = hasLines ? {} : null;
    const problems: CellTrouble[] = [];
    const notes: ReadRow['notes'] = [];
    const across: NonNullable<ReadRow['across']> = [];
    const among: { index: number; column: SheetColumn; records: readonly RecordRead[]; text: string }[] = [];
    for (const { index, column, parse } of taken) {
      const text = raw.cells[index] ?? '';
      const kind = raw.kinds?.[index];
      const target = column.line && line ? line : values;
      if (kind === undefined || kind === 'number') {
        const empty = text === '' ? 'not_recorded' : emptinessOf(text, { zeroIsNone: !isValue(column.of) });
        if (empty) continue;
      }
      const { cell, notes: told } = parse(text, kind);
      for (const note of told) notes.push({ column: index, note });
      if ('among' in cell) among.push({ index, column, records: cell.among, text: cell.text });
      else if ('problem' in cell) {
        problems.push({
          column: index,
          field: column.line ? `${options.kind.lines?.name}/${column.path}` : column.path,
          code: cell.problem,
          facts: cell.facts,
          level: 'error',
          ...(cell.suggestion ? { suggestion: cell.suggestion } : {}),
        });
      } else if (column.across !== undefined && lines?.across) {
        const { by, value, unit } = lines.across;
        across.push({
          column: index,
          line: { [by]: column.across, [value]: cell.value, [unit]: unitOf(index, column.across) },
        });
      } else if (column.part === 'value') target[column.path] = cell.value;
      else {
        const local = (target[column.path] ?? { en: null, zh: null }) as LocalText;
        local[column.part] = cell.value as string;
        target[column.path] = local;
      }
    }
    for (const { index, column, records, text } of among) {
      // Outlets and meters of several factories have one number: that of the row's own factory is meant.
      const own = records.filter((one) => one.values.site !== undefined && one.values.site === values.site);
      const target = column.line && line ? line : values;
      if (own.length === 1) target[column.path] = own[0]?.id;
      else
        problems.push({
          ...{ column: index, code: 'ambiguous_name', facts: { text }, level: 'error' },
          field: column.line ? `${lines?.name}/${column.path}` : column.path,
        });
    }
    return { row: raw.row, values, line, problems, notes, ...(isAcross ? { across } : {}) };
  };
}

/** The cell that a problem of a record belongs to. */
export function columnOfField(mapping: ReadonlyMap<number, string>, field: string | null): number | null {
  if (!field) return null;
  for (const [index, key] of mapping) if (key === field || key.replace(/\.(en|zh)$/, '') === field) return index;
  return null;
}

/** The key of sameness of values, as `findSame` speaks of it. */
export const sameKeyOf = (kind: RecordKind, values: Values): (string | null)[] =>
  kind.sameWhen.map((path) => {
    const value = values[path];
    return value === null || value === undefined ? null : String(value);
  });
