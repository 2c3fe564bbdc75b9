// What a draft list would change before it is in force: items and products that come out otherwise, and whom to ask.
import type { Bilingual, NamedItem } from './item-answer.ts';
import type { Verdict } from './verdict.ts';

export interface ChangedItemTold extends NamedItem {
  before: Verdict;
  after: Verdict;
  /** nothing contains it */
  isProduct: boolean;
  /** it is its own contents that make it so, and not those of its parts */
  byItself: boolean;
  /** its supplier has to be asked, about what is new alone */
  toAsk: boolean;
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
  counts: { items: number; products: number; toAsk: number };
  suppliers: SupplierToAsk[];
}
