// The KPIs of waste: the owner's conversion rate, its mean over subsidiaries, UL 2799 diversion, and GRI 306-3, -4, -5.
import type { Decimal } from 'decimal.js';
import { isTwelveMonths } from '#period/period.ts';
import { type Aggregate, type Computed, type ComputeInput, type Kpi, kpi, type SumRow } from '#platform/kpi/declare.ts';
import type { Pack } from '#standards/pack.ts';
import { exactText, tonnes } from '#units/quantity.ts';
import { compositionNotRecorded, compositionOf } from './model/composition.ts';
import { type FlowRow, streamNotRecorded } from './model/flow.ts';
import type { WasteMassRow } from './model/masses.ts';
import { readTreatmentTable, type Treatment, type TreatmentTable } from './model/treatment.ts';
import { readUl2799Levels, type Ul2799Levels } from './model/ul2799-levels.ts';
import {
  type ConversionDefinition,
  conversionRate,
  conversionRateCites,
  defaultConversionDefinition,
} from './rules/conversion-rate.ts';
import { conversionRateEntityMean, conversionRateEntityMeanCites } from './rules/conversion-rate-entity-mean.ts';
import { gri306Disposed, gri306DisposedCites } from './rules/gri306-disposed.ts';
import { gri306Diverted, gri306DivertedCites } from './rules/gri306-diverted.ts';
import { gri306Generated, gri306GeneratedCites } from './rules/gri306-generated.ts';
import { shippedMass, shippedMassCites } from './rules/shipped-mass.ts';
import { ul2799DiversionRate, ul2799DiversionRateCites } from './rules/ul2799-diversion-rate.ts';

/** Counting mass by treatment, hazard, UL scope and composition: what every waste figure is made of. */
export const wasteMass: Aggregate = {
  id: 'waste.mass',
  of: 'waste.load',
  sum: 'countingMassTonnes',
  by: ['treatment', 'stream.hazardous', 'stream.inUlScope', 'stream.composition'],
  basis: 'ownMassTonnes',
  carriedIn: {
    of: 'waste.carried-total',
    sum: 'massTonnes',
    // A yearly total tells neither: it is taken as in scope, and earns no level.
    by: [{ field: 'treatment' }, { field: 'hazardous' }, { fixed: 'true' }, { fixed: compositionNotRecorded }],
  },
};

/** The same mass by stream and vendor as well: what flows, rankings and what-ifs read, added up when it is asked. */
export const wasteFlow: Aggregate = {
  ...wasteMass,
  id: 'waste.flow',
  by: [...wasteMass.by, 'stream', 'vendor'],
  ...(wasteMass.carriedIn
    ? {
        carriedIn: {
          ...wasteMass.carriedIn,
          by: [...wasteMass.carriedIn.by, { fixed: streamNotRecorded }, { fixed: streamNotRecorded }],
        },
      }
    : {}),
};

const packs = ['waste-treatments', 'ul2799-levels'] as const;
const tables = new WeakMap<Pack, TreatmentTable>();
const levelsRead = new WeakMap<Pack, Ul2799Levels>();
function remembered<T>(memory: WeakMap<Pack, T>, pack: Pack | undefined, read: (pack: Pack) => T): T {
  if (!pack) throw new Error('a waste pack is not loaded');
  const found = memory.get(pack) ?? read(pack);
  memory.set(pack, found);
  return found;
}
const tableOf = (input: ComputeInput) => remembered(tables, input.packs['waste-treatments'], readTreatmentTable);
const levelsOf = (input: ComputeInput) => remembered(levelsRead, input.packs['ul2799-levels'], readUl2799Levels);

/** The rows of stored sums, as the rules read them. */
export const massRowsOf = (rows: readonly SumRow[]): WasteMassRow[] =>
  rows.map(({ dims: [treatment, hazardous, inUlScope, composition], sum }) => ({
    treatment: treatment as Treatment,
    hazardous: hazardous === 'true',
    inUlScope: inUlScope === 'true',
    composition: compositionOf(composition),
    massTonnes: tonnes(sum),
  }));
/** The rows of the flow aggregate, each with its stream and vendor. */
export const flowRowsOf = (rows: readonly SumRow[]): FlowRow[] =>
  massRowsOf(rows).map((row, at) => {
    const [streamId, vendorId] = rows[at]?.dims.slice(-2) ?? [];
    return { ...row, streamId: streamId ?? streamNotRecorded, vendorId: vendorId ?? streamNotRecorded };
  });
const allRows = (input: ComputeInput) => input.groups.flatMap((group) => massRowsOf(group.rows));

