// What a draft list would change before it is in force: items and products that come out otherwise, and whom to ask.
import type { countUnits } from './item.ts';
import type { Bilingual, Buyer, NamedItem } from './item-answer.ts';
import type { Denominator } from './restriction.ts';
import type { Verdict } from './verdict.ts';

/** Quantities of an item on the day on which they were said, in its unit; null where nobody said. */
export interface StockTold {
  on: string;
  unit: (typeof countUnits)[number];
  inStock: string | null;
  onOrder: string | null;
}

export interface ChangedItemTold extends NamedItem {
  before: Verdict;
  after: Verdict;
  /** nothing contains it */
  isProduct: boolean;
  /** it is its own contents that make it so, and not those of its parts */
  byItself: boolean;
  /** its supplier has to be asked, about what is new alone */
  toAsk: boolean;
  /** null where nobody said what there is of it */
  stock: StockTold | null;
}

export interface SupplierToAsk {
  id: string;
  code: string;
  name: Bilingual;
  /** numbers of the items about which it has to be asked */
  items: string[];
}

export interface ImpactAnswer {
  /** day for which it was worked out */
  day: string;
  /** items that were looked at */
  looked: number;
  /** what comes out otherwise, products first; as many as are told at once */
  changed: ChangedItemTold[];
  /** `stock` of how many of `items` it is said what is in stock or on order */
  counts: { items: number; products: number; toAsk: number; stock: number };
  suppliers: SupplierToAsk[];
  /** who buys what comes out otherwise */
  customers: Buyer[];
}

/** One substance of a draft list. */
export interface DraftRow {
  name: string;
  /** `cas:117-81-7`; `key:row-5` where the list names it by words alone, and nothing can be found by it */
  substance: string;
  per: Denominator;
  /** mg/kg; null where it is prohibited on purpose only */
  limitPpm: string | null;
}

/** A file of a draft list as it was read: nothing of it is kept. */
export interface DraftListAnswer {
  fileName: string;
  /** none where something is wrong with the file */
  rows: DraftRow[];
  /** CAS numbers that a spreadsheet had turned into dates, put right */
  repaired: { row: number; text: string; cas: string }[];
  problems: { row: number; code: string; text: string }[];
}
