// How much was withdrawn, discharged and consumed where water is short, where it is not, and where nobody looked it up?
import { type Citation, cite } from '#standards/cite.ts';
import { type CubicMetres, cubicMetres, subtract, sum } from '#units/quantity.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const stressSplitCites: readonly Citation[] = [
  cite('GRI-303-2018', '303-3'),
  cite('GRI-303-2018', '303-4'),
  cite('GRI-303-2018', '303-5'),
];

/** Areas with water stress, others, and those of which it is not known: which is no part of either. */
export const stressAreas = ['yes', 'no', 'unknown'] as const;
/** One of them. */
export type StressArea = (typeof stressAreas)[number];

/** Water of a site and month that came in or went out. */
export interface AreaRow {
  readonly siteId: string;
  readonly flow: 'withdrawal' | 'discharge';
  readonly area: StressArea;
  readonly volumeM3: CubicMetres;
}

/** What an area comes to; null is not told, which is not zero. */
export interface AreaVolumes {
  readonly area: StressArea;
  readonly withdrawalM3: CubicMetres | null;
  readonly dischargeM3: CubicMetres | null;
  /** Withdrawal less discharge; null while one of them is not told of any of its factories. */
  readonly consumptionM3: CubicMetres | null;
  readonly sites: number;
}

/** Every area in which there is water, stressed ones first. */
export function stressSplit(rows: readonly AreaRow[]): AreaVolumes[] {
  return stressAreas.flatMap((area) => {
    const own = rows.filter((row) => row.area === area);
    if (own.length === 0) return [];
    const sites = new Set(own.map(({ siteId }) => siteId));
    const of = (flow: AreaRow['flow']) => own.filter((row) => row.flow === flow);
    const volume = (flow: AreaRow['flow']) =>
      of(flow).length === 0 ? null : cubicMetres(sum(of(flow).map(({ volumeM3 }) => volumeM3)));
    const isToldOfAll = (flow: AreaRow['flow']) => new Set(of(flow).map(({ siteId }) => siteId)).size === sites.size;
    const [withdrawalM3, dischargeM3] = [volume('withdrawal'), volume('discharge')];
    const isWhole = isToldOfAll('withdrawal') && isToldOfAll('discharge');
    return [
      {
        ...{ area, withdrawalM3, dischargeM3, sites: sites.size },
        consumptionM3: isWhole && withdrawalM3 && dischargeM3 ? subtract(withdrawalM3, dischargeM3) : null,
      },
    ];
  });
}
