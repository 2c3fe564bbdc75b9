// How is the width of a page shared out among a table's columns?
import type { Inline, TableColumn } from '../model/document.ts';
import { widthInEms } from './printed-text.ts';

/** The characters an inline prints. */
export function inlineText(inlines: Inline[]): string {
  return inlines
    .map((inline) => ('figure' in inline ? inline.figure.text + (inline.figure.provisional ? ' ◌' : '') : inline.text))
    .join('');
}

/** Titles are set smaller than cells, by this factor, and break rather than widen a column beyond so many ems. */
const titleScale = 0.88;
const titleEms = { number: 6, words: 14 };
/** A column of marks or short words keeps its line as numbers do: “● On track” in two lines is read twice. */
const shortEms = 8;

/** Lines a table takes when its columns have these widths: each row is as high as its fullest cell. */
function linesTaken(cells: number[][], widths: number[], paddingEms: number): number {
  return cells.reduce(
    (sum, row) =>
      sum + Math.max(1, ...row.map((ems, at) => Math.ceil((ems * 1.06) / Math.max(1, (widths[at] ?? 1) - paddingEms)))),
    0,
  );
}

/** Moves width between columns of words while that saves lines. */
function settle(cells: number[][], start: number[], movable: number[], paddingEms: number): number[] {
  let widths = start;
  let lines = linesTaken(cells, widths, paddingEms);
  for (let round = 0; round < 40; round++) {
    let best: { widths: number[]; lines: number } | null = null;
    for (const from of movable) {
      for (const to of movable) {
        for (const step of [1, 3, 6]) {
          if (from === to || (widths[from] ?? 0) - step < 5 + paddingEms) continue;
          const moved = widths.map((width, at) => (at === from ? width - step : at === to ? width + step : width));
          const taken = linesTaken(cells, moved, paddingEms);
          if (taken < (best?.lines ?? lines)) best = { widths: moved, lines: taken };
        }
      }
    }
    if (!best) break;
    ({ widths, lines } = best);
  }
  return widths;
}

/**
 * Shares of the text width, adding to 1. Numbers keep their line; words keep theirs while there is room, and where there
 * is not, the widths are chosen that take the fewest lines.
 * @param rows the text of every cell
 * @param widthEms width of the whole table in ems of its font size
 * @param paddingEms width lost to the padding of one cell
 */
export function columnShares(columns: TableColumn[], rows: string[][], widthEms: number, paddingEms: number): number[] {
  if (columns.length === 0) return [];
  const isNumber = (at: number): boolean => columns[at]?.align === 'right';
  const cells = rows.map((row) => columns.map((_, at) => widthInEms(row[at] ?? '')));
  const longestIn = (at: number): number => cells.reduce((most, row) => Math.max(most, row[at] ?? 0), 0);
  const naturals = columns.map((column, at) => {
    const longest = longestIn(at);
    const title = widthInEms(column.title) * titleScale;
    return (
      Math.max(longest, Math.min(title, isNumber(at) || longest <= shortEms ? titleEms.number : titleEms.words), 1.5) +
      0.5 +
      paddingEms
    );
  });
  const words = columns.map((_, at) => at).filter((at) => !isNumber(at));
  const sum = (list: number[]): number => list.reduce((total, value) => total + value, 0);
  const room = Math.max(widthEms - sum(naturals.filter((_, at) => isNumber(at))), words.length * 4);
  const wanted = sum(words.map((at) => naturals[at] ?? 0));
  let widths = naturals;
  if (words.length === 0) widths = naturals.map((width) => (width * Math.max(widthEms, 1)) / sum(naturals));
  else if (wanted <= room) widths = naturals.map((width, at) => (isNumber(at) ? width : (width * room) / wanted));
  else {
    // Short columns keep their line; the others share the rest evenly before they are settled.
    const bySize = [...words].sort((a, b) => (naturals[a] ?? 0) - (naturals[b] ?? 0));
    let left = room;
    const kept = new Map<number, number>();
    for (const [place, at] of bySize.entries()) {
      const width = Math.min(naturals[at] ?? 0, left / (bySize.length - place));
      kept.set(at, width);
      left -= width;
    }
    widths = naturals.map((width, at) => kept.get(at) ?? width);
    const long = words.filter((at) => longestIn(at) > shortEms);
    if (rows.length <= 200) widths = settle(cells, widths, long, paddingEms);
  }
  const total = sum(widths);
  return widths.map((width) => width / total);
}
