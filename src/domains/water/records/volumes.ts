// What a month of water is told by besides meters: bills, a landlord, entries by hand, and which of them counts.
import type { Check } from '#platform/records/declare/kind.ts';
import {
  code,
  date,
  decimal,
  integer,
  masked,
  month,
  optional,
  quantity,
  recordKind,
  ref,
  text,
  year,
} from '#platform/records/declare/kind.ts';
import { type VolumeUnit, volumeUnits } from '#units/volume.ts';
import { gri303Sources, waterDestinations, waterSources, waterUses } from '../model/flows.ts';
import { billedFlows, monthItems, volumeBases } from '../model/month.ts';
import { utilisationDefinitions } from '../rules/withdrawn-water-utilisation.ts';
import { waterQualities } from './meter.ts';

const inCubicMetres = () => quantity('m3' satisfies VolumeUnit, { enteredIn: volumeUnits });
const ownSources = gri303Sources.filter((line) => line !== 'third_party');
/** What a target of utilisation is meant of, and which output the third definition divides by. */
export const targetKinds = ['relative', 'points'] as const;
export const outputMeasures = ['output_value', 'revenue'] as const;

const endsAfterItBegins: Check = ({ from, through }) =>
  (through as string) < (from as string)
    ? { field: 'through', code: 'ends_before_it_begins', level: 'error' }
    : undefined;

/** A bill for longer than this is a slip of a year. */
const MOST_DAYS = 400;
const notOverAYear: Check = ({ from, through }) =>
  Date.parse(through as string) - Date.parse(from as string) > MOST_DAYS * 86_400_000
    ? { field: 'through', code: 'bill_too_long', facts: { limit: MOST_DAYS }, level: 'error' }
    : undefined;

const sideOfBill: Check = ({ flow, source, destination }) => {
  if (flow === 'withdrawal' && !source) return { field: 'source', code: 'missing', level: 'error' };
  if (flow === 'discharge' && !destination) return { field: 'destination', code: 'missing', level: 'error' };
  if (flow === 'withdrawal' && destination)
    return { field: 'destination', code: 'only_for_a_discharge', level: 'error' };
  return flow === 'discharge' && source ? { field: 'source', code: 'only_for_a_source', level: 'error' } : undefined;
};

