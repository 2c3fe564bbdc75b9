// What is told of commitments and policies: the list, one edition, and whom it asks.

/** Not yet in force, in force, or followed by one that is. */
export type Standing = 'coming' | 'in_force' | 'superseded';

/** How far one person is with one edition. */
export type Acknowledging = 'not_asked' | 'acknowledged' | 'waiting' | 'overdue';

/** A paragraph of either text, and in which it stands. */
export interface ComparedParagraph {
  readonly state: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A text in both languages. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** How far somebody is with an edition. */
export interface OwnAnswer {
  state: Acknowledging;
  dueOn: string | null;
  /** instant, ISO 8601 */
  at: string | null;
  language: 'en' | 'zh' | null;
}

interface Said {
  id: string;
  code: string;
  edition: number;
  documentKind: string;
  title: Bilingual;
  effectiveOn: string;
  owner: Bilingual;
  changes: Bilingual | null;
  standing: Standing;
  own: OwnAnswer;
}

/** How many an edition asks, and how far they are. */
export type CountsAnswer = Readonly<Record<'asked' | 'acknowledged' | 'overdue', number>>;

/** A document in the list; its counts are told to who publishes. */
export interface ListedDocument extends Said {
  sdgs: string[];
  editions: number;
  counts: CountsAnswer | null;
}

/** One edition to be read. */
export interface DocumentAnswer extends Said {
  text: Bilingual;
  audience: string[];
  acknowledgeDays: number | null;
  /** hexadecimal, of what is acknowledged */
  hash: string;
  goals: { number: string; label: Bilingual | null; goal: Bilingual | null }[];
  goalsFrom: { source: string; licence: string; verified: boolean; edition: string } | null;
  editions: { id: string; edition: number; effectiveOn: string; changes: Bilingual | null; standing: Standing }[];
  before: { edition: number; difference: Record<'en' | 'zh', readonly ComparedParagraph[]> } | null;
}

/** Whom an edition asks. */
export interface PeopleAnswer {
  counts: CountsAnswer;
  people: (OwnAnswer & { personId: string; name: Bilingual })[];
}
