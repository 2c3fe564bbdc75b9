// Everything that is known of all items, held in memory as it is judged on a day: built from the records, and rebuilt from them at any time.
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import type { KnownCertificate } from '../model/certificate.ts';
import type { ItemFact, SourceFact, StatementFact } from '../model/facts.ts';
import { composed, sourceOf } from '../rules/declared-facts.ts';
import { type BomIndex, BomLines, bomIndex } from '../rules/engine/bom-index.ts';
import { ContentIndex } from '../rules/engine/content-index.ts';
import { Judged } from '../rules/engine/judged.ts';
import { dayNumber, type PacksAt, type RulePack } from '../rules/engine/packs-at.ts';
import { above } from '../rules/engine/where-used.ts';
import { newMembersByGroup } from '../rules/members-of.ts';
import { unpackComposition } from '../rules/packed-composition.ts';
import { testFacts } from '../rules/test-facts.ts';
import { inNames, packsFor } from '../rules/world.ts';
import {
  FIRST,
  type KnownItem,
  type KnownSource,
  listContained,
  listKnownItems,
  listNextItems,
  listNextMade,
  listSources,
} from '../store/known.ts';
import type { HeldRules } from './held-rules.ts';

const figures = systemActor('figures');
/** So many items are read at once, with all that is declared of them: what a page of them takes is all that reading takes. */
const READ_AT_ONCE = 5_000;

/** What a certificate says, as its maker's word beside what is declared of the part. */
const statementOf = (id: string, said: KnownCertificate): StatementFact => ({
  ...{
    pack: said.pack,
    listDay: dayNumber(said.asOf),
    above: said.says === 'above',
    exemption: said.exemption,
    by: id,
  },
  ...(said.restriction === null ? {} : { restriction: said.restriction }),
});

/** What counts of a maker's part: one of its declarations, or none, with what laboratories found of what it declares. */
function knownFact(
  { makerPartId, declarationId, composition, product, reports }: KnownSource,
  covers: HeldRules['covers'],
): SourceFact {
  const known = composition !== null ? unpackComposition(composition) : product !== null ? composed(product) : null;
  const declared =
    known === null || declarationId === null
      ? { id: makerPartId, maker: makerPartId, articles: [] }
      : sourceOf(known, { id: declarationId, maker: makerPartId, covers });
  return reports.length === 0 ? declared : { ...declared, tests: testFacts(reports, declared.articles) };
}

/** Items as facts, with what counts of their makers' parts. */
function factsOf(
  items: readonly KnownItem[],
  sources: readonly KnownSource[],
  covers: HeldRules['covers'],
): ItemFact[] {
  const said = Map.groupBy(
    sources.filter(({ certificate }) => certificate !== null),
    ({ makerPartId }) => makerPartId,
  );
  const factOf = (source: KnownSource): SourceFact => {
    const fact = knownFact(source, covers);
    const words = (said.get(source.makerPartId) ?? []).flatMap(({ declarationId, certificate }) =>
      certificate && declarationId ? [statementOf(declarationId, certificate)] : [],
    );
    return words.length === 0 ? fact : { ...fact, statements: [...(fact.statements ?? []), ...words] };
  };
  const byItem = Map.groupBy(
    sources.filter(({ certificate }) => certificate === null),
    ({ itemId }) => itemId,
  );
  return items.map(({ id, itemClass, category, massMg }) => ({
    ...{ id, itemClass, category, massMg },
    sources: (byItem.get(id) ?? []).map(factOf),
  }));
}

/** What is known of these items on a day, as facts, within what the reader may see; without those that do not count. */
export async function readFacts(
  tx: Tx,
  rules: Pick<HeldRules, 'covers'>,
  day: string,
  items: readonly string[],
): Promise<ItemFact[]> {
  return factsOf(await listKnownItems(tx, items), await listSources(tx, day, items), rules.covers);
}

/** Items in pages, each read in a transaction of its own: nobody else waits for all of them. */
const pagesOf = (items: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(items.length / READ_AT_ONCE) }, (_, page) =>
    items.slice(page * READ_AT_ONCE, (page + 1) * READ_AT_ONCE),
  );

/** Adds what some items are made of. What only a bill of materials names is a part of which nothing is declared. */
async function readLines(
  db: Database,
  day: string,
  items: readonly string[],
  { index, lines }: { index: ContentIndex; lines: BomLines },
): Promise<void> {
  const contained = await db.as(figures, (tx) => listContained(tx, day, items));
  const number = (id: string) => {
    const found = index.items.find(id);
    return found < 0 ? index.put({ id, itemClass: 'component', massMg: null, sources: [] }) : found;
  };
  for (const { parent, child, quantity } of contained) lines.add(number(parent), number(child), quantity);
}

