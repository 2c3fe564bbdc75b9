// What a supplier declares of a product, whatever the format: parts, homogeneous materials, substances, and statements against a list.
import type { FileProblemCode } from './file-problem.ts';

/** An exact decimal as text, as the file had it but for its notation (`1e-3` is `0.001`). */
export type DecimalText = string;

/**
 * How much of something there is, as declared: a mass, a share of what holds it, or both. What a file does not say is
 * absent and never zero.
 */
export interface Amount {
  /** mg of one piece of what holds it */
  massMg?: DecimalText;
  /** share by mass of what holds it, 0 to 1 */
  share?: DecimalText;
  /** bounds where a range was declared, in the terms of `share`, else of `massMg` */
  low?: DecimalText;
  high?: DecimalText;
  /** as written, with its unit: `0.1 %`, `135 mg`, `< 50 ppm` */
  entered: string;
}

/**
 * What a file says that this model has no place for, in the terms of the file: written back into the same format, and told
 * as lost where the declaration is written in another one. Decision 0054.
 */
export interface Rest {
  attributes?: readonly RestAttribute[];
  children?: readonly RestChild[];
  text?: string;
}

export interface RestAttribute {
  name: string;
  value: string;
  /** text that the model gives in its place (`0.135` of `kg` beside `135000` of `mg`); holds only while it still does */
  insteadOf?: string;
}

export interface RestChild extends Rest {
  name: string;
  /** which of the children of that name, from 0 */
  nth: number;
  /** nothing of it is in the model, rather than a part */
  whole: boolean;
}

/** Which list, of which edition, by whom. */
export interface ListEdition {
  authority: string;
  identity: string;
  version: string;
}

/** A name by which somebody knows a thing: an entry of a list, a number of a company's own. */
export interface KnownAs {
  list?: ListEdition;
  id: string;
  description?: string;
}

/** An exemption that the supplier claims, as he names it. */
export interface ClaimedExemption {
  list: ListEdition | null;
  /** code of the clause, such as `6(c)` or `7(c)-I` */
  id: string;
  description: string;
  rest?: Rest;
}

/** One declared line: a substance or a group in a material, a part or a product. */
export interface Content {
  name: string;
  /** CAS number with a right check digit, else null */
  cas: string | null;
  ec: string | null;
  /** every number and entry by which the line names its substance, those that are no CAS number too */
  knownAs: readonly KnownAs[];
  /** a group of a list rather than one substance (a DSG) */
  groups: readonly KnownAs[];
  amount: Amount | null;
  exemptions: readonly ClaimedExemption[];
  use: string | null;
  /** what the line says of a threshold of a list: above it or not */
  thresholds: readonly DeclaredThreshold[];
  intentionallyAdded: boolean | null;
  rest?: Rest;
}

export interface DeclaredThreshold {
  above: boolean;
  application: string | null;
  /** in the words of the list, e.g. `0.1 mass% of article [ReportingLevel:Article]` */
  threshold: string;
}

/** A homogeneous material: uniform throughout, not mechanically separable. */
export interface Material {
  name: string;
  /** entries of material lists and classes */
  knownAs: readonly KnownAs[];
  classes: readonly KnownAs[];
  amount: Amount | null;
  isArticle: boolean | null;
  contents: readonly Content[];
  rest?: Rest;
}

/** A part within a product; an article of its own where the supplier says so. */
export interface Part {
  name: string;
  number: string | null;
  count: DecimalText;
  massMg: DecimalText | null;
  isArticle: boolean | null;
  parts: readonly Part[];
  materials: readonly Material[];
  /** declared of the part as a whole, not of a material of it */
  contents: readonly Content[];
  rest?: Rest;
}

/** How much of a group of materials a product holds, such as 12 g of copper alloys: no homogeneous material. */
export interface MaterialGroup {
  list: ListEdition | null;
  id: string | null;
  name: string;
  amount: Amount | null;
  rest?: Rest;
}

/** An answer to an entry of a list, of the product as a whole: a statement, never a computed result. */
export interface Statement {
  list: ListEdition | null;
  entry: string | null;
  name: string;
  /** above the threshold of the entry; null where the question was left open */
  above: boolean | null;
  /** of a yes-or-no question in words; null where it is about a threshold */
  answer: boolean | null;
  threshold: string | null;
  application: string | null;
  amount: Amount | null;
  exemptions: readonly ClaimedExemption[];
  use: string | null;
  rest?: Rest;
}

/** By what a product is known; one declaration may hold for several. */
export interface ProductName {
  name: string | null;
  /** the supplier's or maker's part number */
  number: string | null;
  /** what the asker calls it */
  requesterNumber: string | null;
  revision: string | null;
  effectiveOn: string | null;
  massMg: DecimalText | null;
}

export interface DeclaredProduct extends ProductName {
  /** further products for which all of this holds too */
  alsoCovers: readonly ProductName[];
  /** one piece, or a unit of mass, length, area, volume */
  unit: string;
  isArticle: boolean | null;
  /** whether the supplier says that all substances are named; null where he does not say */
  isFullMaterial: boolean | null;
  statements: readonly Statement[];
  /** lists to which the composition was declared */
  compositionLists: readonly ListEdition[];
  parts: readonly Part[];
  materials: readonly Material[];
  contents: readonly Content[];
  /** claimed for the product as a whole */
  exemptions: readonly ClaimedExemption[];
  materialGroups: readonly MaterialGroup[];
  rest?: Rest;
}

export interface Organisation {
  name: string;
  nameLocal: string | null;
  /** the authority is the register, such as DUNS; its list has no identity of its own */
  ids: readonly KnownAs[];
  rest?: Rest;
}

/** Somebody named in the file; kept with the file's record, as personal data. */
export interface NamedPerson {
  name: string;
  nameLocal: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  rest?: Rest;
}

/** What one file declares. */
export interface Declaration {
  format: DeclarationFormat;
  /** version of the schema as the file has it */
  schemaVersion: string | null;
  documentId: string | null;
  issuedOn: string | null;
  /** day of the request that it answers */
  requestedOn: string | null;
  supplier: Organisation | null;
  requester: Organisation | null;
  authorizer: NamedPerson | null;
  contact: NamedPerson | null;
  products: readonly DeclaredProduct[];
  rest?: Rest;
}

export const declarationFormats = ['iec-62474', 'ipc-1752a', 'ipc-1752b', 'material-sheet'] as const;
export type DeclarationFormat = (typeof declarationFormats)[number];

/** Something in a file that is wrong, or that the reader should know, at its line and column (both from 1). */
export interface FileProblem {
  level: 'error' | 'warning';
  code: FileProblemCode;
  line: number;
  column: number;
  /** where in the file, as a path of element names or a cell */
  at: string;
  facts?: Record<string, string | number>;
}
