// From parts to products: of all that an item is made of the worst counts, and the path to it can be told.
import type { BomIndex } from './bom-index.ts';
import type { ContentIndex } from './content-index.ts';
import type { PacksAt } from './packs-at.ts';
import { isOpen } from './verdict-code.ts';
import { WholeSums } from './whole-sums.ts';

/**
 * Every code handed up to all that contain it. `rolled` begins as what items are found to be by themselves (`own`, not
 * changed here): where its own declaration leaves a question open, or there is none, an item is what its parts are.
 */
export class RollUp {
  readonly #index: ContentIndex;
  #bom: BomIndex;
  #at: PacksAt;
  #own: Uint8Array;
  #whole: WholeSums;
  /** `[item * packs + pack]` */
  rolled: Uint8Array;

  constructor(index: ContentIndex, bom: BomIndex, at: PacksAt, own: Uint8Array) {
    this.#index = index;
    this.#bom = bom;
    this.#at = at;
    this.#own = own;
    this.#whole = new WholeSums(index, at, bom.items);
    this.rolled = own.slice();
    for (const item of bom.childrenFirst) this.#one(item);
  }

  /** The same packs for more substances: what stands is right until something of these is put. */
  layOut(at: PacksAt): void {
    this.#at = at;
    if (this.#whole.layOut(at)) return;
    this.#whole = new WholeSums(this.#index, at, this.#bom.items);
    for (const item of this.#bom.childrenFirst) this.#whole.update(this.#bom, item);
  }

  /** Items that came since, and what is made of what otherwise: hand on with `from` what stands otherwise by it. */
  widen(bom: BomIndex, own: Uint8Array): void {
    this.#bom = bom;
    this.#own = own;
    if (own.length === this.rolled.length) return;
    const rolled = own.slice();
    rolled.set(this.rolled);
    this.rolled = rolled;
    this.#whole.widen(bom.items);
  }

  /** One item from its parts as they stand; whether anything of it came out otherwise than it stood. */
  #one(item: number): boolean {
    const packs = this.#at.packs.length;
    let changed = this.#whole.isAsked && this.#whole.update(this.#bom, item);
    const [from, before] = [this.#bom.childStart[item] as number, this.#bom.childStart[item + 1] as number];
    const clear = (this.#index.itemClass.values[item] as number) * packs;
    for (let pack = 0; pack < packs; pack++) {
      let worst = this.#own[item * packs + pack] as number;
      if (from < before) {
        // what its own declaration leaves open, its parts tell
        if (isOpen(worst)) worst = this.#at.clear[clear + pack] as number;
        for (let child = from; child < before; child++) {
          const code = this.rolled[(this.#bom.childOf[child] as number) * packs + pack] as number;
          if (code > worst) worst = code;
        }
        if (this.#whole.isAsked) worst = Math.max(worst, this.#whole.code(item, pack));
      }
      if (this.rolled[item * packs + pack] === worst) continue;
      this.rolled[item * packs + pack] = worst;
      changed = true;
    }
    return changed;
  }

  /**
   * After `own` changed for some items: hands the change up as far as it makes a difference.
   * @returns every place (`item * packs + pack`) whose code came out otherwise
   */
  from(changed: Iterable<number>): number[] {
    const packs = this.#at.packs.length;
    const stood = new Map<number, Uint8Array>();
    // an item may be met before the last of its parts: it is then met again after it, until nothing changes
    const queue = [...changed];
    const queued = new Set(queue);
    for (let next = 0; next < queue.length; next++) {
      const item = queue[next] as number;
      queued.delete(item);
      if (!stood.has(item)) stood.set(item, this.rolled.slice(item * packs, (item + 1) * packs));
      if (!this.#one(item)) continue;
      for (
        let above = this.#bom.parentStart[item] as number;
        above < (this.#bom.parentStart[item + 1] as number);
        above++
      ) {
        const parent = this.#bom.parentOf[above] as number;
        if (queued.has(parent)) continue;
        queued.add(parent);
        queue.push(parent);
      }
    }
    return [...stood].flatMap(([item, codes]) => placesThatDiffer(codes, this.rolled, item * packs));
  }
}

/** Places of `now`, from one on, at which it is not what `before` is. */
export function placesThatDiffer(before: Uint8Array, now: Uint8Array, from: number): number[] {
  const places: number[] = [];
  before.forEach((code, nth) => {
    if (code !== now[from + nth]) places.push(from + nth);
  });
  return places;
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
