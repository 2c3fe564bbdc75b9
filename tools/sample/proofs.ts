// The receiving plants' yearly documents: of every plant that recovers energy, and the yields of a few that recycle.

import type { Table } from './csv.ts';
import type { Load } from './loads.ts';
import { vendors } from './vendors.ts';

const years = [2022, 2023, 2024] as const;

interface Yield {
  vendor: string;
  treatment: Load['treatment'];
  /** share that becomes product, as text */
  share: string;
  residueTreatment: string;
  fromYear: number;
}

/** Yields on paper; everything else that is recycled is gross, and marked. A kiln's material part is product whole. */
const yields: readonly Yield[] = [
  ...['V14', 'V30', 'V43'].map((vendor) => ({
    ...{ vendor, treatment: 'cement_kiln_material' as const, share: '1', residueTreatment: '', fromYear: 2022 },
  })),
  { vendor: 'V20', treatment: 'recycle_metal', share: '0.995', residueTreatment: 'landfill', fromYear: 2023 },
  {
    ...{ vendor: 'V31', treatment: 'solvent_recovery', share: '0.94', fromYear: 2023 },
    residueTreatment: 'incineration_no_energy',
  },
];

/** One row for each plant, treatment and year in which it was sent something. */
export function proofTable(loads: readonly Load[]): Table {
  const energy = new Set(
    loads.flatMap(({ treatment, vendor }) => (treatment === 'incineration_with_energy' ? [vendor.code] : [])),
  );
  const proved: readonly Yield[] = [
    ...[...energy].sort().map((vendor) => ({
      ...{ vendor, treatment: 'incineration_with_energy' as const, share: '', residueTreatment: '', fromYear: 2022 },
    })),
    ...yields,
  ];
  return {
    heading: [
      'Vendor',
      'Treatment',
      'Receiving plant (English)',
      'Receiving plant (Chinese)',
      'Yield (share)',
      'Treatment of the residue',
      'From',
      'Until (excluded)',
      'Document',
    ],
    rows: proved.flatMap(({ vendor: code, treatment, share, residueTreatment, fromYear }) => {
      const vendor = vendors.find((one) => one.code === code);
      if (!vendor) throw new Error(`no vendor ${code}`);
      const letter = treatment === 'incineration_with_energy' ? 'E' : 'Y';
      return years
        .filter((year) => year >= fromYear)
        .map((year) => [
          ...[code, treatment, vendor.en, vendor.zh, share, residueTreatment, `${year}-01-01`, `${year + 1}-01-01`],
          `${code}-${letter}-${year}`,
        ]);
    }),
  };
}
