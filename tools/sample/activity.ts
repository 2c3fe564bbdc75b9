// What each site made in each month: output by product family and in value, revenue, people, hours, areas. Without it no
// intensity exists.

import { busyness, daysFrom, monthsFrom } from './calendar.ts';
import type { Day } from './day.ts';
import { drawFor } from './random.ts';
import type { Making, Site } from './sites.ts';

const CNY_PER_SIZE_AND_DAY = 7_400_000;
const PEOPLE_PER_SIZE = 3900;
const SQUARE_METRES_PER_SIZE = 46_000;

const PIECES = 'thousand_pcs';

/** What a site of its kind makes: the part of its output value, the price of a unit in CNY, and the step it is counted in. */
interface Family {
  en: string;
  zh: string;
  unit: string;
  part: number;
  price: number;
  step: number;
}
const families: Readonly<Record<Making, readonly Family[]>> = {
  connector: [
    { en: 'Connectors', zh: '连接器', unit: PIECES, part: 0.7, price: 1900, step: 10 },
    { en: 'Stamped contacts', zh: '冲压端子', unit: PIECES, part: 0.3, price: 160, step: 100 },
  ],
  assembly: [
    { en: 'Assembled modules', zh: '组装模组', unit: 'set', part: 0.8, price: 210, step: 100 },
    { en: 'Wireless earphones', zh: '无线耳机', unit: 'set', part: 0.2, price: 320, step: 100 },
  ],
  metal: [{ en: 'Machined housings', zh: '机加工结构件', unit: 'pcs', part: 1, price: 46, step: 1000 }],
  circuit: [{ en: 'Circuit boards', zh: '线路板', unit: 'm2', part: 1, price: 1450, step: 10 }],
  cable: [
    { en: 'Cable assemblies', zh: '线束组件', unit: PIECES, part: 0.75, price: 7800, step: 5 },
    { en: 'Bare cable', zh: '线材', unit: 'm', part: 0.25, price: 6.2, step: 1000 },
  ],
  pulp: [{ en: 'Moulded pulp packaging', zh: '纸浆模塑包装', unit: 't', part: 1, price: 21_000, step: 1 }],
  optics: [{ en: 'Lens modules', zh: '光学镜头模组', unit: PIECES, part: 1, price: 14_500, step: 1 }],
};

/** The product families of a month's output value, one row each. */
function outputCells(site: Site, value: number): string[][] {
  const draw = drawFor('output', site.code);
  return families[site.making].map(({ en, zh, unit, part, price, step }) => [
    en,
    zh,
    String(roundTo((value * part) / draw.around(price, 0.2), step)),
    unit,
  ]);
}

const roundTo = (value: number, step: number) => Math.round(value / step) * step;

const monthAfter = (month: string): Day => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
};

export const activityHeading = [
  ...['Factory', 'Month', 'Output value (CNY)', 'Revenue (CNY)', 'Head-count', 'Residents', 'Hours worked'],
  ...['Floor area (m2)', 'Land area (m2)'],
  ...['Product family (English)', 'Product family (Chinese)', 'Output', 'Output unit'],
];

/** Rows by month from the later of `from` and the site's first day; one for each product family, the head repeated. */
export function activityRows(site: Site, from: Day, before: Day): string[][] {
  const first = site.startedOn > from ? site.startedOn : from;
  const draw = drawFor('activity', site.code);
  const usualPeople = draw.around(PEOPLE_PER_SIZE * site.size, 0.2);
  const floor = roundTo(draw.around(SQUARE_METRES_PER_SIZE * site.size, 0.25), 100);
  const price = draw.around(CNY_PER_SIZE_AND_DAY * site.size, 0.3);
  const land = roundTo(floor * drawFor('land', site.code).around(0.85, 0.3), 100);
  const livesOnSite = drawFor('residents', site.code).around(site.country === 'CN' ? 0.5 : 0.1, 0.4);
  return monthsFrom(first, before).flatMap((month) => {
    const days = daysFrom(month === first.slice(0, 7) ? first : `${month}-01`, monthAfter(month));
    const busy = days.reduce((sum, day) => sum + busyness(site, day), 0);
    const output = roundTo(draw.around(price * busy, 0.06), 10_000);
    const revenue = roundTo(output * draw.around(0.985, 0.05), 10_000);
    const people = Math.round(draw.around(usualPeople * (0.55 + (0.45 * busy) / days.length), 0.03));
    const residents = Math.round(people * livesOnSite);
    const hours = roundTo(people * 7.6 * busy, 100);
    const head = [site.code, month, output, revenue, people, residents, hours, floor, land].map(String);
    return outputCells(site, output).map((cells) => [...head, ...cells]);
  });
}
