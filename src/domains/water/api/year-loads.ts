// What has left an outlet since the year began, against what its permit allows in a year.
import { type CalendarDate, firstDayOf, type Month, monthOf, shiftMonth } from '#period/calendar-date.ts';
import type { Period } from '#period/period.ts';
import { exactText, kilograms } from '#units/quantity.ts';
import type { YearLoadAnswer } from '../model/wastewater-answer.ts';
import type { NonDetectPolicy } from '../rules/lab-value.ts';
import { type LoadMonth, permittedLoad } from '../rules/permitted-load.ts';
import type { LimitRow, OutletRow } from '../store/wastewater.ts';
import { type PacksInUse, type Recorded, resultsOf, yearAsked, yearSpan } from './read-wastewater.ts';
import { drainedIn } from './thinned.ts';

/** Half of its limit of detection stands for what was not detected; our choice, and printed with the load. */
const policy: NonDetectPolicy = 'half';

/** Months of the year that are over and lie within a period and the days on which a limit holds. */
function monthsOver(limit: LimitRow, { before }: Period, year: number, today: CalendarDate): Month[] {
  const months: Month[] = [];
  const span = yearSpan(year);
  for (let month = monthOf(span.from); firstDayOf(month) < span.before; month = shiftMonth(month, 1)) {
    const next = firstDayOf(shiftMonth(month, 1));
    const holds = limit.from < next && (limit.before === null || limit.before > firstDayOf(month));
    if (holds && next <= before && next <= today) months.push(month);
  }
  return months;
}

/** The loads of an outlet by the limits that permit so much a year, of samples that were approved. */
export function yearLoads(
  outlet: OutletRow,
  { limits, samples, drainage }: Pick<Recorded, 'limits' | 'samples' | 'drainage'>,
  period: Period,
  today: CalendarDate,
  packs: PacksInUse,
): YearLoadAnswer[] {
  const own = samples.filter(({ outletId, counting }) => outletId === outlet.id && counting);
  // As it was measured: what was thinned left in more water, and is the same load.
  const results = resultsOf(outlet, own, { ...drainage, bases: [] }, packs).filter(
    ({ qualified }) => qualified !== 'suspect',
  );
  return limits.flatMap((limit) => {
    const { id, outletId, parameter, permittedYearKg, document, edition, clause } = limit;
    if (outletId !== outlet.id || permittedYearKg === null) return [];
    const months = monthsOver(limit, period, yearAsked(period), today);
    const asked = months.map((month): LoadMonth => {
      const dischargeM3 = drainedIn(outlet, firstDayOf(month), drainage.volumes) ?? null;
      const found = results.filter((one) => one.parameter === parameter && monthOf(one.sampledOn) === month);
      return { month, dischargeM3, results: found };
    });
    if (asked.length === 0) return [];
    const load = permittedLoad(asked, kilograms(permittedYearKg), policy);
    const source = [document, edition, clause].filter((part) => part !== null).join(', ');
    const known =
      'noData' in load
        ? { kg: null, ofPermit: null, exceeds: false, missing: months }
        : {
            kg: exactText(load.value),
            ofPermit: load.ofPermit && exactText(load.ofPermit),
            exceeds: load.exceeds,
            missing: [...load.missing],
          };
    return [{ id, parameter, permittedKg: permittedYearKg, source, months: months.length, policy, ...known }];
  });
}
