// What is made of what, as it holds on a day: children and parents of every item, and an order in which children come first.
import { groupedBy } from './columns.ts';

/** One line of a bill of materials: so many pieces of a child in one piece of its parent. Lines of the same two add up. */
export interface BomEdge {
  parent: number;
  child: number;
  quantity: number;
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
export function bomIndex(edges: readonly BomEdge[], items: number): BomIndex {
  // by child, then by parent: lines of one parent stand in the order of their children, and a part that stands in it twice, side by side
  const byChild = groupedBy(
    edges.map((one) => one.child),
    edges.length,
    items,
  ).places;
  const inChildren = Array.from(byChild, (place) => edges[place] as BomEdge);
  const { places } = groupedBy(
    inChildren.map((one) => one.parent),
    edges.length,
    items,
  );
  const merged: BomEdge[] = [];
  for (const place of places) {
    const edge = inChildren[place] as BomEdge;
    const last = merged.at(-1);
    if (last?.parent === edge.parent && last.child === edge.child)
      merged[merged.length - 1] = { ...last, quantity: last.quantity + edge.quantity };
    else merged.push(edge);
  }
  const childOf = Int32Array.from(merged, (one) => one.child);
  const quantity = Float64Array.from(merged, (one) => one.quantity);
  const parents = merged.map((one) => one.parent);
  const down = groupedBy(parents, merged.length, items);
  const up = groupedBy(childOf, merged.length, items);
  const parentOf = Int32Array.from(up.places, (place) => parents[place] as number);
  const bom = { items, childStart: down.start, childOf, quantity, parentStart: up.start, parentOf };
  return { ...bom, childrenFirst: inOrder(bom) };
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
