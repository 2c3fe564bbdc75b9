// What an item is found to be under every pack on a day: each limit against an interval of what may be there, worst first.
// Average over the limit proves failure, below it proves nothing (practice 25); who gives only his word is shown to (24–27).

import { BesideMaterials, namesNothing } from './beside-materials.ts';
import { nextBit } from './bits.ts';
import { type ContentIndex, intent, LOOSE } from './content-index.ts';
import { type HeldRestriction, type PacksAt, type Unit, unitNumber } from './packs-at.ts';
import { Sums } from './place-sums.ts';
import type { Reason } from './reason.ts';
import { shareOfArticle, shareOfSource } from './shares.ts';
import { ALL_PPM, codes, isOver, ofOneMaker, SAME, verdictCode } from './verdict-code.ts';

/** Judges items of one index by packs as they hold on one day. Keeps what it works with, so one serves millions. */
export class Judge {
  readonly #index: ContentIndex;
  readonly #at: PacksAt;
  readonly #inMaterial: Sums;
  readonly #inArticle: Sums;
  readonly #inWhole: Sums;
  readonly #beside: BesideMaterials;
  readonly #source: Uint8Array;
  #out: Uint8Array;
  #offset = 0;
  #category = 0;
  #reasons: Reason[] | null = null;

  constructor(index: ContentIndex, at: PacksAt) {
    this.#index = index;
    this.#at = at;
    this.#inMaterial = new Sums(at.restrictions.length);
    this.#inArticle = new Sums(at.restrictions.length);
    this.#inWhole = new Sums(at.restrictions.length);
    this.#source = new Uint8Array(at.packs.length);
    this.#out = this.#source;
    this.#beside = new BesideMaterials(index, at);
  }

  /** Writes the codes of an item under every pack to `out` from `offset` on. */
  judge(item: number, out: Uint8Array, offset: number): void {
    const index = this.#index;
    const packs = this.#at.packs.length;
    const [from, before] = [index.itemSourceFrom.at(item), index.itemSourceBefore.at(item)];
    const itemClass = index.itemClass.at(item);
    this.#category = index.itemCategory.at(item);
    if (from === before) {
      for (let pack = 0; pack < packs; pack++)
        out[offset + pack] = this.#applies(itemClass, pack) ? codes.unknown : codes.notApplicable;
      return;
    }
    this.#judgeSource(from, itemClass);
    for (let pack = 0; pack < packs; pack++) out[offset + pack] = this.#source[pack] as number;
    if (from + 1 < before) this.#judgeOthers(from, before, itemClass, out, offset);
  }

