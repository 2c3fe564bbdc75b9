// What part of the waste in scope is diverted from landfill by UL 2799, and which level would it earn in each reading?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { add, type Share, scale, shareOf, type Tonnes } from '#units/quantity.ts';
import { type Ul2799Masses, ul2799Masses, type WasteMassRow } from '../model/masses.ts';
import type { TreatmentTable } from '../model/treatment.ts';
import type { Ul2799Levels } from '../model/ul2799-levels.ts';

/** T, NW, WTE and what is credited of it, LF, INC, OTH. */
export const ul2799DiversionRateInputs = [
  'totalMassTonnes',
  'nonThermalMassTonnes',
  'energyRecoveryMassTonnes',
  'energyRecoveryCreditedMassTonnes',
  'landfillMassTonnes',
  'incinerationMassTonnes',
  'otherDisposalMassTonnes',
] as const;

/** The name of one input. */
export type Ul2799DiversionRateInput = (typeof ul2799DiversionRateInputs)[number];

/** Why there is no rate: nothing left the sites, or nothing of it is in the scope of UL 2799. */
export const ul2799DiversionRateReasons = ['no_loads_in_period', 'nothing_in_scope'] as const;

/**
 * The level in both readings, null where none is earned. Texts differ on what the bands apply to: `byTotal` is what
 * is diverted with capped energy recovery, once the gate is passed; `byNonThermal` is what is diverted without it.
 */
export interface Ul2799LevelReadings {
  readonly byTotal: string | null;
  readonly byNonThermal: string | null;
  /** The readings part: the validator must be asked. */
  readonly ambiguous: boolean;
}

/** What the claim sentence is made of: "…, 98 % diversion, with 3 % thermal processing with energy recovery". */
export interface Ul2799Claim {
  /** The level in the total reading; null when none is earned or the period is only indicative. */
  readonly level: string | null;
  readonly diversionShare: Share;
  readonly thermalShare: Share;
  /** Whether the total rate reaches what an edition asks of a claim without level; true where it asks nothing. */
  readonly reachesClaim: boolean;
}

/** The total rate, the rates beside it, the level in both readings and the claim. */
export interface Ul2799DiversionRate extends Answer<Share, Ul2799DiversionRateInput> {
  /** NW ÷ T. */
  readonly nonThermalShare: Share;
  /** (NW + WTE) ÷ T; the same as `value`. */
  readonly totalShare: Share;
  /** (NW + WTE up to the cap) ÷ T. */
  readonly creditedShare: Share;
  /** Enough is diverted without energy recovery for any level. */
  readonly passesGate: boolean;
  /** More energy was recovered than is credited. */
  readonly capApplies: boolean;
  /** The levels, or `indicative`: a period that is not twelve consecutive months with data earns none. */
  readonly level: Ul2799LevelReadings | 'indicative';
  readonly claim: Ul2799Claim;
}

/** By the public description; the paid text is not held. */
export const ul2799DiversionRateCites: readonly Citation[] = [
  cite('UL-2799', 'diversion rate'),
  cite('UL-2799', 'levels'),
];

/**
 * The rate over rows of one scope and period. Levels compare masses with masses, so that no rounding of a division
 * can lift a rate to its band: 94.96 % is Silver, and only exactly 100 % is Platinum.
 *
 * @param twelveMonths whether the period is as many consecutive months as the edition asks, with data for each.
 */
export function ul2799DiversionRate(
  rows: readonly WasteMassRow[],
  { table, levels, twelveMonths }: { table: TreatmentTable; levels: Ul2799Levels; twelveMonths: boolean },
): Outcome<Ul2799DiversionRate, (typeof ul2799DiversionRateReasons)[number]> {
  const hasMass = rows.some((row) => !row.massTonnes.isZero());
  const masses = ul2799Masses(
    rows.filter((row) => row.inUlScope),
    table,
  );
  const { totalMassTonnes, nonThermalMassTonnes, energyRecoveryMassTonnes } = masses;
  if (totalMassTonnes.isZero()) return { noData: hasMass ? 'nothing_in_scope' : 'no_loads_in_period' };

  const energyRecoveryCreditedMassTonnes = creditedEnergyRecovery(masses, levels);
  const credited = add(nonThermalMassTonnes, energyRecoveryCreditedMassTonnes);
  const total = add(nonThermalMassTonnes, energyRecoveryMassTonnes);
  const passesGate = !levels.nonThermalGate || reaches(nonThermalMassTonnes, levels.nonThermalGate, totalMassTonnes);
  const readings = levelReadings(masses, credited, passesGate, levels);
  const totalShare = shareOf(total, totalMassTonnes);
  return {
    value: totalShare,
    inputs: { ...masses, energyRecoveryCreditedMassTonnes },
    nonThermalShare: shareOf(nonThermalMassTonnes, totalMassTonnes),
    totalShare,
    creditedShare: shareOf(credited, totalMassTonnes),
    passesGate,
    capApplies: energyRecoveryCreditedMassTonnes.lt(energyRecoveryMassTonnes),
    level: twelveMonths ? readings : 'indicative',
    claim: {
      level: twelveMonths ? readings.byTotal : null,
      diversionShare: totalShare,
      thermalShare: shareOf(energyRecoveryMassTonnes, totalMassTonnes),
      reachesClaim: !levels.claimAtLeast || reaches(total, levels.claimAtLeast, totalMassTonnes),
    },
  };
}

const reaches = (part: Tonnes, least: Share, whole: Tonnes) => part.gte(scale(whole, least));

function creditedEnergyRecovery({ energyRecoveryMassTonnes, totalMassTonnes }: Ul2799Masses, levels: Ul2799Levels) {
  if (!levels.thermalCap) return energyRecoveryMassTonnes;
  const most = scale(totalMassTonnes, levels.thermalCap);
  return energyRecoveryMassTonnes.gt(most) ? most : energyRecoveryMassTonnes;
}

function levelReadings(
  { nonThermalMassTonnes, totalMassTonnes }: Ul2799Masses,
  credited: Tonnes,
  passesGate: boolean,
  { levels }: Ul2799Levels,
): Ul2799LevelReadings {
  const levelOf = (mass: Tonnes) => {
    if (!passesGate) return null;
    const reached = levels.find(({ atLeast }) => reaches(mass, atLeast, totalMassTonnes));
    return reached?.id ?? null;
  };
  const byTotal = levelOf(credited);
  const byNonThermal = levelOf(nonThermalMassTonnes);
  return { byTotal, byNonThermal, ambiguous: byTotal !== byNonThermal };
}
