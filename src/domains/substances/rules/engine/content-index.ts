// What is declared of every item, held so that any item, and any substance, is found at once: columns, no object a line.
// Derived from records and never their master: it can be thrown away and built again.
import type { ArticleFact, ItemFact, MaterialFact, SourceFact } from '../../model/facts.ts';
import { itemClasses } from '../../model/restriction.ts';
import { byteColumn, floatColumn, groupedBy, intColumn } from './columns.ts';
import { Names } from './names.ts';
import { exemptionCode } from './packs-at.ts';

/** Of whom only words are known, or a test: something of which nobody says what it is. */
const nothingNamed: ArticleFact = {
  massMg: null,
  count: 1,
  materials: [],
  loose: { contents: [], undisclosedPpm: 1_000_000 },
};

/** A material that stands for what was declared of its article as a whole. */
export const LOOSE = 1;

/** What a line says of intent. */
export const intent = { unknown: 0, yes: 1, no: 2 } as const;

/** Items with their sources, articles, materials and lines, each the run of those below it. */
export class ContentIndex {
  readonly substances = new Names();
  readonly items = new Names();
  readonly makers = new Names();
  readonly sources = new Names();
  /** codes of exemptions as suppliers claim them; 0 is none */
  readonly claims = new Names();
  /** categories of equipment; 0 where nobody says */
  readonly categories = new Names();
  readonly packs = new Names();
  readonly analytes = new Names();

  // by item
  readonly itemClass = byteColumn();
  readonly itemMassMg = floatColumn();
  readonly itemCategory = intColumn();
  readonly itemSourceFrom = intColumn();
  readonly itemSourceBefore = intColumn();
  readonly itemLineFrom = intColumn();
  readonly itemLineBefore = intColumn();
  /** 1 where its one source names everything and nothing is said beside: then only what lines say counts */
  readonly itemIsPlain = byteColumn();
  // by source
  readonly sourceItem = intColumn();
  readonly sourceName = intColumn();
  readonly sourceMaker = intColumn();
  readonly sourceArticleFrom = intColumn();
  readonly sourceArticleBefore = intColumn();
  readonly sourceStatementFrom = intColumn();
  readonly sourceStatementBefore = intColumn();
  readonly sourceTestFrom = intColumn();
  readonly sourceTestBefore = intColumn();
  /** the largest share in mg/kg of which nobody says what it is, over its materials */
  readonly sourceUndisclosedPpm = floatColumn();
  // by article
  readonly articleSource = intColumn();
  readonly articleMassMg = floatColumn();
  readonly articleCount = floatColumn();
  readonly articleMaterialFrom = intColumn();
  readonly articleMaterialBefore = intColumn();
  // by material
  readonly materialArticle = intColumn();
  readonly materialMassMg = floatColumn();
  readonly materialUndisclosedPpm = floatColumn();
  readonly materialKind = byteColumn();
  readonly materialLineFrom = intColumn();
  readonly materialLineBefore = intColumn();
  // by line
  readonly lineSubstance = intColumn();
  readonly lineLowPpm = floatColumn();
  readonly lineMaterial = intColumn();
  /** bits: intent (2), whether it has more to it (a range, a claim) in `lineMore` */
  readonly lineFlags = byteColumn();
  /** of the few lines that are a range or claim an exemption */
  readonly lineMore = new Map<number, { highPpm: number; claim: number }>();
  // by statement and by test
  readonly statementPack = intColumn();
  readonly statementDay = intColumn();
  readonly statementAbove = byteColumn();
  readonly statementClaim = intColumn();
  /** restriction by its id, or the empty text for all */
  readonly statementRestriction: string[] = [];
  readonly testAnalyte = intColumn();
  readonly testMaterial = intColumn();
  readonly testLowPpm = floatColumn();
  readonly testHighPpm = floatColumn();
  readonly testInconclusive = byteColumn();

  #postings: { lines: number; start: Int32Array; places: Int32Array } | null = null;

  constructor() {
    this.claims.number('');
    this.categories.number('');
  }

  /** Declares what is known of an item, anew: what was known of it before no longer counts. Returns its number. */
  put(fact: ItemFact): number {
    const item = this.items.number(fact.id);
    while (this.itemClass.length <= item) {
      this.itemClass.push(0);
      this.itemMassMg.push(Number.NaN);
      this.itemCategory.push(0);
      this.itemSourceFrom.push(0);
      this.itemSourceBefore.push(0);
      this.itemLineFrom.push(0);
      this.itemLineBefore.push(0);
      this.itemIsPlain.push(0);
    }
    this.itemClass.values[item] = itemClasses.indexOf(fact.itemClass);
    this.itemMassMg.values[item] = fact.massMg ?? Number.NaN;
    this.itemCategory.values[item] = this.categories.number(fact.category?.trim().toLowerCase() ?? '');
    this.itemSourceFrom.values[item] = this.sourceItem.length;
    this.itemLineFrom.values[item] = this.lineSubstance.length;
    for (const source of fact.sources) this.#putSource(item, source);
    this.itemSourceBefore.values[item] = this.sourceItem.length;
    this.itemLineBefore.values[item] = this.lineSubstance.length;
    this.itemIsPlain.values[item] = this.#isPlain(item) ? 1 : 0;
    return item;
  }