/** Decimals become exact text wherever they stand, so that a figure can be kept and sent. */
function plain(value: unknown): unknown {
  if (value && typeof value === 'object' && 'toFixed' in value) return exactText(value as Decimal);
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  return value;
}
type RuleAnswer =
  | { value: Decimal; inputs: Readonly<Record<string, Decimal>>; entities?: unknown }
  | { noData: string };
function computed(answer: RuleAnswer): Computed {
  if ('noData' in answer) return { noData: answer.noData };
  // Whoever may see the group's figure sees all of it; what single subsidiaries come to are figures of their own, by grant.
  const { value, inputs, entities: _, ...extra } = answer;
  return {
    value: exactText(value),
    inputs: plain(inputs) as Record<string, string>,
    extra: plain(extra) as Record<string, unknown>,
  };
}

/** Only what left is recorded: what a site treats itself is unknown until its storage ledger is kept, and no zero. */
function offSite(answer: Computed): Computed {
  if ('noData' in answer) return answer;
  const { onSiteMassTonnes: _, ...inputs } = answer.inputs;
  const lines = (answer.extra?.lines ?? []) as readonly { onSite: boolean }[];
  return { ...answer, inputs, extra: { ...answer.extra, lines: lines.filter(({ onSite }) => !onSite) } };
}
const definitionOf = (input: ComputeInput) => input.parameters as unknown as ConversionDefinition;

export const wasteConversionRate = kpi({
  id: 'waste.conversion-rate',
  version: 1,
  unit: 'share',
  better: 'higher',
  counts: 'site',
  aggregate: wasteMass,
  parameters: { ...defaultConversionDefinition },
  packs,
  cites: conversionRateCites,
  fraction: {
    above: ['convertedMassTonnes'],
    below: 'totalMassTonnes',
    splitBy: 'stream',
    additive: { capEnergyRecoveryTenPoints: false },
  },
  compute: (input) => computed(conversionRate(allRows(input), definitionOf(input), tableOf(input))),
});

export const wasteConversionRateEntityMean = kpi({
  id: 'waste.conversion-rate-entity-mean',
  version: 1,
  unit: 'share',
  better: 'higher',
  counts: 'entity',
  aggregate: wasteMass,
  each: 'entity',
  parameters: { ...defaultConversionDefinition },
  packs,
  cites: conversionRateEntityMeanCites,
  compute: (input) =>
    computed(
      conversionRateEntityMean(
        input.groups.map((group) => ({ entity: group.scopeId, rows: massRowsOf(group.rows) })),
        definitionOf(input),
        tableOf(input),
      ),
    ),
});

export const wasteUl2799DiversionRate = kpi({
  id: 'waste.ul2799-diversion-rate',
  version: 1,
  unit: 'share',
  better: 'higher',
  counts: 'site',
  aggregate: wasteMass,
  parameters: {},
  packs,
  cites: ul2799DiversionRateCites,
  fraction: {
    above: ['nonThermalMassTonnes', 'energyRecoveryMassTonnes'],
    below: 'totalMassTonnes',
    splitBy: 'stream',
    additive: {},
  },
  compute: (input) =>
    computed(
      ul2799DiversionRate(allRows(input), {
        table: tableOf(input),
        levels: levelsOf(input),
        twelveMonths: isTwelveMonths(input.period) && input.monthsEverywhere >= levelsOf(input).monthsOfData,
      }),
    ),
});

export const gri306GeneratedMass = kpi({
  id: 'waste.gri306-generated',
  version: 1,
  unit: 't',
  better: 'lower',
  counts: 'site',
  aggregate: wasteMass,
  parameters: {},
  packs,
  cites: gri306GeneratedCites,
  compute: (input) => computed(gri306Generated(allRows(input))),
});

export const gri306DivertedMass = kpi({
  id: 'waste.gri306-diverted',
  version: 1,
  unit: 't',
  better: 'higher',
  counts: 'site',
  aggregate: wasteMass,
  parameters: {},
  packs,
  cites: gri306DivertedCites,
  compute: (input) => offSite(computed(gri306Diverted(allRows(input), tableOf(input)))),
});

export const gri306DisposedMass = kpi({
  id: 'waste.gri306-disposed',
  version: 1,
  unit: 't',
  better: 'lower',
  counts: 'site',
  aggregate: wasteMass,
  parameters: {},
  packs,
  cites: gri306DisposedCites,
  compute: (input) => offSite(computed(gri306Disposed(allRows(input), tableOf(input)))),
});

/** What left the sites in all. */
export const wasteShippedMass = kpi({
  id: 'waste.shipped-mass',
  version: 1,
  unit: 't',
  better: 'lower',
  counts: 'site',
  aggregate: wasteMass,
  parameters: {},
  packs: [],
  cites: shippedMassCites,
  compute: (input) => computed(shippedMass(allRows(input))),
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
