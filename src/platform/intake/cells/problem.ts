// What can be wrong with one cell, and what is worth telling about a cell that was understood: closed lists of codes with facts.
import type { CellMark } from '../read/raw-row.ts';

/** Every problem of a cell with the facts that its sentence names. Codes are added, never renamed. */
export const cellProblems = {
  blank: [],
  formula_error: ['text'],
  formula_without_value: [],
  merged_value: ['text'],
  unreadable_characters: ['text'],

  not_a_date: ['text'],
  impossible_date: ['text'],
  ambiguous_date: ['text', 'first', 'second'],
  year_missing: ['text'],
  day_missing: ['text'],
  date_has_zone: ['text'],
  date_out_of_range: ['text', 'from', 'to'],
  not_a_month: ['text'],
  not_a_year: ['text'],

  not_a_number: ['text'],
  ambiguous_number: ['text', 'first', 'second'],
  not_whole: ['text'],
  negative: ['text'],
  too_many_digits: ['text', 'limit'],
  date_in_number: ['text'],
  percent_not_wanted: ['text'],

  unit_missing: ['text'],
  unknown_unit: ['text', 'unit'],
  ambiguous_unit: ['text', 'unit', 'first', 'second'],
  ambiguous_volume: ['text', 'unit', 'first', 'second'],
  unit_not_accepted: ['text', 'unit', 'accepted'],

  too_long: ['length', 'max'],
  digits_lost: ['text'],
  not_yes_or_no: ['text'],
  unknown_code: ['given'],
  unknown_code_near: ['given', 'suggestion', 'suggestionEn', 'suggestionZh'],
  ambiguous_code: ['given', 'first', 'second'],
} as const satisfies Record<string, readonly string[]>;

export type CellProblemCode = keyof typeof cellProblems;

/** What is told about a cell that was understood; none of these stops anything. */
export const cellNotes = {
  formula_value: [],
  from_merged: [],
  serial_date: ['text', 'date'],
  time_dropped: ['text', 'time'],
  two_digit_year: ['text', 'year'],
  year_from_context: ['text', 'year'],
  day_dropped: ['text'],
  decimal_comma: ['text', 'number'],
  dots_as_thousands: ['text', 'number'],
  ten_thousands: ['text', 'number'],
  unit_from_cell: ['unit', 'columnUnit'],
} as const satisfies Record<string, readonly string[]>;

export type CellNoteCode = keyof typeof cellNotes;

type Fact = string | number;
type Facts<Names extends readonly string[]> = { [Name in Names[number]]: Fact };

/** A cell that was not understood: the code, and the facts of its sentence beside it. */
export type CellProblem = {
  [Code in CellProblemCode]: { problem: Code } & Facts<(typeof cellProblems)[Code]>;
}[CellProblemCode];

/** Something told about a cell. */
export type CellNote = {
  [Code in CellNoteCode]: { note: Code } & Facts<(typeof cellNotes)[Code]>;
}[CellNoteCode];

/** A cell's value, or what is wrong with it. */
export type CellResult<T> = { value: T; notes?: CellNote[] } | CellProblem;

/** Characters of a cell that a sentence repeats. */
const quotedLength = 60;

/** A cell's text as a sentence may repeat it. */
export const quoted = (text: string): string =>
  text.length <= quotedLength ? text : `${text.slice(0, quotedLength - 1)}…`;

/** A value with its notes, where there are any. */
export const understood = <T>(value: T, notes: readonly CellNote[] = []): CellResult<T> =>
  notes.length > 0 ? { value, notes: [...notes] } : { value };

/**
 * What is wrong with a cell whatever its column: a failed formula, a formula stored without its value, broken characters,
 * nothing in it.
 */
export function troubleOf(text: string, kind: CellMark | undefined): CellProblem | undefined {
  // Excel's errors are all written large
  if (kind === 'error') return { problem: 'formula_error', text: quoted(text.toUpperCase()) };
  if (text === '') return kind === 'formula' ? { problem: 'formula_without_value' } : { problem: 'blank' };
  if (text.includes('\ufffd')) return { problem: 'unreadable_characters', text: quoted(text) };
  return undefined;
}

/** What the kind of a cell alone has to say. */
export function notesOfKind(kind: CellMark | undefined): CellNote[] {
  if (kind === 'formula') return [{ note: 'formula_value' }];
  if (kind === 'merged') return [{ note: 'from_merged' }];
  return [];
}
