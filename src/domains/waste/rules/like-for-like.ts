// How has the rate changed over the same factories, where some joined or left between the two periods?
import type { Answer, Outcome } from '#units/outcome.ts';
import { exact, exactText, type Share, subtract, sum, tonnes } from '#units/quantity.ts';
import type { LikeForLikeNumber } from '../model/like-for-like.ts';
import type { Ul2799Masses } from '../model/masses.ts';
import { type ConversionDefinition, rateOfMasses } from './conversion-rate.ts';

/** What the rate of one factory is worked out from. */
export type RateMasses = Pick<Ul2799Masses, 'totalMassTonnes' | 'nonThermalMassTonnes' | 'energyRecoveryMassTonnes'>;

/** The factories of one period, each by its id. */
export interface FactoriesOfPeriod {
  /** inside the boundary on some day, with records: what the reported rate is made of */
  readonly withRecords: readonly string[];
  /** inside the boundary, whole and in operation, on every day */
  readonly throughout: readonly string[];
  /** absent where the asker may not see the factory's figure */
  readonly masses: ReadonlyMap<string, RateMasses>;
}

/** How many factories are compared, of how many that either period counts, and the rate of those in each period. */
export type LikeForLikeInput = 'comparedCount' | 'eitherCount' | 'rateShare' | 'rateBeforeShare';

/** The change in points, with the factories that it is taken over and those that it leaves out. */
export interface LikeForLike extends Answer<Share, LikeForLikeInput> {
  readonly compared: readonly string[];
  readonly leftOut: readonly string[];
}

/** Why there is no such change: the reported one is already like for like, or it cannot be told. */
export type LikeForLikeReason =
  | 'same_factories'
  | 'no_factory_in_both'
  | 'factory_not_known'
  | 'nothing_counted_in_a_period';

/**
 * The change of the rate over the factories that were inside the boundary on every day of both periods and have records
 * in both. Their masses are added and divided once in each period; rates are never averaged.
 */
export function likeForLike(
  now: FactoriesOfPeriod,
  before: FactoriesOfPeriod,
  definition: ConversionDefinition,
): Outcome<LikeForLike, LikeForLikeReason> {
  const either = [...new Set([...now.withRecords, ...before.withRecords])];
  const isWhole = (period: FactoriesOfPeriod, site: string) =>
    period.withRecords.includes(site) && period.throughout.includes(site);
  const compared = either.filter((site) => isWhole(now, site) && isWhole(before, site));
  if (compared.length === either.length) return { noData: 'same_factories' };
  if (compared.length === 0) return { noData: 'no_factory_in_both' };
  const [masses, massesBefore] = [addedUp(now, compared), addedUp(before, compared)];
  if (!masses || !massesBefore) return { noData: 'factory_not_known' };
  if (masses.totalMassTonnes.isZero() || massesBefore.totalMassTonnes.isZero())
    return { noData: 'nothing_counted_in_a_period' };
  const rateShare = rateOfMasses(masses, definition).value;
  const rateBeforeShare = rateOfMasses(massesBefore, definition).value;
  return {
    value: subtract(rateShare, rateBeforeShare),
    inputs: {
      comparedCount: exact(compared.length),
      eitherCount: exact(either.length),
      rateShare,
      rateBeforeShare,
    },
    compared,
    leftOut: either.filter((site) => !compared.includes(site)),
  };
}

/** The masses of all of them; undefined when one is not known, since the rest would be another company. */
function addedUp({ masses }: FactoriesOfPeriod, sites: readonly string[]): RateMasses | undefined {
  const known = sites.flatMap((site) => masses.get(site) ?? []);
  if (known.length < sites.length) return undefined;
  return {
    totalMassTonnes: sum(known.map(({ totalMassTonnes }) => totalMassTonnes)),
    nonThermalMassTonnes: sum(known.map(({ nonThermalMassTonnes }) => nonThermalMassTonnes)),
    energyRecoveryMassTonnes: sum(known.map(({ energyRecoveryMassTonnes }) => energyRecoveryMassTonnes)),
  };
}

/** A factory's figure as far as its masses are read from it. */
export interface FactoryFigure {
  readonly value: string | null;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The factories that a scope's figure counts in a period: expected ones, less those it names as missing. */
export function factoriesOf(
  sites: { readonly expected: readonly string[]; readonly throughout: readonly string[] },
  missing: readonly string[],
  figureOf: (site: string) => FactoryFigure | undefined,
): FactoriesOfPeriod {
  const withRecords = sites.expected.filter((site) => !missing.includes(site));
  const masses = withRecords.flatMap((site) => {
    const figure = figureOf(site);
    const known = figure && massesOf(figure);
    return known ? [[site, known] as const] : [];
  });
  return { withRecords, throughout: sites.throughout, masses: new Map(masses) };
}

const noMass = tonnes(0);
/** It has records and yet no rate: its definition leaves out all of its waste, so what counts is known to be none. */
const nothingCounted: RateMasses = {
  totalMassTonnes: noMass,
  nonThermalMassTonnes: noMass,
  energyRecoveryMassTonnes: noMass,
};

function massesOf({ value, inputs }: FactoryFigure): RateMasses | undefined {
  if (value === null) return nothingCounted;
  const { totalMassTonnes: total, nonThermalMassTonnes: nonThermal, energyRecoveryMassTonnes: thermal } = inputs;
  if (total === undefined || nonThermal === undefined || thermal === undefined) return undefined;
  return {
    totalMassTonnes: tonnes(total),
    nonThermalMassTonnes: tonnes(nonThermal),
    energyRecoveryMassTonnes: tonnes(thermal),
  };
}

/** One of those numbers of an answer. */
export function likeForLikeNumber(
  { value, inputs }: LikeForLike,
  number: LikeForLikeNumber,
): { value: string; unit: 'points' | 'count' } {
  if (number === 'change') return { value: exactText(value), unit: 'points' };
  return { value: exactText(number === 'compared' ? inputs.comparedCount : inputs.eitherCount), unit: 'count' };
}
