// What do rule packs say of some items on a day, and why, all in names: the front door of the engine for whoever has facts and no database.
import type { ItemFact, SourceFact, TestFact } from '../model/facts.ts';
import type { ExemptionFails, Verdict, VerdictBasis } from '../model/verdict.ts';
import { type ContentIndex, LOOSE } from './engine/content-index.ts';
import { type Impact, impact } from './engine/impact.ts';
import { Judge } from './engine/judge.ts';
import { judgeAll } from './engine/judge-all.ts';
import { PENDING, type RulePack } from './engine/packs-at.ts';
import type { Reason } from './engine/reason.ts';
import { RollUp, worstPath } from './engine/roll-up.ts';
import { basisOf, codes, verdictOf } from './engine/verdict-code.ts';
import { bomOf, type ContainedItem, indexOf, type Judging, packsFor } from './world.ts';

/** What is known, and by what it is to be judged. */
export interface CheckAsked extends Judging {
  items: readonly ItemFact[];
  /** what is made of what; none where only the items themselves are asked about */
  contains?: readonly ContainedItem[];
}

/** Why: a limit that was looked at in one place, with what may be there. */
export interface FoundReason {
  restriction: string;
  label: { en: string; zh: string };
  clause: string;
  /** whether the limit was confirmed against the published text */
  verified: boolean;
  verdict: Verdict;
  basis: VerdictBasis;
  /** the declaration that it rests on */
  source: string;
  /** the article, and the material in it; null where it is about the article, or about the whole */
  article: string | null;
  material: string | null;
  /** mg/kg that may be there, at least and at most */
  lowPpm: number;
  highPpm: number;
  /** mg/kg; null where adding it on purpose is what counts */
  limitPpm: string | null;
  /** mg/kg there of which nobody says what it is */
  undisclosedPpm: number;
  /** keys of the substances that count */
  substances: string[];
  /** last day of the exemption that it rests on, as days since 1970; null without an exemption, infinite without an end */
  untilDay: number | null;
  /** its last day has passed, and it holds until an application for renewal is decided */
  isRenewalPending: boolean;
  exemptionFails: ExemptionFails | null;
  /** what laboratories found there that speaks of it */
  tests: TestFact[];
}

/** An item under a pack. */
export interface Found {
  item: string;
  pack: string;
  edition: string;
  /** with all that it is made of */
  verdict: Verdict;
  basis: VerdictBasis;
  /** by its own declarations alone */
  own: Verdict;
  /** the way down to the part that makes it so, from the item itself */
  path: string[];
  /** of the last of the path, worst first */
  reasons: FoundReason[];
}

/** @throws CyclicItems */
function worldOf({ items, contains = [], ...judging }: CheckAsked) {
  const index = indexOf(items, contains);
  const at = packsFor(index, judging, judging.packs);
  return { index, bom: bomOf(contains, index), at };
}

/**
 * Every item under every pack, in the order in which items and packs were given, parts that only `contains` names last.
 *
 * ```ts
 * const [found] = checkItems({ items: [cable], packs: [rohs], groups, compositionOf, on: '2026-11-27' });
 * found.verdict; // 'does_not_comply'
 * ```
 *
 * @throws CyclicItems where items contain each other
 */
export function checkItems(asked: CheckAsked): Found[] {
  const { index, bom, at: packsOn } = worldOf(asked);
  const at = packsOn(asked.packs);
  const own = judgeAll(index, at);
  const { rolled } = new RollUp(index, bom, at, own);
  const judge = new Judge(index, at);
  const facts = new Map(asked.items.map((item) => [item.id, item]));
  const packs = at.packs.length;
  const found: Found[] = [];
  for (let item = 0; item < index.items.size; item++) {
    for (const [pack, held] of at.packs.entries()) {
      const { pack: name, edition } = held;
      const code = rolled[item * packs + pack] as number;
      const path = worstPath(bom, rolled, packs, item, pack);
      const last = path.at(-1) as number;
      const fact = facts.get(index.items.name(last));
      const reasons = judge.explain(last).reasons.filter((reason) => reason.pack === pack);
      found.push({
        ...{ item: index.items.name(item), pack: name, edition, verdict: verdictOf(code), basis: basisOf(code) },
        own: verdictOf(own[item * packs + pack] as number),
        path: path.map((one) => index.items.name(one)),
        reasons: reasons.map((reason) => inNames(reason, held, index, fact)),
      });
    }
  }
  return found;
}

