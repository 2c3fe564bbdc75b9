// From parts to products: of all that an item is made of the worst counts, and the path to it can be told.
import type { BomIndex } from './bom-index.ts';
import type { ContentIndex } from './content-index.ts';
import type { PacksAt } from './packs-at.ts';
import { isOpen } from './verdict-code.ts';

/**
 * Hands every code up to all that contain it. Writes into `rolled`, which begins as what items are found to be by
 * themselves (`own`, unchanged): where its own declaration leaves a question open, or there is none, it is what its parts are.
 */
export function rollUp(index: ContentIndex, bom: BomIndex, at: PacksAt, own: Uint8Array): Uint8Array {
  const rolled = own.slice();
  for (const item of bom.childrenFirst) rollUpOne(index, bom, at, own, rolled, item);
  return rolled;
}

/** One item from its parts as they stand in `rolled`; whether anything of it came out otherwise than it stood. */
export function rollUpOne(
  index: ContentIndex,
  bom: BomIndex,
  at: PacksAt,
  own: Uint8Array,
  rolled: Uint8Array,
  item: number,
): boolean {
  const packs = at.packs.length;
  const [from, before] = [bom.childStart[item] as number, bom.childStart[item + 1] as number];
  if (from === before) return copied(own, rolled, item * packs, packs);
  const itemClass = index.itemClass.values[item] as number;
  let changed = false;
  for (let pack = 0; pack < packs; pack++) {
    const clear = at.clear[itemClass * packs + pack] as number;
    const declared = own[item * packs + pack] as number;
    // what its own declaration leaves open, its parts tell
    let worst = isOpen(declared) ? clear : declared;
    for (let child = from; child < before; child++) {
      const code = rolled[(bom.childOf[child] as number) * packs + pack] as number;
      if (code > worst) worst = code;
    }
    if (rolled[item * packs + pack] !== worst) {
      rolled[item * packs + pack] = worst;
      changed = true;
    }
  }
  return changed;
}

function copied(own: Uint8Array, rolled: Uint8Array, offset: number, packs: number): boolean {
  let changed = false;
  for (let pack = 0; pack < packs; pack++) {
    if (rolled[offset + pack] === own[offset + pack]) continue;
    rolled[offset + pack] = own[offset + pack] as number;
    changed = true;
  }
  return changed;
}

/**
 * After `own` changed for some items: hands the change up as far as it makes a difference.
 * @returns every item whose rolled-up codes came out otherwise, parts before what contains them
 */
export function rollUpFrom(
  index: ContentIndex,
  bom: BomIndex,
  at: PacksAt,
  own: Uint8Array,
  rolled: Uint8Array,
  changed: Iterable<number>,
): number[] {
  const different: number[] = [];
  // an item may be met before the last of its parts: it is then met again after it, until nothing changes
  const queue = [...changed];
  const queued = new Set(queue);
  for (let next = 0; next < queue.length; next++) {
    const item = queue[next] as number;
    queued.delete(item);
    if (!rollUpOne(index, bom, at, own, rolled, item)) continue;
    different.push(item);
    for (let above = bom.parentStart[item] as number; above < (bom.parentStart[item + 1] as number); above++) {
      const parent = bom.parentOf[above] as number;
      if (queued.has(parent)) continue;
      queued.add(parent);
      queue.push(parent);
    }
  }
  return [...new Set(different)];
}

/** The way down from an item to a part that makes it what it is under a pack: the item itself, then one part of each level. */
export function worstPath(bom: BomIndex, rolled: Uint8Array, packs: number, item: number, pack: number): number[] {
  const path = [item];
  const code = rolled[item * packs + pack];
  for (;;) {
    const at = path.at(-1) as number;
    let below = -1;
    for (let child = bom.childStart[at] as number; child < (bom.childStart[at + 1] as number); child++)
      if (rolled[(bom.childOf[child] as number) * packs + pack] === code) {
        below = bom.childOf[child] as number;
        break;
      }
    if (below < 0) return path;
    path.push(below);
  }
}
