// Customers as they are told: what each buys, and how that stands.
import type { PackNamed, VerdictsAsOf } from './item-answer.ts';
import type { Verdict } from './verdict.ts';

/** So many products of a customer stand so under a pack. */
export interface Standing {
  pack: string;
  verdict: Verdict;
  products: number;
}

export interface CustomerStanding {
  name: string;
  /** how many items he buys; null where nobody says what he buys, and a list of his is held */
  products: number | null;
  /** names of the packs that are his lists in force */
  lists: string[];
  stands: Standing[];
}

export interface CustomersAnswer {
  asOf: VerdictsAsOf;
  packs: PackNamed[];
  customers: CustomerStanding[];
}
