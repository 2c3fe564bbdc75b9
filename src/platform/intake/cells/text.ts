// Free text and identifiers in a cell: clean, not too long, and not a long number that Excel has already rounded.
import type { CellMark } from '../read/raw-row.ts';
import { plainText } from './plain-text.ts';
import { type CellResult, notesOfKind, troubleOf, understood } from './problem.ts';

export interface TextOptions {
  /** characters */
  max?: number;
}

/** Excel keeps fifteen digits of a number; a longer one was changed before it reached us. */
const excelDigits = 15;

/** Numbers that lost digits: longer than Excel keeps, or as `3.10115E+17`, which is how Excel saves them to CSV. */
const hasLostDigits = (text: string, kind: CellMark | undefined) =>
  (kind === 'number' && /^\d+$/.test(text) && text.length > excelDigits) || /^\d\.\d+e\+?\d{2}$/i.test(text);

/** Reads text. */
export function parseText(text: string, kind: CellMark | undefined, options: TextOptions = {}): CellResult<string> {
  const plain = plainText(text);
  const trouble = troubleOf(plain, kind);
  if (trouble) return trouble;
  if (hasLostDigits(plain, kind)) return { problem: 'digits_lost', text: plain };
  const length = [...plain].length;
  if (options.max !== undefined && length > options.max) return { problem: 'too_long', length, max: options.max };
  return understood(plain, notesOfKind(kind));
}
