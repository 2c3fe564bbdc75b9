// What one month of one site needs, as the API tells it and pages read it. Masses are exact tonnes as text; null is unknown.
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { EstimateMethod, ExpectedFrequency, ExpectedKind, ExpectedState, MonthQuestion } from './plan.ts';
import type { Treatment } from './treatment.ts';

interface Named {
  readonly en: string;
  readonly zh: string;
}

/** One line of the plan in one month. */
export interface ExpectedStream {
  readonly streamId: string;
  readonly code: string;
  readonly name: Named;
  readonly hazardous: boolean;
  readonly what: ExpectedKind;
  readonly frequency: ExpectedFrequency;
  /** null where nothing is due */
  readonly dueOn: CalendarDate | null;
  readonly state: ExpectedState;
  /** records of the month (of the quarter, half or year that is due), whatever their step of review */
  readonly records: number;
  readonly approved: number;
  /** null without a record or a signed nil return */
  readonly massTonnes: string | null;
}

/** Stream-months that are due, each once: expected = in + nil + estimated + missing; those past their date are in `late` too. */
export interface ExpectedCounts {
  readonly expected: number;
  readonly in: number;
  readonly nil: number;
  readonly estimated: number;
  readonly missing: number;
  readonly late: number;
}

/** A stream that has records in the month and no line in the plan. */
export interface UnplannedStream {
  readonly streamId: string;
  readonly code: string;
  readonly name: Named;
  readonly hazardous: boolean;
  readonly records: number;
  readonly massTonnes: string;
}

/** A question that wants one line before the month is submitted. */
export interface AskedQuestion {
  readonly question: MonthQuestion;
  readonly streamId: string;
  readonly code: string;
  readonly name: Named;
  readonly facts: Readonly<Record<string, string | number>>;
  /** the question in the reader's language, with its numbers */
  readonly words: string;
  readonly explanation: { readonly recordId: string; readonly text: string } | null;
}

/** A line of a vendor's statement and the loads that it is proposed to cover. */
export interface StatementLine {
  readonly streamId: string;
  readonly code: string;
  readonly name: Named;
  readonly statedMassTonnes: string;
  /** loads that the vendor counted; null where the line does not say */
  readonly statedLoads: number | null;
  readonly loadIds: readonly string[];
  readonly loadsMassTonnes: string;
  readonly agrees: boolean;
  /** stated less recorded */
  readonly differenceMassTonnes: string;
}

export interface StatementOfMonth {
  readonly id: string;
  readonly vendorId: string;
  readonly vendor: Named;
  readonly number: string;
  readonly lines: readonly StatementLine[];
  readonly agrees: boolean;
  readonly hasFile: boolean;
}

export interface VendorWithoutStatement {
  readonly vendorId: string;
  readonly vendor: Named;
  readonly loads: number;
  readonly massTonnes: string;
}

/** What one method makes of a stream that is late; without a mass it says which inputs it wants. */
export interface EstimateProposal {
  readonly method: EstimateMethod;
  readonly massTonnes: string | null;
  readonly treatment: Treatment | null;
  readonly vendorId: string | null;
  readonly inputs: Readonly<Record<string, string | number>>;
}

export interface StreamEstimates {
  readonly streamId: string;
  readonly proposals: readonly EstimateProposal[];
}

/** An estimate that stands beside actual loads of its stream: it is offered to be voided. */
export interface TrueUp {
  readonly streamId: string;
  readonly estimateIds: readonly string[];
  readonly estimatedMassTonnes: string;
  readonly actualMassTonnes: string;
}

/** `GET /api/v1/waste/month`. */
export interface WasteMonth {
  readonly site: { readonly id: string; readonly code: string; readonly name: Named };
  readonly month: Month;
  readonly expected: readonly ExpectedStream[];
  readonly unplanned: readonly UnplannedStream[];
  readonly counts: ExpectedCounts;
  readonly questions: readonly AskedQuestion[];
  /** how many more there would be: at most three are asked */
  readonly moreQuestions: number;
  readonly statements: readonly StatementOfMonth[];
  readonly vendorsWithoutStatement: readonly VendorWithoutStatement[];
  readonly estimates: readonly StreamEstimates[];
  readonly trueUps: readonly TrueUp[];
  /** loads whose weights differ too much and are not decided yet */
  readonly disputes: number;
  /** drafts and returned records that a submission takes along */
  readonly open: { readonly loads: number; readonly nil: number; readonly storage: number };
  readonly closed: boolean;
  /** false where only weekends are known of the site's calendar in the due month, so that a holiday may move the date */
  readonly holidaysKnown: boolean;
  readonly coverage: {
    readonly counts: ExpectedCounts;
    /** estimated mass as a share of all mass of the month; null without mass */
    readonly estimatedMassShare: string | null;
  };
}

/** `POST /api/v1/waste/month/nil`: what stands for each stream; asked again it is the same. */
export interface NilAnswer {
  readonly returns: readonly { readonly id: string; readonly streamId: string; readonly outcome: 'new' | 'same' }[];
}

/** `POST /api/v1/waste/month/estimate`. */
export interface EstimateAnswer {
  readonly id: string;
  readonly massTonnes: string;
}

/** `POST /api/v1/waste/month/submit`: what went to the reviewer, and the proof of it. */
export interface SubmitReceipt {
  /** instant, ISO 8601 */
  readonly at: string;
  readonly loads: number;
  readonly nil: number;
  readonly storage: number;
  /** number of the transaction in the history */
  readonly seq: number;
  /** SHA-256 over id, revision and content hash of everything submitted, in order */
  readonly hash: string;
}
