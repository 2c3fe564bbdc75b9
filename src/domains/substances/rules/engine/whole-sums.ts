// How much of what is limited by the whole (a product, its packaging, a battery) is in each item, with all that it is made of.
import type { BomIndex } from './bom-index.ts';
import type { ContentIndex } from './content-index.ts';
import type { PacksAt } from './packs-at.ts';
import { massOfArticle, shareOfArticle } from './shares.ts';
import { ALL_PPM, codes, isOver } from './verdict-code.ts';

/** Masses in mg of one piece, by item; NaN is a mass that nobody tells, and what it goes into is not known either. */
export class WholeSums {
  readonly #index: ContentIndex;
  #at: PacksAt;
  /** numbers of the restrictions that are taken of the whole */
  readonly #of: readonly number[];
  /** place of a restriction among those, or -1 */
  #placeOf: Int32Array;
  #lowMg: Float64Array;
  #highMg: Float64Array;
  #hiddenMg: Float64Array;
  #massMg: Float64Array;

  constructor(index: ContentIndex, at: PacksAt, items: number) {
    this.#index = index;
    this.#at = at;
    this.#of = ofWhole(at);
    this.#placeOf = this.#places();
    const kept = this.isAsked ? items : 0;
    this.#lowMg = new Float64Array(kept * this.#of.length);
    this.#highMg = new Float64Array(kept * this.#of.length);
    this.#hiddenMg = new Float64Array(kept);
    this.#massMg = new Float64Array(kept);
  }

