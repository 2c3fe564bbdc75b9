// On what text does a rule rest: a citation of one edition and clause, as a value that page, API and report print.
import type { Language } from '#glossary/language.ts';
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Standard, type StandardId, standardOf } from './registry.ts';

/** One clause of one edition. */
export interface Citation {
  readonly standard: StandardId;
  /** The clause, disclosure or part, as the standard numbers it: `306-4`, `Art. 81`, `diversion rate`. */
  readonly clause: string;
}

/** Cites a clause of one edition. An edition that is not in the registry does not compile. */
export const cite = (standard: StandardId, clause: string): Citation => ({ standard, clause });

/** The citation in one line: `GRI 306:2020, 306-4`. */
export function printCitation({ standard, clause }: Citation): string {
  return `${standardOf(standard).designation}, ${clause}`;
}

/** The title of the cited text in the reader's language. */
export const citedTitle = ({ standard }: Citation, language: Language): string => standardOf(standard).title[language];

/** Whether an edition was in force on a day; an edition without a known first day counts as in force until it ends. */
export function isInForce(id: StandardId, on: CalendarDate): boolean {
  const { effectiveFrom, effectiveTo }: Standard = standardOf(id);
  return (effectiveFrom === undefined || effectiveFrom <= on) && (effectiveTo === undefined || on < effectiveTo);
}
