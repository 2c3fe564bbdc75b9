// A decision of somebody beside a verdict: what it may say, and how it stands.
import type { Verdict, VerdictBasis } from './verdict.ts';

/** Used all the same, or not used although nothing is found against it. */
export const overrideDecisions = ['accepted', 'blocked'] as const;
export type OverrideDecision = (typeof overrideDecisions)[number];

/** What was found, by which edition of a pack. */
export interface MadeAbout {
  verdict: Verdict;
  basis: VerdictBasis;
  edition: string;
}

/**
 * `other_*`: what it was made about is no longer what is found; `changed`: something was recorded of it since;
 * `no_restriction`: the pack has not the one that it is about.
 */
export type OverrideStanding =
  | 'holds'
  | 'not_approved'
  | 'not_yet'
  | 'ended'
  | 'not_found'
  | 'no_restriction'
  | 'other_edition'
  | 'other_verdict'
  | 'changed'
  | 'other_finding';

export interface OverrideTold {
  id: string;
  pack: string;
  /** the one restriction that it is about; null where it is about all of the pack */
  restriction: { id: string; label: { en: string; zh: string } } | null;
  decision: OverrideDecision;
  reason: string;
  from: string;
  until: string;
  approvedBy: { en: string; zh: string } | null;
  madeAbout: MadeAbout;
  /** what is found now; null where the item is not judged under the pack */
  found: MadeAbout | null;
  standing: OverrideStanding;
  /** the item, part or customer's list of which something was recorded since */
  changed: { id: string; number: string; name: { en: string; zh: string } } | null;
}
