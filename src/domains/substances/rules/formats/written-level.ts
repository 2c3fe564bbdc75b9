// Which level does a cell mean: `2`, `..2`, `..`, `Level 2`, `第2层`, or `1.2.3`, which is a position on level 3?

/** A level as it was read. */
export interface LevelRead {
  depth: number;
  written: string;
  /** the position, where levels are written as such */
  outline: string | null;
}

const plain = (cell: string) => cell.normalize('NFKC').replace(/\s+/g, '');
/** No program writes a longer one; a cell may hold 32,767 characters. */
const LONGEST = 100;
const outline = /^\d+(\.\d+)+\.?$/;
const behindMarks = /^[.·•*>_]+(\d{1,3})$/;
const marksOnly = /^[.·•*>+\-_]+$/;
const withWords = /^(?:bom)?(?:level|lvl?|l|第)?(\d{1,3})(?:\.0*)?(?:级|層|层|阶|階|階層|阶层|级别)?$/i;

/**
 * How the cells of one column are read. What one means is told by all: `1.2` is a position where others are `1.2.3`, and `0.1` is
 * what a spreadsheet makes of `.1` where others are `..2`. No cell at all is level 0 only where levels are written by marks alone.
 * @returns null for a cell that is no level
 */
export function levelReader(column: readonly string[]): (cell: string) => LevelRead | null {
  const cells = column.map(plain).filter((cell) => cell !== '' && cell.length <= LONGEST);
  const hasMarks = cells.some((cell) => behindMarks.test(cell));
  const isMarksOnly = cells.length > 0 && cells.every((cell) => marksOnly.test(cell));
  const isOutline = !hasMarks && cells.some((cell) => outline.test(cell) && !/^\d+\.0+$/.test(cell));
  return (cell) => {
    const text = plain(cell);
    if (text.length > LONGEST) return null;
    const at = (depth: number) => ({ depth, written: text, outline: null });
    if (isMarksOnly) return text === '' || marksOnly.test(text) ? at(text.length) : null;
    if (isOutline && (outline.test(text) || /^\d+\.?$/.test(text))) {
      const position = text.replace(/\.$/, '').replace(/(\.0+)+$/, '');
      const numbers = position.split('.');
      // What begins with 0 stands in `0`, the whole.
      const depth = numbers.length - (numbers[0] === '0' ? 1 : 0);
      return { depth, written: position, outline: position };
    }
    const marked = behindMarks.exec(hasMarks ? text.replace(/^0\./, '.') : text);
    const number = marked?.[1] ?? withWords.exec(text)?.[1];
    return number === undefined ? null : at(Number(number));
  };
}

/** A spreadsheet makes 1.1 of 1.10. */
const asNumber = (position: string) => (/^\d+\.\d+$/.test(position) ? position.replace(/0+$/, '') : position);

/** Whether a row may stand in the nearest one above that is less deep: one level less, and by positions that very one. */
export function standsIn(own: LevelRead, above: LevelRead): boolean {
  if (above.depth !== own.depth - 1) return false;
  if (own.outline === null || above.outline === null || above.depth === 0) return true;
  return asNumber(own.outline.slice(0, own.outline.lastIndexOf('.'))) === asNumber(above.outline);
}
