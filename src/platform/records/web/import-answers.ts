// What the server answers about imports: the shapes of its JSON.
import type { LocalText } from '#platform/ui/language.tsx';

export type ImportStatus = 'checking' | 'checked' | 'committing' | 'committed' | 'refused' | 'failed' | 'undone';
export type RowOutcomeName = 'bad' | 'new' | 'changed' | 'same' | 'skipped';

export interface ImportCounts {
  rows: number;
  new: number;
  changed: number;
  same: number;
  bad: number;
  skipped: number;
  warnings: number;
  /** of the bad: in dispute with what was changed here meanwhile */
  disputed?: number;
}

/** Whose value a cell in dispute is to have. */
export type Keep = 'sheet' | 'here';

export interface CellDifference {
  column: number;
  is: Keep | 'both';
  base: string | null;
  sheet: string;
  now: string;
  keep?: Keep;
}

export interface RowDifference {
  id: string;
  called: string;
  base: number | null;
  now: number;
  cells: CellDifference[];
  /** who changed the record here, and when */
  changed: { at: string; name: LocalText } | null;
}

/** Of a sheet that went out from here and came back. */
export interface Returned {
  list: string | null;
  at: string | null;
  /** columns that are only read */
  readOnly: number[];
  /** records of the list that the sheet has no more */
  count: number;
  records: { id: string; code: string; en: string; zh: string }[];
  /** records of the list when it went out */
  listed: number | null;
}

export interface ImportColumn {
  index: number;
  heading: string;
  field: string | null;
  /** as somebody chose it for this heading before */
  remembered: boolean;
}

export interface ImportAnswer {
  id: string;
  kind: string;
  fileName: string;
  status: ImportStatus;
  progress: { done: number; total: number | null } | null;
  counts: ImportCounts | null;
  columns: ImportColumn[];
  fields: { key: string; label: string; required: boolean }[];
  sheet: { name: string; others: { name: string; hidden: boolean }[] } | null;
  /** keys of required columns that the sheet does not have and nothing else gives */
  missing: string[];
  notes: { code: string; words: string; row?: number | null }[];
  refusal: { code: string; words: string } | null;
  returned: Returned | null;
  voids: { ids: string[]; reason: string } | null;
  mayCommit: boolean;
  at: string;
  actorName: LocalText | string | null;
}

export interface CellProblem {
  column: number | null;
  field: string | null;
  code: string;
  level: 'error' | 'warning';
  words: string;
  suggestion?: string | null;
}

export interface ImportRow {
  row: number;
  cells: string[];
  outcome: RowOutcomeName;
  problems: CellProblem[];
  difference?: RowDifference;
}

export interface ImportRows {
  rows: ImportRow[];
  count: number;
}

/** A cell with its new text. */
export interface CellEdit {
  row: number;
  column: number;
  text: string;
}
