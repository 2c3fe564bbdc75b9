// What is said of an item beside its materials: exemptions that are claimed, statements against a list, laboratories' results.

import type { ExemptionFails } from '../../model/verdict.ts';
import type { ContentIndex } from './content-index.ts';
import type { HeldExemption, HeldRestriction, PacksAt } from './packs-at.ts';
import type { Sums } from './place-sums.ts';
import { codes, isOver, SAME, verdictCode } from './verdict-code.ts';

export class BesideMaterials {
  readonly #index: ContentIndex;
  readonly #at: PacksAt;
  /** per claim (a number of the index's) and pack: the exemption, so that text is compared once */
  readonly #claims: (HeldExemption | undefined)[][] = [];
  /** by analyte: the restrictions that a result for it speaks of; made anew when reports name another analyte */
  #byAnalyte: { analytes: number; restrictions: Map<number, number[]> };
  /** by pack of the day: its number among those that statements name */
  readonly statedPack: Int32Array;

  constructor(index: ContentIndex, at: PacksAt) {
    this.#index = index;
    this.#at = at;
    this.statedPack = Int32Array.from(at.packs, (one) => index.packs.number(one.pack));
    this.#byAnalyte = { analytes: index.analytes.size, restrictions: analytesOf(index, at) };
  }

  #speaksOf(test: number): readonly number[] {
    const { analytes } = this.#index;
    if (this.#byAnalyte.analytes !== analytes.size)
      this.#byAnalyte = { analytes: analytes.size, restrictions: analytesOf(this.#index, this.#at) };
    return this.#byAnalyte.restrictions.get(this.#index.testAnalyte.at(test)) ?? [];
  }

