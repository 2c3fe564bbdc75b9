// All items as they stand under all packs on a day, kept right while declarations change: only what a change reaches is looked at again.
import type { ItemFact } from '../../model/facts.ts';
import { type BomEdge, type BomIndex, bomIndex } from './bom-index.ts';
import type { ContentIndex } from './content-index.ts';
import { Judge } from './judge.ts';
import { judgeAll } from './judge-all.ts';
import type { PacksAt } from './packs-at.ts';
import { RollUp } from './roll-up.ts';

export class Judged {
  readonly index: ContentIndex;
  readonly at: PacksAt;
  readonly #judge: Judge;
  bom: BomIndex;
  /** by itself: `[item * packs + pack]` */
  own: Uint8Array;
  #rollUp: RollUp;

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
    const packs = this.at.packs.length;
    const item = this.index.put(fact);
    if (item >= this.bom.items) return this.#putNew(item);
    this.#judge.judge(item, this.own, item * packs);
    return this.#rollUp.from([item]);
  }

  /** An item that was not there is in no bill of materials yet: it changes itself alone. */
  #putNew(item: number): number[] {
    const own = new Uint8Array(this.index.items.size * this.at.packs.length);
    own.set(this.own);
    this.own = own;
    this.#judge.judge(item, own, item * this.at.packs.length);
    this.bom = bomIndex(edgesOf(this.bom), this.index.items.size);
    this.#rollUp = new RollUp(this.index, this.bom, this.at, own);
    return [item];
  }
}

function edgesOf(bom: BomIndex): BomEdge[] {
  const edges: BomEdge[] = [];
  for (let parent = 0; parent < bom.items; parent++)
    for (let at = bom.childStart[parent] as number; at < (bom.childStart[parent + 1] as number); at++)
      edges.push({ parent, child: bom.childOf[at] as number, quantity: bom.quantity[at] as number });
  return edges;
}
