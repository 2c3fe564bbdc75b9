// What is known of the water of years before a factory's months were recorded: volumes of a year, from a signed paper.
import type { Check } from '#platform/records/declare/kind.ts';
import { code, optional, quantity, recordKind, ref, text, year } from '#platform/records/declare/kind.ts';
import { type VolumeUnit, volumeUnits } from '#units/volume.ts';
import { waterDestinations, waterSources } from '../model/flows.ts';
import { carriedItems } from '../model/month.ts';
import { waterQualities } from './meter.ts';

/** Withdrawal says its source, discharge its destination, and nothing else has either. */
const sideOfTotal: Check = ({ item, source, destination }) => {
  const wants = { withdrawal: 'source', discharge: 'destination' }[item as string];
  for (const [field, value] of Object.entries({ source, destination })) {
    if (field === wants && !value) return { field, code: 'missing', level: 'error' };
    if (field !== wants && value) return { field, code: 'not_of_this_item', level: 'error' };
  }
  return undefined;
};

/** A volume of a past year; where a factory has one, the months of that year do not count besides. */
export const carriedTotal = recordKind({
  kind: 'water.carried-total',
  version: 1,
  owner: 'site',
  effective: 'year',
  calledBy: ['sourceDocument'],
  fields: {
    site: ref('factories.site'),
    year: year(),
    item: code(carriedItems, 'water.item'),
    source: optional(code(waterSources, 'water.source')),
    destination: optional(code(waterDestinations, 'water.destination')),
    quality: optional(code(waterQualities, 'water.quality')),
    volumeM3: quantity('m3' satisfies VolumeUnit, { enteredIn: volumeUnits, above: '0' }),
    sourceDocument: text({ max: 200, prose: true }),
  },
  check: [sideOfTotal],
  sameWhen: ['site', 'year', 'item', 'source', 'destination', 'quality'],
  review: 'one-step',
  evidence: 'every-record',
  notTogetherWith: 'water.month-entry',
  list: ['site', 'year', 'item', 'source', 'destination', 'volumeM3', 'sourceDocument'],
});
