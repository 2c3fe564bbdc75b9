// All items as they stand under all packs on a day, kept right while declarations change: only what a change reaches is looked at again.
import type { ItemFact } from '../../model/facts.ts';
import { type BomIndex, bomIndex } from './bom-index.ts';
import type { ContentIndex } from './content-index.ts';
import { Judge } from './judge.ts';
import { judgeAll } from './judge-all.ts';
import type { PacksAt } from './packs-at.ts';
import { rollUp, rollUpFrom } from './roll-up.ts';

export class Judged {
  readonly index: ContentIndex;
  readonly at: PacksAt;
  readonly #judge: Judge;
  bom: BomIndex;
  /** by itself: `[item * packs + pack]` */
  own: Uint8Array;
  /** with all that it is made of */
  rolled: Uint8Array;

  constructor(index: ContentIndex, bom: BomIndex, at: PacksAt) {
    this.index = index;
    this.at = at;
    this.bom = bom;
    this.#judge = new Judge(index, at);
    this.own = judgeAll(index, at);
    this.rolled = rollUp(index, bom, at, this.own);
  }

  /** What is known of an item has changed. Returns all items that stand otherwise now, parts before what contains them. */
  put(fact: ItemFact): number[] {
    const packs = this.at.packs.length;
    const item = this.index.put(fact);
    if (item >= this.bom.items) {
      this.bom = bomIndex(edgesOf(this.bom), this.index.items.size);
      this.own = widened(this.own, this.index.items.size * packs);
      this.rolled = widened(this.rolled, this.index.items.size * packs);
    }
    this.#judge.judge(item, this.own, item * packs);
    return rollUpFrom(this.index, this.bom, this.at, this.own, this.rolled, [item]);
  }
}

const widened = (codes: Uint8Array, length: number): Uint8Array => {
  const wider = new Uint8Array(length);
  wider.set(codes);
  return wider;
};

function edgesOf(bom: BomIndex) {
  const edges = [];
  for (let parent = 0; parent < bom.items; parent++)
    for (let at = bom.childStart[parent] as number; at < (bom.childStart[parent + 1] as number); at++)
      edges.push({ parent, child: bom.childOf[at] as number, quantity: bom.quantity[at] as number });
  return edges;
}
