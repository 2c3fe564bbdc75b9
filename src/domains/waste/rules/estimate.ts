// What may a stream that is late come to, by which method? A proposal with its inputs, never a silent number.
import { type Citation, cite } from '#standards/cite.ts';
import {
  Exact,
  exact,
  exactText,
  type Kilograms,
  kilograms,
  scale,
  sum,
  type Tonnes,
  tonnes,
} from '#units/quantity.ts';
import type { EstimateMethod } from '../model/plan.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const estimateCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'estimates of late months')];

/** What is known of a stream and its site before the month; what was not recorded is null. */
export interface Before {
  readonly lastYear: { readonly massTonnes: Tonnes | null; readonly outputCny: string | null };
  readonly outputCny: string | null;
  /** the months before, the last one first; zero where signed as none */
  readonly months: readonly { readonly massTonnes: Tonnes | null; readonly headCount: number | null }[];
  readonly headCount: number | null;
  /** mass a head and month; from the site's own past when not set */
  readonly kilogramsPerHead?: Kilograms;
}

/** Bins emptied in the month, of one size, with the density of what lies in them. */
export interface Bins {
  readonly bins: number;
  readonly litresPerBin: string;
  readonly kilogramsPerLitre: string;
}

/** A mass with the method and everything that it was worked out from. */
export interface Estimate {
  readonly method: EstimateMethod;
  readonly massTonnes: Tonnes;
  readonly inputs: Readonly<Record<string, string | number>>;
}

/** To the kilogram: an estimate knows no grams. */
const toKilogram = (mass: InstanceType<typeof Exact>): Tonnes => tonnes(new Exact(mass).toDecimalPlaces(3));
const rounded = (value: InstanceType<typeof Exact>): string => exactText(new Exact(value).toDecimalPlaces(6));

/** Same month last year, scaled by output where both months know theirs. */
export function sameMonthLastYear({ lastYear, outputCny }: Before): Estimate | undefined {
  const { massTonnes } = lastYear;
  if (!massTonnes?.gt(0)) return undefined;
  const scaled = outputCny !== null && lastYear.outputCny !== null && exact(lastYear.outputCny).gt(0);
  const factor = scaled ? new Exact(outputCny).div(lastYear.outputCny as string) : new Exact(1);
  return {
    method: 'same_month_last_year',
    massTonnes: toKilogram(new Exact(massTonnes).times(factor)),
    inputs: {
      // What output was is not everybody's to read; what it came to is.
      lastYearMassTonnes: exactText(massTonnes),
      factor: rounded(factor),
    },
  };
}

/** Mean of those of the last three months that are known. */
export function meanOfThreeMonths({ months }: Before): Estimate | undefined {
  const masses = months.slice(0, 3).flatMap(({ massTonnes }) => (massTonnes ? [massTonnes] : []));
  const total = sum(masses);
  if (total.isZero()) return undefined;
  return {
    method: 'mean_of_three_months',
    massTonnes: toKilogram(new Exact(total).div(masses.length)),
    inputs: { totalMassTonnes: exactText(total), months: masses.length },
  };
}

/** Head-count × factor: the factor that is set, else the mass a head of the months in which both are known. */
export function byHeadCount({ months, headCount, kilogramsPerHead }: Before): Estimate | undefined {
  if (!headCount) return undefined;
  const factor = kilogramsPerHead ?? ownFactor(months);
  if (!factor?.gt(0)) return undefined;
  return {
    method: 'head_count',
    massTonnes: toKilogram(new Exact(factor).times(headCount).div(1000)),
    inputs: {
      headCount,
      kilogramsPerHead: rounded(factor),
      ...(kilogramsPerHead ? {} : { months: known(months).length }),
    },
  };
}

const known = (months: Before['months']) => months.filter(({ massTonnes, headCount }) => massTonnes && headCount);

function ownFactor(months: Before['months']): Kilograms | undefined {
  const both = known(months);
  const heads = both.reduce((total, { headCount }) => total + (headCount ?? 0), 0);
  if (heads === 0) return undefined;
  const mass = sum(both.map(({ massTonnes }) => massTonnes as Tonnes));
  return kilograms(new Exact(mass).times(1000).div(heads));
}

/** Bins × density. */
export function byBins({ bins, litresPerBin, kilogramsPerLitre }: Bins): Estimate | undefined {
  const mass = scale(kilograms(exact(litresPerBin).times(bins)), kilogramsPerLitre);
  if (!mass.gt(0)) return undefined;
  return {
    method: 'bins',
    massTonnes: toKilogram(new Exact(mass).div(1000)),
    inputs: { bins, litresPerBin, kilogramsPerLitre },
  };
}

/** Every method that has what it needs, the one that knows the month best first. */
export const estimatesFrom = (before: Before): Estimate[] =>
  [sameMonthLastYear(before), meanOfThreeMonths(before), byHeadCount(before)].filter((one) => one !== undefined);
