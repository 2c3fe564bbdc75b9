// Where the columns of the picture of a balance stand, and how much room the words of each have before they would run into a node.

/** Pixels: how wide a node is, and what lies between a node and its words, and between words and the next node. */
export const NODE_WIDTH = 12;
const GAP = 5;

/** The column of a node: sources, the factory, uses, what was spent, and where it went. */
export const columnOf = (node: string): 0 | 1 | 2 | 3 | 4 => {
  if (node.startsWith('source:') || node.startsWith('origin:')) return 0;
  if (node === 'site') return 1;
  if (node.startsWith('use:')) return 2;
  return node === 'spent' ? 3 : 4;
};

/** On which side of its node a column has its words; on neither where all water passes through it and there is no room. */
export type Side = 'left' | 'right' | null;

export interface Columns {
  /** where each column stands, hundredths of the way from the first to the last */
  readonly at: readonly number[];
  readonly sides: readonly Side[];
}

const wide: Columns = { at: [0, 25, 50, 75, 100], sides: ['right', 'right', 'right', 'right', 'right'] };
/**
 * On a phone the words of sources and uses share the two wide gaps left of the uses, those of destinations have the third;
 * what all water passes through is not named, and stands close to what lies before it.
 */
const narrow: Columns = { at: [0, 26, 54, 64, 100], sides: ['right', null, 'left', null, 'left'] };

/** The columns of a picture. */
export const columnsFor = (isPhone: boolean): Columns => (isPhone ? narrow : wide);

/** From where to where the words of a column may stand, in a picture of this width; undefined where it has none. */
export function labelSpan({ at, sides }: Columns, column: number, width: number) {
  const left = (of: number) => ((at[of] ?? 0) / 100) * (width - NODE_WIDTH);
  const side = sides[column];
  if (!side) return undefined;
  return side === 'right'
    ? { from: left(column) + NODE_WIDTH + GAP, to: column + 1 < at.length ? left(column + 1) - GAP : width }
    : { from: left(column - 1) + NODE_WIDTH + GAP, to: left(column) - GAP };
}
