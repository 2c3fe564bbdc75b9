// How much of a pollutant has left in the year, against what the permit allows, and which months are not in it?
import type { Month } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import { isConcentration, type ResultUnit, toMilligramsPerLitre } from '#units/concentration.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { type CubicMetres, Exact, type Kilograms, type Quantity, type Share, shareOf, sum } from '#units/quantity.ts';
import type { LabValue } from '../model/wastewater.ts';
import { pollutantLoad } from './base-drainage.ts';
import { calculable, type NonDetectPolicy } from './lab-value.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const permittedLoadCites: readonly Citation[] = [cite('CN-DISCHARGE-PERMIT-2021', 'permitted yearly discharge')];

/** A month of one outlet and pollutant. */
export interface LoadMonth {
  readonly month: Month;
  /** Null where it was not measured. */
  readonly dischargeM3: CubicMetres | null;
  readonly results: readonly (LabValue & { readonly unit: ResultUnit })[];
}

/** Why there is no load. */
export const permittedLoadReasons = ['no_month_known'] as const;

/** The load with its part of what is permitted, and the months that nobody can tell. */
export interface PermittedLoad extends Answer<Kilograms, 'monthsKnown' | 'monthsAsked'> {
  readonly ofPermit: Share | null;
  /** Already more than permitted, whatever the missing months hold. */
  readonly exceeds: boolean;
  readonly missing: readonly Month[];
}

/**
 * Σ of each month's mean concentration × discharge. A month without discharge or usable result is missing, not zero,
 * and nothing is put in its place.
 */
export function permittedLoad(
  months: readonly LoadMonth[],
  permittedKg: Kilograms | null,
  policy: NonDetectPolicy,
): Outcome<PermittedLoad, (typeof permittedLoadReasons)[number]> {
  const loads = months.map(({ month, dischargeM3, results }) => {
    const mean = meanMgPerL(results, policy);
    return { month, load: dischargeM3 && mean ? pollutantLoad(mean, dischargeM3) : null };
  });
  const known = loads.flatMap(({ load }) => (load ? [load] : []));
  if (known.length === 0) return { noData: 'no_month_known' };
  const value = sum(known);
  return {
    value,
    inputs: { monthsKnown: new Exact(known.length), monthsAsked: new Exact(months.length) },
    ofPermit: permittedKg?.gt(0) ? shareOf(value, permittedKg) : null,
    exceeds: permittedKg !== null && value.gt(permittedKg),
    missing: loads.filter(({ load }) => load === null).map(({ month }) => month),
  };
}

/** Null where no result is a number in a unit of concentration; one that is none spoils the mean. */
function meanMgPerL(results: LoadMonth['results'], policy: NonDetectPolicy): Quantity<'mg/L'> | null {
  const values = results.map((result) => {
    const value = calculable(result, policy);
    return value && isConcentration(result.unit) ? toMilligramsPerLitre(value, result.unit) : null;
  });
  const known = values.flatMap((value) => (value ? [value] : []));
  if (known.length === 0 || known.length < values.length) return null;
  return new Exact(sum(known)).div(known.length) as Quantity<'mg/L'>;
}
