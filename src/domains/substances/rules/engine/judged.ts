// All items as they stand under all packs on a day, kept right while declarations change: only what a change reaches is looked at again.
import type { ItemFact } from '../../model/facts.ts';
import { type BomIndex, type BomLines, changedBom, widerBom } from './bom-index.ts';
import type { ContentIndex } from './content-index.ts';
import { Judge } from './judge.ts';
import { judgeAll } from './judge-all.ts';
import { extendPacks, type MembersOf, type PacksAt } from './packs-at.ts';
import { RollUp } from './roll-up.ts';

/** Items that are made of something else now, with all lines of theirs. */
export interface MadeOtherwise {
  parents: ReadonlySet<number>;
  /** taken over: lines of other items are added to them */
  lines: BomLines;
}

export class Judged {
  readonly index: ContentIndex;
  at: PacksAt;
  #judge: Judge;
  bom: BomIndex;
  /** by itself: `[item * packs + pack]` */
  own: Uint8Array;
  readonly #rollUp: RollUp;

  constructor(index: ContentIndex, bom: BomIndex, at: PacksAt) {
    this.index = index;
    this.at = at;
    this.bom = bom;
    this.#judge = new Judge(index, at);
    this.own = judgeAll(index, at);
    this.#rollUp = new RollUp(index, bom, at, this.own);
  }

  /** With all that it is made of: `[item * packs + pack]`. */
  get rolled(): Uint8Array {
    return this.#rollUp.rolled;
  }

  /** What is known of an item has changed. Returns all items that stand otherwise now. */
  put(fact: ItemFact): number[] {
    return this.change([fact], null);
  }

  /**
   * What is known of some items has changed, or what some are made of: only these, and what contains them, is looked at.
   * @returns all items that stand otherwise now, and those that were not there
   * @throws CyclicBom; then throw this away, what it holds is half changed
   */
  change(facts: readonly ItemFact[], made: MadeOtherwise | null): number[] {
    const packs = this.at.packs.length;
    const before = this.bom.items;
    const put = facts.map((fact) => this.index.put(fact));
    const items = this.index.items.size;
    if (made) this.bom = changedBom(this.bom, made.parents, made.lines, items);
    else if (items > before) this.bom = widerBom(this.bom, items);
    if (items > before) {
      const own = new Uint8Array(items * packs);
      own.set(this.own);
      this.own = own;
    }
    // Among them what came with lines alone, and nothing is declared of.
    const added = Array.from({ length: items - before }, (_, nth) => before + nth);
    const asked = new Set([...put, ...added]);
    for (const item of asked) this.#judge.judge(item, this.own, item * packs);
    this.#rollUp.widen(this.bom, this.own);
    return [...new Set([...this.#rollUp.from(new Set([...asked, ...(made?.parents ?? [])])), ...added])];
  }

  /**
   * The index numbers more substances than the packs were laid out for: ask before anything of these is put.
   * @param membersOf of the new substances alone
   */
  layOut(membersOf: MembersOf): void {
    const at = extendPacks(this.at, membersOf, this.index.substances.size);
    if (at === this.at) return;
    this.at = at;
    this.#judge = new Judge(this.index, at);
    this.#rollUp.layOut(at);
  }
}
