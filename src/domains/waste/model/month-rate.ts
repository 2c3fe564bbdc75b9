// What a month does to the conversion rate, as the API tells it and the page reads it. Shares are exact, as text.
import type { Treatment } from './treatment.ts';

interface Named {
  readonly en: string;
  readonly zh: string;
}

/** A number and how it is printed for the reader. */
export interface PrintedShare {
  readonly value: string;
  readonly printed: string;
}

/** What one stream on one way did. */
export interface MovedPart {
  readonly treatment: Treatment;
  readonly massBeforeTonnes: string;
  readonly massTonnes: string;
  readonly share: PrintedShare;
}

/** What one stream did to the rate; the streams add up to the change. */
export interface MovedStream {
  readonly streamId: string;
  readonly code: string;
  readonly name: Named;
  readonly share: PrintedShare;
  readonly parts: readonly MovedPart[];
}

/** `GET /api/v1/waste/month/rate`: with everything that is recorded of the month, drafts too. */
export interface MonthRate {
  /** null while nothing that counts is recorded */
  readonly rate: PrintedShare | null;
  readonly massTonnes: string;
  /** how much of it is a draft, submitted or reviewed, and counts in no approved figure yet */
  readonly isProvisional: boolean;
  readonly lastMonth: PrintedShare | null;
  /** against last month; null without a rate in both */
  readonly movement: { readonly change: PrintedShare; readonly streams: readonly MovedStream[] } | null;
  /** the year up to and with this month: as approved now, and with everything recorded of this month */
  readonly toDate: { readonly approved: PrintedShare | null; readonly withMonth: PrintedShare | null };
  /** the movement in one sentence, in the reader's language */
  readonly words: string;
}
