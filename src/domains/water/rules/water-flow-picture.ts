// Where does the water of a site go: the bands of a picture from sources by uses to destinations, in which nothing is lost.
import { type Citation, cite } from '#standards/cite.ts';
import { type CubicMetres, compare, cubicMetres, subtract, sum } from '#units/quantity.ts';
import type { WaterDestination, WaterSource, WaterUse } from '../model/flows.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const waterFlowPictureCites: readonly Citation[] = [cite('GB-T-7119-2018', 'water balance')];

/** What a band begins or ends at: a source, the site, a use, a destination, or one of these ends. */
export type FlowNode =
  | `source:${WaterSource}`
  | 'site'
  | `use:${WaterUse | 'unallocated'}`
  | 'spent'
  | `to:${WaterDestination}`
  | 'end:consumed_in_use'
  | 'end:loss'
  | 'end:storage'
  | 'end:unaccounted'
  | 'origin:storage'
  | 'origin:unaccounted';

/** A band with its volume, never zero nor below. */
export interface FlowBand {
  readonly from: FlowNode;
  readonly to: FlowNode;
  readonly volumeM3: CubicMetres;
}

/** What is known of a site and period. */
export interface FlowsOfSite {
  readonly withdrawals: readonly { readonly source: WaterSource; readonly volumeM3: CubicMetres }[];
  readonly uses: readonly { readonly use: WaterUse; readonly volumeM3: CubicMetres }[];
  readonly discharges: readonly { readonly destination: WaterDestination; readonly volumeM3: CubicMetres }[];
  readonly consumedInUseM3: CubicMetres | null;
  readonly lossM3: CubicMetres | null;
  /** Below zero where the tanks gave water. */
  readonly storageChangeM3: CubicMetres | null;
}

/**
 * Bands by which as much leaves every node as enters it: water that nobody can account for, and water that came from
 * nowhere, have bands of their own, so that a balance that does not close looks like one.
 */
export function waterFlowPicture(flows: FlowsOfSite): FlowBand[] {
  const zero = cubicMetres(0);
  const storage = flows.storageChangeM3 ?? zero;
  const given = storage.lt(0) ? (storage.neg() as CubicMetres) : zero;
  const entering: FlowBand[] = flows.withdrawals.map(({ source, volumeM3 }) => ({
    from: `source:${source}` as const,
    to: 'site' as const,
    volumeM3,
  }));
  const leaving: FlowBand[] = [
    ...flows.discharges.map(({ destination, volumeM3 }) => ({
      from: 'spent' as const,
      to: `to:${destination}` as const,
      volumeM3,
    })),
    { from: 'spent', to: 'end:consumed_in_use', volumeM3: flows.consumedInUseM3 ?? zero },
    { from: 'spent', to: 'end:loss', volumeM3: flows.lossM3 ?? zero },
    { from: 'spent', to: 'end:storage', volumeM3: storage.gt(0) ? storage : zero },
  ];
  const volumeOf = (bands: readonly FlowBand[]) => sum(bands.map(({ volumeM3 }) => volumeM3));
  const usedM3 = sum(flows.uses.map(({ volumeM3 }) => volumeM3));
  const cameIn = sum([volumeOf(entering), given]);
  const through = [cameIn, usedM3, volumeOf(leaving)].reduce((most, one) => (compare(one, most) > 0 ? one : most));
  const rest = (volume: CubicMetres) => subtract(through, volume);
  const byUse = [
    ...flows.uses.map(({ use, volumeM3 }) => ({ use, volumeM3 })),
    { use: 'unallocated' as const, volumeM3: rest(usedM3) },
  ];
  const bands: FlowBand[] = [
    ...entering,
    { from: 'origin:storage', to: 'site', volumeM3: given },
    { from: 'origin:unaccounted', to: 'site', volumeM3: rest(cameIn) },
    ...byUse.flatMap(({ use, volumeM3 }): FlowBand[] => [
      { from: 'site', to: `use:${use}`, volumeM3 },
      { from: `use:${use}`, to: 'spent', volumeM3 },
    ]),
    ...leaving,
    { from: 'spent', to: 'end:unaccounted', volumeM3: rest(volumeOf(leaving)) },
  ];
  return merged(bands).filter(({ volumeM3 }) => volumeM3.gt(0));
}

function merged(bands: readonly FlowBand[]): FlowBand[] {
  const by = new Map<string, FlowBand>();
  for (const band of bands) {
    const key = `${band.from} ${band.to}`;
    const known = by.get(key);
    by.set(key, known ? { ...known, volumeM3: sum([known.volumeM3, band.volumeM3]) } : band);
  }
  return [...by.values()];
}
