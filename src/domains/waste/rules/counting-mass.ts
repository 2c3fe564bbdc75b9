// Which of the three weights of a load counts, and do they agree with one another?
import { type CalendarDate, calendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { NoData } from '#units/outcome.ts';
import { Exact, type Share, scale, share, shareOf, subtract, sum, type Tonnes, tonnes } from '#units/quantity.ts';

/** Whose weight: own scale (出厂磅单), the receiver's (on the manifest), or what was settled (月对账单). */
export const massBases = ['own', 'received', 'settled'] as const;
/** Whose weight one mass is. */
export type MassBasis = (typeof massBases)[number];

/** The weights on the papers of one load; what no paper says is absent. */
export interface LoadMasses {
  readonly ownMassTonnes?: Tonnes;
  readonly receivedMassTonnes?: Tonnes;
  readonly settledMassTonnes?: Tonnes;
}

/** From a day on, which weight counts, and which when that one is missing. */
export interface CountingPolicy {
  readonly from: CalendarDate;
  readonly general: readonly MassBasis[];
  readonly hazardous: readonly MassBasis[];
  /** how far two weights of a load may lie apart; the default when it says nothing */
  readonly tolerance?: MassTolerance;
}

/** General waste by own scale, hazardous waste by the received weight; the other one next, the settled one last. */
export const defaultCountingPolicies: readonly CountingPolicy[] = [
  {
    from: calendarDate('1900-01-01'),
    general: ['own', 'received', 'settled'],
    hazardous: ['received', 'own', 'settled'],
  },
];

/** The mass that counts, whose it is, and why it was taken. */
export interface CountingMass {
  readonly value: Tonnes;
  readonly basis: MassBasis;
  /** The first choice of the policy. */
  readonly preferred: MassBasis;
  readonly because: 'preferred' | 'preferred_missing';
}

/** Why no mass counts. */
export const countingMassReasons = ['no_policy_on_date', 'no_mass_recorded'] as const;

/** What this rule cites; printed where the rule is explained. @public */
export const countingMassCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'counting mass')];

/** A policy as it is recorded: the first choice for each, then the usual order. */
export function countingPolicy(recorded: {
  readonly from: CalendarDate;
  readonly general: MassBasis;
  readonly hazardous: MassBasis;
  readonly toleranceShare: string;
  readonly toleranceMassTonnes: string;
}): CountingPolicy {
  const [usual] = defaultCountingPolicies;
  const first = (choice: MassBasis, order: readonly MassBasis[]) => [choice, ...order.filter((one) => one !== choice)];
  return {
    from: recorded.from,
    general: first(recorded.general, usual?.general ?? massBases),
    hazardous: first(recorded.hazardous, usual?.hazardous ?? massBases),
    tolerance: { share: share(recorded.toleranceShare), massTonnes: tonnes(recorded.toleranceMassTonnes) },
  };
}

/** The policy in force on a day: the youngest that has begun. */
export const policyOn = (policies: readonly CountingPolicy[], on: CalendarDate): CountingPolicy | undefined =>
  policies
    .filter(({ from }) => from <= on)
    .reduce<CountingPolicy | undefined>(
      (latest, each) => (latest && latest.from > each.from ? latest : each),
      undefined,
    );

/** The mass of one load that counts, by the policy in force on the day it left. */
export function countingMass(
  load: { readonly departedOn: CalendarDate; readonly hazardous: boolean; readonly masses: LoadMasses },
  policies: readonly CountingPolicy[] = defaultCountingPolicies,
): CountingMass | NoData<(typeof countingMassReasons)[number]> {
  const policy = policyOn(policies, load.departedOn);
  const order = load.hazardous ? policy?.hazardous : policy?.general;
  const preferred = order?.[0];
  if (!order || !preferred) return { noData: 'no_policy_on_date' };
  const massBy = massByBasis(load.masses);
  const basis = order.find((each) => massBy[each] !== undefined);
  const value = basis && massBy[basis];
  if (!basis || !value) return { noData: 'no_mass_recorded' };
  return { value, basis, preferred, because: basis === preferred ? 'preferred' : 'preferred_missing' };
}

/** How far two weights of one load may lie apart: by either bound, since a share is too strict for small loads. */
export interface MassTolerance {
  readonly share: Share;
  readonly massTonnes: Tonnes;
}

/** 3 % or 50 kg, whichever is more. */
export const defaultMassTolerance: MassTolerance = { share: share('0.03'), massTonnes: tonnes('0.05') };

/** Two weights of one load side by side. */
export interface MassComparison {
  readonly between: readonly [MassBasis, MassBasis];
  /** The later paper less the earlier one; negative when mass was lost on the way. */
  readonly differenceMassTonnes: Tonnes;
  /** The difference as a share of the earlier paper; absent when that says zero. */
  readonly differenceShare?: Share;
  readonly allowedMassTonnes: Tonnes;
  readonly withinTolerance: boolean;
}

/** Every pair of weights a load has. One outside tolerance is a reconciliation task; the month waits for it. */
export function compareMasses(
  masses: LoadMasses,
  tolerance: MassTolerance = defaultMassTolerance,
): readonly MassComparison[] {
  const massBy = massByBasis(masses);
  const pairs = [
    ['own', 'received'],
    ['own', 'settled'],
    ['received', 'settled'],
  ] as const satisfies readonly (readonly [MassBasis, MassBasis])[];
  return pairs.flatMap((between) => {
    const [earlier, later] = [massBy[between[0]], massBy[between[1]]];
    if (!earlier || !later) return [];
    const differenceMassTonnes = subtract(later, earlier);
    const allowedMassTonnes = tonnes(Exact.max(scale(earlier, tolerance.share), tolerance.massTonnes));
    return {
      between,
      differenceMassTonnes,
      differenceShare: earlier.isZero() ? undefined : shareOf(differenceMassTonnes, earlier),
      allowedMassTonnes,
      withinTolerance: differenceMassTonnes.abs().lte(allowedMassTonnes),
    };
  });
}

/** Whether the lines of one document add up to its total, by the same tolerance. */
export function matchesTotal(
  lines: readonly Tonnes[],
  total: Tonnes,
  tolerance: MassTolerance = defaultMassTolerance,
): boolean {
  return compareMasses({ ownMassTonnes: sum(lines), settledMassTonnes: total }, tolerance).every(
    ({ withinTolerance }) => withinTolerance,
  );
}

const massByBasis = (masses: LoadMasses): Readonly<Record<MassBasis, Tonnes | undefined>> => ({
  own: masses.ownMassTonnes,
  received: masses.receivedMassTonnes,
  settled: masses.settledMassTonnes,
});
