// Does the water balance of a site close: does what came in equal what was used up, discharged, lost and stored?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { type CubicMetres, cubicMetres, type Share, share, shareOf, subtract, sum } from '#units/quantity.ts';
import type { WaterUse } from '../model/flows.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const waterBalanceCites: readonly Citation[] = [
  cite('GB-T-7119-2018', 'water balance'),
  cite('GREENFAB-DEFAULT', 'tolerance of the water balance'),
];

/** The terms after withdrawal: Vco, Vd, Vl, ΔS. Trucked liquid waste leaves the site and stands beside Vd. */
export const balanceTerms = ['consumedInUseM3', 'dischargeM3', 'truckedM3', 'lossM3', 'storageChangeM3'] as const;
/** One term after withdrawal. */
export type BalanceTerm = (typeof balanceTerms)[number];

/** What is known of each term; null is not known, which is not zero. Consumed in use is never the remainder. */
export type BalanceTerms = Readonly<Record<BalanceTerm, CubicMetres | null>> & { readonly withdrawalM3: CubicMetres };

/** A balance closes within so much of withdrawal. */
export const defaultTolerance = share('0.05');

/** The remainder: withdrawal less what is known of where it went. Positive: water nobody can account for. */
export interface WaterBalance extends Answer<CubicMetres, 'withdrawalM3'> {
  /** As given: a term that is not known is null here, not zero. */
  readonly terms: BalanceTerms;
  readonly imbalanceShare: Share;
  /** Whether it closes; `cannot_tell` while a term is not known, however small the remainder. */
  readonly closes: boolean | 'cannot_tell';
  readonly missing: readonly BalanceTerm[];
}

/** Why there is no balance. */
export const waterBalanceReasons = ['no_withdrawal'] as const;

/** Vi − (Vco + Vd + Vl + ΔS), as a share of Vi. Terms that are not known are left out and named. */
export function waterBalance(
  terms: BalanceTerms,
  tolerance: Share = defaultTolerance,
): Outcome<WaterBalance, (typeof waterBalanceReasons)[number]> {
  const { withdrawalM3 } = terms;
  if (withdrawalM3.isZero()) return { noData: 'no_withdrawal' };
  const missing = balanceTerms.filter((term) => terms[term] === null);
  const known = (term: BalanceTerm) => terms[term] ?? cubicMetres(0);
  const value = subtract(withdrawalM3, sum(balanceTerms.map(known)));
  const imbalanceShare = share(shareOf(value, withdrawalM3).abs());
  return {
    value,
    inputs: { withdrawalM3 },
    terms,
    imbalanceShare,
    closes: missing.length > 0 ? 'cannot_tell' : imbalanceShare.lte(tolerance),
    missing,
  };
}

/** What a site used by purpose, and what of its withdrawal no purpose is known for: shown, never spread. */
export interface SplitByUse {
  readonly byUse: ReadonlyMap<WaterUse, CubicMetres>;
  readonly unallocatedM3: CubicMetres;
  /** The purposes add up to more than came in. */
  readonly exceeds: boolean;
}

/** Withdrawal by purpose, from what is metered or shared out by purpose. */
export function splitByUse(
  withdrawalM3: CubicMetres,
  parts: readonly { readonly use: WaterUse; readonly volumeM3: CubicMetres }[],
): SplitByUse {
  const byUse = new Map<WaterUse, CubicMetres>();
  for (const { use, volumeM3 } of parts) byUse.set(use, sum([byUse.get(use) ?? cubicMetres(0), volumeM3]));
  const unallocatedM3 = subtract(withdrawalM3, sum(byUse.values()));
  return { byUse, unallocatedM3, exceeds: unallocatedM3.lt(0) };
}
