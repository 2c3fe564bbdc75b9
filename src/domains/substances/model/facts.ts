// What is known of an item, in the terms in which it is judged: materials with their contents in mg/kg, statements, tests.
import type { ListEdition, Statement } from './declaration.ts';
import type { ItemClass } from './restriction.ts';

/** A substance in a material (or in a part as a whole), in mg/kg of it: a range where a range was declared, 0 to the limit of detection where it was not found. */
export interface ContentFact {
  /** key of the substance: `cas:7439-92-1`, `ec:…`, or one of one's own */
  substance: string;
  lowPpm: number;
  highPpm: number;
  /** null where nobody said whether it was added on purpose */
  intentional?: boolean | null;
  /** exemption that the supplier claims, as he writes it */
  exemption?: string | null;
}

export interface MaterialFact {
  name?: string;
  /** mg in one piece of its article; null where not said */
  massMg: number | null;
  contents: readonly ContentFact[];
  /** mg/kg of which nobody says what it is; 0 in a material that is fully disclosed */
  undisclosedPpm: number;
}

/** An article: what got a shape of its own. An article in a complex object stays one ("once an article always an article"). */
export interface ArticleFact {
  name?: string;
  massMg: number | null;
  count: number;
  materials: readonly MaterialFact[];
  /** declared of the article as a whole, in mg/kg of the article: proves failure, never a pass by homogeneous material */
  loose?: { contents: readonly ContentFact[]; undisclosedPpm: number };
}

/** What a supplier says against a pack, as he knew it on a day: a statement, never a computed pass. */
export interface StatementFact {
  pack: string;
  /** one restriction of it, or all */
  restriction?: string;
  /** the day of the list that it was made for, as days since 1970 */
  listDay: number;
  /** above the limit, below it */
  above: boolean;
  exemption?: string | null;
  /** the certificate that says so, by its id; the source itself where there is none */
  by?: string;
}

/** A laboratory's result for what it analysed, in one material or, without one, in every material. */
export interface TestFact {
  /** `element:Pb`, `cas:117-81-7`, `group:pbde`; what counts of an element in some of its compounds goes by their group */
  analyte: string;
  article?: number;
  material?: number;
  lowPpm: number;
  highPpm: number;
  /** a screening: whether it is over a limit that lies between, wet chemistry has to say */
  inconclusive: boolean;
  /** the report that says so, by its id */
  report?: string;
}

/** What a supplier says of an entry of a list, as far as it is judged. */
export interface SaidStatement extends Pick<Statement, 'list' | 'entry' | 'above'> {
  exemption: string | null;
}

/** What a declared product comes to, whoever declares it and whatever lists are held. */
export interface Composition {
  /** mg of one piece */
  massMg: number | null;
  articles: readonly ArticleFact[];
  /** lists to which it was declared */
  lists: readonly ListEdition[];
  statements: readonly SaidStatement[];
}

/** One source of one maker's part: a declaration with what else its maker says and laboratories found of the same part. */
export interface SourceFact {
  /** what a reader finds it by: the declaration's id */
  id: string;
  /** the maker's part; sources of one part must not contradict each other, and every part that may be used must comply */
  maker: string;
  /** mg of one piece as its maker declares it; parts that are declared may weigh less */
  massMg?: number | null;
  articles: readonly ArticleFact[];
  statements?: readonly StatementFact[];
  tests?: readonly TestFact[];
}

export interface ItemFact {
  id: string;
  itemClass: ItemClass;
  /** category of equipment, by which exemptions end (`8`, `9-industrial`); without one, that of the question counts */
  category?: string | null;
  massMg: number | null;
  sources: readonly SourceFact[];
}

/** One substance in one material, or in an article as a whole. */
export interface DeclaredLine {
  substance: string;
  article: string;
  material: string | null;
  /** mg/kg of the material, or of the article */
  lowPpm: number;
  highPpm: number;
  exemption: string | null;
}
