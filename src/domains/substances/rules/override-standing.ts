// Does a decision beside a verdict still hold? Only about exactly what was found when it was made; it never hides what comes next.
import type { MadeAbout, OverrideStanding } from '../model/override.ts';
import type { Verdict } from '../model/verdict.ts';

/** So many days at most, the last one among them: then somebody decides anew. Ours, no law's (GREENFAB-DEFAULT). */
export const LONGEST_OVERRIDE_DAYS = 366;

/** What a decision is held against. */
export interface OverrideFacts {
  isApproved: boolean;
  from: string;
  until: string;
  madeAbout: MadeAbout;
  /** what is found now; null where the item was not judged under the pack */
  found: MadeAbout | null;
  /** something was recorded since of the item, of what it is made of, or of their makers' parts */
  isChanged: boolean;
}

/** @param day `2026-11-27` */
export function overrideStanding(
  { isApproved, from, until, madeAbout, found, isChanged }: OverrideFacts,
  day: string,
): OverrideStanding {
  if (!isApproved) return 'not_approved';
  if (until < day) return 'ended';
  if (found === null) return 'not_found';
  if (found.edition !== madeAbout.edition) return 'other_edition';
  if (found.verdict !== madeAbout.verdict || found.basis !== madeAbout.basis) return 'other_verdict';
  if (isChanged) return 'changed';
  return from > day ? 'not_yet' : 'holds';
}

/** Whether a decision says anything that the verdict does not say: what complies need not be accepted, what fails not blocked. */
export function saysSomething(decision: string, verdict: string): boolean {
  const passes: readonly Verdict[] = ['not_applicable', 'complies', 'complies_by_exemption'];
  return decision === 'accepted' ? !passes.includes(verdict as Verdict) : verdict !== 'does_not_comply';
}
