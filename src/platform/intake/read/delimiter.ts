// What separates the cells of a text file: comma, semicolon or tab, judged by which of them gives rows of equal width.
import { CsvRecords, type Delimiter } from './csv-records.ts';
import { defaultLimits } from './limits.ts';
import type { RawRow } from './raw-row.ts';

const rowsLooked = 50;

/** In this order where two do equally well: a comma may be a decimal mark or prose, a tab hardly ever is. */
const delimiters: readonly Delimiter[] = ['\t', ';', ','];

/** How many of the first rows share the commonest width over one, and that width. */
function evenness(text: string, delimiter: Delimiter): { share: number; width: number } {
  const rows: RawRow[] = [];
  try {
    new CsvRecords(delimiter, defaultLimits).push(text, rows);
  } catch {
    // what stands before an unclosed quote still tells
  }
  const widths = new Map<number, number>();
  const looked = rows.filter((row) => row.cells.some((cell) => cell.trim() !== '')).slice(0, rowsLooked);
  for (const { cells } of looked) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  let best = { share: 0, width: 1 };
  for (const [width, count] of widths) {
    if (width > 1 && count > best.share * looked.length) best = { share: count / looked.length, width };
  }
  return best;
}

/** The delimiter of a text, by its beginning; a comma when nothing separates anything. */
export function delimiterOf(text: string): Delimiter {
  const lines = text.slice(0, 100_000);
  let best: { delimiter: Delimiter; share: number } = { delimiter: ',', share: 0 };
  for (const delimiter of delimiters) {
    const { share } = evenness(`${lines}\n`, delimiter);
    if (share > best.share) best = { delimiter, share };
  }
  return best.delimiter;
}

/** Excel's own hint as the first line of a file, `sep=;`, which Excel does not show as a row. */
export function delimiterHint(text: string): { delimiter: Delimiter; length: number } | undefined {
  const hint = /^sep=([,;\t])(\r\n|\n|\r)/i.exec(text);
  return hint ? { delimiter: hint[1] as Delimiter, length: hint[0].length } : undefined;
}
