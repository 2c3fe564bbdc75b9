// The KPIs of waste: the owner's conversion rate, its mean over subsidiaries, UL 2799 diversion, and GRI 306-3, -4, -5.
import { isTwelveMonths } from '#period/period.ts';
import { type Aggregate, type Computed, type ComputeInput, type Kpi, kpi, type SumRow } from '#platform/kpi/declare.ts';
import { shippedWaste, storedWaste, wasteShipped, wasteStored } from './kpis/aggregates.ts';
import { computed, definitionOf, levelsOf, offSiteOnly, tableOf, wastePacks } from './kpis/answers.ts';
import { formerVersionsOf } from './kpis/former.ts';
import { type FlowRow, streamNotRecorded } from './model/flow.ts';
import type { WasteMassRow } from './model/masses.ts';
import type { TreatmentTable } from './model/treatment.ts';
import { conversionRate, conversionRateCites, defaultConversionDefinition } from './rules/conversion-rate.ts';
import { conversionRateEntityMean, conversionRateEntityMeanCites } from './rules/conversion-rate-entity-mean.ts';
import {
  countedWasteCites,
  generatedMasses,
  rowsDirected,
  rowsGenerated,
  rowsOfRate,
  rowsShipped,
  unprovedMasses,
} from './rules/counted-waste.ts';
import { gri306Disposed, gri306DisposedCites } from './rules/gri306-disposed.ts';
import { gri306Diverted, gri306DivertedCites } from './rules/gri306-diverted.ts';
import { gri306Generated, gri306GeneratedCites } from './rules/gri306-generated.ts';
import { netOfResidueCites } from './rules/net-of-residue.ts';
import { shippedMass, shippedMassCites } from './rules/shipped-mass.ts';
import { ul2799DiversionRate, ul2799DiversionRateCites } from './rules/ul2799-diversion-rate.ts';

const shippedIn = (rows: readonly SumRow[]) => rows.filter(({ of }) => of === undefined).map(shippedWaste);
const allRows = (input: ComputeInput) => input.groups.flatMap(({ rows }) => rows);
const shippedOf = (input: ComputeInput) => shippedIn(allRows(input));
const storedOf = (input: ComputeInput) =>
  allRows(input)
    .filter(({ of }) => of === wasteStored.id)
    .map(storedWaste);

/** The same mass by stream and vendor as well: what flows, rankings and what-ifs read, added up when it is asked. */
export const wasteFlow: Aggregate = {
  ...wasteShipped,
  id: 'waste.flow',
  by: [...wasteShipped.by, 'stream', 'vendor'],
  ...(wasteShipped.carriedIn
    ? {
        carriedIn: {
          ...wasteShipped.carriedIn,
          by: [...wasteShipped.carriedIn.by, { fixed: streamNotRecorded }, { fixed: streamNotRecorded }],
        },
      }
    : {}),
};
/** The rows of stored sums as the owner's rate counts them. */
export const massRowsOf = (rows: readonly SumRow[], table: TreatmentTable): WasteMassRow[] =>
  rowsOfRate(shippedIn(rows), 'owner', table);
/** The rows of the flow aggregate, each with its stream and vendor. */
export const flowRowsOf = (rows: readonly SumRow[], table: TreatmentTable): FlowRow[] =>
  rows.flatMap((row) => {
    const [streamId, vendorId] = row.dims.slice(-2);
    return massRowsOf([row], table).map((one) => ({
      ...one,
      streamId: streamId ?? streamNotRecorded,
      vendorId: vendorId ?? streamNotRecorded,
    }));
  });

const inside = { toSite: 'inside' } as const;
const proofDimensions = ['proved', 'yieldShare', 'residueTreatment'] as const;

export const wasteConversionRate = kpi({
  id: 'waste.conversion-rate',
  version: 2,
  unit: 'share',
  better: 'higher',
  counts: 'site',
  aggregate: wasteShipped,
  reads: ['treatment', 'stream.hazardous', 'stream.composition', ...proofDimensions],
  leavesOut: { inOwnerScope: 'false', ...inside },
  parameters: { ...defaultConversionDefinition },
  packs: wastePacks,
  cites: [...conversionRateCites, ...countedWasteCites],
  fraction: {
    above: ['convertedMassTonnes'],
    below: 'totalMassTonnes',
    splitBy: 'stream',
    additive: { capEnergyRecoveryTenPoints: false },
  },
  compute: (input) => {
    const rows = rowsOfRate(shippedOf(input), 'owner', tableOf(input));
    const { excludeHazardous } = definitionOf(input);
    const counted = rows.filter(({ hazardous }) => !(excludeHazardous && hazardous));
    return computed(conversionRate(rows, definitionOf(input), tableOf(input)), { ...unprovedMasses(counted) });
  },
  former: formerVersionsOf('waste.conversion-rate'),
});

