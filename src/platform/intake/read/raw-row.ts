// What one row of any file looks like before anybody asks what it means: text cells, and marks where a cell was not plain text.

/**
 * What a cell was in the file when it was not plain text.
 * `formula` is a computed cell (the text is the value that was stored with it), `merged` a cell of a block merged over
 * several rows or columns, `error` a failed formula (`#N/A`).
 */
export type CellMark = 'number' | 'date' | 'formula' | 'boolean' | 'error' | 'merged';

/** One row of a table. */
export interface RawRow {
  /** the row's number as the person sees it in a spreadsheet, from 1 */
  row: number;
  cells: string[];
  /** marks by cell; absent where every cell is plain text */
  kinds?: (CellMark | undefined)[];
  /** the row is hidden, by hand or by a filter */
  hidden?: boolean;
}

/** About how many rows are handed over at once. */
export const batchSize = 1000;
