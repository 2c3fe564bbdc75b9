// Why a file cannot be read as a table: codes in a closed list, with facts; the words are in ../words.
import type { FileKind } from './file-kind.ts';

/** Every reason for which a whole file is refused. Codes are added, never renamed. */
export const fileProblemCodes = [
  'not_a_table',
  'too_large',
  'zip_bomb',
  'unreadable_encoding',
  'unclosed_quote',
  'no_such_sheet',
  'several_lists',
  'empty',
] as const;

export type FileProblemCode = (typeof fileProblemCodes)[number];

/** What there was too much of, when a file is `too_large`. */
export const largeThings = [
  'file',
  'content',
  'rows',
  'columns',
  'cell',
  'row',
  'shared_strings',
  'parts',
  'time',
] as const;

export type LargeThing = (typeof largeThings)[number];

/** Facts that the sentence of a refusal names. */
export interface RefusalFacts {
  looksLike?: FileKind;
  what?: LargeThing;
  limit?: number;
  row?: number;
  column?: number;
  sheet?: string;
  /** names of sheets, joined */
  sheets?: string;
}

/** A file that is not read, and why. */
export interface Refusal extends RefusalFacts {
  refused: FileProblemCode;
}

/**
 * Thrown only while rows are being read: what is wrong lies so deep in the file that rows before it were already handed
 * over. Whoever reads takes nothing of the file then.
 */
export class TableRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`The table is refused: ${JSON.stringify(refusal)}`);
    this.name = 'TableRefused';
    this.refusal = refusal;
  }
}

/** Builds the throw of a refusal. */
export const refused = (code: FileProblemCode, facts: RefusalFacts = {}): TableRefused =>
  new TableRefused({ refused: code, ...facts });

/** Whether opening gave a refusal instead of a table. */
export const isRefusal = (answer: object): answer is Refusal => 'refused' in answer;

/** The key of the sentence for a refusal, in the words of intake; the refusal itself holds the facts. */
export function refusalKey(refusal: Refusal): RefusalKey {
  const { refused: code, looksLike, what } = refusal;
  if (code === 'not_a_table' && looksLike) return `file.not_a_table.${looksLike}`;
  if (code === 'too_large' && what) return `file.too_large.${what}`;
  return `file.${code}`;
}

/** Keys of all sentences about refused files. */
export type RefusalKey = `file.${FileProblemCode}` | `file.not_a_table.${FileKind}` | `file.too_large.${LargeThing}`;
