// What is told of a substance: in a list of what was found, and on its own page.
import type { Denominator, Duty, Restriction } from './restriction.ts';

/** One text in both languages. */
interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** How far the substances that come with the program are there. */
export interface IdentitiesTold {
  edition: string;
  state: 'reading' | 'ready';
  /** 0 to 1 */
  progress: number;
  identities: number;
}

/** A substance that was found. */
export interface FoundSubstanceTold {
  key: string;
  cas: string | null;
  ec: string | null;
  name: { en: string | null; zh: string | null };
  /** another name of it, where that is what was asked for */
  also: string | null;
  formula: string | null;
  /** restrictions of all rule packs in use, or to come, that name it */
  restrictions: number;
  /** recorded here, or named here besides */
  own: boolean;
}

/** How a question was read as a number, where it did not stand so. */
export type NumberRead =
  | { as: 'cas'; cas: string; reading: string }
  | { as: 'problem'; problem: string; candidates: readonly string[] };

export interface SubstancesAnswer {
  /** null where none are loaded and none are on their way */
  identities: IdentitiesTold | null;
  found: FoundSubstanceTold[];
  total: number;
  number: NumberRead | null;
}

export interface ReasonTold {
  by: 'list' | 'element' | 'structure';
  /** the group that lists it or names the element, where that lies within the group told */
  within: Bilingual | null;
  element: string | null;
}

export interface NamingTold {
  pack: string;
  packTitle: Bilingual;
  /** whose list the pack is; null where it is law */
  customer: string | null;
  edition: string;
  id: string;
  label: Bilingual;
  clause: string;
  source: string;
  limitPpm: string | null;
  comparator: Restriction['comparator'];
  per: Denominator;
  /** the element as which it is counted, or whether members are counted together */
  measure: Restriction['measure'];
  duty: Duty;
  intentional: boolean;
  from: string | null;
  before: string | null;
  /** the group through which it names the substance; null where it names it itself */
  group: Bilingual | null;
  onlyByStructure: boolean;
  standing: 'now' | 'later' | 'ended';
  verified: boolean;
}

/** Share of an element, or an interval where the formula leaves it open. */
export interface ElementShareTold {
  element: string;
  low: number;
  high: number;
}

export interface SubstanceAnswer {
  /** null where none are loaded and none are on their way: then what is not held is not known */
  identities: IdentitiesTold | null;
  key: string;
  cas: string | null;
  ec: string | null;
  name: { en: string | null; zh: string | null };
  others: string[];
  formula: string | null;
  smiles: string | null;
  inchiKey: string | null;
  /** letters of the lists that name it, and the edition that says so; null where it is in none */
  identity: { edition: string; lists: string[] } | null;
  /** what is recorded of it here */
  own: { id: string; number: string; note: string | null } | null;
  /** g/mol with the elements that restrictions are about; null where the formula is not known or cannot be read */
  composition: { molarMass: string; shares: ElementShareTold[] } | null;
  formulaProblem: string | null;
  /** OECD 2021 on its structure; null where none is held */
  structure: {
    isPfas: boolean | null;
    carbons: { group: 'CF3' | 'CF2'; atom: number }[];
    definition: Bilingual;
  } | null;
  groups: { id: string; label: Bilingual; source: string; verified: boolean; why: ReasonTold[] }[];
  restrictions: NamingTold[];
}
