// What is told of laboratories' reports: how each stands, and what of it a verdict rests on.
import type { ReportStanding } from './test-report.ts';

export interface ReportNamed {
  id: string;
  number: string;
  laboratory: string;
}

/** A report of a maker's part. */
export interface ReportTold extends ReportNamed {
  accreditation: string | null;
  sample: string;
  /** material of the declaration that the sample is of */
  material: string | null;
  testedOn: string;
  until: string;
  voidOn: string | null;
  standing: ReportStanding;
  /** number of the part of the same maker that it was given for, where it speaks of this one by its grade */
  givenFor: string | null;
  /** other makers of whose parts the same file is the paper */
  alsoOf: { en: string; zh: string }[];
}

/** One result, where a limit was looked at. */
export interface TestTold {
  report: ReportNamed;
  /** mg/kg that were found, at least and at most; null where at most all of it */
  lowPpm: number;
  highPpm: number | null;
  /** a screening, or no more than a sign */
  inconclusive: boolean;
}
