// What is told of a file of declarations before it is kept, and of what became of it.
import type { FileProblem } from './declaration.ts';
import type { disclosures } from './item.ts';
import type { Bilingual } from './item-answer.ts';

export type Disclosure = (typeof disclosures)[number];

/** A maker's part that a product of the file may be. */
export interface PartCandidate {
  makerPartId: string;
  number: string;
  maker: Bilingual | null;
  item: { id: string; number: string; name: Bilingual };
}

/** What a person says that a product of the file is: a part there is, a new part of the supplier for an item, or nothing of ours. */
export type ProductChoice = { part: string } | { item: string } | 'leave_out';

export interface ProductTold {
  /** its place in the file, from 0; further part numbers that the same content covers have places of their own */
  nth: number;
  number: string | null;
  name: string | null;
  massMg: string | null;
  disclosure: Disclosure;
  /** declared lines of substances */
  lines: number;
  /** answers to entries of lists */
  statements: number;
  candidates: PartCandidate[];
  choice: ProductChoice | null;
}

export interface DeclarationFileAnswer {
  format: string | null;
  document: string | null;
  issuedOn: string | null;
  /** as the file names it */
  supplierNamed: string | null;
  problems: FileProblem[];
  products: ProductTold[];
  /** ids of the declarations that were kept; null where it was only looked at */
  kept: { id: string; document: string; state: string; outcome: 'new' | 'changed' | 'same' }[] | null;
}
