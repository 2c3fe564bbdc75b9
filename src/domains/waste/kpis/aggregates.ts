// What the KPIs of waste sum: loads that left, and movements of the storage ledger, split by all that a standard asks.
import type { Aggregate, DatedDimension, SumRow } from '#platform/kpi/declare.ts';
import { share, tonnes } from '#units/quantity.ts';
import { compositionNotRecorded, compositionOf } from '../model/composition.ts';
import type { InclusionStandard, ShippedWaste, StoredWaste } from '../model/recorded-waste.ts';
import type { Treatment } from '../model/treatment.ts';

/** Whether a standard counts the stream on the day: by its dated line, else as the stream says, else yes. */
const countedBy = (standard: InclusionStandard, otherwise: DatedDimension['otherwise']): DatedDimension => ({
  of: 'waste.stream',
  lines: true,
  on: { id: 'stream' },
  where: { standard },
  from: 'from',
  before: 'before',
  take: { field: 'included' },
  ...(otherwise ? { otherwise } : {}),
});

/** What the receiver's document for the treatment says on the day. */
const proof = (take: DatedDimension['take']): DatedDimension => ({
  of: 'waste.vendor-proof',
  on: { vendor: 'vendor', treatment: 'treatment' },
  from: 'from',
  before: 'before',
  take,
});

/** Whether an opening stock of the stream was counted at the site on the day or before. */
const ledgerKept: DatedDimension = {
  of: 'waste.storage-movement',
  on: { site: 'site', stream: 'stream' },
  where: { movement: 'opening' },
  from: 'movedOn',
  take: 'exists',
};

/** Counting mass of the loads: what every figure of shipped waste is made of. */
export const wasteShipped: Aggregate = {
  id: 'waste.shipped',
  of: 'waste.load',
  sum: 'countingMassTonnes',
  by: [
    'treatment',
    'stream.hazardous',
    'inUl2799Scope',
    'stream.composition',
    'inOwnerScope',
    'inGri306Scope',
    'proved',
    'yieldShare',
    'residueTreatment',
    'ledgerKept',
    'toSite',
  ],
  dated: {
    inUl2799Scope: countedBy('ul2799', { path: 'stream.inUlScope' }),
    inOwnerScope: countedBy('owner', { fixed: 'true' }),
    inGri306Scope: countedBy('gri306', { fixed: 'true' }),
    proved: proof('exists'),
    yieldShare: proof({ field: 'yieldShare' }),
    residueTreatment: proof({ field: 'residueTreatment' }),
    ledgerKept,
  },
  receiver: 'toSite',
  basis: 'ownMassTonnes',
  carriedIn: {
    of: 'waste.carried-total',
    sum: 'massTonnes',
    // A yearly total tells none of these: it is taken as in scope and as its document says, gross, and earns no level.
    by: [
      { field: 'treatment' },
      { field: 'hazardous' },
      { fixed: 'true' },
      { fixed: compositionNotRecorded },
      { fixed: 'true' },
      { fixed: 'true' },
      { fixed: 'true' },
      { fixed: null },
      { fixed: null },
      { fixed: 'false' },
      { fixed: null },
    ],
  },
};

/** The storage ledger: what was generated where one is kept, and what was treated on site. */
export const wasteStored: Aggregate = {
  id: 'waste.stored',
  of: 'waste.storage-movement',
  sum: 'massTonnes',
  by: ['movement', 'treatment', 'stream.hazardous', 'stream.composition', 'inGri306Scope', 'ledgerKept'],
  dated: { inGri306Scope: countedBy('gri306', { fixed: 'true' }), ledgerKept },
  basis: 'massTonnes',
};

/** A sum of loads, its dimensions by name. */
export function shippedWaste({ dims, sum }: SumRow): ShippedWaste {
  const said = (name: string) => dims[wasteShipped.by.indexOf(name)] ?? null;
  const yieldShare = said('yieldShare');
  return {
    treatment: said('treatment') as Treatment,
    hazardous: said('stream.hazardous') === 'true',
    composition: compositionOf(said('stream.composition')),
    massTonnes: tonnes(sum),
    countedBy: {
      owner: said('inOwnerScope') === 'true',
      ul2799: said('inUl2799Scope') === 'true',
      gri306: said('inGri306Scope') === 'true',
    },
    proved: said('proved') === 'true',
    yieldShare: yieldShare === null ? null : share(yieldShare),
    residueTreatment: said('residueTreatment') as Treatment | null,
    ledgerKept: said('ledgerKept') === 'true',
    transferInside: said('toSite') === 'inside',
  };
}

/** A sum of movements, its dimensions by name. */
export function storedWaste({ dims, sum }: SumRow): StoredWaste {
  const said = (name: string) => dims[wasteStored.by.indexOf(name)] ?? null;
  return {
    movement: said('movement') as StoredWaste['movement'],
    treatment: said('treatment') as Treatment | null,
    hazardous: said('stream.hazardous') === 'true',
    composition: compositionOf(said('stream.composition')),
    massTonnes: tonnes(sum),
    countedByGri306: said('inGri306Scope') === 'true',
    ledgerKept: said('ledgerKept') === 'true',
  };
}
