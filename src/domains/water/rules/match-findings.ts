// Which of what was found before is found again? One cause is told once, however often the count is made.
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { FindingKind } from '../model/finding.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const matchFindingsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

/** When something was unusual, and how. */
export interface FoundTime {
  readonly kind: FindingKind;
  readonly from: CalendarDate;
  readonly foundOn: CalendarDate;
  /** the first day on which it was over; null while it lasts */
  readonly until: CalendarDate | null;
}

/** What becomes of each finding. */
export interface MatchedFindings<K, F> {
  /** found before and again */
  readonly again: readonly { readonly kept: K; readonly found: F }[];
  readonly added: readonly F[];
  /** found before and not now; `sameAs` is what tells its cause instead */
  readonly gone: readonly { readonly kept: K; readonly sameAs: K | null }[];
}

/** Ways of finding water that should not flow: seen at night, by day or in the difference of meters, it is one leak. */
const causeOf = (kind: FindingKind) => (kind === 'stopped' || kind === 'register' ? kind : 'excess');

/** A slow rise has no end of its own; what begins four weeks after it was found is another matter. */
const endOf = ({ kind, foundOn, until }: FoundTime): CalendarDate =>
  kind === 'creeping' ? addDays(foundOn, 28) : (until ?? ('9999-12-31' as CalendarDate));

/** Whether both were at one time. */
export const overlaps = (one: FoundTime, other: FoundTime): boolean =>
  one.from <= endOf(other) && other.from <= endOf(one);

const isSame = (one: FoundTime, other: FoundTime): boolean =>
  causeOf(one.kind) === causeOf(other.kind) && overlaps(one, other);

/** Both in the order in which they began. */
export function matchFindings<K extends FoundTime, F extends FoundTime>(
  kept: readonly K[],
  found: readonly F[],
): MatchedFindings<K, F> {
  const left = new Set(kept);
  const again: { kept: K; found: F }[] = [];
  const added: F[] = [];
  const take = (finding: F, fits: (one: K) => boolean) => {
    const one = [...left].find(fits);
    if (!one) return false;
    left.delete(one);
    again.push({ kept: one, found: finding });
    return true;
  };
  // What began on the same day is the same before anything that merely overlaps.
  const rest = found.filter((finding) => !take(finding, (one) => isSame(one, finding) && one.from === finding.from));
  for (const finding of rest) if (!take(finding, (one) => isSame(one, finding))) added.push(finding);
  const gone = [...left].map((one) => ({
    kept: one,
    sameAs: again.find(({ found: finding }) => isSame(one, finding))?.kept ?? null,
  }));
  return { again, added, gone };
}
