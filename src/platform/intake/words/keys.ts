// Which sentences intake must be able to say in both languages.
import type { CellNoteCode, CellProblemCode } from '../cells/problem.ts';
import type { RowSort } from '../cells/subtotal.ts';
import type { RefusalKey } from '../read/refusal.ts';

/** A problem of a cell by its code, a note by `note.`, a refused file by `file.`, a skipped row by `skipped.`. */
export type IntakeWord =
  | CellProblemCode
  | `note.${CellNoteCode}`
  | RefusalKey
  | 'file.no_header'
  | `skipped.${Exclude<RowSort, 'record'>}`
  | 'skipped.left_out';
