// How do a vendor's papers stand on a day, and how much of what the vendor received rests on a proof?
import { addDays, type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import type { NoData } from '#units/outcome.ts';
import { type Share, shareOf, subtract, sum, type Tonnes } from '#units/quantity.ts';
import type { Treatment, TreatmentTable } from '../model/treatment.ts';

/** Days before its end at which a paper is warned of, the last first (practice: reminders at 180, 90 and 30 days). */
export const warningDays = [30, 90, 180] as const;

/** How a dated paper stands on a day: it holds, holds no longer than so many days, has ended, or has not begun. */
export type PaperStanding =
  | { readonly state: 'valid' }
  | { readonly state: 'expires'; readonly inDays: number; readonly within: (typeof warningDays)[number] }
  | { readonly state: 'expired'; readonly sinceDays: number }
  | { readonly state: 'not_yet'; readonly inDays: number };

/** A paper that holds from a day up to another, that day not included; without it, until further notice. */
export interface DatedPaper {
  readonly from: CalendarDate;
  readonly before: CalendarDate | null;
}

/** How the paper stands on a day. On its last day it expires in one day: tomorrow it holds no more. */
export function paperStanding({ from, before }: DatedPaper, on: CalendarDate): PaperStanding {
  if (on < from) return { state: 'not_yet', inDays: daysBetween(on, from) };
  if (before === null) return { state: 'valid' };
  const left = daysBetween(on, before);
  if (left <= 0) return { state: 'expired', sinceDays: daysBetween(addDays(before, -1), on) };
  const within = warningDays.find((days) => left <= days);
  return within === undefined ? { state: 'valid' } : { state: 'expires', inDays: left, within };
}

/** Whether what a treatment achieves must be proved by the receiving plant: it claims recovery, by material or energy. */
export const needsProof = (treatment: Treatment, table: TreatmentTable): boolean =>
  table.of[treatment].ul2799 !== 'not_diverted';

/** What a vendor received for one treatment. */
export interface ReceivedMass {
  readonly treatment: Treatment;
  readonly massTonnes: Tonnes;
  /** of it, on days on which a proof of the treatment was in force */
  readonly provedMassTonnes: Tonnes;
}

/** Of the mass that claims recovery, the part without a proof in force on the day it left. */
export function unprovedShare(
  received: readonly ReceivedMass[],
  table: TreatmentTable,
): { value: Share; unprovedMassTonnes: Tonnes; claimedMassTonnes: Tonnes } | NoData<'nothing_to_prove'> {
  const claiming = received.filter(({ treatment }) => needsProof(treatment, table));
  const claimed = sum(claiming.map(({ massTonnes }) => massTonnes));
  if (claimed.isZero()) return { noData: 'nothing_to_prove' };
  const unproved = subtract(claimed, sum(claiming.map(({ provedMassTonnes }) => provedMassTonnes)));
  return { value: shareOf(unproved, claimed), unprovedMassTonnes: unproved, claimedMassTonnes: claimed };
}