export const wasteConversionRateEntityMean = kpi({
  id: 'waste.conversion-rate-entity-mean',
  version: 2,
  unit: 'share',
  better: 'higher',
  counts: 'entity',
  aggregate: wasteShipped,
  reads: ['treatment', 'stream.hazardous', 'stream.composition', ...proofDimensions],
  leavesOut: { inOwnerScope: 'false' },
  each: 'entity',
  parameters: { ...defaultConversionDefinition },
  packs: wastePacks,
  cites: [...conversionRateEntityMeanCites, ...countedWasteCites],
  compute: (input) =>
    computed(
      conversionRateEntityMean(
        input.groups.map((group) => ({
          entity: group.scopeId,
          rows: rowsOfRate(shippedIn(group.rows), 'owner', tableOf(input)),
        })),
        definitionOf(input),
        tableOf(input),
      ),
    ),
  former: formerVersionsOf('waste.conversion-rate-entity-mean'),
});

export const wasteUl2799DiversionRate = kpi({
  id: 'waste.ul2799-diversion-rate',
  version: 2,
  unit: 'share',
  better: 'higher',
  counts: 'site',
  aggregate: wasteShipped,
  reads: ['treatment', 'stream.hazardous', 'stream.composition', ...proofDimensions],
  leavesOut: { inUl2799Scope: 'false', ...inside },
  parameters: {},
  packs: wastePacks,
  cites: [...ul2799DiversionRateCites, ...netOfResidueCites, ...countedWasteCites],
  fraction: {
    above: ['nonThermalMassTonnes', 'energyRecoveryMassTonnes'],
    below: 'totalMassTonnes',
    splitBy: 'stream',
    additive: {},
  },
  compute: (input) => {
    const rows = rowsOfRate(shippedOf(input), 'ul2799', tableOf(input));
    const rate = ul2799DiversionRate(rows, {
      table: tableOf(input),
      levels: levelsOf(input),
      twelveMonths: isTwelveMonths(input.period) && input.monthsEverywhere >= levelsOf(input).monthsOfData,
    });
    return computed(rate, { ...unprovedMasses(rows.filter(({ inUlScope }) => inUlScope)) });
  },
  former: formerVersionsOf('waste.ul2799-diversion-rate'),
});

export const gri306GeneratedMass = kpi({
  id: 'waste.gri306-generated',
  version: 2,
  unit: 't',
  better: 'lower',
  counts: 'site',
  aggregate: wasteShipped,
  besides: [wasteStored],
  reads: ['stream.composition', 'stream.hazardous', 'ledgerKept'],
  leavesOut: { inGri306Scope: 'false', ledgerKept: 'true', ...inside },
  parameters: {},
  packs: [],
  cites: gri306GeneratedCites,
  compute: (input) => {
    const rows = rowsGenerated(shippedOf(input), storedOf(input));
    return computed(gri306Generated(rows), { ...generatedMasses(rows) });
  },
  former: formerVersionsOf('waste.gri306-generated'),
});

/** A side of GRI 306; what sites treat themselves is told where any storage ledger of the scope says something. */
function side(
  input: ComputeInput,
  compute: (rows: readonly WasteMassRow[]) => Parameters<typeof computed>[0],
): Computed {
  const stored = storedOf(input);
  const answer = computed(compute(rowsDirected(shippedOf(input), stored, tableOf(input))));
  return stored.length > 0 ? answer : offSiteOnly(answer);
}

export const gri306DivertedMass = kpi({
  id: 'waste.gri306-diverted',
  version: 2,
  unit: 't',
  better: 'higher',
  counts: 'site',
  aggregate: wasteShipped,
  besides: [wasteStored],
  reads: ['treatment', 'stream.hazardous', 'stream.composition'],
  leavesOut: { inGri306Scope: 'false', ...inside },
  parameters: {},
  packs: wastePacks,
  cites: gri306DivertedCites,
  compute: (input) => side(input, (rows) => gri306Diverted(rows, tableOf(input))),
  former: formerVersionsOf('waste.gri306-diverted'),
});

export const gri306DisposedMass = kpi({
  id: 'waste.gri306-disposed',
  version: 2,
  unit: 't',
  better: 'lower',
  counts: 'site',
  aggregate: wasteShipped,
  besides: [wasteStored],
  reads: ['treatment', 'stream.hazardous', 'stream.composition', 'proved'],
  leavesOut: { inGri306Scope: 'false', ...inside },
  parameters: {},
  packs: wastePacks,
  cites: [...gri306DisposedCites, ...countedWasteCites],
  compute: (input) => side(input, (rows) => gri306Disposed(rows, tableOf(input))),
  former: formerVersionsOf('waste.gri306-disposed'),
});

/** What left the sites of the scope in all. */
export const wasteShippedMass = kpi({
  id: 'waste.shipped-mass',
  version: 2,
  unit: 't',
  better: 'lower',
  counts: 'site',
  aggregate: wasteShipped,
  reads: ['treatment', 'stream.hazardous', 'stream.composition'],
  leavesOut: inside,
  parameters: {},
  packs: [],
  cites: shippedMassCites,
  compute: (input) => computed(shippedMass(rowsShipped(shippedOf(input)))),
  former: formerVersionsOf('waste.shipped-mass'),
});

export const wasteKpis: readonly Kpi[] = [
  wasteConversionRate,
  wasteConversionRateEntityMean,
  wasteUl2799DiversionRate,
  gri306GeneratedMass,
  gri306DivertedMass,
  gri306DisposedMass,
  wasteShippedMass,
];
