// What is made of what, as it holds on a day: children and parents of every item, and an order in which children come first.
import { floatColumn, groupedBy, intColumn } from './columns.ts';

/** One line of a bill of materials: so many pieces of a child in one piece of its parent. Lines of the same two add up. */
export interface BomEdge {
  parent: number;
  child: number;
  quantity: number;
}

/** The same lines in columns: what millions of them are gathered in. */
export class BomLines {
  readonly parent = intColumn();
  readonly child = intColumn();
  readonly quantity = floatColumn();

  get length(): number {
    return this.parent.length;
  }

  add(parent: number, child: number, quantity: number): void {
    this.parent.push(parent);
    this.child.push(child);
    this.quantity.push(quantity);
  }
}

/** Items that contain each other, from one back to itself: a bill of materials cannot be so. */
export class CyclicBom extends Error {
  readonly items: readonly number[];
  constructor(items: readonly number[]) {
    super(`items contain each other: ${items.join(' > ')}`);
    this.items = items;
  }
}

export interface BomIndex {
  items: number;
  /** children of item i: `childOf[childStart[i]] …`, with their quantities beside them */
  childStart: Int32Array;
  childOf: Int32Array;
  quantity: Float64Array;
  /** parents of item i: `parentOf[parentStart[i]] …` */
  parentStart: Int32Array;
  parentOf: Int32Array;
  /** items that have parents or children, each after all that it is made of */
  childrenFirst: Int32Array;
}

/**
 * @param items how many items the content index numbers; edges name them by these numbers
 * @throws CyclicBom naming one circle
 */
export function bomIndex(edges: readonly BomEdge[] | BomLines, items: number): BomIndex {
  const lines = edges instanceof BomLines ? edges : linesOf(edges);
  const count = lines.length;
  const { parent, child, quantity: pieces } = lines;
  // by child, then by parent: lines of one parent stand in the order of their children, and a part that stands in it twice, side by side
  const byChild = groupedBy(child.values, count, items).places;
  const { places } = groupedBy(
    byChild.map((place) => parent.at(place)),
    count,
    items,
  );
  const parents = new Int32Array(count);
  const childOf = new Int32Array(count);
  const quantity = new Float64Array(count);
  let kept = 0;
  for (const place of places) {
    const line = byChild[place] as number;
    const isAgain = kept > 0 && parents[kept - 1] === parent.at(line) && childOf[kept - 1] === child.at(line);
    if (!isAgain) kept++;
    parents[kept - 1] = parent.at(line);
    childOf[kept - 1] = child.at(line);
    quantity[kept - 1] = (isAgain ? (quantity[kept - 1] as number) : 0) + pieces.at(line);
  }
  const down = groupedBy(parents, kept, items);
  const up = groupedBy(childOf, kept, items);
  const parentOf = up.places.map((place) => parents[place] as number);
  const bom = {
    ...{ items, childStart: down.start, childOf: childOf.slice(0, kept), quantity: quantity.slice(0, kept) },
    ...{ parentStart: up.start, parentOf },
  };
  return { ...bom, childrenFirst: inOrder(bom) };
}

function linesOf(edges: readonly BomEdge[]): BomLines {
  const lines = new BomLines();
  for (const { parent, child, quantity } of edges) lines.add(parent, child, quantity);
  return lines;
}

/** The same with room for items that came since, which are in nothing and made of nothing. */
export function widerBom(bom: BomIndex, items: number): BomIndex {
  const wider = (start: Int32Array) => {
    const longer = new Int32Array(items + 1).fill(start.at(-1) as number);
    longer.set(start);
    return longer;
  };
  return { ...bom, items, childStart: wider(bom.childStart), parentStart: wider(bom.parentStart) };
}

/**
 * The same where some items are made of something else.
 * @param lines all lines of those items; they replace what stood for them
 * @throws CyclicBom naming one circle
 */
export function changedBom(bom: BomIndex, parents: ReadonlySet<number>, lines: BomLines, items: number): BomIndex {
  for (let parent = 0; parent < bom.items; parent++) {
    if (parents.has(parent)) continue;
    for (let at = bom.childStart[parent] as number; at < (bom.childStart[parent + 1] as number); at++)
      lines.add(parent, bom.childOf[at] as number, bom.quantity[at] as number);
  }
  return bomIndex(lines, items);
}

function inOrder(bom: Omit<BomIndex, 'childrenFirst'>): Int32Array {
  const waiting = new Int32Array(bom.items);
  const order: number[] = [];
  let linked = 0;
  for (let item = 0; item < bom.items; item++) {
    waiting[item] = (bom.childStart[item + 1] as number) - (bom.childStart[item] as number);
    const isLinked = waiting[item] !== 0 || bom.parentStart[item] !== bom.parentStart[item + 1];
    if (isLinked) linked++;
    if (isLinked && waiting[item] === 0) order.push(item);
  }
  for (let next = 0; next < order.length; next++) {
    const item = order[next] as number;
    for (let at = bom.parentStart[item] as number; at < (bom.parentStart[item + 1] as number); at++) {
      const above = bom.parentOf[at] as number;
      waiting[above] = (waiting[above] as number) - 1;
      if (waiting[above] === 0) order.push(above);
    }
  }
  if (order.length < linked) throw new CyclicBom(oneCircle(bom, waiting));
  return Int32Array.from(order);
}

/** Whoever still waits has a child that waits: following those comes round. */
function oneCircle(bom: Omit<BomIndex, 'childrenFirst'>, waiting: Int32Array): number[] {
  const seenAt = new Map<number, number>();
  const path: number[] = [];
  let item = waiting.findIndex((open) => open > 0);
  while (!seenAt.has(item)) {
    seenAt.set(item, path.push(item) - 1);
    for (let at = bom.childStart[item] as number; at < (bom.childStart[item + 1] as number); at++)
      if ((waiting[bom.childOf[at] as number] as number) > 0) {
        item = bom.childOf[at] as number;
        break;
      }
  }
  return [...path.slice(seenAt.get(item)), item];
}
