// How is a limit written: with its sign, in mg/kg and in percent?
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { Restriction } from '../model/restriction.ts';

export interface ShownLimit {
  /** ≤ where the limit itself is still allowed */
  sign: '≤' | '<';
  /** mg/kg */
  ppm: string;
  percent: string;
}

/** mg/kg, thousands apart, with as many decimals as it has: `1,000`, `0.025`. */
export function shownPpm(ppm: string | number): string {
  const value = new Exact(ppm);
  return showNumber(value, { decimals: value.decimalPlaces() });
}

/** Null where there is no limit of concentration. */
export function shownLimit({ limitPpm, comparator }: Pick<Restriction, 'limitPpm' | 'comparator'>): ShownLimit | null {
  if (limitPpm === null) return null;
  const percent = new Exact(limitPpm).div(10_000).toFixed();
  return { sign: comparator === 'below' ? '<' : '≤', ppm: shownPpm(limitPpm), percent };
}
