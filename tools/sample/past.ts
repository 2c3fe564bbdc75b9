// What is known of the years before a site's records begin: totals by treatment, from a signed paper, not recomputable.

import { tonnesText } from './csv.ts';
import { countingKg, type Load } from './loads.ts';

/** One line of a site's past year. Masses are rounded to 10 kg, as such summaries are. */
export function carriedInRows(past: readonly Load[]): string[][] {
  const sums = new Map<string, number>();
  for (const load of past) {
    const year = load.departedOn.slice(0, 4);
    const hazardous = load.stream.hazardous ? 'yes' : 'no';
    const key = [load.site.code, year, load.treatment, hazardous].join('|');
    sums.set(key, (sums.get(key) ?? 0) + countingKg(load));
  }
  return [...sums]
    .map(([key, kilograms]) => ({ cells: key.split('|'), kilograms: Math.round(kilograms / 10) * 10 }))
    .filter(({ kilograms }) => kilograms > 0)
    .map(({ cells, kilograms }) => [...cells, tonnesText(kilograms), sourceOf(cells[0] ?? '', cells[1] ?? '')])
    .sort((a, b) => (a.slice(0, 4).join() < b.slice(0, 4).join() ? -1 : 1));
}

/** Sites that were bought bring the seller's books; all others have a signed yearly summary. */
function sourceOf(site: string, year: string): string {
  const bought = site === 'CS1' || site === 'YT1';
  return bought
    ? `Books handed over at purchase 收购移交台账 HO-${site}-${year}`
    : `Signed yearly waste summary 年度废弃物汇总表（签字版） EHS-${site}-${year}`;
}