  #places(): Int32Array {
    const places = new Int32Array(this.#at.restrictions.length).fill(-1);
    this.#of.forEach((number, place) => {
      places[number] = place;
    });
    return places;
  }

  /** The same packs for more substances. @returns false where more is limited by the whole: then everything adds up anew */
  layOut(at: PacksAt): boolean {
    if (ofWhole(at).length !== this.#of.length) return false;
    this.#at = at;
    this.#placeOf = this.#places();
    return true;
  }

  /** Makes room for items that came since. */
  widen(items: number): void {
    if (!this.isAsked) return;
    const wider = (column: Float64Array, length: number) => {
      const longer = new Float64Array(length);
      longer.set(column);
      return longer;
    };
    this.#lowMg = wider(this.#lowMg, items * this.#of.length);
    this.#highMg = wider(this.#highMg, items * this.#of.length);
    this.#hiddenMg = wider(this.#hiddenMg, items);
    this.#massMg = wider(this.#massMg, items);
  }

  /** Whether anything is limited by the whole at all. */
  get isAsked(): boolean {
    return this.#of.length > 0;
  }

  /** Adds an item up from what it declares or is made of; whether it came out otherwise than before. */
  update(bom: BomIndex, item: number): boolean {
    const wide = this.#of.length;
    const before = [
      this.#massMg[item],
      this.#hiddenMg[item],
      ...this.#row(this.#lowMg, item),
      ...this.#row(this.#highMg, item),
    ];
    this.#lowMg.fill(0, item * wide, item * wide + wide);
    this.#highMg.fill(0, item * wide, item * wide + wide);
    if (bom.childStart[item] === bom.childStart[item + 1]) this.#ofDeclared(item);
    else this.#ofParts(bom, item);
    const after = [
      this.#massMg[item],
      this.#hiddenMg[item],
      ...this.#row(this.#lowMg, item),
      ...this.#row(this.#highMg, item),
    ];
    return before.some((value, at) => !Object.is(value, after[at]));
  }

  readonly #row = (column: Float64Array, item: number) =>
    column.subarray(item * this.#of.length, (item + 1) * this.#of.length);

  #ofParts(bom: BomIndex, item: number): void {
    const wide = this.#of.length;
    let [mass, hidden] = [0, 0];
    for (let at = bom.childStart[item] as number; at < (bom.childStart[item + 1] as number); at++) {
      const child = bom.childOf[at] as number;
      const quantity = bom.quantity[at] as number;
      mass += quantity * (this.#massMg[child] as number);
      hidden += quantity * (this.#hiddenMg[child] as number);
      for (let place = 0; place < wide; place++) {
        this.#lowMg[item * wide + place] =
          (this.#lowMg[item * wide + place] as number) + quantity * (this.#lowMg[child * wide + place] as number);
        this.#highMg[item * wide + place] =
          (this.#highMg[item * wide + place] as number) + quantity * (this.#highMg[child * wide + place] as number);
      }
    }
    const told = this.#index.itemMassMg.at(item);
    // it weighs more than its parts do: of the difference nobody says what it is
    const isHeavier = told > mass;
    if (isHeavier) hidden += told - mass;
    this.#massMg[item] = isHeavier || Number.isNaN(mass) ? told : mass;
    this.#hiddenMg[item] = hidden;
  }

  /** Of several sources the one that holds most counts, since each may be used. */
  #ofDeclared(item: number): void {
    const index = this.#index;
    const [from, before] = [index.itemSourceFrom.at(item), index.itemSourceBefore.at(item)];
    const told = index.itemMassMg.at(item);
    let [mass, hidden] = [told, from === before ? told : 0];
    for (let source = from; source < before; source++) {
      const found = this.#ofSource(item, source);
      if (Number.isNaN(mass)) mass = found.mass;
      hidden = Math.max(hidden, found.hidden);
    }
    this.#massMg[item] = mass;
    this.#hiddenMg[item] = hidden;
  }

  #ofSource(item: number, source: number): { mass: number; hidden: number } {
    const index = this.#index;
    const wide = this.#of.length;
    const low = new Float64Array(wide);
    const high = new Float64Array(wide);
    let [mass, hidden] = [0, 0];
    for (let article = index.sourceArticleFrom.at(source); article < index.sourceArticleBefore.at(source); article++) {
      const pieces = massOfArticle(index, article) * index.articleCount.at(article);
      mass += pieces;
      for (
        let material = index.articleMaterialFrom.at(article);
        material < index.articleMaterialBefore.at(article);
        material++
      ) {
        const share = shareOfArticle(index, article, material);
        const undisclosed = index.materialUndisclosedPpm.at(material);
        if (undisclosed > 0) hidden += (pieces * share * undisclosed) / ALL_PPM;
        this.#addLines(material, pieces * share, pieces, low, high);
      }
    }
    for (let place = 0; place < wide; place++) {
      const at = item * wide + place;
      this.#lowMg[at] = Math.max(this.#lowMg[at] as number, low[place] as number);
      this.#highMg[at] = Math.max(this.#highMg[at] as number, high[place] as number);
    }
    return { mass, hidden };
  }

  /** `mg` of the material, at most `atMostMg` where its own mass is not known. */
  #addLines(material: number, mg: number, atMostMg: number, low: Float64Array, high: Float64Array): void {
    const index = this.#index;
    for (let line = index.materialLineFrom.at(material); line < index.materialLineBefore.at(material); line++) {
      const substance = index.lineSubstance.at(line);
      if (substance + 1 >= this.#at.memberStart.length) continue;
      for (
        let at = this.#at.memberStart[substance] as number;
        at < (this.#at.memberStart[substance + 1] as number);
        at++
      ) {
        const place = this.#placeOf[this.#at.memberOf[at] as number] as number;
        if (place < 0) continue;
        const ppm = index.lineLowPpm.at(line);
        const highPpm = index.lineMore.get(line)?.highPpm ?? ppm;
        if (!Number.isNaN(mg))
          low[place] = (low[place] as number) + (mg * ppm * (this.#at.factorLow[at] as number)) / ALL_PPM;
        const most = Number.isNaN(mg) ? atMostMg : mg;
        high[place] = (high[place] as number) + (most * highPpm * (this.#at.factorHigh[at] as number)) / ALL_PPM;
      }
    }
  }

  /** The code of an item under a pack by what is limited by the whole of it; the best where the pack limits nothing so. */
  code(item: number, pack: number): number {
    const wide = this.#of.length;
    const bit = 1 << this.#index.itemClass.at(item);
    const mass = this.#massMg[item] as number;
    let worst = 0;
    for (let place = 0; place < wide; place++) {
      const restriction = this.#at.restrictions[this.#of[place] as number];
      if (restriction === undefined || restriction.pack !== pack || (restriction.classes & bit) === 0) continue;
      const low = this.#lowMg[item * wide + place] as number;
      const may = (this.#highMg[item * wide + place] as number) + (this.#hiddenMg[item] as number);
      if (may === 0) worst = Math.max(worst, codes.complies);
      else if (isOver(restriction, (low / mass) * ALL_PPM)) worst = Math.max(worst, restriction.foundCode);
      // what is not a number is not below a limit either
      else if ((may / mass) * ALL_PPM >= 0 && !isOver(restriction, (may / mass) * ALL_PPM))
        worst = Math.max(worst, codes.complies);
      else worst = Math.max(worst, codes.unknown);
    }
    return worst;
  }
}

const ofWhole = (at: PacksAt): number[] =>
  at.restrictions.flatMap((one, number) => (one.unit === 'whole' ? [number] : []));
