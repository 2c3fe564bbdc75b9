// What can be said of an item under a rule pack at a date, best first; the order is that in which a parent takes the worst of its children.

export const verdicts = [
  'not_applicable',
  'complies',
  'complies_by_exemption',
  'must_be_communicated',
  'out_of_date',
  'unknown',
  'on_hold',
  'disputed',
  'does_not_comply',
] as const;
export type Verdict = (typeof verdicts)[number];

/** What the verdict rests on: a supplier's word is a statement and never a computed pass. */
export const verdictBases = ['none', 'computed', 'tested', 'stated', 'overridden'] as const;
export type VerdictBasis = (typeof verdictBases)[number];

/** The worse of two verdicts. */
export const worse = (one: Verdict, other: Verdict): Verdict =>
  verdicts.indexOf(one) >= verdicts.indexOf(other) ? one : other;

/** Why an exemption that a supplier claims does not hold. */
export type ExemptionFails = 'unknown_exemption' | 'expired' | 'not_for_this' | 'over_its_limit';