/** All items with what is declared of them, and what is made of what, on a day, page by page. */
export async function readIndex(
  db: Database,
  rules: Pick<HeldRules, 'covers'>,
  day: string,
): Promise<{ index: ContentIndex; lines: BomLines }> {
  const index = new ContentIndex();
  const page = (after: string) =>
    db.as(figures, async (tx) => {
      const items = await listNextItems(tx, after, READ_AT_ONCE);
      const ids = items.map(({ id }) => id);
      return { items, sources: await listSources(tx, day, ids), last: ids.at(-1) };
    });
  // The database finds the next page while this one is put into the index.
  for (let coming = page(FIRST); ; ) {
    const { items, sources, last } = await coming;
    const isLast = last === undefined || items.length < READ_AT_ONCE;
    if (!isLast) coming = page(last);
    for (const fact of factsOf(items, sources, rules.covers)) index.put(fact);
    if (isLast) break;
  }
  const lines = new BomLines();
  for (let after: string | undefined = FIRST; after !== undefined; ) {
    const from: string = after;
    const made = await db.as(figures, (tx) => listNextMade(tx, from, READ_AT_ONCE));
    await readLines(db, day, made, { index, lines });
    after = made.length < READ_AT_ONCE ? undefined : made.at(-1);
  }
  return { index, lines };
}

/** All items under all packs on a day. */
export class JudgedWorld {
  readonly day: string;
  readonly #rules: HeldRules;
  readonly index: ContentIndex;
  readonly judged: Judged;

  private constructor(day: string, rules: HeldRules, index: ContentIndex, bom: BomIndex) {
    this.day = day;
    this.#rules = rules;
    this.index = index;
    this.judged = new Judged(index, bom, this.packsAt(rules.packs), rules.bought);
  }

  /** @throws CyclicItems, which the database refuses to hold */
  static async read(db: Database, rules: HeldRules, day: string): Promise<JudgedWorld> {
    const { index, lines } = await readIndex(db, rules, day);
    return JudgedWorld.of(rules, day, index, lines);
  }

  /** @throws CyclicItems */
  static async of(rules: HeldRules, day: string, index: ContentIndex, lines: BomLines): Promise<JudgedWorld> {
    await rules.know(substancesFrom(index, 0));
    return new JudgedWorld(
      day,
      rules,
      index,
      inNames(index, () => bomIndex(lines, index.items.size)),
    );
  }

  /** The same items on the same day under other rules; null where these read declarations otherwise, so that they have to be read again. */
  async under(rules: HeldRules): Promise<JudgedWorld | null> {
    if (rules.covers !== this.#rules.covers) return null;
    await rules.know(substancesFrom(this.index, 0));
    return new JudgedWorld(this.day, rules, this.index, this.judged.bom);
  }

  /** Whether a pack is only about what its customer buys. */
  get hasBought(): boolean {
    return this.#rules.bought.size > 0;
  }

  /** These packs as they hold on the day, for what is held here. */
  packsAt(packs: readonly RulePack[], all: readonly RulePack[] = packs): PacksAt {
    return packsFor(this.index, { ...this.#rules, on: this.day }, all)(packs);
  }

  /** These packs as they hold on another day. */
  packsOn(day: string, packs: readonly RulePack[]): PacksAt {
    return packsFor(this.index, { ...this.#rules, on: day }, packs)(packs);
  }

  /**
   * Something is known otherwise of some items, or some are made of something else: these are read and judged anew, and
   * what contains them.
   * @param made items to be looked at for what they are made of
   * @returns places (`item * packs + pack`) that stand otherwise now; null where one of them counts no more: then all has to be read anew
   * @throws CyclicItems; what is held here is half changed then
   */
  async change(
    db: Database,
    { items, made }: { items: readonly string[]; made: readonly string[] },
  ): Promise<number[] | null> {
    const changed = new Set<number>();
    for (const page of pagesOf(items)) {
      const facts = await db.as(figures, (tx) => readFacts(tx, this.#rules, this.day, page));
      if (facts.length < page.length) return null;
      await this.#know(facts);
      for (const place of this.judged.change(facts, null)) changed.add(place);
    }
    if (made.length === 0) return [...changed];
    const lines = new BomLines();
    for (const page of pagesOf(made)) await readLines(db, this.day, page, { index: this.index, lines });
    const parents = new Set(made.map((id) => this.index.items.find(id)).filter((item) => item >= 0));
    const otherwise = inNames(this.index, () => this.judged.change([], { parents, lines }));
    for (const place of otherwise) changed.add(place);
    return [...changed];
  }

  /** Places of these items, and of all that contain them. */
  placesOf(items: readonly string[]): number[] {
    const { bom, at } = this.judged;
    const asked = new Set(items.map((id) => this.index.items.find(id)).filter((item) => item >= 0));
    return [...asked, ...above(bom, asked).above].flatMap((item) =>
      at.packs.map((_, pack) => item * at.packs.length + pack),
    );
  }

  /** A substance that the packs were not laid out for may be of a group by its formula. */
  async #know(facts: readonly ItemFact[]): Promise<void> {
    const { substances } = this.index;
    for (const key of keysOf(facts)) substances.number(key);
    const from = this.judged.at.memberStart.length - 1;
    if (substances.size <= from) return;
    await this.#rules.know(substancesFrom(this.index, from));
    this.judged.layOut(newMembersByGroup(this.#rules.groups, substances, this.#rules.compositionOf, from));
  }
}

/** Keys of all substances that facts name. */
export function* keysOf(facts: readonly ItemFact[]): Generator<string> {
  for (const { sources } of facts)
    for (const { articles } of sources)
      for (const { materials, loose } of articles)
        for (const { contents } of loose ? [...materials, loose] : materials)
          for (const { substance } of contents) yield substance;
}

const substancesFrom = ({ substances }: ContentIndex, from: number): string[] =>
  Array.from({ length: substances.size - from }, (_, nth) => substances.name(from + nth));
