// Where a substance is: lines, the items that hold them, and every way from those up to what is sold.
import type { BomIndex } from './bom-index.ts';
import type { ContentIndex } from './content-index.ts';

export interface WhereUsed {
  /** lines that count, of items as they stand */
  lines: number[];
  /** items that hold it themselves */
  items: number[];
  /** all that contain one of these, parts before what contains them */
  above: number[];
  /** those that nothing contains: what is sold, or is used in nothing */
  tops: number[];
  /** how many ways lead from a holder up to a top: exact below 2^53 */
  paths: number;
}

/** Items that hold a substance, and all that contain them. */
export function whereUsed(index: ContentIndex, bom: BomIndex, substance: number): WhereUsed {
  const lines: number[] = [];
  const holders = new Set<number>();
  index.eachLineOf(substance, (line) => {
    const item = index.itemOfLine(line);
    if (item < 0) return;
    lines.push(line);
    holders.add(item);
  });
  return { lines, items: [...holders], ...above(bom, holders) };
}

/** All that contain any of the items, with how many ways lead up. */
export function above(bom: BomIndex, holders: ReadonlySet<number>): Pick<WhereUsed, 'above' | 'tops' | 'paths'> {
  const reached = reachedFrom(bom, holders);
  // ways up to each item: one for a holder itself, and all those of its parts; parts come first
  const ways = new Map<number, number>();
  const tops: number[] = [];
  const containers: number[] = [];
  let paths = 0;
  const isLinked = (item: number) =>
    bom.childStart[item] !== bom.childStart[item + 1] || bom.parentStart[item] !== bom.parentStart[item + 1];
  for (const item of [...inChildrenFirst(bom, reached), ...[...holders].filter((one) => !isLinked(one))]) {
    let here = holders.has(item) ? 1 : 0;
    for (let at = bom.childStart[item] as number; at < (bom.childStart[item + 1] as number); at++)
      here += ways.get(bom.childOf[at] as number) ?? 0;
    ways.set(item, here);
    if (!holders.has(item)) containers.push(item);
    if (bom.parentStart[item] !== bom.parentStart[item + 1]) continue;
    tops.push(item);
    paths += here;
  }
  return { above: containers, tops, paths };
}

function reachedFrom(bom: BomIndex, holders: ReadonlySet<number>): Uint8Array {
  const reached = new Uint8Array(bom.items);
  const queue = [...holders];
  for (const item of queue) reached[item] = 1;
  for (let next = 0; next < queue.length; next++) {
    const item = queue[next] as number;
    for (let at = bom.parentStart[item] as number; at < (bom.parentStart[item + 1] as number); at++) {
      const parent = bom.parentOf[at] as number;
      if (reached[parent] === 1) continue;
      reached[parent] = 1;
      queue.push(parent);
    }
  }
  return reached;
}

const inChildrenFirst = (bom: BomIndex, reached: Uint8Array): number[] => {
  const found: number[] = [];
  for (const item of bom.childrenFirst) if (reached[item] === 1) found.push(item);
  return found;
};

/**
 * Every way from a holder up to a top, as items from the top down, one at a time: a caller takes as many as it shows.
 * A part that stands twice in one parent is one way, since the bill of materials adds its lines up.
 */
export function* pathsUp(bom: BomIndex, holder: number): Generator<number[]> {
  const path = [holder];
  const next = [bom.parentStart[holder] as number];
  while (path.length > 0) {
    const item = path.at(-1) as number;
    const [first, before] = [bom.parentStart[item] as number, bom.parentStart[item + 1] as number];
    if (first === before) yield path.toReversed();
    const at = next.at(-1) as number;
    if (at >= before) {
      path.pop();
      next.pop();
      continue;
    }
    next[next.length - 1] = at + 1;
    path.push(bom.parentOf[at] as number);
    next.push(bom.parentStart[bom.parentOf[at] as number] as number);
  }
}