  /**
   * The last day of the exemption claimed for a line, or why it does not hold.
   * @param category number of the category of equipment that the item is of
   */
  claimed(claim: number, restriction: HeldRestriction, ppm: number, category: number): number | ExemptionFails {
    let byPack = this.#claims[claim];
    if (!byPack) {
      const name = this.#index.claims.name(claim);
      byPack = this.#at.exemptions.map((known) => known.get(name));
      this.#claims[claim] = byPack;
    }
    const exemption = byPack[restriction.pack];
    if (!exemption) return 'unknown_exemption';
    if (!exemption.restrictions.has(restriction.of.id)) return 'not_for_this';
    const untilDay = exemption.untilDay(this.#index.categories.name(category));
    if (untilDay < this.#at.day) return 'expired';
    if (ppm > exemption.limitPpm * (1 + SAME)) return 'over_its_limit';
    return untilDay;
  }

  /** What a laboratory looked for has to be decided, also where nobody declared it. */
  touchTested(sums: Sums, source: number, material: number, bit: number): void {
    const index = this.#index;
    for (let test = index.sourceTestFrom.at(source); test < index.sourceTestBefore.at(source); test++) {
      const tested = index.testMaterial.at(test);
      if (tested !== -1 && tested !== material) continue;
      for (const restriction of this.#speaksOf(test)) {
        const held = this.#at.restrictions[restriction] as HeldRestriction;
        if (held.unit === 'material' && (held.classes & bit) !== 0) sums.touch(restriction);
      }
    }
  }

  /** Results for a material (or for every material of the source) that speak of a restriction. */
  *testsOf(source: number, material: number, number: number): Generator<number> {
    const index = this.#index;
    for (let test = index.sourceTestFrom.at(source); test < index.sourceTestBefore.at(source); test++) {
      const tested = index.testMaterial.at(test);
      if ((tested === -1 || tested === material) && this.#speaksOf(test).includes(number)) yield test;
    }
  }

  /**
   * What laboratories found outranks words; where it and a declaration of the material cannot both be true, it is
   * disputed. No result clears what was declared, or sampled, as a whole.
   */
  tested(source: number, material: number, number: number, declared: number, loose: boolean): number {
    const index = this.#index;
    // Of most sources no laboratory found anything.
    if (index.sourceTestFrom.at(source) === index.sourceTestBefore.at(source)) return declared;
    const restriction = this.#at.restrictions[number] as HeldRestriction;
    let [over, under, open] = [false, false, false];
    for (const test of this.testsOf(source, material, number)) {
      if (isOver(restriction, index.testLowPpm.at(test))) over = true;
      else if (!isOver(restriction, index.testHighPpm.at(test))) under = true;
      else if (index.testInconclusive.at(test) === 1) open = true;
    }
    const overDeclared = declared === restriction.foundCode;
    if ((over && (under || declared === codes.complies)) || (under && overDeclared)) return codes.disputed;
    if (overDeclared || (over && declared === codes.exempt)) return declared;
    if (over) return verdictCode(restriction.found, 'tested');
    if (open) return Math.max(declared, codes.onHold);
    const isOpen = declared === codes.unknown || declared === codes.outOfDate || declared === codes.stated;
    return under && isOpen && !loose ? codes.tested : declared;
  }

  /** A supplier's word on a restriction that his materials leave open: it stands, or was given before the list knew this. */
  stated(source: number, restriction: HeldRestriction): number {
    const index = this.#index;
    let code = codes.unknown;
    for (let one = index.sourceStatementFrom.at(source); one < index.sourceStatementBefore.at(source); one++) {
      if (index.statementPack.at(one) !== this.statedPack[restriction.pack]) continue;
      const about = index.statementRestriction[one] as string;
      if ((about !== '' && about !== restriction.of.id) || index.statementAbove.at(one) === 1) continue;
      if (index.statementDay.at(one) >= restriction.fromDay) return codes.stated;
      code = codes.outOfDate;
    }
    return code;
  }

  /** Of all that a pack restricts for a class, the one of which a supplier's word says least. */
  worstStated(
    source: number,
    pack: number,
    itemClass: number,
  ): { code: number; restriction: HeldRestriction } | undefined {
    return this.#at.restrictions
      .filter((restriction) => restriction.pack === pack && (restriction.classes & (1 << itemClass)) !== 0)
      .map((restriction) => ({ code: this.stated(source, restriction), restriction }))
      .toSorted((one, other) => other.code - one.code)[0];
  }
}

/** Whether a source has no line at all: of it only words are known, or tests. */
export function namesNothing(index: ContentIndex, source: number): boolean {
  for (let article = index.sourceArticleFrom.at(source); article < index.sourceArticleBefore.at(source); article++)
    for (let at = index.articleMaterialFrom.at(article); at < index.articleMaterialBefore.at(article); at++)
      if (index.materialLineFrom.at(at) < index.materialLineBefore.at(at)) return false;
  return true;
}

function analytesOf(index: ContentIndex, at: PacksAt): Map<number, number[]> {
  const members: number[][] = at.restrictions.map(() => []);
  for (let substance = 0; substance + 1 < at.memberStart.length; substance++)
    for (let row = at.memberStart[substance] as number; row < (at.memberStart[substance + 1] as number); row++)
      members[at.memberOf[row] as number]?.push(substance);
  const found = new Map<number, number[]>();
  at.restrictions.forEach((restriction, number) => {
    const { measure, group } = restriction.of;
    // No laboratory sees whether it was added on purpose.
    if (restriction.onPurpose) return;
    const names =
      measure.of === 'element'
        ? [`element:${measure.element}`, ...(group === undefined ? [] : [`group:${group}`])]
        : measure.of === 'sum'
          ? group === undefined
            ? []
            : [`group:${group}`]
          : (members[number] ?? []).map((substance) => index.substances.name(substance));
    for (const name of names) {
      const analyte = index.analytes.find(name);
      if (analyte < 0) continue;
      const list = found.get(analyte);
      if (list) list.push(number);
      else found.set(analyte, [number]);
    }
  });
  return found;
}
