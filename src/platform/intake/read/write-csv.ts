// Rows as a CSV file that Excel opens as it should, in Chinese too, and that runs nothing.
import { guarded } from './formula-guard.ts';

export interface CsvOptions {
  delimiter?: ',' | ';' | '\t';
  /** set an apostrophe before text that a spreadsheet might run; on by default, off only for files no person opens */
  guard?: boolean;
}

/** One row as a line with its line end. */
export function csvLine(cells: readonly string[], options: CsvOptions = {}): string {
  const { delimiter = ',', guard = true } = options;
  const line = cells.map((cell) => {
    const text = guard ? guarded(cell) : cell;
    const needsQuotes = text.includes(delimiter) || /["\r\n]/.test(text) || /^sep=/i.test(text);
    return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${line.join(delimiter)}\r\n`;
}

/** Rows as bytes of UTF-8 with the mark by which Excel knows it; memory does not grow with the rows. */
export async function* csvBytes(
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  options: CsvOptions = {},
): AsyncGenerator<Buffer, void> {
  let text = '\ufeff';
  for await (const cells of rows) {
    text += csvLine(cells, options);
    if (text.length < 65_536) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}
