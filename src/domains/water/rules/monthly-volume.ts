// Which figure counts for a month that a meter, a bill, a landlord and a person each tell differently?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { type CubicMetres, cubicMetres, Exact, type ExactInput, exact, type Share, share } from '#units/quantity.ts';
import { type VolumeBasis, volumeBases } from '../model/month.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const monthlyVolumeCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'basis of monthly volumes')];

/** One figure for a month. */
export interface VolumeCandidate {
  readonly basis: VolumeBasis;
  readonly volumeM3: CubicMetres;
  /** The part of the month that it really holds, 1 for all; the rest of it is an estimate. */
  readonly knownShare: Share;
}

/** Why there is no volume. */
export const monthlyVolumeReasons = ['nothing_recorded'] as const;

/** What counts, and what it was chosen from. */
export interface MonthlyVolume extends Answer<CubicMetres, 'volumeM3' | 'knownShare'> {
  readonly basis: VolumeBasis;
  readonly others: readonly VolumeCandidate[];
  /** Others that differ by more than the tolerance: one of the two is wrong. */
  readonly differing: readonly { readonly basis: VolumeBasis; readonly differenceShare: Share }[];
}

/** A candidate is whole when it holds this much of the month; a day or two without reading do not make a bill better. */
const wholeShare = exact('0.95');

/**
 * The first basis by precedence that holds the whole month; where none does, the one that holds most of it.
 *
 * @param toleranceShare beyond which two bases that both hold the month are asked about
 */
export function monthlyVolume(
  candidates: readonly VolumeCandidate[],
  {
    precedence = volumeBases,
    toleranceShare = share('0.05'),
  }: { precedence?: readonly VolumeBasis[]; toleranceShare?: Share } = {},
): Outcome<MonthlyVolume, (typeof monthlyVolumeReasons)[number]> {
  const rank = ({ basis }: VolumeCandidate) => {
    const place = precedence.indexOf(basis);
    return place < 0 ? precedence.length : place;
  };
  const isWhole = ({ knownShare }: VolumeCandidate) => knownShare.gte(wholeShare);
  const ordered = [...candidates].sort(
    (one, other) =>
      Number(isWhole(other)) - Number(isWhole(one)) ||
      (isWhole(one) ? 0 : other.knownShare.comparedTo(one.knownShare)) ||
      rank(one) - rank(other),
  );
  const [chosen, ...others] = ordered;
  if (!chosen) return { noData: 'nothing_recorded' };
  const differing = others.filter(isWhole).flatMap(({ basis, volumeM3 }) => {
    if (!isWhole(chosen)) return [];
    const larger = Exact.max(chosen.volumeM3.abs(), volumeM3.abs());
    if (larger.isZero()) return [];
    const differenceShare = share(new Exact(volumeM3).minus(chosen.volumeM3).div(larger));
    return differenceShare.abs().gt(toleranceShare) ? [{ basis, differenceShare }] : [];
  });
  const { basis, volumeM3, knownShare } = chosen;
  return { value: volumeM3, inputs: { volumeM3, knownShare }, basis, others, differing };
}

/** What a landlord tells of a building, and our part of it: a sub-meter, else floor area, else heads. */
export interface LandlordStatement {
  readonly buildingM3: CubicMetres;
  readonly subMeterM3?: CubicMetres;
  readonly ourAreaM2?: ExactInput;
  readonly totalAreaM2?: ExactInput;
  readonly ourHeads?: number;
  readonly totalHeads?: number;
}

/** Our part of a building's water with its basis; undefined where the landlord told neither sub-meter, area nor heads. */
export function landlordVolume(told: LandlordStatement): Omit<VolumeCandidate, 'knownShare'> | undefined {
  if (told.subMeterM3) return { basis: 'landlord_sub_meter', volumeM3: told.subMeterM3 };
  const part = (ours: ExactInput | undefined, all: ExactInput | undefined) => {
    if (ours === undefined || all === undefined || exact(all).lte(0)) return undefined;
    return cubicMetres(new Exact(told.buildingM3).times(exact(ours)).div(exact(all)).toDecimalPlaces(6));
  };
  const byArea = part(told.ourAreaM2, told.totalAreaM2);
  if (byArea) return { basis: 'landlord_area_share', volumeM3: byArea };
  const byHeads = part(told.ourHeads, told.totalHeads);
  return byHeads && { basis: 'landlord_head_share', volumeM3: byHeads };
}
