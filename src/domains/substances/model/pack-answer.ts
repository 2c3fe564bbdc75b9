// What is told of rule packs: which there are, what one holds, its worked examples as they come out, and what differs between two.
import type { CustomerTold } from './customer-list.ts';
import type { Exemption, ItemClass, Restriction } from './restriction.ts';
import type { SubstanceGroup } from './substance-group.ts';
import type { Verdict } from './verdict.ts';

interface Bilingual {
  en: string;
  zh: string;
}

/** How an edition stands on a day; a draft has no day from which it holds. */
export type PackStanding = 'in_force' | 'coming' | 'ended' | 'draft';

export interface EditionTold {
  edition: string;
  effectiveFrom: string | null;
  /** first day on which it no longer holds */
  effectiveTo: string | null;
  standing: PackStanding;
  /** it is the one by which items are judged today */
  inUse: boolean;
}

/** What an edition holds, in numbers. */
export interface PackCounts {
  restrictions: number;
  /** of these, in force today */
  restrictionsToday: number;
  exemptions: number;
  groups: number;
  /** rows of which nobody confirmed the values against the published text */
  unverified: number;
}

/** Where an edition comes from and how far it can be relied on. */
export interface PackOrigin {
  source: string;
  licence: string;
  asOf: string;
  verified: boolean;
  /** when somebody should look for a newer edition */
  reviewOn: string | null;
  reviewIsDue: boolean;
}

/** A pack by the edition in use, or by its newest where none is. */
export interface PackLine extends EditionTold, PackOrigin {
  pack: string;
  title: Bilingual;
  /** whose list it is; null where it is law */
  customer: CustomerTold | null;
  counts: PackCounts;
  /** newest first */
  otherEditions: EditionTold[];
}

export interface PacksAnswer {
  today: string;
  packs: PackLine[];
}

/** A substance by its key, with the names that are held of it. */
export interface SubstanceTold {
  /** `cas:7439-92-1`, `ec:231-100-4` or an own key */
  key: string;
  name: { en: string; zh: string | null } | null;
}

/** What some packs say beside the shape of all of them. */
export interface SaidBeside {
  /** for which use only */
  application?: Bilingual;
  /** the threshold in the words of the list */
  threshold?: string;
  /** why it was listed */
  reason?: string;
  toxicity?: string;
  includedOn?: string;
  latestApplicationOn?: string;
  /** what a customer notes beside an entry of its list */
  remark?: string;
}

export interface RestrictionTold extends Restriction, SaidBeside {
  /** in force today, as its edition is */
  holds: boolean;
  substances: SubstanceTold[];
}

export interface ExemptionTold extends Exemption {
  id: string;
  /** by category: has its last day passed, whatever was applied for */
  passed: Readonly<Record<string, boolean>>;
}

export interface GroupTold extends Omit<SubstanceGroup, 'members'> {
  /** restrictions of this edition that name it, or a group that takes it in */
  namedBy: string[];
  substances: SubstanceTold[];
}

/** What an example says of a material, and what comes of it. */
export interface ExampleMaterial {
  name: string;
  massMg: number;
  contents: { substance: SubstanceTold; ppm: number; exemption: string | null; intentional: boolean | null }[];
  undisclosedPpm: number;
}

/** What is expected of an example, or found. */
export interface ExampleOutcome {
  verdict: Verdict;
  /** id of the restriction that makes it so; null where none does, or none is expected in particular */
  restriction: string | null;
}

/** What was held against the limit. */
export interface ExampleReason {
  label: Bilingual;
  clause: string;
  /** mg/kg, at least and at most */
  lowPpm: number;
  highPpm: number;
  limitPpm: string | null;
  undisclosedPpm: number;
}

export interface ExampleTold {
  id: string;
  source: Bilingual;
  date: string;
  itemClass: ItemClass;
  category: string | null;
  market: string | null;
  materials: ExampleMaterial[];
  expected: ExampleOutcome;
  /** by the engine, now */
  found: ExampleOutcome & { reason: ExampleReason | null };
  isRight: boolean;
}

export interface PackAnswer extends EditionTold, PackOrigin {
  today: string;
  pack: string;
  title: Bilingual;
  /** whose list it is; null where it is law */
  customer: CustomerTold | null;
  note: Bilingual | null;
  /** SHA-256 of the edition, by which a figure or a verdict names it */
  hash: string;
  counts: PackCounts;
  /** newest first, this one among them */
  editions: EditionTold[];
  restrictions: RestrictionTold[];
  exemptions: ExemptionTold[];
  groups: GroupTold[];
  examples: ExampleTold[];
}

/** A row of a pack, as far as a list of differences names it. */
export interface RowTold {
  id: string;
  type: string;
  label: Bilingual;
  clause: string | null;
  numbers: string[];
  /** of a restriction alone */
  says: Pick<Restriction, 'limitPpm' | 'comparator' | 'intentional' | 'duty'> | null;
}

export interface ColumnChange {
  column: string;
  from: unknown;
  to: unknown;
}

/** What one pack is compared as: an edition whole, or what held on a day. */
export interface ComparedSide {
  edition: string | null;
  day: string | null;
  rows: number;
}

export interface CompareAnswer {
  pack: string;
  title: Bilingual;
  from: ComparedSide;
  to: ComparedSide;
  added: RowTold[];
  dropped: RowTold[];
  changed: { row: RowTold; columns: ColumnChange[] }[];
  /** rows that say the same and only name another source */
  citedOtherwise: number;
  same: number;
  /** oldest first: days on which what holds changes */
  days: string[];
  editions: EditionTold[];
}
