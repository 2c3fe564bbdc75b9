// What does a target of "+20 % against 2021" amount to, how far has the year come from its base, and when can neither be told?
import type { Decimal } from 'decimal.js';
import { type Citation, cite } from '#standards/cite.ts';
import { Exact, type Share, share } from '#units/quantity.ts';
import type { Target } from '../model/target.ts';
import { isReachableShare, type TargetStep, targetFromBase } from './target-status.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const changeOnBaseCites: readonly Citation[] = [
  cite('OWNER-DEFINITION', 'target by year'),
  cite('OWNER-DEFINITION', 'withdrawn water utilisation'),
];

/** Of the value of the base year (relative), or a difference of shares in points. The owner chooses; neither is the default. */
export type ChangeKind = NonNullable<Target['change']>;

/** Why a change cannot be told. What is missing is never zero. */
export const changeReasons = ['no_base_value', 'base_is_zero', 'points_of_no_share'] as const;
/** One reason. */
export type ChangeReason = (typeof changeReasons)[number];

/** A base by which changes can be told, or why none can. */
export type Base = { readonly value: Decimal } | { readonly noChange: ChangeReason };

/**
 * The base of a target's changes.
 *
 * @param base the figure of the base year, exact; null where there is none
 * @param isShare whether the KPI is a share, since points are of a share only
 */
export function baseOf(change: ChangeKind, base: Decimal | null, isShare: boolean): Base {
  if (change === 'points' && !isShare) return { noChange: 'points_of_no_share' };
  if (base === null) return { noChange: 'no_base_value' };
  return change === 'relative' && base.isZero() ? { noChange: 'base_is_zero' } : { value: base };
}

/**
 * How far a value has come from its base: (U − base) ÷ base, or U − base in points. 1.2 against 1 is +20 %; 0.45 of a
 * base of 0.5 is −10 %, and −5 points. A share in both cases: 0.2 is a fifth.
 *
 * @param base not zero where the change is relative, as `baseOf` sees to
 */
export function changeFromBase(value: Decimal, base: Decimal, change: ChangeKind): Share {
  const difference = new Exact(value).minus(base);
  return share(change === 'points' ? difference : difference.div(base));
}

/** The steps as values of the KPI: +10 % and +20 % on 50 are 55 and 60. Steps stay steps; nothing is interpolated. */
export const levelsFromBase = (
  steps: readonly TargetStep[],
  base: Decimal,
  change: ChangeKind,
): readonly TargetStep[] =>
  steps.map(({ year, value }) => ({ year, value: targetFromBase(base, { by: value, as: change }) }));

/** What is to be said of a step when it is set. */
export const stepNotes = ['above_whole', 'below_zero', 'same_as_inverse'] as const;

/** A step of a change as a value of the KPI, and what is to be said of it when it is set. */
export interface StepAmount {
  /** null while the base is not known */
  readonly aimedAt: Decimal | null;
  readonly notes: readonly (typeof stepNotes)[number][];
  /** what it means for the inverse of a relative change: +20 % of output for each m³ is −16.7 % of water for each output */
  readonly inverseChange: Share | null;
}

/**
 * What a step amounts to. A share cannot pass the whole: +20 % of a base above 83.3 % is impossible, which is said when
 * the target is set and not when it is missed.
 *
 * @param of.hasInverse the KPI is output for each unit used, whose inverse is the intensity that people know
 */
export function stepAmount(
  by: Decimal,
  base: Decimal | null,
  change: ChangeKind,
  of: { readonly isShare: boolean; readonly hasInverse: boolean },
): StepAmount {
  const aimedAt = base && targetFromBase(base, { by, as: change });
  const inverse = of.hasInverse && change === 'relative' && new Exact(by).gt(-1);
  const notes: (typeof stepNotes)[number][] = [];
  if (aimedAt && of.isShare && !isReachableShare(aimedAt)) notes.push(aimedAt.lt(0) ? 'below_zero' : 'above_whole');
  if (inverse) notes.push('same_as_inverse');
  return {
    aimedAt,
    notes,
    inverseChange: inverse ? share(new Exact(1).div(new Exact(by).plus(1)).minus(1)) : null,
  };
}
