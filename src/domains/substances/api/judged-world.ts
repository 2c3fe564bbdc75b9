// Everything that is known of all items, held in memory as it is judged on a day: built from the records, and rebuilt from them at any time.
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import type { ItemFact, SourceFact } from '../model/facts.ts';
import { declaredFacts } from '../rules/declared-facts.ts';
import type { ContentIndex } from '../rules/engine/content-index.ts';
import { Judged } from '../rules/engine/judged.ts';
import type { PacksAt, RulePack } from '../rules/engine/packs-at.ts';
import { testFacts } from '../rules/test-facts.ts';
import { bomOf, type ContainedItem, indexOf, indexParts, packsFor } from '../rules/world.ts';
import { type KnownItem, type KnownSource, listContained, listKnownItems, listSources } from '../store/known.ts';
import type { HeldRules } from './held-rules.ts';

const figures = systemActor('figures');

/** What counts of a maker's part: one of its declarations, or none, with what laboratories found of what it declares. */
function sourceOf(
  { makerPartId, declarationId, product, reports }: KnownSource,
  covers: HeldRules['covers'],
): SourceFact {
  const declared =
    product === null || declarationId === null
      ? { id: makerPartId, maker: makerPartId, articles: [] }
      : declaredFacts(product, { id: declarationId, maker: makerPartId, covers });
  return reports.length === 0 ? declared : { ...declared, tests: testFacts(reports, declared.articles) };
}

/** Items as facts, with what counts of their makers' parts. */
export function factsOf(
  items: readonly KnownItem[],
  sources: readonly KnownSource[],
  covers: HeldRules['covers'],
): ItemFact[] {
  const byItem = Map.groupBy(sources, ({ itemId }) => itemId);
  return items.map(({ id, itemClass, massMg }) => ({
    ...{ id, itemClass, massMg },
    sources: (byItem.get(id) ?? []).map((source) => sourceOf(source, covers)),
  }));
}

/** What is known of these items on a day, as facts, within what the reader may see. */
export async function readFacts(
  tx: Tx,
  rules: Pick<HeldRules, 'covers'>,
  day: string,
  items: 'all' | readonly string[],
): Promise<ItemFact[]> {
  return factsOf(await listKnownItems(tx, items), await listSources(tx, day, items), rules.covers);
}

/** All items under all packs on a day. */
export class JudgedWorld {
  readonly day: string;
  readonly #rules: HeldRules;
  index: ContentIndex;
  judged: Judged;
  #contained: readonly ContainedItem[];

  private constructor(day: string, rules: HeldRules, index: ContentIndex, contained: readonly ContainedItem[]) {
    this.day = day;
    this.#rules = rules;
    this.index = index;
    this.#contained = contained;
    this.judged = this.#judgeAll();
  }

  /** @throws CyclicItems, which the database refuses to hold */
  static async read(db: Database, rules: HeldRules, day: string): Promise<JudgedWorld> {
    const { facts, contained } = await db.as(figures, async (tx) => ({
      facts: await readFacts(tx, rules, day, 'all'),
      contained: await listContained(tx, day),
    }));
    const index = indexOf(facts, contained);
    await rules.know(substancesOf(index));
    return new JudgedWorld(day, rules, index, contained);
  }

  /** These packs as they hold on the day, for what is held here. */
  packsAt(packs: readonly RulePack[], all: readonly RulePack[] = packs): PacksAt {
    return packsFor(this.index, { ...this.#rules, on: this.day }, all)(packs);
  }

  /** These packs as they hold on another day. */
  packsOn(day: string, packs: readonly RulePack[]): PacksAt {
    return packsFor(this.index, { ...this.#rules, on: day }, packs)(packs);
  }

  #judgeAll(): Judged {
    return new Judged(this.index, bomOf(this.#contained, this.index), this.packsAt(this.#rules.packs));
  }

  /**
   * What is known of some items is known otherwise, or what is made of what.
   * @returns items that may stand otherwise now; `all` where everything was judged anew
   */
  async change(facts: readonly ItemFact[], contained: readonly ContainedItem[] | null): Promise<number[] | 'all'> {
    if (contained !== null) {
      for (const fact of facts) this.index.put(fact);
      this.#contained = contained;
      indexParts(this.index, contained);
    }
    const changed = contained === null ? facts.flatMap((fact) => this.judged.put(fact)) : [];
    // A substance that the packs were not laid out for may be of a group by its formula.
    if (this.index.substances.size >= this.judged.at.memberStart.length)
      await this.#rules.know(substancesOf(this.index));
    else if (contained === null) return [...new Set([...changed, ...facts.map(({ id }) => this.index.items.find(id))])];
    this.judged = this.#judgeAll();
    return 'all';
  }
}

const substancesOf = ({ substances }: ContentIndex): string[] =>
  Array.from({ length: substances.size }, (_, number) => substances.name(number));
