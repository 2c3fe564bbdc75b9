// Since when has a series stayed above what is usual for it, night after night? A step that lasts, told with the series that shows it.
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { DayValue } from './night-flow.ts';
import { median, medianDeviation } from './robust.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const persistentExcessCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

/** How much, and for how long, is unusual. */
export interface ExcessLimits {
  /** Days before that tell what is usual, and how many of them must be known. */
  readonly baselineDays: number;
  readonly neededDays: number;
  /** Days in a row above the limit before anything is said. */
  readonly persistDays: number;
  /** The limit: the median and the largest of so many deviations, this part of the median, and this much. */
  readonly deviations: number;
  readonly relative: number;
  readonly absolute: number;
  /** Said the same morning when the value is so many times, and by so much above, the highest of so many days, half of them known. */
  readonly alarmFactor: number;
  readonly alarmAbsolute: number;
  readonly alarmDays: number;
  /** After one that came to nothing, nothing is said the same morning for so many days: at most one false alarm in them. */
  readonly alarmRestDays: number;
}

/** Of night flow in m³/h. Chosen on simulated meters so that alarms stay far under one for each meter and year. */
export const defaultExcessLimits: ExcessLimits = {
  baselineDays: 42,
  neededDays: 21,
  persistDays: 4,
  deviations: 3,
  relative: 0.4,
  absolute: 0.1,
  alarmFactor: 3,
  alarmAbsolute: 1,
  alarmDays: 180,
  alarmRestDays: 365,
};

/** A time above the limit, with what shows it. */
export interface Excess {
  /** The first day above. */
  readonly from: CalendarDate;
  /** The day on which it was first said, that morning, and that on which it had lasted; null where it did not. */
  readonly suspectedOn: CalendarDate | null;
  readonly confirmedOn: CalendarDate | null;
  /** The first day back to usual; null while it lasts. */
  readonly until: CalendarDate | null;
  readonly usual: number;
  readonly limit: number;
  /** The median of what is above usual. */
  readonly excess: number;
  /** The series from the beginning of what was usual to the end, to be drawn with `usual` and `limit`. */
  readonly series: readonly DayValue[];
}

/** What a person has told: days on which a baseline begins anew (a cause was accepted), and which days nobody works. */
export interface ExcessKnowledge {
  readonly beginsAnew?: readonly CalendarDate[];
  /** Where it is known: a leak also runs on days of rest, so that nothing is confirmed without one. */
  readonly isRest?: (day: CalendarDate) => boolean;
}

interface Run {
  readonly start: number;
  readonly baselineFrom: number;
  readonly usual: number;
  readonly limit: number;
  suspected: number | null;
  confirmed: number | null;
  above: number;
  restSeen: boolean;
  below: number;
  belowSince: number;
}

/** All times of excess in a series of days in order, without holes: a day without value is null. */
export function persistentExcess(
  series: readonly DayValue[],
  limits: ExcessLimits = defaultExcessLimits,
  { beginsAnew = [], isRest }: ExcessKnowledge = {},
): Excess[] {
  const found: Excess[] = [];
  const anew = new Set(beginsAnew);
  let floor = 0;
  let quietUntil = 0;
  let run: Run | undefined;
  const end = (until: number | null) => {
    if (run && run.suspected !== null && run.confirmed === null) quietUntil = run.start + limits.alarmRestDays;
    if (run && (run.suspected !== null || run.confirmed !== null)) found.push(excessOf(run, until, series));
    run = undefined;
  };
  for (const [index, { day, value }] of series.entries()) {
    if (anew.has(day)) {
      end(index);
      floor = index;
    }
    if (value === null) continue;
    run ??= beginningAt(index, value, series, { floor, quietUntil }, limits);
    if (!run) continue;
    if (value <= run.limit) {
      if (run.below === 0) run.belowSince = index;
      run.below += 1;
      const over = run.confirmed === null || run.below >= limits.persistDays;
      if (over) end(run.belowSince);
      continue;
    }
    run.below = 0;
    run.above += 1;
    run.restSeen ||= isRest === undefined || isRest(day);
    if (run.confirmed === null && run.above >= limits.persistDays && run.restSeen) run.confirmed = index;
  }
  end(null);
  return found;
}

function beginningAt(
  index: number,
  value: number,
  series: readonly DayValue[],
  { floor, quietUntil }: { readonly floor: number; readonly quietUntil: number },
  limits: ExcessLimits,
): Run | undefined {
  const baselineFrom = Math.max(floor, index - limits.baselineDays);
  const before = knownBetween(series, baselineFrom, index);
  if (before.length < limits.neededDays) return undefined;
  const usual = median(before);
  // The cheap bounds first: most days are usual ones.
  if (value <= usual + Math.max(limits.relative * usual, limits.absolute)) return undefined;
  const limit = usual + Math.max(limits.deviations * medianDeviation(before), limits.relative * usual, limits.absolute);
  if (value <= limit) return undefined;
  const long = knownBetween(series, Math.max(floor, index - limits.alarmDays), index);
  const highest = Math.max(...long);
  const enough = index >= quietUntil && long.length >= limits.alarmDays / 2;
  const alarm = enough && value > highest * limits.alarmFactor && value > highest + limits.alarmAbsolute;
  return {
    start: index,
    baselineFrom,
    usual,
    limit,
    suspected: alarm ? index : null,
    confirmed: null,
    above: 0,
    restSeen: false,
    below: 0,
    belowSince: index,
  };
}

function knownBetween(series: readonly DayValue[], from: number, before: number): number[] {
  const known: number[] = [];
  for (let index = from; index < before; index += 1) {
    const value = series[index]?.value;
    if (value !== null && value !== undefined) known.push(value);
  }
  return known;
}

function excessOf(run: Run, until: number | null, series: readonly DayValue[]): Excess {
  const dayAt = (index: number | null) =>
    index === null ? null : ((series[index]?.day ?? null) as CalendarDate | null);
  const last = until ?? series.length;
  const above = knownBetween(series, run.start, last).filter((value) => value > run.limit);
  return {
    from: (series[run.start] as DayValue).day,
    suspectedOn: dayAt(run.suspected),
    confirmedOn: dayAt(run.confirmed),
    until: dayAt(until),
    usual: run.usual,
    limit: run.limit,
    excess: median(above) - run.usual,
    series: series.slice(run.baselineFrom, Math.min(last + 7, series.length)),
  };
}
