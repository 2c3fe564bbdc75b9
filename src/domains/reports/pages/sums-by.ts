// What do the sums behind a figure add up to under each name?
import type { ProvenanceAnswer } from '#platform/ui/figure-answer.ts';
import { Exact, exactText } from '#units/quantity.ts';

/** The sums that a figure was computed of. */
export type Sums = ProvenanceAnswer['sums'];

/** Sums taken together under one name, largest first; exact. */
export function sumsBy(sums: Sums, nameOf: (sum: Sums[number]) => string): { name: string; sum: string }[] {
  const together = new Map<string, string>();
  for (const one of sums) {
    const name = nameOf(one);
    together.set(name, exactText(new Exact(together.get(name) ?? 0).plus(one.sum)));
  }
  return [...together].map(([name, sum]) => ({ name, sum })).sort((one, other) => new Exact(other.sum).cmp(one.sum));
}
