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
  /** Withdrawal less discharge; null while one of its factories does not tell both. */
  readonly consumptionM3: CubicMetres | null;
  /** The same over the factories that tell both: the least that it can be with the others. Null where none does. */
  readonly toldConsumptionM3: CubicMetres | null;
  /** Withdrawn by factories that tell no discharge: what they consumed is not known, and not all of it. */
  readonly withoutDischargeM3: CubicMetres;
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
    const telling = (flow: AreaRow['flow']) => new Set(of(flow).map(({ siteId }) => siteId));
    const [withdrawing, discharging] = [telling('withdrawal'), telling('discharge')];
    const both = new Set([...withdrawing].filter((siteId) => discharging.has(siteId)));
    const sumOf = (some: readonly AreaRow[]) => cubicMetres(sum(some.map(({ volumeM3 }) => volumeM3)));
    const ofBoth = (flow: AreaRow['flow']) => sumOf(of(flow).filter(({ siteId }) => both.has(siteId)));
    const toldConsumptionM3 = both.size === 0 ? null : subtract(ofBoth('withdrawal'), ofBoth('discharge'));
    return [
      {
        ...{ area, withdrawalM3: volume('withdrawal'), dischargeM3: volume('discharge'), sites: sites.size },
        ...{ consumptionM3: both.size === sites.size ? toldConsumptionM3 : null, toldConsumptionM3 },
        withoutDischargeM3: sumOf(of('withdrawal').filter(({ siteId }) => !discharging.has(siteId))),
      },
    ];
  });
}
