// What the server says of a year towards UL 2799: the rate by month with its gaps, the claim, and how ready it is.
import type { EvidenceGap, EvidenceItem } from './ul2799-evidence.ts';

interface Two {
  readonly en: string;
  readonly zh: string;
}

/** A record or place by name. */
export interface NamedThing {
  readonly id: string;
  readonly code: string;
  readonly name: Two;
}

/** One month of the twelve; shares exact, null where nothing in scope left. */
export interface Ul2799Month {
  readonly period: string;
  readonly label: string;
  readonly figureId: string | null;
  readonly massTonnes: string | null;
  readonly totalShare: string | null;
  readonly nonThermalShare: string | null;
  readonly sitesExpected: number;
  /** expected factories without loads in the month */
  readonly missing: readonly NamedThing[];
}

/** What is missing, with the names of where and of what. */
export interface NamedGap extends Omit<EvidenceGap, 'siteId' | 'streamId' | 'vendorId'> {
  readonly site: NamedThing | null;
  readonly stream: NamedThing | null;
  readonly vendor: NamedThing | null;
}

/** One item of the readiness list. */
export interface ReadinessAnswer extends Pick<EvidenceItem, 'id' | 'check' | 'label' | 'asks'> {
  readonly state: string;
  readonly unit: string | null;
  readonly have: string;
  readonly of: string;
  /** how many gaps there are, and the largest of them */
  readonly gapCount: number;
  readonly gaps: readonly NamedGap[];
}

/** The answer of `/waste/ul2799`, less the figure. */
export interface Ul2799Answer {
  readonly period: string;
  readonly months: readonly Ul2799Month[];
  /** the sentence that one may claim, in both languages; null where none can be made */
  readonly claim: Two | null;
  /** null where the records behind are not the reader's to see */
  readonly readiness: readonly ReadinessAnswer[] | null;
  readonly list: { readonly edition: string; readonly verified: boolean } | null;
}
