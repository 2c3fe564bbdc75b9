// The first version of the KPIs of waste: every treatment taken as recorded, one UL 2799 scope, nothing but what left.
// Kept so that an edition published under it can be worked out again; nothing new is computed with it.
import { isTwelveMonths } from '#period/period.ts';
import { type Aggregate, type ComputeInput, type Kpi, kpi, type SumRow } from '#platform/kpi/declare.ts';
import { tonnes } from '#units/quantity.ts';
import { compositionNotRecorded, compositionOf } from '../model/composition.ts';
import type { WasteMassRow } from '../model/masses.ts';
import type { Treatment } from '../model/treatment.ts';
import { conversionRate, conversionRateCites, defaultConversionDefinition } from '../rules/conversion-rate.ts';
import { conversionRateEntityMean, conversionRateEntityMeanCites } from '../rules/conversion-rate-entity-mean.ts';
import { gri306Disposed, gri306DisposedCites } from '../rules/gri306-disposed.ts';
import { gri306Diverted, gri306DivertedCites } from '../rules/gri306-diverted.ts';
import { gri306Generated, gri306GeneratedCites } from '../rules/gri306-generated.ts';
import { shippedMass, shippedMassCites } from '../rules/shipped-mass.ts';
import { ul2799DiversionRate, ul2799DiversionRateCites } from '../rules/ul2799-diversion-rate.ts';
import { computed, definitionOf, levelsOf, offSiteOnly, tableOf, wastePacks } from './answers.ts';

const wasteMass: Aggregate = {
  id: 'waste.mass',
  of: 'waste.load',
  sum: 'countingMassTonnes',
  by: ['treatment', 'stream.hazardous', 'stream.inUlScope', 'stream.composition'],
  basis: 'ownMassTonnes',
  carriedIn: {
    of: 'waste.carried-total',
    sum: 'massTonnes',
    by: [{ field: 'treatment' }, { field: 'hazardous' }, { fixed: 'true' }, { fixed: compositionNotRecorded }],
  },
};

const rowsOf = (rows: readonly SumRow[]): WasteMassRow[] =>
  rows.map(({ dims: [treatment, hazardous, inUlScope, composition], sum }) => ({
    treatment: treatment as Treatment,
    hazardous: hazardous === 'true',
    inUlScope: inUlScope === 'true',
    composition: compositionOf(composition),
    massTonnes: tonnes(sum),
  }));
const allRows = (input: ComputeInput) => input.groups.flatMap((group) => rowsOf(group.rows));

const first = { version: 1, aggregate: wasteMass, counts: 'site', parameters: {}, packs: wastePacks } as const;
const definition = { ...defaultConversionDefinition };

const conversionRateAsRecorded = kpi({
  ...first,
  ...{ id: 'waste.conversion-rate', unit: 'share', better: 'higher', cites: conversionRateCites },
  parameters: definition,
  compute: (input) => computed(conversionRate(allRows(input), definitionOf(input), tableOf(input))),
});

const conversionRateEntityMeanAsRecorded = kpi({
  ...first,
  ...{ id: 'waste.conversion-rate-entity-mean', unit: 'share', better: 'higher', cites: conversionRateEntityMeanCites },
  counts: 'entity',
  each: 'entity',
  parameters: definition,
  compute: (input) =>
    computed(
      conversionRateEntityMean(
        input.groups.map((group) => ({ entity: group.scopeId, rows: rowsOf(group.rows) })),
        definitionOf(input),
        tableOf(input),
      ),
    ),
});

const ul2799DiversionRateAsRecorded = kpi({
  ...first,
  ...{ id: 'waste.ul2799-diversion-rate', unit: 'share', better: 'higher', cites: ul2799DiversionRateCites },
  compute: (input) =>
    computed(
      ul2799DiversionRate(allRows(input), {
        table: tableOf(input),
        levels: levelsOf(input),
        twelveMonths: isTwelveMonths(input.period) && input.monthsEverywhere >= levelsOf(input).monthsOfData,
      }),
    ),
});

const gri306GeneratedAsShipped = kpi({
  ...first,
  ...{ id: 'waste.gri306-generated', unit: 't', better: 'lower', cites: gri306GeneratedCites },
  compute: (input) => computed(gri306Generated(allRows(input))),
});

const gri306DivertedOffSite = kpi({
  ...first,
  ...{ id: 'waste.gri306-diverted', unit: 't', better: 'higher', cites: gri306DivertedCites },
  compute: (input) => offSiteOnly(computed(gri306Diverted(allRows(input), tableOf(input)))),
});

const gri306DisposedOffSite = kpi({
  ...first,
  ...{ id: 'waste.gri306-disposed', unit: 't', better: 'lower', cites: gri306DisposedCites },
  compute: (input) => offSiteOnly(computed(gri306Disposed(allRows(input), tableOf(input)))),
});

const shippedMassWithTransfers = kpi({
  ...first,
  ...{ id: 'waste.shipped-mass', unit: 't', better: 'lower', cites: shippedMassCites },
  packs: [],
  compute: (input) => computed(shippedMass(allRows(input))),
});

const formerKpis: readonly Kpi[] = [
  conversionRateAsRecorded,
  conversionRateEntityMeanAsRecorded,
  ul2799DiversionRateAsRecorded,
  gri306GeneratedAsShipped,
  gri306DivertedOffSite,
  gri306DisposedOffSite,
  shippedMassWithTransfers,
];

/** The versions of a KPI before the one in use. */
export const formerVersionsOf = (id: string): readonly Kpi[] => formerKpis.filter((one) => one.id === id);
