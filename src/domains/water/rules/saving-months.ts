// The months before and after a measure, as its meters and drivers tell them; a month that is not known is left out, never filled.
import { daysInMonth, type Month, shiftMonth } from '#period/calendar-date.ts';
import { add, type CubicMetres, cubicMetres, exact, subtract } from '#units/quantity.ts';
import type { savingDrivers, savingSides } from '../model/saving.ts';
import type { SavingMonth } from './water-saving.ts';

/** Of a month so much time must be known; the rest is what clocks lose, and not a gap. */
const LEAST_KNOWN = 0.98;
const DAY_SECONDS = 86_400;

/** Clocks that are put forward or back move it by less than what may be unknown. */
const secondsOf = (month: Month) => daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5))) * DAY_SECONDS;

/** Why a month is left out. */
export const leftOutReasons = ['water_not_known', 'at_least', 'driver_not_known'] as const;

/** What a meter passed in a month. */
export interface MeterMonth {
  readonly volumeM3: CubicMetres;
  readonly estimatedM3: CubicMetres;
  readonly knownSeconds: number;
  readonly atLeast: boolean;
}

/** A month of a project with the part of its water that is estimated. */
export interface ProjectMonth extends SavingMonth {
  readonly estimatedM3: CubicMetres;
}

/** What the months of a span come to. */
export interface ProjectMonths {
  readonly months: readonly ProjectMonth[];
  readonly leftOut: readonly { readonly month: Month; readonly why: (typeof leftOutReasons)[number] }[];
}

/** From where the numbers of a project come. */
export interface ProjectSources {
  readonly meters: readonly { readonly meterId: string; readonly side: (typeof savingSides)[number] }[];
  readonly drivers: readonly (typeof savingDrivers)[number][];
  meterMonth(meterId: string, month: Month): MeterMonth | undefined;
  driver(code: (typeof savingDrivers)[number], month: Month): number | null;
}

function monthOf(sources: ProjectSources, month: Month): ProjectMonth | (typeof leftOutReasons)[number] {
  let [volumeM3, estimatedM3] = [cubicMetres(0), cubicMetres(0)];
  for (const { meterId, side } of sources.meters) {
    const one = sources.meterMonth(meterId, month);
    if (!one || one.knownSeconds < LEAST_KNOWN * secondsOf(month)) return 'water_not_known';
    if (one.atLeast) return 'at_least';
    volumeM3 = side === 'add' ? add(volumeM3, one.volumeM3) : subtract(volumeM3, one.volumeM3);
    estimatedM3 = add(estimatedM3, one.estimatedM3);
  }
  const drivers = sources.drivers.map((code) => sources.driver(code, month));
  if (drivers.some((value) => value === null)) return 'driver_not_known';
  return { month, volumeM3, estimatedM3, drivers: drivers as number[] };
}

/** The months of a span, both ends part of it. */
export function projectMonths(
  sources: ProjectSources,
  span: { readonly first: Month; readonly last: Month },
): ProjectMonths {
  const months: ProjectMonth[] = [];
  const leftOut: { month: Month; why: (typeof leftOutReasons)[number] }[] = [];
  for (let month = span.first; month <= span.last; month = shiftMonth(month, 1)) {
    const one = monthOf(sources, month);
    if (typeof one === 'string') leftOut.push({ month, why: one });
    else months.push(one);
  }
  return { months, leftOut };
}

/** Savings of several projects: their errors have nothing to do with each other, so that they add up as squares. */
export function sumOfSavings(
  savings: readonly { readonly yearlyM3: CubicMetres; readonly yearlyUncertaintyM3: CubicMetres }[],
): { yearlyM3: CubicMetres; yearlyUncertaintyM3: CubicMetres } {
  const squares = savings.reduce((total, { yearlyUncertaintyM3: u }) => total.plus(exact(u).times(u)), exact(0));
  return {
    yearlyM3: savings.reduce((total, { yearlyM3 }) => add(total, yearlyM3), cubicMetres(0)),
    yearlyUncertaintyM3: cubicMetres(squares.sqrt().toDecimalPlaces(3)),
  };
}
