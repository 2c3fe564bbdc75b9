// Which rows below the headings are no records: blank ones, titles of blocks, subtotals, headings repeated on each page, signatures.
import type { RawRow } from '../read/raw-row.ts';
import { comparableHeading } from './heading.ts';
import { foldedText } from './plain-text.ts';

/** What a row is; all but `record` are skipped, and told with their numbers. */
export const rowSorts = ['record', 'blank', 'subtotal', 'repeated_header', 'block_title', 'footer'] as const;

export type RowSort = (typeof rowSorts)[number];

/** Cells at a row's start in which a total names itself. */
const labelsLooked = 3;
const longestLabel = 24;

const mayBeTotal = /计|計|total|sum|Σ/i;
const total = /^.{0,10}(合计|小计|总计|共计|累计|统计|合計|小計|總計|共計|累計)(数|数量|重量|量)?[:：]?$/;
const englishTotal =
  /^(grand|sub|page|month(ly)?|year(ly)?|running)?[\s-]*(sub)?totals?(\s+(for|of|in)\b.*)?[:：]?$|^sum[:：]?$|^Σ[:：]?$/i;
const footer =
  /^(制表|填表|填报|编制|审核|复核|审批|批准|负责人|经办|单位负责|统计负责|备注|注|说明|prepared by|filled in by|checked by|reviewed by|approved by|notes?|remarks?)[^:：]{0,8}[:：]/;

/** A title of a block stands in a row of its own: `一、一般固体废物`, `Hazardous waste`; a number alone is a row begun. */
const longestTitle = 60;
const isTitle = (cell: string) =>
  cell.length <= longestTitle &&
  /\p{L}/u.test(cell) &&
  !/^\d/.test(foldedText(cell).replace(/^\d{1,2}[.、．)）]\s*/, ''));

function isTotal(cell: string): boolean {
  if (cell.length > longestLabel || !mayBeTotal.test(cell)) return false;
  const plain = foldedText(cell);
  return total.test(plain.replace(/\s/g, '')) || englishTotal.test(plain);
}

/**
 * Makes the sorter for a sheet's rows.
 *
 * @param headings headings by column, as `findHeader` gives them
 */
export function rowSorter(headings: ReadonlyMap<number, string>): (row: RawRow) => RowSort {
  const comparable = new Map([...headings].map(([column, heading]) => [column, comparableHeading(heading)]));

  /** The headings again: at least two of them, and most of the row. */
  const isHeader = (cells: readonly string[]) => {
    let same = 0;
    let filled = 0;
    for (const [column, cell] of cells.entries()) {
      if (cell === '') continue;
      filled += 1;
      const heading = comparable.get(column);
      if (heading === undefined) continue;
      const own = comparableHeading(cell);
      // in a heading of two storeys the lower one is repeated alone
      if (own !== '' && (own === heading || heading.endsWith(own))) same += 1;
    }
    return same >= Math.min(2, comparable.size) && same * 10 >= filled * 6;
  };

  /** The only text of a row, at its beginning or merged over it; in a table of few columns it may be a record begun. */
  const isBlockTitle = ({ cells, kinds }: RawRow) => {
    if (comparable.size < 4) return false;
    const filled = cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));
    const [column] = filled;
    const kind = column === undefined ? undefined : kinds?.[column];
    return (
      filled.length === 1 &&
      column !== undefined &&
      column < labelsLooked &&
      (kind === undefined || kind === 'merged') &&
      isTitle(cells[column] as string)
    );
  };

  return (row) => {
    const { cells, kinds } = row;
    let labels = 0;
    for (let column = 0; column < cells.length && labels < labelsLooked; column += 1) {
      const cell = cells[column] as string;
      if (cell === '' || cell.trim() === '') continue;
      labels += 1;
      const kind = kinds?.[column];
      if (kind !== 'number' && kind !== 'date' && isTotal(cell)) return 'subtotal';
      if (labels > 1) continue;
      const heading = comparable.get(column);
      const isPlainText = kind === undefined || kind === 'merged';
      if (isPlainText && heading?.endsWith(comparableHeading(cell)) && isHeader(cells)) {
        return 'repeated_header';
      }
      if (isPlainText && footer.test(foldedText(cell))) return 'footer';
    }
    if (labels === 1 && isBlockTitle(row)) return 'block_title';
    return labels === 0 ? 'blank' : 'record';
  };
}