/** Who said what a reason rests on, where that is a certificate beside what is declared. */
function saidBy(reason: Reason, pack: RulePack, source: SourceFact | undefined): string | undefined {
  if (basisOf(reason.code) !== 'stated') return undefined;
  const isWithin = reason.code === codes.stated || reason.code === codes.outOfDate;
  return source?.statements?.find(
    ({ pack: about, restriction, above }) =>
      about === pack.pack &&
      above !== isWithin &&
      (restriction ?? reason.restriction.of.id) === reason.restriction.of.id,
  )?.by;
}

function inNames(reason: Reason, pack: RulePack, index: ContentIndex, fact: ItemFact | undefined): FoundReason {
  const { of } = reason.restriction;
  const name = index.sources.name(index.sourceName.at(reason.source));
  const source = fact?.sources.find(({ id }) => id === name);
  const article = reason.article < 0 ? null : reason.article - index.sourceArticleFrom.at(reason.source);
  const held = article === null ? undefined : source?.articles[article];
  const isPart = reason.material >= 0 && index.materialKind.at(reason.material) !== LOOSE;
  const material = isPart ? reason.material - index.articleMaterialFrom.at(reason.article) : null;
  return {
    ...{ restriction: of.id, label: of.label, clause: of.clause, verified: of.verified },
    ...{ verdict: verdictOf(reason.code), basis: basisOf(reason.code), source: saidBy(reason, pack, source) ?? name },
    article: held?.name ?? null,
    material: material === null ? null : (held?.materials[material]?.name ?? null),
    ...{ lowPpm: reason.lowPpm, highPpm: reason.highPpm, limitPpm: of.limitPpm, undisclosedPpm: reason.undisclosedPpm },
    substances: [...new Set(reason.lines.map((line) => index.substances.name(index.lineSubstance.at(line))))],
    untilDay: reason.untilDay === 0 ? null : reason.untilDay >= PENDING ? Number.POSITIVE_INFINITY : reason.untilDay,
    isRenewalPending: reason.untilDay === PENDING,
    // What is claimed is an exemption of a law that has some: under others it says nothing.
    exemptionFails: pack.exemptions.length === 0 ? null : reason.exemptionFails,
    tests: reason.tests.flatMap((test) => source?.tests?.[test - index.sourceTestFrom.at(reason.source)] ?? []),
  };
}

/** An item that comes out otherwise. */
export interface ChangedItem {
  item: string;
  before: Verdict;
  after: Verdict;
  /** nothing contains it */
  isProduct: boolean;
  /** it is its own contents that make it so, and not those of its parts */
  byItself: boolean;
  /** its supplier has to be asked, about what is new alone */
  toAsk: boolean;
}

/**
 * What a draft, or another edition, changes: `after` in the place of `before`, each one pack; without `before` the law is new.
 * @throws CyclicItems where items contain each other
 */
export function checkChange(
  asked: Omit<CheckAsked, 'packs'>,
  { before, after }: { before: RulePack | null; after: RulePack },
): ChangedItem[] {
  const world = worldOf({ ...asked, packs: before ? [before, after] : [after] });
  const { index, bom } = world;
  const found: Impact = impact(index, bom, world.at(before ? [before] : []), world.at([after]));
  return changedItems(index, found);
}

/** What an impact found, in names, in its order. */
export function changedItems(index: ContentIndex, { rolled, products, byThemselves, toAsk }: Impact): ChangedItem[] {
  const ask = new Set(toAsk);
  const sold = new Set(products.map(({ item }) => item));
  return rolled.map(({ item, before, after }) => ({
    ...{ item: index.items.name(item), before: verdictOf(before), after: verdictOf(after) },
    ...{ isProduct: sold.has(item), byItself: byThemselves.has(item), toAsk: ask.has(item) },
  }));
}
