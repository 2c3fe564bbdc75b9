// What the sample's waste conversion rate comes to, by the default definition, so that its story can be checked while it is made.

import { countingKg, type Load } from './loads.ts';
import { notConverted } from './streams.ts';

/** Kilograms in all, and of them converted: not landfilled, not burnt without energy, not otherwise disposed of. */
interface Converted {
  totalKg: number;
  convertedKg: number;
}

function converted(loads: readonly Load[]): Converted {
  let totalKg = 0;
  let convertedKg = 0;
  for (const load of loads) {
    const kg = countingKg(load);
    totalKg += kg;
    if (!notConverted.has(load.treatment)) convertedKg += kg;
  }
  return { totalKg, convertedKg };
}

/** Waste conversion rate in per cent. @throws when there is no waste: absent is not zero. */
export function ratePercent(loads: readonly Load[]): number {
  const { totalKg, convertedKg } = converted(loads);
  if (totalKg === 0) throw new Error('no loads, no rate');
  return (convertedKg / totalKg) * 100;
}

/** Loads of the months from the first to before the second, `YYYY-MM`. */
export const within = (loads: readonly Load[], from: string, before: string): Load[] =>
  loads.filter((load) => load.departedOn >= from && load.departedOn < before);

/** Years and the half-year that the report speaks of. */
export const reportPeriods: readonly (readonly [name: string, from: string, before: string])[] = [
  ['2021', '2021-01', '2022-01'],
  ['2022', '2022-01', '2023-01'],
  ['2023', '2023-01', '2024-01'],
  ['2024-H1', '2024-01', '2024-07'],
];
