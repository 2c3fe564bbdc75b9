// What is different in a row of a sheet that comes back, and what somebody decided about it.
import type { RecordRead } from '../records/server/read.ts';

/** Whose value a cell in dispute is to have: the sheet's, or the one that stands here. */
export type Keep = 'sheet' | 'here';

/** What a person decided about cells of a row, bound to the revision that he saw beside the sheet. */
export interface DecidedRow {
  now: number;
  cells: Readonly<Record<string, Keep>>;
}

/** Decisions by row number of the sheet. */
export type Decided = Readonly<Record<string, DecidedRow>>;

/** One cell in which the three are not all the same. */
export interface CellDifference {
  column: number;
  /** `sheet`: changed in the sheet; `here`: changed here meanwhile; `both`: changed on both sides, differently */
  is: Keep | 'both';
  /** as it went out; null where the row did not go out as this record */
  base: string | null;
  sheet: string;
  now: string;
  keep?: Keep;
}

/** What is different in a row of the sheet. */
export interface RowDifference {
  id: string;
  /** what people call the record here */
  called: string;
  /** revision that the sheet shows; null for a row that was added and meets a record */
  base: number | null;
  /** revision that stands here */
  now: number;
  writtenSeq: number;
  cells: CellDifference[];
}

/** A record that a row meets. */
export interface Met {
  now: RecordRead;
  /** cells by the row's place in its candidate */
  rows: CellDifference[][];
  base: RecordRead | undefined;
  called: string;
  /** at least one cell is in dispute and not decided */
  isOpen: boolean;
}
