// Which days there are, which of them a factory works, and how busy it is: Spring Festival, autumn peak, growth.

import type { Day } from './day.ts';
import type { Site } from './sites.ts';

const DAY_MS = 86_400_000;
const atNoon = (day: Day) => Date.parse(`${day}T12:00:00Z`);

/** The date `count` days later. */
export const daysLater = (day: Day, count: number): Day =>
  new Date(atNoon(day) + count * DAY_MS).toISOString().slice(0, 10);

/** Whole days from the first date to the second. */
export const daysBetween = (from: Day, to: Day): number => Math.round((atNoon(to) - atNoon(from)) / DAY_MS);

/** 0 is Sunday. */
const weekday = (day: Day): number => new Date(atNoon(day)).getUTCDay();

/** Every date from the first (included) to the last (excluded). */
export function daysFrom(from: Day, before: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day < before; day = daysLater(day, 1)) days.push(day);
  return days;
}

/** Every month `YYYY-MM` from the first date's to the one before the last date's. */
export function monthsFrom(from: Day, before: Day): string[] {
  return [...new Set(daysFrom(from, before).map((day) => day.slice(0, 7)))];
}

/** First days of the Spring Festival (in Vietnam: Tet) and how long factories stand still. */
const springFestivals: readonly (readonly [Day, number])[] = [
  ['2021-02-11', 7],
  ['2022-01-31', 7],
  ['2023-01-21', 7],
  ['2024-02-09', 8],
];

const keepsSpringFestival = (site: Site) => site.country === 'CN' || site.country === 'VN';

/** Gates closed: nothing leaves the site. */
export function isClosed(site: Site, day: Day): boolean {
  if (weekday(day) === 0) return true;
  const monthDay = day.slice(5);
  if (monthDay === '01-01' || monthDay === '05-01') return true;
  if (site.country === 'CN' && monthDay >= '10-01' && monthDay <= '10-03') return true;
  if (!keepsSpringFestival(site)) return monthDay >= '12-24' || monthDay <= '01-01';
  return springFestivals.some(([first, length]) => day >= first && day < daysLater(first, length));
}

const monthFactors = [0.97, 0.95, 0.99, 0.96, 0.95, 0.95, 0.97, 1.03, 1.09, 1.07, 1.1, 1.03];
const yearFactors: Readonly<Record<string, number>> = { '2021': 0.95, '2022': 1, '2023': 1.06, '2024': 1.11 };

/** How busy a site is on a day; 1 is an ordinary day of 2022. */
export function busyness(site: Site, day: Day): number {
  let factor = (yearFactors[day.slice(0, 4)] ?? 1) * (monthFactors[Number(day.slice(5, 7)) - 1] ?? 1);
  if (weekday(day) === 0) factor *= 0.45;
  if (keepsSpringFestival(site)) {
    for (const [first, length] of springFestivals) {
      const sinceFirst = daysBetween(first, day);
      if (sinceFirst >= -10 && sinceFirst < 0) factor *= 0.85;
      else if (sinceFirst >= 0 && sinceFirst < length) factor *= 0.12;
      else if (sinceFirst >= length && sinceFirst < length + 9) factor *= 0.62;
    }
  } else if (day.slice(5) >= '12-22' || day.slice(5) <= '01-03') factor *= 0.25;
  const sinceStart = daysBetween(site.startedOn, day);
  if (sinceStart < 270) factor *= 0.3 + (0.7 * Math.max(sinceStart, 0)) / 270;
  return factor;
}
