// How much a file may hold before it is refused, so that no file can take the server's memory, disk or time.

/** Limits on one file. Bytes, counts of rows, columns and characters, milliseconds. */
export interface ReadLimits {
  /** bytes of a delimited text file */
  textBytes: number;
  /** bytes of a workbook as it lies on disk */
  workbookBytes: number;
  /** bytes that all parts of a workbook, unpacked, may come to */
  unpackedBytes: number;
  /** unpacked bytes per packed byte in one part; a sheet of equal rows reaches about 60, zeros 1,030 */
  unpackedRatio: number;
  /** parts in a workbook */
  parts: number;
  rows: number;
  columns: number;
  /** characters of one cell; Excel's own limit */
  cellLength: number;
  /** characters of one row of delimited text */
  rowLength: number;
  sharedStrings: number;
  /** bytes of all shared strings together, as UTF-8 */
  sharedStringBytes: number;
  /** time spent reading, without the time that the reader's user takes between batches */
  milliseconds: number;
}

const mebibyte = 1024 ** 2;

/** Limits that let every honest file through: 2 GiB of CSV, a full Excel sheet. */
export const defaultLimits: ReadLimits = {
  textBytes: 2048 * mebibyte,
  workbookBytes: 256 * mebibyte,
  unpackedBytes: 2048 * mebibyte,
  unpackedRatio: 300,
  parts: 10_000,
  rows: 50_000_000,
  columns: 1024,
  cellLength: 32_767,
  rowLength: 4_000_000,
  sharedStrings: 5_000_000,
  sharedStringBytes: 256 * mebibyte,
  milliseconds: 15 * 60_000,
};

/** Below this many unpacked bytes a part's ratio is of no interest: a page of blanks may pack well. */
export const ratioMattersFrom = 8 * mebibyte;

/** Counts the time spent in reading, leaving out the pauses in which the caller works. */
export class ReadingClock {
  private readonly now: () => number;
  private readonly limit: number;
  private spent = 0;
  private since: number | undefined;

  constructor(limit: number, now: () => number) {
    this.limit = limit;
    this.now = now;
  }

  resume(): void {
    this.since ??= this.now();
  }

  pause(): void {
    if (this.since === undefined) return;
    this.spent += this.now() - this.since;
    this.since = undefined;
  }

  isOver(): boolean {
    return this.spent + (this.since === undefined ? 0 : this.now() - this.since) > this.limit;
  }
}
