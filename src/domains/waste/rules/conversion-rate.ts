// What part of the waste was converted and not thrown away, by the definition that the owner has chosen?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { add, type Share, scale, share, shareOf, type Tonnes, tonnes } from '#units/quantity.ts';
import { type Ul2799Masses, ul2799Masses, type WasteMassRow } from '../model/masses.ts';
import type { TreatmentTable } from '../model/treatment.ts';

/** What the owner has settled about his rate. Part of the key of every figure computed with it. */
export interface ConversionDefinition {
  /** Hazardous waste is left out, above and below the line. */
  readonly excludeHazardous: boolean;
  /** Energy recovery is not converted; it stays in the total. */
  readonly excludeEnergyRecovery: boolean;
  /** Energy recovery is converted up to a tenth of the total, as UL 2799 credits it. */
  readonly capEnergyRecoveryTenPoints: boolean;
}

/** (T − landfill − incineration without energy − other disposal) ÷ T over all waste. */
export const defaultConversionDefinition: ConversionDefinition = {
  excludeHazardous: false,
  excludeEnergyRecovery: false,
  capEnergyRecoveryTenPoints: false,
};

/** The inputs of the rate, in the order in which they are explained. */
export const conversionRateInputs = [
  'totalMassTonnes',
  'nonThermalMassTonnes',
  'energyRecoveryMassTonnes',
  'energyRecoveryCountedMassTonnes',
  'landfillMassTonnes',
  'incinerationMassTonnes',
  'otherDisposalMassTonnes',
  'convertedMassTonnes',
] as const;

/** The name of one input. */
export type ConversionRateInput = (typeof conversionRateInputs)[number];

/** Why there is no rate: nothing left the sites, or only waste that the definition leaves out. */
export const conversionRateReasons = ['no_loads_in_period', 'only_excluded_waste'] as const;

/** The rate as a share, with the masses it was worked out from. */
export type ConversionRate = Answer<Share, ConversionRateInput>;
/** Why there is no rate. */
export type ConversionRateReason = (typeof conversionRateReasons)[number];

/** No standard defines this rate: the owner does. */
export const conversionRateCites: readonly Citation[] = [
  cite('OWNER-DEFINITION', 'waste conversion rate'),
  cite('GREENFAB-DEFAULT', 'parameters of the waste conversion rate'),
];

const tenPoints = share('0.10');

/** The rate over the rows of one scope and period. Sites are summed first and divided once, never averaged. */
export function conversionRate(
  rows: readonly WasteMassRow[],
  definition: ConversionDefinition,
  table: TreatmentTable,
): Outcome<ConversionRate, ConversionRateReason> {
  const masses = ul2799Masses(definition.excludeHazardous ? rows.filter((row) => !row.hazardous) : rows, table);
  if (masses.totalMassTonnes.isZero()) return { noData: hasMass(rows) ? 'only_excluded_waste' : 'no_loads_in_period' };
  const { value, energyRecoveryCountedMassTonnes, convertedMassTonnes } = rateOfMasses(masses, definition);
  return { value, inputs: { ...masses, energyRecoveryCountedMassTonnes, convertedMassTonnes } };
}

/** The rate of masses that are already added up; their total is not zero. */
export function rateOfMasses(
  {
    totalMassTonnes,
    nonThermalMassTonnes,
    energyRecoveryMassTonnes,
  }: Pick<Ul2799Masses, 'totalMassTonnes' | 'nonThermalMassTonnes' | 'energyRecoveryMassTonnes'>,
  definition: ConversionDefinition,
): { value: Share; energyRecoveryCountedMassTonnes: Tonnes; convertedMassTonnes: Tonnes } {
  const energyRecoveryCountedMassTonnes = countedEnergyRecovery(energyRecoveryMassTonnes, totalMassTonnes, definition);
  const convertedMassTonnes = add(nonThermalMassTonnes, energyRecoveryCountedMassTonnes);
  return {
    value: shareOf(convertedMassTonnes, totalMassTonnes),
    energyRecoveryCountedMassTonnes,
    convertedMassTonnes,
  };
}

const hasMass = (rows: readonly WasteMassRow[]) => rows.some((row) => !row.massTonnes.isZero());

function countedEnergyRecovery(thermal: Tonnes, total: Tonnes, definition: ConversionDefinition): Tonnes {
  if (definition.excludeEnergyRecovery) return tonnes(0);
  const most = scale(total, tenPoints);
  return definition.capEnergyRecoveryTenPoints && thermal.gt(most) ? most : thermal;
}