  #isPlain(item: number): boolean {
    const source = this.itemSourceFrom.at(item);
    return (
      this.itemSourceBefore.at(item) === source + 1 &&
      this.sourceUndisclosedPpm.at(source) === 0 &&
      this.sourceStatementFrom.at(source) === this.sourceStatementBefore.at(source) &&
      this.sourceTestFrom.at(source) === this.sourceTestBefore.at(source)
    );
  }

  #putSource(item: number, fact: SourceFact): void {
    const source = this.sourceItem.push(item);
    this.sourceName.push(this.sources.number(fact.id));
    this.sourceMaker.push(this.makers.number(fact.maker));
    this.sourceArticleFrom.push(this.articleSource.length);
    this.sourceStatementFrom.push(this.statementPack.length);
    this.sourceTestFrom.push(this.testAnalyte.length);
    let undisclosed = 0;
    const firstArticle = this.articleSource.length;
    for (const articleFact of fact.articles.length === 0 ? [nothingNamed] : fact.articles) {
      const article = this.articleSource.push(source);
      this.articleMassMg.push(articleFact.massMg ?? Number.NaN);
      this.articleCount.push(articleFact.count);
      this.articleMaterialFrom.push(this.materialArticle.length);
      for (const material of articleFact.materials)
        undisclosed = Math.max(undisclosed, this.#putMaterial(article, material, 0));
      if (articleFact.loose) {
        const loose = { massMg: articleFact.massMg, ...articleFact.loose };
        undisclosed = Math.max(undisclosed, this.#putMaterial(article, loose, LOOSE));
      }
      this.articleMaterialBefore.push(this.materialArticle.length);
    }
    this.sourceArticleBefore.push(this.articleSource.length);
    this.sourceUndisclosedPpm.push(undisclosed);
    for (const one of fact.statements ?? []) {
      this.statementPack.push(this.packs.number(one.pack));
      this.statementDay.push(one.listDay);
      this.statementAbove.push(one.above ? 1 : 0);
      this.statementClaim.push(one.exemption ? this.claims.number(exemptionCode(one.exemption)) : 0);
      this.statementRestriction.push(one.restriction ?? '');
    }
    this.sourceStatementBefore.push(this.statementPack.length);
    for (const one of fact.tests ?? []) {
      this.testAnalyte.push(this.analytes.number(one.analyte));
      const article = one.article === undefined ? -1 : firstArticle + one.article;
      this.testMaterial.push(
        article < 0 || one.material === undefined ? -1 : this.articleMaterialFrom.at(article) + one.material,
      );
      this.testLowPpm.push(one.lowPpm);
      this.testHighPpm.push(one.highPpm);
      this.testInconclusive.push(one.inconclusive ? 1 : 0);
    }
    this.sourceTestBefore.push(this.testAnalyte.length);
  }

  #putMaterial(article: number, fact: MaterialFact, kind: number): number {
    const material = this.materialArticle.push(article);
    this.materialMassMg.push(fact.massMg ?? Number.NaN);
    this.materialUndisclosedPpm.push(fact.undisclosedPpm);
    this.materialKind.push(kind);
    this.materialLineFrom.push(this.lineSubstance.length);
    for (const one of fact.contents) {
      const line = this.lineSubstance.push(this.substances.number(one.substance));
      this.lineLowPpm.push(one.lowPpm);
      this.lineMaterial.push(material);
      const claim = one.exemption ? this.claims.number(exemptionCode(one.exemption)) : 0;
      const more = claim !== 0 || one.highPpm !== one.lowPpm;
      if (more) this.lineMore.set(line, { highPpm: one.highPpm, claim });
      const said = one.intentional == null ? intent.unknown : one.intentional ? intent.yes : intent.no;
      this.lineFlags.push(said | (more ? 4 : 0));
    }
    this.materialLineBefore.push(this.lineSubstance.length);
    return fact.undisclosedPpm;
  }

  /** The item of a line, or -1 where a later source has taken its place. */
  itemOfLine(line: number): number {
    const source = this.articleSource.at(this.materialArticle.at(this.lineMaterial.at(line)));
    const item = this.sourceItem.at(source);
    return source >= this.itemSourceFrom.at(item) && source < this.itemSourceBefore.at(item) ? item : -1;
  }

  /**
   * Every line of a substance, in the order in which they were put. Lines of sources that no longer count are among them:
   * see `itemOfLine`.
   */
  eachLineOf(substance: number, see: (line: number) => void): void {
    const { lines, start, places } = this.#sorted();
    if (substance + 1 < start.length)
      for (let at = start[substance] as number; at < (start[substance + 1] as number); at++) see(places[at] as number);
    for (let line = lines; line < this.lineSubstance.length; line++)
      if (this.lineSubstance.values[line] === substance) see(line);
  }

  /** Lines by substance; made anew once a twentieth has come since. */
  #sorted() {
    const now = this.lineSubstance.length;
    if (this.#postings === null || now - this.#postings.lines > 10_000 + this.#postings.lines / 20) {
      const { start, places } = groupedBy(this.lineSubstance.values, now, this.substances.size);
      this.#postings = { lines: now, start, places };
    }
    return this.#postings;
  }
}
