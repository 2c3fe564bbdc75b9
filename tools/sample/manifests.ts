// The transfer manifests behind one site's hazardous loads of a quarter: head and lines, to the kilogram as in the loads.

import { daysLater } from './calendar.ts';
import { tonnesText } from './csv.ts';
import type { Load } from './loads.ts';
import { drawFor } from './random.ts';

const carriers = [
  ['Hengdu Dangerous Goods Transport (Suzhou) Co., Ltd.', '苏州蘅渡危险品运输有限公司'],
  ['Luoyi Environmental Logistics (Nantong) Co., Ltd.', '南通泺驿环保物流有限公司'],
] as const;

/** Tonnes that one package of a waste usually holds. */
const perPackage = (load: Load): number =>
  ({ H01: 0.18, H02: 0.17, H03: 0.95, H06: 0.8, H07: 0.95, H08: 0.95, H12: 0.03 })[load.stream.code] ?? 0.35;

interface ManifestTables {
  heads: string[][];
  lines: string[][];
}

/** Below 0.97 of what was sent, the receiver took the line with a reservation. */
const outcomeOf = (load: Load) => ((load.receivedKg ?? load.ownKg) < load.ownKg * 0.965 ? 'partial' : 'accept');

/** Hazardous loads must come with document numbers. */
export function manifestTables(loads: readonly Load[]): ManifestTables {
  const heads = new Map<string, string[]>();
  const lines = loads.map((load) => {
    const draw = drawFor('carrier', load.documentNumber);
    const [carrierEn, carrierZh] = draw.pick(carriers);
    heads.set(load.documentNumber, [
      load.site.code,
      load.documentNumber,
      load.vendor.code,
      carrierEn,
      carrierZh,
      load.departedOn,
      daysLater(load.departedOn, draw.chance(0.75) ? 0 : 1),
    ]);
    return [
      load.documentNumber,
      String(load.documentLine),
      load.stream.code,
      load.stream.nationalCode,
      String(Math.max(1, Math.round(load.ownKg / 1000 / perPackage(load)))),
      tonnesText(load.ownKg),
      tonnesText(load.receivedKg ?? load.ownKg),
      outcomeOf(load),
    ];
  });
  return { heads: [...heads.values()], lines };
}
