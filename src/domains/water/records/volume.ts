// A volume of a month as sums read it. It is worked out and never recorded: nobody types, reviews or imports one.
import { code, decimal, month, optional, quantity, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import type { VolumeUnit } from '#units/volume.ts';
import { gri303Sources, waterDestinations, waterSources, waterUses } from '../model/flows.ts';
import { monthItems, stressData, volumeBases } from '../model/month.ts';
import { waterQualities } from './meter.ts';

/** Where figures of water begin: one volume of one item in one month of one site, with its basis. */
export const waterVolume = recordKind({
  kind: 'water.volume',
  version: 1,
  owner: 'site',
  effective: 'month',
  calledBy: ['item'],
  fields: {
    site: ref('factories.site'),
    month: month(),
    item: code([...monthItems, 'withdrawal_metered'], 'water.item'),
    source: optional(code(waterSources, 'water.source')),
    destination: optional(code(waterDestinations, 'water.destination')),
    use: optional(code(waterUses, 'water.use')),
    quality: optional(code(waterQualities, 'water.quality')),
    drawnFrom: optional(code(gri303Sources, 'water.drawn-from')),
    basis: code(volumeBases, 'water.basis'),
    volumeM3: quantity('m3' satisfies VolumeUnit, { enteredIn: [], basis: true }),
    knownShare: decimal({ min: '0', max: '1' }),
    stressed: optional(code(['yes', 'no'], 'water.stressed')),
    stressEdition: optional(text({ max: 200 })),
    stressData: optional(code(stressData, 'water.stress-data')),
  },
  sameWhen: ['site', 'month', 'item', 'source', 'destination', 'use', 'quality', 'drawnFrom', 'basis'],
  readOn: '/water/balance',
  review: 'none',
  evidence: 'none',
  list: ['site', 'month', 'item', 'source', 'volumeM3', 'basis'],
});
