// What does "withdrawn water utilisation" come to, by the definition of three that the owner chose, and can its target be met?
import type { Decimal } from 'decimal.js';
import { changeFromBase, stepAmount } from '#domains/targets/rules/change-on-base.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { add, type CubicMetres, Exact, per, type Share, shareOf, subtract } from '#units/quantity.ts';
import type { DeclaredUnit } from '#units/show-figure.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const withdrawnWaterUtilisationCites: readonly Citation[] = [
  cite('OWNER-DEFINITION', 'withdrawn water utilisation'),
  cite('GB-T-7119-2018', 'evaluation indicators'),
];

/** The three definitions: reuse rate Vr ÷ (Vi + Vr), total use ÷ withdrawal, output ÷ withdrawal. */
export const utilisationDefinitions = ['reuse_rate', 'use_per_withdrawal', 'output_per_withdrawal'] as const;
/** One of the three. There is no default: none can be inferred, the owner must choose. */
export type UtilisationDefinition = (typeof utilisationDefinitions)[number];

/** In what unit it is by each: a part of the water, how many times it is used, CNY for each cubic metre. */
export const utilisationUnits = {
  ...{ reuse_rate: 'share', use_per_withdrawal: 'ratio', output_per_withdrawal: 'cny_per_m3' },
} as const satisfies Record<UtilisationDefinition, DeclaredUnit>;

/** What is meant by "+20 %": of the value itself, or percentage points. Points make sense for a share only. */
export type TargetKind = 'relative' | 'points';

/** Volumes of a scope and period. Circulated cooling water swamps definition a, so that it stands apart. */
export interface UtilisationVolumes {
  readonly withdrawalM3: CubicMetres;
  readonly repeatedUseM3: CubicMetres;
  readonly circulatedCoolingM3: CubicMetres;
  /** Output value or revenue in CNY; needed by the third definition only. */
  readonly output: Decimal | null;
}

/** Why there is no value. */
export const utilisationReasons = ['no_water_recorded', 'no_output_recorded'] as const;

/** The value with what it was worked out from, and the same without circulated cooling water. */
export interface Utilisation
  extends Answer<Decimal, 'withdrawalM3' | 'repeatedUseM3' | 'circulatedCoolingM3' | 'output'> {
  readonly definition: UtilisationDefinition;
  /** Null where cooling has no part in it. */
  readonly withoutCooling: Decimal | null;
}

/** The value by one definition. */
export function withdrawnWaterUtilisation(
  volumes: UtilisationVolumes,
  definition: UtilisationDefinition,
): Outcome<Utilisation, (typeof utilisationReasons)[number]> {
  const { withdrawalM3, repeatedUseM3, circulatedCoolingM3, output } = volumes;
  if (withdrawalM3.isZero()) return { noData: 'no_water_recorded' };
  if (definition === 'output_per_withdrawal' && output === null) return { noData: 'no_output_recorded' };
  const of = (repeated: CubicMetres): Decimal => {
    const used = add(withdrawalM3, repeated);
    if (definition === 'reuse_rate') return shareOf(repeated, used);
    if (definition === 'use_per_withdrawal') return per(used, withdrawalM3);
    return new Exact(output ?? 0).div(withdrawalM3);
  };
  const inputs = { withdrawalM3, repeatedUseM3, circulatedCoolingM3, ...(output ? { output } : {}) };
  return {
    value: of(repeatedUseM3),
    inputs: inputs as Utilisation['inputs'],
    definition,
    withoutCooling: definition === 'output_per_withdrawal' ? null : of(subtract(repeatedUseM3, circulatedCoolingM3)),
  };
}

/** (U − base) ÷ base, or U − base in points. */
export function utilisationProgress(
  value: Decimal,
  base: Decimal,
  kind: TargetKind,
): Outcome<Answer<Share, 'value' | 'base'>, 'base_is_zero'> {
  if (kind === 'relative' && base.isZero()) return { noData: 'base_is_zero' };
  return { value: changeFromBase(value, base, kind), inputs: { value, base } };
}

/** What is to be said when a target is set. */
export const targetNotes = ['above_whole', 'points_of_no_share', 'intensity_change'] as const;

/** The value aimed at, and what is to be said of it: impossible, or the same as a change of intensity. */
export interface UtilisationTarget {
  readonly aimedAt: Decimal;
  readonly possible: boolean;
  readonly notes: readonly (typeof targetNotes)[number][];
  /** Change of withdrawal for each unit of output that the third definition amounts to: +20 % is −16.7 %. */
  readonly intensityChange: Share | null;
}

/**
 * What a target of so much more amounts to. A reuse rate cannot pass 100 %: +20 % of a base above 83.3 % is impossible,
 * and that is said when the target is set and not when it is missed.
 */
export function utilisationTarget(
  definition: UtilisationDefinition,
  base: Decimal,
  increase: Share,
  kind: TargetKind,
): UtilisationTarget {
  const isShare = utilisationUnits[definition] === 'share';
  const of = { isShare, hasInverse: definition === 'output_per_withdrawal' };
  const { aimedAt, notes: told, inverseChange } = stepAmount(increase, base, kind, of);
  const notes: (typeof targetNotes)[number][] = [];
  if (told.includes('above_whole')) notes.push('above_whole');
  if (!isShare && kind === 'points') notes.push('points_of_no_share');
  if (told.includes('same_as_inverse')) notes.push('intensity_change');
  return {
    aimedAt: aimedAt ?? base,
    possible: !notes.includes('above_whole') && !notes.includes('points_of_no_share'),
    notes,
    intensityChange: inverseChange,
  };
}
