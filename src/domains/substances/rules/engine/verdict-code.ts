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

/**
 * Of all sources of one maker's part, in whatever order they come: who knows outranks who does not, and what one computes or
 * tests to pass and another finds over a limit is disputed. A word beside what was computed or tested adds nothing to it.
 */
export function ofOneMaker(found: readonly number[]): number {
  let [worst, passes] = [-1, -1];
  let open = Number.POSITIVE_INFINITY;
  for (const code of found) {
    if (isOpen(code)) open = Math.min(open, code);
    else worst = Math.max(worst, code);
    if (verdictOf(code) === 'complies' && basisOf(code) !== 'stated') passes = Math.max(passes, code);
  }
  if (worst < 0) return open;
  const verdict = verdictOf(worst);
  if (passes >= 0 && (verdict === 'does_not_comply' || verdict === 'must_be_communicated')) return codes.disputed;
  return passes >= 0 && worst === codes.stated ? passes : worst;
}