/** A bill for the days from the first to the last, both of them part of it; a credit note is below zero. */
export const bill = recordKind({
  kind: 'water.bill',
  version: 1,
  owner: 'site',
  effective: 'through',
  calledBy: ['number'],
  fields: {
    site: ref('factories.site'),
    account: text({ max: 60 }),
    number: text({ max: 60 }),
    supplier: optional(text({ max: 200 })),
    flow: code(billedFlows, 'water.flow'),
    from: date(),
    through: date(),
    volumeM3: inCubicMetres(),
    source: optional(code(waterSources, 'water.source')),
    destination: optional(code(waterDestinations, 'water.destination')),
    quality: optional(code(waterQualities, 'water.quality')),
    drawnFrom: optional(code(ownSources, 'water.drawn-from')),
    use: optional(code(waterUses, 'water.use')),
    amount: masked(optional(decimal())),
    currency: optional(text({ max: 3, pattern: /^[A-Z]{3}$/ })),
  },
  check: [endsAfterItBegins, notOverAYear, sideOfBill],
  sameWhen: ['site', 'account', 'number'],
  nearWhen: ['site', 'account', 'from', 'volumeM3'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['site', 'account', 'number', 'from', 'through', 'volumeM3', 'source'],
});

const tellsOurPart: Check = ({ subMeterM3, ourAreaM2, totalAreaM2, ourHeads, totalHeads }) => {
  if (subMeterM3 !== null) return undefined;
  if (ourAreaM2 !== null && totalAreaM2 !== null) return undefined;
  if (ourHeads !== null && totalHeads !== null) return undefined;
  return { field: 'subMeterM3', code: 'our_part_not_told', level: 'error' };
};

/** What a landlord tells of a building, and by what our part of it is known: a sub-meter, else floor area, else heads. */
export const landlordStatement = recordKind({
  kind: 'water.landlord-statement',
  version: 1,
  owner: 'site',
  effective: 'through',
  calledBy: ['number'],
  fields: {
    site: ref('factories.site'),
    number: text({ max: 60 }),
    landlord: optional(text({ max: 200 })),
    from: date(),
    through: date(),
    buildingM3: inCubicMetres(),
    subMeterM3: optional(inCubicMetres()),
    ourAreaM2: optional(decimal({ min: '0' })),
    totalAreaM2: optional(decimal({ above: '0' })),
    ourHeads: optional(integer({ min: 0 })),
    totalHeads: optional(integer({ min: 1 })),
    source: code(waterSources, 'water.source'),
    quality: optional(code(waterQualities, 'water.quality')),
  },
  check: [endsAfterItBegins, notOverAYear, tellsOurPart],
  sameWhen: ['site', 'number'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['site', 'number', 'from', 'through', 'buildingM3', 'subMeterM3'],
});

/** Each item is told with what the balance asks it by, and with nothing else. */
const sidesOfItem: Check = ({ item, source, destination, use, volumeM3 }) => {
  const wants = { withdrawal: 'source', discharge: 'destination', use: 'use' }[item as string];
  const given = { source, destination, use };
  for (const [field, value] of Object.entries(given)) {
    if (field === wants && !value) return { field, code: 'missing', level: 'error' };
    if (field !== wants && value) return { field, code: 'not_of_this_item', level: 'error' };
  }
  const below = (volumeM3 as { value: string } | null)?.value.startsWith('-');
  return below && item !== 'storage_change' ? { field: 'volumeM3', code: 'below_zero', level: 'error' } : undefined;
};

/** A volume of a month by hand: what nobody meters or bills, or a term of the balance with the method by which it is known. */
export const monthEntry = recordKind({
  kind: 'water.month-entry',
  version: 1,
  owner: 'site',
  effective: 'month',
  calledBy: ['month'],
  fields: {
    site: ref('factories.site'),
    month: month(),
    item: code(monthItems, 'water.item'),
    source: optional(code(waterSources, 'water.source')),
    destination: optional(code(waterDestinations, 'water.destination')),
    use: optional(code(waterUses, 'water.use')),
    quality: optional(code(waterQualities, 'water.quality')),
    volumeM3: inCubicMetres(),
    method: text({ max: 300, prose: true }),
  },
  check: [sidesOfItem],
  sameWhen: ['site', 'month', 'item', 'source', 'destination', 'use'],
  review: 'one-step',
  evidence: 'none',
  notTogetherWith: 'water.carried-total',
  list: ['site', 'month', 'item', 'source', 'destination', 'use', 'volumeM3'],
});

/** From a day on: which basis counts before the others, how far two may differ, and within what a balance closes. */
export const volumePolicy = recordKind({
  kind: 'water.volume-policy',
  version: 1,
  owner: 'site',
  calledBy: ['reason'],
  fields: {
    site: ref('factories.site'),
    from: date(),
    first: code(volumeBases, 'water.basis'),
    second: optional(code(volumeBases, 'water.basis')),
    third: optional(code(volumeBases, 'water.basis')),
    basesToleranceShare: decimal({ min: '0', max: '1' }),
    balanceToleranceShare: decimal({ min: '0', max: '1' }),
    reason: text({ max: 300, prose: true }),
  },
  sameWhen: ['site', 'from'],
  review: 'two-step',
  evidence: 'none',
  list: ['site', 'from', 'first', 'second', 'third', 'basesToleranceShare', 'balanceToleranceShare'],
});

/** Points are of a share; only the first of the three definitions is one. */
const pointsOfAShare: Check = ({ definition, targetKind }) =>
  targetKind === 'points' && definition !== 'reuse_rate'
    ? { field: 'targetKind', code: 'points_of_no_share', level: 'error' }
    : undefined;

/** What the owner means by "withdrawn water utilisation", from a day on; printed wherever the figure is. */
export const utilisationDefinition = recordKind({
  kind: 'water.utilisation-definition',
  version: 1,
  owner: 'group',
  calledBy: ['reason'],
  fields: {
    from: date(),
    definition: code(utilisationDefinitions, 'water.utilisation'),
    output: code(outputMeasures, 'water.output'),
    targetKind: code(targetKinds, 'water.target-kind'),
    baseYear: optional(year()),
    increaseShare: optional(decimal({ min: '0', max: '10' })),
    reason: text({ max: 300, prose: true }),
  },
  check: [pointsOfAShare],
  sameWhen: ['from'],
  review: 'two-step',
  evidence: 'none',
  list: ['from', 'definition', 'output', 'targetKind', 'baseYear', 'increaseShare'],
});