  /** The same with every reason, worst first. */
  explain(item: number): { codes: Uint8Array; reasons: Reason[] } {
    const out = new Uint8Array(this.#at.packs.length);
    this.#reasons = [];
    this.judge(item, out, 0);
    const reasons = this.#reasons.sort((one, other) => other.code - one.code);
    this.#reasons = null;
    return { codes: out, reasons };
  }

  /** Sources of one maker's part say the same or are disputed; of several makers' parts the worst counts, since each may be used. */
  #judgeOthers(from: number, before: number, itemClass: number, out: Uint8Array, offset: number): void {
    const packs = this.#at.packs.length;
    const byMaker = new Map<number, Uint8Array[]>();
    for (let source = from; source < before; source++) {
      if (source > from) this.#judgeSource(source, itemClass);
      else for (let pack = 0; pack < packs; pack++) this.#source[pack] = out[offset + pack] as number;
      const maker = this.#index.sourceMaker.at(source);
      const known = byMaker.get(maker);
      if (known) known.push(this.#source.slice());
      else byMaker.set(maker, [this.#source.slice()]);
    }
    out.fill(0, offset, offset + packs);
    for (const known of byMaker.values())
      for (let pack = 0; pack < packs; pack++)
        out[offset + pack] = Math.max(
          out[offset + pack] as number,
          ofOneMaker(known.map((codesOf) => codesOf[pack] as number)),
        );
  }

  #applies(itemClass: number, pack: number): boolean {
    return this.#at.applies[itemClass * this.#at.packs.length + pack] === 1;
  }

  #judgeSource(source: number, itemClass: number): void {
    const index = this.#index;
    this.#to(this.#source, 0, itemClass);
    let hidden = 0;
    for (let article = index.sourceArticleFrom.at(source); article < index.sourceArticleBefore.at(source); article++)
      hidden += this.#judgeArticle(source, article, itemClass);
    hidden = Math.min(ALL_PPM, hidden);
    this.#close(this.#inWhole, source, -1, -1, hidden, false);
    if (hidden > 0) this.#undisclosed(source, itemClass, -1, -1, hidden, 'whole');
    this.#inWhole.empty();
    if (hidden > 0 && namesNothing(index, source)) this.#nobodyKnows(source, itemClass);
    this.#statedAbove(source, itemClass);
  }

  /** Of a source that names nothing it is not known either whether anything was added on purpose. */
  #nobodyKnows(source: number, itemClass: number): void {
    const packs = this.#at.packs.length;
    for (let pack = 0; pack < packs; pack++) {
      if (this.#at.onPurposeOnly[itemClass * packs + pack] !== 1) continue;
      const worst = this.#beside.worstStated(source, pack, itemClass);
      if (!worst) continue;
      this.#merge(pack, worst.code);
      this.#reasons?.push({
        ...{ pack, restriction: worst.restriction, code: worst.code, source, article: -1, material: -1 },
        ...{ lowPpm: 0, highPpm: ALL_PPM, undisclosedPpm: ALL_PPM, untilDay: 0, exemptionFails: null },
        ...{ lines: [], tests: [] },
      });
    }
  }

  /** Where the codes of a source are gathered, from the best that its class allows on. */
  #to(out: Uint8Array, offset: number, itemClass: number): void {
    this.#out = out;
    this.#offset = offset;
    const packs = this.#at.packs.length;
    const clear = itemClass * packs;
    for (let pack = 0; pack < packs; pack++) out[offset + pack] = this.#at.clear[clear + pack] as number;
  }

  /** Returns what is undisclosed of the whole in it, in mg/kg. */
  #judgeArticle(source: number, article: number, itemClass: number): number {
    const index = this.#index;
    const ofWhole = shareOfSource(index, source, article);
    let undisclosed = 0;
    for (
      let material = index.articleMaterialFrom.at(article);
      material < index.articleMaterialBefore.at(article);
      material++
    ) {
      const share = shareOfArticle(index, article, material);
      for (let line = index.materialLineFrom.at(material); line < index.materialLineBefore.at(material); line++)
        this.#addLine(line, itemClass, share, share * ofWhole);
      const loose = index.materialKind.at(material) === LOOSE;
      const hidden = index.materialUndisclosedPpm.at(material);
      this.#beside.touchTested(this.#inMaterial, source, material, 1 << itemClass);
      this.#close(this.#inMaterial, source, article, material, hidden, loose);
      if (hidden > 0) this.#undisclosed(source, itemClass, article, material, loose ? ALL_PPM : hidden, 'material');
      this.#inMaterial.empty();
      undisclosed += Number.isNaN(share) ? (hidden > 0 ? ALL_PPM : 0) : hidden * share;
    }
    undisclosed = Math.min(ALL_PPM, undisclosed);
    this.#close(this.#inArticle, source, article, -1, undisclosed, false);
    if (undisclosed > 0) this.#undisclosed(source, itemClass, article, -1, undisclosed, 'article');
    this.#inArticle.empty();
    if (undisclosed === 0) return 0;
    return Number.isNaN(ofWhole) ? ALL_PPM : undisclosed * ofWhole;
  }

  /**
   * The same for an item whose one source names everything: only lines of restricted substances, which `touched` has a bit
   * for, can make a difference.
   */
  judgePlain(item: number, touched: Int32Array, out: Uint8Array, offset: number): void {
    const index = this.#index;
    const source = index.itemSourceFrom.values[item] as number;
    const itemClass = index.itemClass.values[item] as number;
    const before = index.itemLineBefore.values[item] as number;
    this.#category = index.itemCategory.values[item] as number;
    this.#to(out, offset, itemClass);
    let [material, article, share, ofWhole] = [-1, -1, 1, 1];
    for (let line = nextBit(touched, index.itemLineFrom.values[item] as number, before); line < before; ) {
      const next = index.lineMaterial.values[line] as number;
      if (next !== material) {
        if (material >= 0) this.#closePlain(this.#inMaterial, source, article, material);
        material = next;
        const holder = index.materialArticle.values[material] as number;
        if (holder !== article) {
          if (article >= 0) this.#closePlain(this.#inArticle, source, article, -1);
          article = holder;
          ofWhole = shareOfSource(index, source, article);
        }
        share = shareOfArticle(index, article, material);
      }
      this.#addLine(line, itemClass, share, share * ofWhole);
      line = nextBit(touched, line + 1, before);
    }
    if (material >= 0) this.#closePlain(this.#inMaterial, source, article, material);
    if (article >= 0) this.#closePlain(this.#inArticle, source, article, -1);
    this.#closePlain(this.#inWhole, source, -1, -1);
  }

  #closePlain(sums: Sums, source: number, article: number, material: number): void {
    this.#close(
      sums,
      source,
      article,
      material,
      0,
      material >= 0 && this.#index.materialKind.values[material] === LOOSE,
    );
    sums.empty();
  }

  #close(sums: Sums, source: number, article: number, material: number, hidden: number, loose: boolean): void {
    for (const restriction of sums.touched) this.#decide(source, article, material, restriction, sums, hidden, loose);
  }

  /** Adds a line to the sums of all restrictions that its substance is a member of. `ofArticle`, `ofWhole`: shares by mass. */
  #addLine(line: number, itemClass: number, ofArticle: number, ofWhole: number): void {
    const substance = this.#index.lineSubstance.values[line] as number;
    if (substance + 1 >= this.#at.memberStart.length) return;
    const until = this.#at.memberStart[substance + 1] as number;
    for (let at = this.#at.memberStart[substance] as number; at < until; at++)
      this.#add(line, at, 1 << itemClass, ofArticle, ofWhole);
  }

  /** Adds a line to the sum of one restriction that it is a member of. */
  #add(line: number, at: number, bit: number, ofArticle: number, ofWhole: number): void {
    const number = this.#at.memberOf[at] as number;
    const restriction = this.#at.restrictions[number] as HeldRestriction;
    if ((restriction.classes & bit) === 0) return;
    const index = this.#index;
    const flags = index.lineFlags.values[line] as number;
    const more = flags & 4 ? index.lineMore.get(line) : undefined;
    let low = (index.lineLowPpm.values[line] as number) * (this.#at.factorLow[at] as number);
    let high = (more?.highPpm ?? (index.lineLowPpm.values[line] as number)) * (this.#at.factorHigh[at] as number);
    if (restriction.onPurpose) {
      if ((flags & 3) === intent.no) return;
      if ((flags & 3) === intent.unknown) low = 0;
    }
    const { unit } = restriction;
    const sums = unit === 'material' ? this.#inMaterial : unit === 'article' ? this.#inArticle : this.#inWhole;
    sums.touch(number);
    if (unit !== 'material') {
      const share = unit === 'article' ? ofArticle : ofWhole;
      // without masses it holds no less than nothing of it, and no more than all its materials' shares together
      low = Number.isNaN(share) ? 0 : low * share;
      high = Number.isNaN(share) ? high : high * share;
    }
    if (this.#reasons) sums.note(number, line);
    if (more && more.claim !== 0) {
      const holds = this.#beside.claimed(more.claim, restriction, more.highPpm, this.#category);
      if (typeof holds === 'number') {
        sums.exempt[number] = (sums.exempt[number] as number) + low;
        sums.exemptHigh[number] = (sums.exemptHigh[number] as number) + high;
        sums.untilDay[number] = Math.min(sums.untilDay[number] as number, holds);
        return;
      }
      sums.fail(number, holds);
    }
    sums.low[number] = (sums.low[number] as number) + low;
    sums.high[number] = (sums.high[number] as number) + high;
  }

  #decide(
    source: number,
    article: number,
    material: number,
    number: number,
    sums: Sums,
    hidden: number,
    loose: boolean,
  ): void {
    const restriction = this.#at.restrictions[number] as HeldRestriction;
    const low = sums.low[number] as number;
    const sumHigh = sums.high[number] as number;
    const exempt = sums.exempt[number] as number;
    const exemptHigh = sums.exemptHigh[number] as number;
    // in what is declared as a whole, any amount may lie in one material of it; what nobody names may be all of this
    const may = sumHigh + (restriction.onPurpose && sumHigh === 0 ? 0 : hidden);
    const high = loose && may > 0 ? ALL_PPM : Math.min(ALL_PPM, may);
    let code: number;
    if (isOver(restriction, low)) code = restriction.foundCode;
    else if (isOver(restriction, high)) code = this.#beside.stated(source, restriction);
    else if (exempt > 0 && isOver(restriction, low + exempt)) code = codes.exempt;
    else if (exemptHigh > 0 && isOver(restriction, Math.min(ALL_PPM, high + exemptHigh))) code = codes.exempt;
    else code = codes.complies;
    if (material >= 0) code = this.#beside.tested(source, material, number, code, loose);
    this.#merge(restriction.pack, code);
    if (!this.#reasons) return;
    this.#reasons.push({
      pack: restriction.pack,
      restriction,
      code,
      source,
      article,
      material,
      lowPpm: low + exempt,
      highPpm: Math.min(ALL_PPM, high + exemptHigh),
      undisclosedPpm: hidden,
      untilDay: code === codes.exempt ? (sums.untilDay[number] as number) : 0,
      exemptionFails: sums.failed(number),
      lines: [...sums.lines(number)],
      tests: material >= 0 ? [...this.#beside.testsOf(source, material, number)] : [],
    });
  }

  /** Whoever says of himself that he is over a limit is taken at his word, unless his own materials show the contrary. */
  #statedAbove(source: number, itemClass: number): void {
    const index = this.#index;
    for (let one = index.sourceStatementFrom.at(source); one < index.sourceStatementBefore.at(source); one++) {
      if (index.statementAbove.at(one) === 0) continue;
      const pack = this.#beside.statedPack.indexOf(index.statementPack.at(one));
      if (pack < 0) continue;
      const about = index.statementRestriction[one] as string;
      const restriction = this.#at.restrictions.find(
        (held) => held.pack === pack && held.of.id === about && (held.classes & (1 << itemClass)) !== 0,
      );
      if (!restriction) continue;
      const claim = index.statementClaim.at(one);
      const holds = claim === 0 ? null : this.#beside.claimed(claim, restriction, 0, this.#category);
      const code =
        typeof holds === 'number'
          ? verdictCode('complies_by_exemption', 'stated')
          : this.#out[this.#offset + pack] === codes.complies
            ? codes.disputed
            : verdictCode(restriction.found, 'stated');
      this.#merge(pack, code);
      this.#reasons?.push({
        pack,
        restriction,
        code,
        source,
        article: -1,
        material: -1,
        lowPpm: Number.NaN,
        highPpm: Number.NaN,
        undisclosedPpm: 0,
        untilDay: typeof holds === 'number' ? holds : 0,
        exemptionFails: typeof holds === 'string' ? holds : null,
        ...{ lines: [], tests: [] },
      });
    }
  }

  /** What nobody names may hold anything: every pack with a limit below that share is open, if nobody gave his word. */
  #undisclosed(source: number, itemClass: number, article: number, material: number, hidden: number, unit: Unit): void {
    const packs = this.#at.packs.length;
    const lowest = (itemClass * 3 + unitNumber[unit]) * packs;
    const sums = unit === 'material' ? this.#inMaterial : unit === 'article' ? this.#inArticle : this.#inWhole;
    for (let pack = 0; pack < packs; pack++) {
      const limit = this.#at.lowestLimit[lowest + pack] as number;
      if (hidden <= limit * (1 + SAME)) continue;
      if (this.#reasons === null && (this.#out[this.#offset + pack] as number) >= codes.unknown) continue;
      const open = this.#openBy(source, pack, unit, itemClass, hidden, sums);
      if (!open) continue;
      this.#merge(pack, open.code);
      this.#reasons?.push({
        pack,
        restriction: open.restriction,
        code: open.code,
        source,
        article,
        material,
        lowPpm: 0,
        highPpm: hidden,
        undisclosedPpm: hidden,
        untilDay: 0,
        exemptionFails: null,
        ...{ lines: [], tests: [] },
      });
    }
  }

  /** The worst of the restrictions that no line touched and that may hide in a remainder of `hidden` mg/kg. */
  #openBy(source: number, pack: number, unit: Unit, itemClass: number, hidden: number, sums: Sums) {
    let open: { code: number; restriction: HeldRestriction } | null = null;
    for (const { restriction, number } of this.#ofPack(pack, unit, itemClass)) {
      if (restriction.onPurpose || sums.has(number) || !isOver(restriction, hidden)) continue;
      const code = this.#beside.stated(source, restriction);
      if (open === null || code > open.code) open = { code, restriction };
      if (code === codes.unknown) break;
    }
    return open;
  }

  readonly #restrictionsOf = new Map<number, { restriction: HeldRestriction; number: number }[]>();
  #ofPack(pack: number, unit: Unit, itemClass: number) {
    const key = (pack * 3 + unitNumber[unit]) * 16 + itemClass;
    let found = this.#restrictionsOf.get(key);
    if (!found) {
      found = this.#at.restrictions.flatMap((restriction, number) =>
        restriction.pack === pack && restriction.unit === unit && (restriction.classes & (1 << itemClass)) !== 0
          ? [{ restriction, number }]
          : [],
      );
      this.#restrictionsOf.set(key, found);
    }
    return found;
  }

  #merge(pack: number, code: number): void {
    const at = this.#offset + pack;
    if (code > (this.#out[at] as number)) this.#out[at] = code;
  }
}
