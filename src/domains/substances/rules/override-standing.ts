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
  /** something was recorded since of the item, of what it is made of, of their makers' parts, or of the customer's list */
  isChanged: boolean;
  /** of a decision about one restriction; null where it is about all of the pack */
  restriction: {
    /** the pack has it */
    isHeld: boolean;
    /** by it alone the item comes out otherwise than on the first day of the decision */
    isOther: boolean;
  } | null;
}

/** @param day `2026-11-27` */
export function overrideStanding(
  { isApproved, from, until, madeAbout, found, isChanged, restriction }: OverrideFacts,
  day: string,
): OverrideStanding {
  if (!isApproved) return 'not_approved';
  if (until < day) return 'ended';
  if (found === null) return 'not_found';
  if (found.edition !== madeAbout.edition) return 'other_edition';
  if (found.verdict !== madeAbout.verdict || found.basis !== madeAbout.basis) return 'other_verdict';
  if (restriction && !restriction.isHeld) return 'no_restriction';
  if (isChanged) return 'changed';
  if (restriction?.isOther) return 'other_finding';
  return from > day ? 'not_yet' : 'holds';
}

/**
 * Whether a decision says anything that the verdict does not say: what complies need not be accepted, what fails not blocked.
 * An item that fails may do so by another restriction than the one that is blocked.
 */
export function saysSomething(decision: string, verdict: string, isOfOne = false): boolean {
  const passes: readonly Verdict[] = ['not_applicable', 'complies', 'complies_by_exemption'];
  return decision === 'accepted' ? !passes.includes(verdict as Verdict) : isOfOne || verdict !== 'does_not_comply';
}
