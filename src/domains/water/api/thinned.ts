// Was a sample's waste water thinned? Its month's drainage against what the standard allows for the output of the month.
import type { MonthOutput } from '#domains/factories/store/public/activity.ts';
import { type CalendarDate, firstDayOf, monthOf } from '#period/calendar-date.ts';
import { daysIn, monthPeriod } from '#period/period.ts';
import { isConcentration, toMilligramsPerLitre } from '#units/concentration.ts';
import { type CubicMetres, cubicMetres, Exact, exactText, sum } from '#units/quantity.ts';
import type { LabResult } from '../model/wastewater.ts';
import type { Thinned } from '../model/wastewater-answer.ts';
import { baseDrainageConcentration } from '../rules/base-drainage.ts';
import type { MeterVolume } from '../store/days.ts';
import type { BaseDrainageRow, OutletRow } from '../store/wastewater.ts';

/** What is known of drainage and output at the outlets of some factories. */
export interface Drainage {
  bases: readonly BaseDrainageRow[];
  outputs: readonly MonthOutput[];
  volumes: readonly MeterVolume[];
}

/** A month whose meter was silent for longer than this part of it is not known: what it drained would be too little. */
const LEAST_KNOWN = 0.99;

const holdsOn = ({ from, before }: BaseDrainageRow, day: CalendarDate) =>
  from <= day && (before === null || day < before);

/** What the meter of an outlet counted in a month; undefined where it does not know the whole of it. */
export function drainedIn(
  outlet: Pick<OutletRow, 'meterId'>,
  day: CalendarDate,
  volumes: readonly MeterVolume[],
): CubicMetres | undefined {
  const month = monthOf(day);
  const volume = volumes.find((one) => one.meterId === outlet.meterId && one.on === firstDayOf(month));
  const seconds = daysIn(monthPeriod(month)) * 86_400;
  if (!volume || volume.atLeast || Number(volume.knownSeconds) < seconds * LEAST_KNOWN) return undefined;
  return sum([volume.measuredM3, volume.interpolatedM3, volume.estimatedM3].map((one) => cubicMetres(one)));
}

/** Drained and allowed in the month of a sample; undefined where no drainage is limited, null where something is not known. */
function monthOfSample(outlet: OutletRow, day: CalendarDate, { bases, outputs, volumes }: Drainage) {
  const own = bases.filter((one) => one.outletId === outlet.id && holdsOn(one, day));
  if (own.length === 0) return undefined;
  const made = outputs.filter(({ siteId, month }) => siteId === outlet.siteId && month === monthOf(day));
  const products = own.flatMap(({ product, unit, baseM3PerUnit }) => {
    const same = made.filter(
      (one) => one.unit === unit && (one.product.zh === product.zh || one.product.en === product.en),
    );
    const output = same.reduce((total, { amount }) => total.plus(amount), new Exact(0));
    return same.length === 0 ? [] : [{ output, baseM3PerUnit }];
  });
  const drainedM3 = drainedIn(outlet, day, volumes);
  return products.length < own.length || !drainedM3 ? null : { products, drainedM3 };
}

/** A result as it is judged, and what was made of it: corrected where more was drained than allowed. */
export function withoutThinning<Result extends LabResult>(
  result: Result,
  outlet: OutletRow,
  drainage: Drainage,
): { judged: Result; thinned: Thinned | null } {
  const { value, unit, comparator } = result;
  const month = monthOfSample(outlet, result.sampledOn, drainage);
  if (month === undefined || value === null || comparator !== 'equal' || !isConcentration(unit))
    return { judged: result, thinned: null };
  if (month === null) return { judged: result, thinned: { state: 'not_known' } };
  const corrected = baseDrainageConcentration(toMilligramsPerLitre(value, unit), month.drainedM3, month.products);
  if ('noData' in corrected) return { judged: result, thinned: { state: 'not_known' } };
  if (!corrected.corrected) return { judged: result, thinned: null };
  return {
    judged: { ...result, value: corrected.value, upTo: null, unit: 'mg/L' },
    thinned: {
      state: 'corrected',
      mgPerL: exactText(corrected.value.toDecimalPlaces(4)),
      drainedM3: exactText(corrected.inputs.drainedM3),
      allowedM3: exactText(corrected.inputs.allowedM3),
    },
  };
}
