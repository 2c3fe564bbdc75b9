// How well is water used: reuse, cooling, losses, metering and intake per product, by the formulas of GB/T 7119.
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { add, type CubicMetres, per, type Quantity, type Share, shareOf } from '#units/quantity.ts';

/** What these rules cite; printed where they are explained. @public */
export const waterEfficiencyCites: readonly Citation[] = [cite('GB-T-7119-2018', 'evaluation indicators')];

/** Why there is no rate. */
export const waterEfficiencyReasons = ['no_water_recorded', 'no_output_recorded'] as const;
type Reason = (typeof waterEfficiencyReasons)[number];
type Rate<Input extends string> = Outcome<Answer<Share, Input>, Reason>;

/** part ÷ (part + rest), where both are what they say. */
function partOfBoth<Part extends string, Rest extends string>(
  [partName, part]: readonly [Part, CubicMetres],
  [restName, rest]: readonly [Rest, CubicMetres],
): Rate<Part | Rest> {
  const both = add(part, rest);
  if (both.isZero()) return { noData: 'no_water_recorded' };
  return {
    value: shareOf(part, both),
    inputs: { [partName]: part, [restName]: rest } as Record<Part | Rest, CubicMetres>,
  };
}

/** part ÷ whole. */
function partOfWhole<Part extends string, Whole extends string>(
  [partName, part]: readonly [Part, CubicMetres],
  [wholeName, whole]: readonly [Whole, CubicMetres],
): Rate<Part | Whole> {
  if (whole.isZero()) return { noData: 'no_water_recorded' };
  return {
    value: shareOf(part, whole),
    inputs: { [partName]: part, [wholeName]: whole } as Record<Part | Whole, CubicMetres>,
  };
}

/** Reuse rate R = Vr ÷ (Vi + Vr): circulated, cascaded and reclaimed water, in all water used. */
export const reuseRate = (repeatedUseM3: CubicMetres, withdrawalM3: CubicMetres) =>
  partOfBoth(['repeatedUseM3', repeatedUseM3], ['withdrawalM3', withdrawalM3]);

/** Circulation of cooling water Rc = Vcr ÷ (Vcr + Vcf); for indirect and direct cooling alike, told apart by whoever asks. */
export const coolingCirculationRate = (circulatedM3: CubicMetres, makeUpM3: CubicMetres) =>
  partOfBoth(['circulatedM3', circulatedM3], ['makeUpM3', makeUpM3]);

/** Process water used again, in all process water. */
export const processWaterReuseRate = (reusedM3: CubicMetres, processWaterM3: CubicMetres) =>
  partOfWhole(['reusedM3', reusedM3], ['processWaterM3', processWaterM3]);

/** Condensate returned, in the water that the steam was. */
export const condensateReturnRate = (returnedM3: CubicMetres, steamAsWaterM3: CubicMetres) =>
  partOfWhole(['returnedM3', returnedM3], ['steamAsWaterM3', steamAsWaterM3]);

/** Wastewater used again Kw = Vw ÷ (Vd + Vw). */
export const wastewaterReuseRate = (reclaimedReuseM3: CubicMetres, dischargeM3: CubicMetres) =>
  partOfBoth(['reclaimedReuseM3', reclaimedReuseM3], ['dischargeM3', dischargeM3]);

/** Leakage Kl = Vl ÷ Vi. */
export const leakageRate = (lossM3: CubicMetres, withdrawalM3: CubicMetres) =>
  partOfWhole(['lossM3', lossM3], ['withdrawalM3', withdrawalM3]);

/** Discharge within its limits, in all discharge. */
export const dischargeComplianceRate = (compliantM3: CubicMetres, dischargeM3: CubicMetres) =>
  partOfWhole(['compliantM3', compliantM3], ['dischargeM3', dischargeM3]);

/** Unconventional water Vih ÷ (Vi + Vih); withdrawal here is from conventional sources. */
export const unconventionalWaterRate = (unconventionalM3: CubicMetres, withdrawalM3: CubicMetres) =>
  partOfBoth(['unconventionalM3', unconventionalM3], ['withdrawalM3', withdrawalM3]);

/** Metered volume, in all volume. */
export const meteringRate = (meteredM3: CubicMetres, totalM3: CubicMetres) =>
  partOfWhole(['meteredM3', meteredM3], ['totalM3', totalM3]);

/** Intake for each unit of product Vui = Vi ÷ Q; the unit of product is part of the type. */
export function waterPerProduct<U extends string>(
  withdrawalM3: CubicMetres,
  product: Quantity<U>,
): Outcome<Answer<Quantity<`m3/${U}`>, 'withdrawalM3' | 'product'>, Reason> {
  if (product.isZero()) return { noData: 'no_output_recorded' };
  return { value: per(withdrawalM3, product), inputs: { withdrawalM3, product } };
}

/** Intake for each unit of output value; currency and price basis are the caller's to print. */
export function waterPerOutputValue<Currency extends string>(
  withdrawalM3: CubicMetres,
  outputValue: Quantity<Currency>,
): Outcome<Answer<Quantity<`m3/${Currency}`>, 'withdrawalM3' | 'outputValue'>, Reason> {
  if (outputValue.isZero()) return { noData: 'no_output_recorded' };
  return { value: per(withdrawalM3, outputValue), inputs: { withdrawalM3, outputValue } };
}
