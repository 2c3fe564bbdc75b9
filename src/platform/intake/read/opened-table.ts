// What an opened file offers, whatever its format.
import type { Delimiter } from './csv-records.ts';
import type { Encoding } from './encoding.ts';
import type { ReadLimits } from './limits.ts';
import type { RawRow } from './raw-row.ts';

/** One sheet of a workbook; a text file has one, named after nothing. */
export interface SheetInfo {
  name: string;
  hidden: boolean;
  /** rows that the file says the sheet spans; not every program writes it, and it may be wrong */
  rows?: number;
}

export interface OpenedTable {
  format: 'csv' | 'xlsx';
  encoding: Encoding;
  delimiter?: Delimiter;
  sheets: SheetInfo[];
  /** the sheet that is read: the one asked for, else the first that is not hidden and not empty */
  sheet: string;
  /** what a workbook of ours says in its hidden sheet about the list that it shows, by name */
  about?: ReadonlyMap<string, string>;
  /** columns that are hidden in the sheet, counted from 0 */
  hiddenColumns: number[];
  /**
   * All rows, about a thousand at a time; each call begins anew.
   *
   * @throws TableRefused when something is wrong deep in the file
   */
  batches(): AsyncIterable<RawRow[]>;
  /** bytes of the file read by the latest call of `batches` */
  bytesRead(): number;
  bytesTotal: number;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** name of the sheet to read */
  sheet?: string;
  /** text that only the sheet holds that went out from here: of a workbook that says it is ours, that sheet is read */
  marked?: string;
  /** when the person names it, because it was not recognised */
  encoding?: Encoding;
  /** when the person names it */
  delimiter?: Delimiter;
  limits?: Partial<ReadLimits>;
  /** milliseconds of a steady clock, for the limit on time */
  now?: () => number;
}
