// What is a report assembled from, besides figures: the organisation, its boundary, statements and earlier promises.
import type { Section } from './sections.ts';

/** A text in both languages; one may stand for the other. */
export interface TwoTexts {
  readonly en: string;
  readonly zh: string;
}

/** A statement as it counts, or counted at a moment of the history. */
export interface Statement {
  readonly id: string;
  readonly revision: number;
  readonly section: Section;
  readonly position: number;
  readonly tense: 'fact' | 'later_fact' | 'commitment';
  /** the day it speaks of */
  readonly asOf: string;
  readonly dueOn: string | null;
  readonly text: TwoTexts;
}

/** A commitment that an earlier edition printed, with what its record says now; null when it was withdrawn. */
export interface EarlierCommitment {
  readonly promised: Statement;
  readonly edition: number | null;
  readonly now: Statement | null;
}

/** A place of operation or a legal entity. */
export interface Place {
  readonly id: string;
  readonly code: string;
  readonly name: TwoTexts;
}

/** The reporting boundary in force on the last day of the period. */
export interface BoundaryInForce {
  readonly code: string;
  readonly title: TwoTexts;
  readonly approach: 'operational_control' | 'financial_control' | 'equity_share';
  readonly from: string;
}

/** Who and what the cover names. */
export interface CoverFacts {
  readonly company: TwoTexts;
  readonly preparer: TwoTexts;
  /** the day of release; null for a draft of the living report */
  readonly releasedOn: string | null;
}
