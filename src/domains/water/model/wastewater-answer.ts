// What the server tells of the waste water of a scope and period, and the page of waste water shows.

import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { Bilingual, Named } from './named.ts';
import type {
  Averaging,
  CaseStep,
  cannotTellReasons,
  Frequency,
  OutletPlace,
  planStates,
  qualifierMeanings,
  verdicts,
  yearlyTestStates,
} from './wastewater.ts';

/** A limit as it is printed: its range, and what asks for it. */
export interface LimitAnswer {
  id: string;
  parameter: string;
  unit: string;
  lower: string | null;
  upper: string | null;
  notDetected: boolean;
  averaging: Averaging | null;
  /** the document with its clause; of a standard its title with the row */
  source: Bilingual;
  /** the record; null where it stands in a pack */
  recordId: string | null;
  verified: boolean;
}

/** How a case stands. */
export const caseStates = ['open', 'in_review', 'closed'] as const;

/** A case in short. */
export interface CaseAnswer {
  id: string;
  number: string;
  state: (typeof caseStates)[number];
  closedOn: CalendarDate | null;
  taken: { step: CaseStep; takenOn: CalendarDate; takenAt: string | null; by: string }[];
  left: CaseStep[];
}

/** What was made of a value where the standard limits the drainage: corrected, or its month is not known whole. */
export type Thinned =
  | { state: 'not_known' }
  | { state: 'corrected'; mgPerL: string; drainedM3: string; allowedM3: string };

/** One value with its verdict. */
export interface ResultAnswer {
  parameter: string;
  written: string;
  unit: string;
  qualifier: string | null;
  /** what the qualifier means; null where there is none */
  qualified: (typeof qualifierMeanings)[number] | null;
  thinned: Thinned | null;
  verdict: (typeof verdicts)[number];
  reason: (typeof cannotTellReasons)[number] | null;
  limit: LimitAnswer | null;
  /** 超标倍数, exact */
  timesOver: string | null;
}

/** A sample with its values. */
export interface SampleAnswer {
  id: string;
  number: string;
  sample: string;
  sampledOn: CalendarDate;
  averaging: Averaging;
  laboratory: string;
  thirdParty: boolean;
  counting: boolean;
  results: ResultAnswer[];
}

/** A line of the plan with the period that counts: the oldest overdue one, else that of today. */
export interface PlanAnswer {
  id: string;
  parameter: string;
  frequency: Frequency;
  automatic: boolean;
  clause: string;
  /** null where an automatic meter takes the values and no samples are waited for */
  state: (typeof planStates)[number] | null;
  dueOn: CalendarDate | null;
  sampledOn: CalendarDate | null;
  done: number;
  overdue: number;
}

/** What has left an outlet of one parameter since the year began, against what may leave it in a year. */
export interface YearLoadAnswer {
  /** of the limit that permits it */
  id: string;
  parameter: string;
  /** the document with its clause */
  source: string;
  /** kilograms in a year, exact */
  permittedKg: string;
  /** months of the year that are over */
  months: number;
  /** those for which discharge or result is missing: the load is at least what it is */
  missing: Month[];
  /** kilograms, exact; null where no month is known */
  kg: string | null;
  /** exact; null where no month is known */
  ofPermit: string | null;
  exceeds: boolean;
  /** what stands for a value below its limit of detection */
  policy: 'zero' | 'half' | 'limit';
}

/** An outlet with what is asked of it and what was found there. */
export interface OutletAnswer {
  id: string;
  code: string;
  name: Bilingual;
  place: OutletPlace;
  domestic: boolean;
  destination: string;
  receivingWater: Bilingual | null;
  standards: string[];
  permit: string | null;
  limits: LimitAnswer[];
  loads: YearLoadAnswer[];
  plan: PlanAnswer[];
  samples: SampleAnswer[];
}

/** A result above its limit, with what became of it. */
export interface ExceedanceAnswer extends ResultAnswer {
  site: Named;
  outlet: { id: string; code: string; name: Bilingual };
  reportId: string;
  number: string;
  sampledOn: CalendarDate;
  counting: boolean;
  /** the first later sample within; it does not close anything */
  withinAgainOn: CalendarDate | null;
  case: CaseAnswer | null;
}

/** How the yearly test of a factory stands. */
export interface YearlyTestAnswer {
  state: (typeof yearlyTestStates)[number];
  /** reports of the year by laboratories that are not accredited */
  notAccredited: number;
  testedCount: number;
  dueCount: number;
  missing: { outlet: { id: string; code: string; name: Bilingual }; parameters: readonly string[] }[];
  exemption: { id: string; reason: string } | null;
}

/** A factory in the table. */
export interface SiteAnswer {
  site: Named;
  test: YearlyTestAnswer;
  outlets: number;
  overdue: number;
  due: number;
  open: number;
}

/** Waste water of a scope and period. */
export interface WastewaterAnswer {
  period: string;
  year: number;
  /** the last day on which samples of the year can be taken; they are still awaited until then */
  yearEnds: CalendarDate;
  today: CalendarDate;
  /** sites done ÷ sites due, exact; null where none is due */
  rate: string | null;
  done: number;
  partial: number;
  dueSites: number;
  sites: SiteAnswer[];
  exceedances: ExceedanceAnswer[];
  /** of the one factory that was asked about; null for more */
  outlets: OutletAnswer[] | null;
}

/** A sample that may stand as the retest of a case, with what it found of the parameter. */
export interface RetestAnswer extends ResultAnswer {
  id: string;
  number: string;
  sampledOn: CalendarDate;
}

/** What a case is about, judged, and the later samples of its outlet. */
export interface CaseFactsAnswer {
  exceedance: ExceedanceAnswer | null;
  case: CaseAnswer;
  /** the sample that the case names */
  retest: RetestAnswer | null;
  later: RetestAnswer[];
}
