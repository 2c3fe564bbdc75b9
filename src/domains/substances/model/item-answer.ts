// What is told of items: how they stand under each rule pack, why, what they are made of, and where a substance is.

import type { CertificateTold } from './certificate.ts';
import type { Completeness } from './completeness.ts';
import type { GradeStanding, RequiredTold } from './grade-requirement.ts';
import type { OverrideDecision, OverrideTold } from './override.ts';
import type { ItemClass } from './restriction.ts';
import type { ReportTold, TestTold } from './test-report-answer.ts';
import type { ExemptionFails, Verdict, VerdictBasis } from './verdict.ts';

export interface Bilingual {
  en: string;
  zh: string;
}

/** An item by what people call it. */
export interface NamedItem {
  id: string;
  number: string;
  name: Bilingual;
}

/** Up to where verdicts stand: a reader sees whether what he just recorded is among them. */
export interface VerdictsAsOf {
  /** day for which they were worked out; null before the first time */
  day: string | null;
  /** something was recorded since that is not judged yet */
  isBehind: boolean;
}

/** An item under one pack. */
export interface ItemVerdict {
  pack: string;
  edition: string;
  verdict: Verdict;
  basis: VerdictBasis;
  /** by its own declarations alone */
  own: Verdict;
  /** day on which it came out so */
  since: string;
}

export interface PackNamed {
  pack: string;
  edition: string;
  title: Bilingual;
  /** whose list it is; null where it is law */
  customer: string | null;
  /** where it holds; null for everywhere */
  markets: readonly string[] | null;
}

/** One row of the list. */
export interface ListedItem extends NamedItem {
  itemClass: ItemClass;
  /** nothing contains it */
  isTop: boolean;
  verdicts: { pack: string; verdict: Verdict; basis: VerdictBasis }[];
  /** what was decided otherwise under all of the pack that was asked for, where it holds; not of one restriction alone */
  decided: OverrideDecision | null;
  /** how it stands against what its control grade requires */
  required: GradeStanding;
}

export interface ItemsAnswer {
  asOf: VerdictsAsOf;
  packs: PackNamed[];
  /** who buys something, by name */
  customers: string[];
  items: ListedItem[];
  /** what to ask for next; null at the end */
  after: string | null;
  /** how many of all that match stand so under the pack that was asked for */
  counts: { verdict: Verdict; items: number }[];
  /** items for which a decision beside the verdict holds under all of the pack that was asked for */
  decided: number;
}

export interface DeclarationTold {
  id: string;
  document: string;
  issuedOn: string;
  until: string | null;
  format: string;
  fullMaterial: string;
  state: string;
  /** it is among those by which the item is judged today */
  counts: boolean;
}

export interface MakerPartTold {
  id: string;
  number: string;
  maker: { id: string; code: string; name: Bilingual } | null;
  from: string;
  before: string | null;
  declarations: DeclarationTold[];
  reports: ReportTold[];
  certificates: CertificateTold[];
}

/** Who buys an item, or what it is in. */
export interface SoldTo {
  record: string;
  customer: string;
  /** the customer's own number */
  number: string | null;
  from: string;
  before: string | null;
  /** what he buys, where it is not the item itself */
  through: NamedItem | null;
}

/** A customer, and the numbers of the items asked about that he buys. */
export interface Buyer {
  customer: string;
  items: string[];
}

export interface ItemAnswer extends NamedItem {
  asOf: VerdictsAsOf;
  itemClass: ItemClass;
  controlGrade: string | null;
  /** what its grade requires of it today, by maker's part */
  required: RequiredTold;
  unit: string;
  /** mg of one */
  massMg: string | null;
  /** where it is sold; null where nobody says */
  markets: string[] | null;
  /** of equipment, by which exemptions end; null where nobody says */
  category: string | null;
  /** null where it has too many parts to be added up while the page waits */
  completeness: Completeness | null;
  packs: PackNamed[];
  verdicts: ItemVerdict[];
  overrides: OverrideTold[];
  makerParts: MakerPartTold[];
  /** who buys it, or what it is in */
  soldTo: SoldTo[];
  /** there are more than are told */
  moreSoldTo: boolean;
  /** what contains it directly */
  usedIn: (NamedItem & { quantity: string })[];
}

/** One part in an item, under the pack that is looked at. */
export interface PartTold extends NamedItem {
  /** pieces (or kg, m …) in one of the item above */
  quantity: string;
  unit: string;
  verdict: Verdict | null;
  basis: VerdictBasis | null;
  hasParts: boolean;
}

export interface PartsAnswer {
  parts: PartTold[];
}

/** What a supplier said: a declaration, or a certificate. */
export interface SourceNamed {
  id: string;
  kind: 'substances.declaration' | 'substances.certificate';
  document: string;
}

/** A limit that was looked at in one place. */
export interface ReasonTold {
  restriction: string;
  label: Bilingual;
  clause: string;
  verified: boolean;
  verdict: Verdict;
  basis: VerdictBasis;
  declaration: SourceNamed | null;
  article: string | null;
  material: string | null;
  /** mg/kg there, at least and at most; null where only words say that it is over the limit */
  lowPpm: number | null;
  highPpm: number | null;
  /** mg/kg */
  limitPpm: string | null;
  undisclosedPpm: number;
  substances: SubstanceNamed[];
  /** last day of the exemption that it rests on; `open` without an end, `pending` while a renewal is asked for */
  until: string | 'open' | 'pending' | null;
  exemptionFails: ExemptionFails | null;
  /** what laboratories found there that speaks of it */
  tests: TestTold[];
}

export interface SubstanceNamed {
  key: string;
  name: Bilingual | null;
}

export interface WhyAnswer {
  /** from the item down to the part that makes it so */
  path: NamedItem[];
  reasons: ReasonTold[];
  /** nothing counts that was declared of the last of the path */
  nothingDeclared: boolean;
}

/** Where a substance is: lines of declarations that count today. */
export interface UseTold extends NamedItem {
  makerPart: string;
  maker: Bilingual | null;
  declaration: { id: string; document: string };
  article: string;
  material: string | null;
  lowPpm: number;
  highPpm: number;
  exemption: string | null;
}

export interface WhereUsedAnswer {
  substance: SubstanceNamed;
  uses: UseTold[];
  /** there are more lines than are told; what contains their items is then not all told either */
  moreUses: boolean;
  /** all that contain one of these */
  above: (NamedItem & { isTop: boolean })[];
  /** ways from what nothing contains down to a holder, each from the top down */
  paths: NamedItem[][];
  /** there are more ways than are told */
  morePaths: boolean;
  /** who buys any of these */
  customers: Buyer[];
}
