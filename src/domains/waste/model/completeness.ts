// How complete the months of sites are: what is expected of each, and how much of it stands.
import type { Month } from '#period/calendar-date.ts';
import type { ExpectedCounts } from './month.ts';
import type { ExpectedFrequency, ExpectedKind, ExpectedState } from './plan.ts';

interface Named {
  readonly en: string;
  readonly zh: string;
}

/** One month of one site. */
export interface SiteMonth extends ExpectedCounts {
  readonly closed: boolean;
  /** loads that lie with their reviewers, and the days since the first of them was submitted: none of them the factory's */
  readonly withReviewers: { readonly count: number; readonly days: number } | null;
}

/** One line of the plan, month by month. */
export interface StreamRow {
  readonly streamId: string;
  readonly code: string;
  readonly name: Named;
  readonly what: ExpectedKind;
  readonly frequency: ExpectedFrequency;
  readonly states: readonly ExpectedState[];
}

export interface SiteRow {
  readonly siteId: string;
  readonly code: string;
  readonly name: Named;
  /** in the order of `months` */
  readonly months: readonly SiteMonth[];
  /** nothing is planned for it, so that nothing can be missing */
  readonly withoutPlan: boolean;
}

/** `GET /api/v1/waste/completeness`. */
export interface Completeness {
  readonly months: readonly Month[];
  readonly counts: ExpectedCounts;
  readonly sites: readonly SiteRow[];
  /** of one site, when it is asked for by itself */
  readonly streams: readonly StreamRow[] | null;
}
