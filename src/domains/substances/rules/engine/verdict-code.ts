// A verdict and what it rests on in one byte, and the one comparison with a limit that all of them rest on.
import { type Verdict, type VerdictBasis, verdictBases, verdicts } from '../../model/verdict.ts';

/** All of it: mg in a kg. */
export const ALL_PPM = 1_000_000;
/**
 * Two numbers that differ by less are one: sums in binary err by some 1e-15, and what suppliers write with up to eleven
 * digits differs by more. So a limit met exactly is met, however its parts were added.
 */
export const SAME = 1e-12;

/** A verdict and what it rests on in one byte, so that the worse of two is the greater. */
export const verdictCode = (verdict: Verdict, basis: VerdictBasis): number =>
  verdicts.indexOf(verdict) * 8 + verdictBases.indexOf(basis);
export const verdictOf = (code: number): Verdict => verdicts[code >> 3] as Verdict;
export const basisOf = (code: number): VerdictBasis => verdictBases[code & 7] as VerdictBasis;

export const codes = {
  notApplicable: verdictCode('not_applicable', 'none'),
  complies: verdictCode('complies', 'computed'),
  tested: verdictCode('complies', 'tested'),
  stated: verdictCode('complies', 'stated'),
  exempt: verdictCode('complies_by_exemption', 'computed'),
  outOfDate: verdictCode('out_of_date', 'stated'),
  unknown: verdictCode('unknown', 'none'),
  onHold: verdictCode('on_hold', 'tested'),
  disputed: verdictCode('disputed', 'none'),
};

/** Whether a verdict says no more than that something is missing or old. */
export const isOpen = (code: number): boolean => code === codes.unknown || code === codes.outOfDate;

/** Whether a concentration in mg/kg is over the limit; presence is, where the text names no limit. */
export const isOver = ({ limitPpm, strict }: { limitPpm: number; strict: boolean }, ppm: number): boolean =>
  limitPpm === 0 ? ppm > 0 : strict ? ppm >= limitPpm * (1 - SAME) : ppm > limitPpm * (1 + SAME);

/** Of two sources of one maker's part: contradiction is disputed, and who knows outranks who does not. */
export function ofOneMaker(one: number, other: number): number {
  const [low, high] = one < other ? [one, other] : [other, one];
  const passes = verdictOf(low) === 'complies' && basisOf(low) !== 'stated';
  if (passes && (verdictOf(high) === 'does_not_comply' || verdictOf(high) === 'must_be_communicated'))
    return codes.disputed;
  if (isOpen(high)) return low;
  // A word beside what was computed or tested adds nothing to it.
  return passes && high === codes.stated ? low : high;
}
