// Which cells of a sheet are merged into one, so that a value standing for several rows is known as such.
import type { CellMark } from './raw-row.ts';
import { type Archive, unpackedXml } from './unpack.ts';
import type { ZipPart } from './zip-directory.ts';

/** A merged block: rows from 1, columns from 0, all included. */
export interface MergedBlock {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Characters behind the rows that are searched for merged blocks; 100,000 blocks need about three million. */
const longestTail = 16 * 1024 * 1024;

/** `AB` as a column counted from 0. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Blocks named in the XML behind a sheet's rows. */
export function readMergedBlocks(tail: string): MergedBlock[] {
  const blocks: MergedBlock[] = [];
  for (const [, from = '', top, to = '', bottom] of tail.matchAll(
    /<(?:\w+:)?mergeCell\s[^<>]*?ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/gi,
  )) {
    const block = { top: Number(top), bottom: Number(bottom), left: columnOf(from), right: columnOf(to) };
    if (block.top <= block.bottom && block.left <= block.right) blocks.push(block);
  }
  return blocks.sort((one, other) => one.top - other.top);
}

/**
 * Unpacks a sheet once without reading its rows: merged blocks stand behind them. This also proves, before any row is
 * handed over, that the sheet unpacks within the limits and is whole.
 */
export async function findMergedBlocks(archive: Archive, part: ZipPart): Promise<MergedBlock[]> {
  const tail: Buffer[] = [];
  let tailLength = 0;
  let carried: Buffer = Buffer.alloc(0);
  let isBehindRows = false;
  for await (const bytes of unpackedXml(archive, part)) {
    if (isBehindRows) {
      if (tailLength < longestTail) tail.push(Buffer.from(bytes));
      tailLength += bytes.length;
      continue;
    }
    const joined = Buffer.concat([carried, bytes]);
    const end = endOfRows(joined);
    if (end >= 0) {
      isBehindRows = true;
      tail.push(joined.subarray(end));
    }
    carried = Buffer.from(joined.subarray(Math.max(0, joined.length - longestClosingTag)));
  }
  return readMergedBlocks(Buffer.concat(tail).toString('utf8'));
}

/** `</sheetData>`, with the prefix that some programs set before every name. */
const longestClosingTag = 40;

function endOfRows(bytes: Buffer): number {
  for (let at = bytes.indexOf('sheetData>'); at >= 0; at = bytes.indexOf('sheetData>', at + 1)) {
    const open = bytes.lastIndexOf('<', at);
    if (open >= 0 && at - open < longestClosingTag - 10 && bytes[open + 1] === 47) return at;
  }
  return -1;
}

/** Fills merged blocks into rows as they pass by in order. */
export class MergedRows {
  private readonly blocks: readonly MergedBlock[];
  private readonly columns: number;
  private next = 0;
  private open: { block: MergedBlock; text: string }[] = [];

  /** @param columns no cell is made beyond this many columns */
  constructor(blocks: readonly MergedBlock[], columns: number) {
    this.blocks = blocks;
    this.columns = columns;
  }

  /**
   * Marks covered cells. The first column of a block that spans rows repeats its text in each of them, since that is
   * what the person sees; other covered cells stay blank.
   */
  fill(row: number, cells: string[], kinds: (CellMark | undefined)[]): void {
    while (this.next < this.blocks.length && (this.blocks[this.next] as MergedBlock).top <= row) {
      const block = this.blocks[this.next] as MergedBlock;
      this.next += 1;
      this.open.push({ block, text: block.top === row ? (cells[block.left] ?? '') : '' });
    }
    if (this.open.length === 0) return;
    this.open = this.open.filter(({ block }) => block.bottom >= row);
    for (const { block, text } of this.open) {
      for (let column = block.left; column <= Math.min(block.right, this.columns - 1); column += 1) {
        const isAnchor = column === block.left;
        if (isAnchor && block.top === block.bottom) continue;
        while (cells.length <= column) cells.push('');
        cells[column] = isAnchor ? text : '';
        kinds[column] = 'merged';
      }
    }
  }
}
