// What the company asks of items of a control grade, and how an item's makers' parts stand against it.
import type { controlGrades } from './item.ts';
import type { ItemClass } from './restriction.ts';

export type ControlGrade = (typeof controlGrades)[number];

/** What a supplier has to declare at least: nothing, any declaration, or everything down to the last substance. */
export const requiredDisclosures = ['none', 'statement', 'full'] as const;
export type RequiredDisclosure = (typeof requiredDisclosures)[number];

/** The company's own choice, from a day on; no law or standard fixes it. */
export interface GradeRequirement {
  id: string;
  controlGrade: ControlGrade;
  /** the class of items that it is about; null for all that have none of their own */
  itemClass: ItemClass | null;
  from: string;
  disclosure: RequiredDisclosure;
  /** months; null where a declaration does not age */
  declarationMonths: number | null;
  needsReports: boolean;
  /** what reports must have looked for, as laboratories write it; none of them: any report will do */
  analytes: readonly string[];
  /** months from the test; null where a report's own last day is all */
  reportMonths: number | null;
  /** in words; nothing here counts lots yet */
  lotScreening: string | null;
  /** months; nothing here holds audits yet */
  auditMonths: number | null;
}

/** How one thing that is asked stands. */
export const askedStandings = ['met', 'missing', 'not_full', 'too_old', 'ended'] as const;
export type AskedStanding = (typeof askedStandings)[number];

/** One thing that is asked of a maker's part, and what there is. */
export interface Asked {
  what: 'declaration' | 'report';
  /** what a report must have looked for, as the requirement writes it */
  analyte: string | null;
  standing: AskedStanding;
  /** the declaration or report that meets it, or comes nearest */
  record: { id: string; called: string } | null;
  /** last day on which it meets it; null without one */
  until: string | null;
  /** first day on which it no longer met it */
  since: string | null;
  /** days within which a new one is due: 30, 90, or null where none is soon */
  dueWithin: 30 | 90 | null;
}

/** How an item stands: what is missing of any of its parts is missing of it. */
export const gradeStandings = ['no_grade', 'not_set', 'made_here', 'no_part', 'lacks', 'due', 'met'] as const;
export type GradeStanding = (typeof gradeStandings)[number];

/** A maker's part with what is asked of it, and whom to ask. */
export interface PartAsked {
  id: string;
  number: string;
  maker: { en: string; zh: string } | null;
  /** who sells it, where that is not the maker */
  supplier: { en: string; zh: string } | null;
  asked: Asked[];
}

/** What an item's grade requires of it today. */
export interface RequiredTold {
  standing: GradeStanding;
  requirement: GradeRequirement | null;
  parts: PartAsked[];
}
