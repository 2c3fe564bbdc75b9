// All items as they stand under all packs on a day, kept right while declarations change: only what a change reaches is looked at again.
import type { ItemFact } from '../../model/facts.ts';
import { type BomIndex, type BomLines, changedBom, widerBom } from './bom-index.ts';
import { type Bought, Concern } from './concern.ts';
import type { ContentIndex } from './content-index.ts';
import { Judge } from './judge.ts';
import { judgeAll } from './judge-all.ts';
import type { Names } from './names.ts';
import { extendPacks, type MembersOf, type PacksAt } from './packs-at.ts';
import { placesThatDiffer, RollUp } from './roll-up.ts';
import { codes } from './verdict-code.ts';

/** Items that are made of something else now, with all lines of theirs. */
export interface MadeOtherwise {
  parents: ReadonlySet<number>;
  /** taken over: lines of other items are added to them */
  lines: BomLines;
}

/** How items stood, when all is judged anew. */
export interface Stood {
  items: Names;
  /** pack and edition, in their order */
  packs: PacksAt['packs'];
  own: Uint8Array;
  rolled: Uint8Array;
  concern: Concern;
}

/** What an item is found to be at a place, of its own or with its parts: a pack that is not about it says nothing of it. */
const codeAt = ({ packs, concern }: Pick<Stood, 'packs' | 'concern'>, of: Uint8Array, place: number): number =>
  concern.isOf(place % packs.length, Math.floor(place / packs.length)) ? (of[place] as number) : codes.notApplicable;

/** Places that stand otherwise than they stood: with another code, under another edition, or for the first time. */
export function standOtherwise(stood: Stood, now: Judged): number[] {
  const stands = now.stood;
  const { packs } = stands;
  const packBefore = packs.map(({ pack, edition }) =>
    stood.packs.findIndex((one) => one.pack === pack && one.edition === edition),
  );
  const places: number[] = [];
  for (let item = 0; item < now.index.items.size; item++) {
    const itemBefore = stood.items.find(now.index.items.name(item));
    for (let pack = 0; pack < packs.length; pack++) {
      const place = item * packs.length + pack;
      const nth = packBefore[pack] as number;
      const before = itemBefore < 0 || nth < 0 ? -1 : itemBefore * stood.packs.length + nth;
      if (
        before < 0 ||
        codeAt(stood, stood.own, before) !== codeAt(stands, stands.own, place) ||
        codeAt(stood, stood.rolled, before) !== codeAt(stands, stands.rolled, place)
      )
        places.push(place);
    }
  }
  return places;
}

export class Judged {
  readonly index: ContentIndex;
  at: PacksAt;
  #judge: Judge;
  bom: BomIndex;
  /** by itself: `[item * packs + pack]` */
  own: Uint8Array;
  readonly #rollUp: RollUp;
  readonly #bought: Bought;
  #concern: Concern;

  /** @param bought what customers buy whose lists are among the packs: these judge that alone, and what it is made of */
  constructor(index: ContentIndex, bom: BomIndex, at: PacksAt, bought: Bought = new Map()) {
    this.index = index;
    this.at = at;
    this.bom = bom;
    this.#judge = new Judge(index, at);
    this.own = judgeAll(index, at);
    this.#rollUp = new RollUp(index, bom, at, this.own);
    this.#bought = bought;
    this.#concern = new Concern(at.packs, bought, index.items, bom);
  }

  /** With all that it is made of: `[item * packs + pack]`. */
  get rolled(): Uint8Array {
    return this.#rollUp.rolled;
  }

  /** What is told of an item under a pack: by itself, and with all that it is made of. @param place `item * packs + pack` */
  told(place: number): { own: number; rolled: number } {
    const { stood } = this;
    return { own: codeAt(stood, this.own, place), rolled: codeAt(stood, this.rolled, place) };
  }

  /** What is kept of this to tell what stands otherwise when all has been judged anew; the index may be thrown away. */
  get stood(): Stood {
    return {
      items: this.index.items,
      packs: this.at.packs,
      own: this.own,
      rolled: this.rolled,
      concern: this.#concern,
    };
  }

  /** What is known of an item has changed. Returns all places that stand otherwise now, see `change`. */
  put(fact: ItemFact): number[] {
    return this.change([fact], null);
  }

  /**
   * What is known of some items has changed, or what some are made of: only these, and what contains them, is looked at.
   * @returns all places (`item * packs + pack`) that stand otherwise now, by themselves or with their parts, and those that were not there
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
    const places = new Set(added.flatMap((item) => Array.from({ length: packs }, (_, pack) => item * packs + pack)));
    for (const item of asked) {
      const stood = this.own.slice(item * packs, (item + 1) * packs);
      this.#judge.judge(item, this.own, item * packs);
      for (const place of placesThatDiffer(stood, this.own, item * packs)) places.add(place);
    }
    this.#rollUp.widen(this.bom, this.own);
    for (const place of this.#rollUp.from(new Set([...asked, ...(made?.parents ?? [])]))) places.add(place);
    if (this.#bought.size > 0 && (made || items > before)) {
      const concern = new Concern(this.at.packs, this.#bought, this.index.items, this.bom);
      for (const place of concern.differs(this.#concern)) places.add(place);
      this.#concern = concern;
    }
    return [...places];
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
