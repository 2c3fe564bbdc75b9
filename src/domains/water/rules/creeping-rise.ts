// Does a series rise slowly, week after week, as a crack that widens does? A trend that nearly all weeks agree on.
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { DayValue } from './night-flow.ts';
import { median, medianDeviation } from './robust.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const creepingRiseCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

/** How steady and how large a rise is unusual. */
export interface CreepLimits {
  /** Weeks that are looked at together. */
  readonly weeks: number;
  /** Of all pairs of weeks, those that rise less those that fall, as a share (Kendall's tau). */
  readonly agreement: number;
  /** The rise over these weeks: the largest of this part of the first weeks, so many deviations from the trend, and this much. */
  readonly relative: number;
  readonly deviations: number;
  readonly absolute: number;
  /** A rise of which the same weeks of last year had this part is the season. */
  readonly seasonalPart: number;
}

/** Of night flow in m³/h. */
export const defaultCreepLimits: CreepLimits = {
  weeks: 20,
  agreement: 0.72,
  relative: 0.35,
  deviations: 4,
  absolute: 0.1,
  seasonalPart: 0.5,
};

/** A slow rise, with the weeks that show it. */
export interface Creep {
  readonly from: CalendarDate;
  readonly foundOn: CalendarDate;
  /** The level of the first weeks, and the rise by Theil and Sen's slope over all of them. */
  readonly usual: number;
  readonly rise: number;
  readonly agreement: number;
  /** Medians of weeks, each under its first day. */
  readonly series: readonly DayValue[];
}

const weeksInYear = 52;

/** Slow rises in a series of days in order, without holes; of one rise that goes on, the first finding only. */
export function creepingRise(series: readonly DayValue[], limits: CreepLimits = defaultCreepLimits): Creep[] {
  const weeks = weeklyMedians(series);
  const found: Creep[] = [];
  let quietUntil = 0;
  for (let end = limits.weeks; end <= weeks.length; end += 1) {
    if (end < quietUntil) continue;
    const window = weeks.slice(end - limits.weeks, end);
    const creep = riseOf(window, limits);
    if (!creep) continue;
    const before = weeks.slice(Math.max(0, end - limits.weeks - weeksInYear), Math.max(0, end - weeksInYear));
    const seasonal = before.length === limits.weeks ? slopeOf(known(before)) * (limits.weeks - 1) : 0;
    if (seasonal >= creep.rise * limits.seasonalPart) continue;
    found.push({ ...creep, foundOn: (window.at(-1) as DayValue).day });
    quietUntil = end + weeksInYear / 2;
  }
  return found;
}

/** Medians of seven days each, from the last day backwards; a week with fewer than three known days is null. */
function weeklyMedians(series: readonly DayValue[]): DayValue[] {
  const weeks: DayValue[] = [];
  for (let from = series.length % 7; from + 7 <= series.length; from += 7) {
    const days = series.slice(from, from + 7);
    const values = days.flatMap(({ value }) => (value === null ? [] : [value]));
    weeks.push({ day: (days[0] as DayValue).day, value: values.length < 3 ? null : median(values) });
  }
  return weeks;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const known = (weeks: readonly DayValue[]): Point[] =>
  weeks.flatMap(({ value }, x) => (value === null ? [] : [{ x, y: value }]));

function slopesOf(points: readonly Point[]): number[] {
  return points.flatMap((one, index) => points.slice(index + 1).map((other) => (other.y - one.y) / (other.x - one.x)));
}

const slopeOf = (points: readonly Point[]) => (points.length < 2 ? 0 : median(slopesOf(points)));

function riseOf(window: readonly DayValue[], limits: CreepLimits): Omit<Creep, 'foundOn'> | undefined {
  const points = known(window);
  if (points.length < limits.weeks * 0.75) return undefined;
  const first = median(points.slice(0, 4).map(({ y }) => y));
  const last = median(points.slice(-4).map(({ y }) => y));
  if (last - first <= limits.absolute / 2) return undefined;
  const slopes = slopesOf(points);
  const agreement = slopes.reduce((total, slope) => total + Math.sign(slope), 0) / slopes.length;
  if (agreement < limits.agreement) return undefined;
  const slope = median(slopes);
  const rise = slope * (limits.weeks - 1);
  const scatter = medianDeviation(points.map(({ x, y }) => y - slope * x));
  const asked = Math.max(limits.relative * first, limits.deviations * scatter, limits.absolute);
  if (rise < asked) return undefined;
  return { from: (window[0] as DayValue).day, usual: first, rise, agreement, series: window };
}
