// Delimited text cut into rows: quotes, line breaks within quotes, every kind of line end, in chunks of any size.
import { detached } from './detach.ts';
import type { ReadLimits } from './limits.ts';
import type { RawRow } from './raw-row.ts';
import { refused } from './refusal.ts';

export type Delimiter = ',' | ';' | '\t';

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Cuts text into rows. A quote counts only at the start of a cell, as in Excel; text after a closing quote is kept.
 *
 * @throws TableRefused for a quote that never closes and for rows, columns and cells over the limits
 */
export class CsvRecords {
  private readonly delimiter: number;
  private readonly limits: ReadLimits;
  private rest = '';
  private row: number;

  /** @param firstRow number of the first row, 1 unless a line before it was taken away */
  constructor(delimiter: Delimiter, limits: ReadLimits, firstRow = 1) {
    this.delimiter = delimiter.charCodeAt(0);
    this.limits = limits;
    this.row = firstRow;
  }

  /** Adds the rows that this chunk completes to `rows`. */
  push(chunk: string, rows: RawRow[]): void {
    this.cut(this.rest + chunk, false, rows);
  }

  /** Adds the last row, when the file does not end with a line end. */
  end(rows: RawRow[]): void {
    this.cut(this.rest, true, rows);
  }

  private cut(text: string, last: boolean, rows: RawRow[]): void {
    let start = 0;
    while (start < text.length) {
      const next = this.cutRow(text, start, last, rows);
      if (next < 0) break;
      start = next;
    }
    this.rest = start === 0 ? text : text.slice(start);
    if (this.rest.length > this.limits.rowLength) throw this.tooLarge('row', this.limits.rowLength);
  }

  /** @returns where the next row starts, or -1 when the row is not complete yet */
  private cutRow(text: string, start: number, last: boolean, rows: RawRow[]): number {
    const { delimiter } = this;
    const { length } = text;
    const cells: string[] = [];
    let at = start;
    for (;;) {
      let cell: string;
      if (at < length && text.charCodeAt(at) === quote) {
        const closing = this.closingQuote(text, at + 1, last, cells.length);
        if (closing < 0) return -1;
        cell = text.slice(at + 1, closing);
        if (cell.includes('"')) cell = cell.replaceAll('""', '"');
        at = closing + 1;
        const tail = at;
        at = this.cellEnd(text, at);
        if (at > tail) cell += text.slice(tail, at);
      } else {
        const from = at;
        let code = 0;
        while (at < length) {
          code = text.charCodeAt(at);
          if (code === delimiter || code === lineFeed || code === carriageReturn) break;
          at += 1;
        }
        cell = text.slice(from, at);
      }
      if (at >= length && !last) return -1;
      if (cell.length > this.limits.cellLength) throw this.tooLarge('cell', this.limits.cellLength, cells.length + 1);
      cells.push(detached(cell));
      const ender = at < length ? text.charCodeAt(at) : lineFeed;
      if (ender === delimiter) {
        if (cells.length >= this.limits.columns) throw this.tooLarge('columns', this.limits.columns);
        at += 1;
        continue;
      }
      if (ender === carriageReturn) {
        if (at + 1 >= length && !last) return -1;
        if (text.charCodeAt(at + 1) === lineFeed) at += 1;
      }
      rows.push({ row: this.row, cells });
      this.row += 1;
      if (this.row > this.limits.rows) throw this.tooLarge('rows', this.limits.rows);
      return Math.min(at + 1, length);
    }
  }

  private cellEnd(text: string, from: number): number {
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === this.delimiter || code === lineFeed || code === carriageReturn) break;
      at += 1;
    }
    return at;
  }

  /** @returns where the quote closes, or -1 when the text ends before that can be known */
  private closingQuote(text: string, from: number, last: boolean, column: number): number {
    let at = text.indexOf('"', from);
    while (at >= 0) {
      if (at + 1 >= text.length && !last) return -1;
      if (text.charCodeAt(at + 1) !== quote) return at;
      at = text.indexOf('"', at + 2);
    }
    if (last || text.length - from > this.limits.cellLength * 2) {
      throw refused('unclosed_quote', { row: this.row, column: column + 1 });
    }
    return -1;
  }

  private tooLarge(what: 'row' | 'rows' | 'columns' | 'cell', limit: number, column?: number) {
    return refused('too_large', { what, limit, row: this.row, ...(column ? { column } : {}) });
  }
}
