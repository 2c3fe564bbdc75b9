// What the endpoints of commitments and policies answer.
import type { LocalText } from '#platform/ui/language.tsx';
import type { ComparedParagraph } from '../rules/paragraphs.ts';
import type { Acknowledging, Standing } from '../rules/standing.ts';

/** How far somebody is with an edition. */
export interface OwnAnswer {
  state: Acknowledging;
  dueOn: string | null;
  at: string | null;
  language: 'en' | 'zh' | null;
}

interface Said {
  id: string;
  code: string;
  edition: number;
  documentKind: string;
  title: LocalText;
  effectiveOn: string;
  owner: LocalText;
  changes: LocalText | null;
  standing: Standing;
  own: OwnAnswer;
}

export type CountsAnswer = Readonly<Record<'asked' | 'acknowledged' | 'overdue', number>>;

/** A document in the list. */
export interface ListedDocument extends Said {
  sdgs: string[];
  editions: number;
  counts: CountsAnswer | null;
}

/** One edition to be read. */
export interface DocumentAnswer extends Said {
  text: { en: string; zh: string };
  audience: string[];
  acknowledgeDays: number | null;
  hash: string;
  goals: { number: string; label: LocalText | null; goal: LocalText | null }[];
  goalsFrom: { source: string; licence: string; verified: boolean } | null;
  editions: { id: string; edition: number; effectiveOn: string; changes: LocalText | null; standing: Standing }[];
  before: { edition: number; difference: Record<'en' | 'zh', ComparedParagraph[]> } | null;
}

/** Whom an edition asks. */
export interface PeopleAnswer {
  counts: CountsAnswer;
  people: (OwnAnswer & { personId: string; name: LocalText })[];
}
