// What each site made in each month: output value, revenue, people, floor area. Without it no intensity exists.

import { busyness, daysFrom, monthsFrom } from './calendar.ts';
import type { Day } from './day.ts';
import { drawFor } from './random.ts';
import type { Site } from './sites.ts';

const CNY_PER_SIZE_AND_DAY = 7_400_000;
const PEOPLE_PER_SIZE = 3900;
const SQUARE_METRES_PER_SIZE = 46_000;

const roundTo = (value: number, step: number) => Math.round(value / step) * step;

const monthAfter = (month: string): Day => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
};

/** Rows by month from the later of `from` and the site's first day. */
export function activityRows(site: Site, from: Day, before: Day): string[][] {
  const first = site.startedOn > from ? site.startedOn : from;
  const draw = drawFor('activity', site.code);
  const usualPeople = draw.around(PEOPLE_PER_SIZE * site.size, 0.2);
  const floor = roundTo(draw.around(SQUARE_METRES_PER_SIZE * site.size, 0.25), 100);
  const price = draw.around(CNY_PER_SIZE_AND_DAY * site.size, 0.3);
  return monthsFrom(first, before).map((month) => {
    const days = daysFrom(month === first.slice(0, 7) ? first : `${month}-01`, monthAfter(month));
    const busy = days.reduce((sum, day) => sum + busyness(site, day), 0);
    const output = roundTo(draw.around(price * busy, 0.06), 10_000);
    const revenue = roundTo(output * draw.around(0.985, 0.05), 10_000);
    const people = Math.round(draw.around(usualPeople * (0.55 + (0.45 * busy) / days.length), 0.03));
    return [site.code, month, String(output), String(revenue), String(people), String(floor)];
  });
}
