// What at a meter wants somebody's attention: a leak, water that no sub-meter saw, a slow rise, a standstill, a register that jumped?
import { addDays, type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { FindingKind, FindingUnit } from '../model/finding.ts';
import type { IntervalCode, MeterInterval } from '../model/meter.ts';
import { type CreepLimits, creepingRise, defaultCreepLimits } from './creeping-rise.ts';
import { floorLimits, floorRise } from './floor-rise.ts';
import type { DayHours, DayValue } from './night-flow.ts';
import {
  defaultExcessLimits,
  type Excess,
  type ExcessKnowledge,
  type ExcessLimits,
  persistentExcess,
} from './persistent-excess.ts';
import { median } from './robust.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const waterFindingsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

/** One thing to look at, with the series that shows it and what the finding rests on. */
export interface WaterFinding {
  readonly kind: FindingKind;
  /** Of `usual`, `limit`, `excess` and the series. */
  readonly unit: FindingUnit;
  readonly from: CalendarDate;
  /** The morning on which it could be said. */
  readonly foundOn: CalendarDate;
  readonly until: CalendarDate | null;
  /** It was said the first morning and has not lasted yet. */
  readonly onlySuspected: boolean;
  readonly usual: number;
  readonly limit: number | null;
  readonly excess: number;
  readonly series: readonly DayValue[];
  readonly codes: readonly IntervalCode[];
  /** The limits of its own meter by which it was found; null or absent: those of all meters. */
  readonly judgedBy?: string | null;
}

/** What is asked of one meter. */
export interface FindingQuestion {
  /** Night flow in m³/h; empty where the meter is not read by the hour. */
  readonly nights: readonly DayValue[];
  /** All hours, where they are kept: a burst is told after one day by them. */
  readonly hours?: readonly DayHours[];
  /** Volume of each day in m³, for meters without nights. */
  readonly days: readonly DayValue[];
  /** What entered less what its sub-meters saw, m³ by day, where it has some. */
  readonly unaccounted?: readonly DayValue[];
  readonly knowledge?: ExcessKnowledge;
  readonly limits?: FindingLimits;
}

/** What a person has set for one meter in place of the limits that hold for all. */
export interface FindingLimits {
  readonly night: ExcessLimits;
  readonly daily: ExcessLimits;
  readonly unaccounted: ExcessLimits;
  readonly creep: CreepLimits;
  readonly dailyCreep: CreepLimits;
}

/** Volumes of days vary with work: twice as far, and a week and a half. */
export const defaultDailyLimits: ExcessLimits = {
  ...defaultExcessLimits,
  persistDays: 10,
  deviations: 6,
  relative: 0.6,
  absolute: 2,
  alarmFactor: Number.POSITIVE_INFINITY,
};
/** Differences of meters: both err, so that a week is asked for. */
export const defaultUnaccountedLimits: ExcessLimits = {
  ...defaultExcessLimits,
  persistDays: 7,
  deviations: 6,
  relative: 0.5,
  absolute: 2,
  alarmFactor: Number.POSITIVE_INFINITY,
};
/** The limits by which all meters are judged that have none of their own. */
export const defaultLimits: FindingLimits = {
  night: defaultExcessLimits,
  daily: defaultDailyLimits,
  unaccounted: defaultUnaccountedLimits,
  creep: defaultCreepLimits,
  dailyCreep: { ...defaultCreepLimits, relative: 0.5, absolute: 2 },
};

/** A meter stands still when it shows nothing for so many days and usually does; longer than any holiday. */
const stillDays = 21;

/** Nights tell more than days; days are asked where fewer than half of the nights are known. */
const enoughNights = 0.5;

/** Everything to look at, oldest first; what lies within a leak that was found already is part of it. */
export function waterFindings({
  nights,
  days,
  hours = [],
  unaccounted = [],
  knowledge = {},
  limits = defaultLimits,
}: FindingQuestion): WaterFinding[] {
  const known = nights.filter(({ value }) => value !== null).length;
  const byNight = nights.length > 0 && known >= nights.length * enoughNights;
  // All hours of a day tell a leak from overtime by themselves: they need not wait for a day of rest.
  const { isRest: _, ...anyDay } = knowledge;
  const own = byNight
    ? [
        ...persistentExcess(nights, limits.night, knowledge).map(ofExcess('night_flow', 'm3/h')),
        ...persistentExcess(floorRise(hours), floorLimits, anyDay).map(ofExcess('all_hours', 'm3/h')),
        ...creepingRise(nights, limits.creep).map(ofCreep('m3/h')),
      ]
    : [
        ...persistentExcess(days, limits.daily, knowledge).map(ofExcess('daily_volume', 'm3/day')),
        ...creepingRise(days, limits.dailyCreep).map(ofCreep('m3/day')),
      ];
  const missing = persistentExcess(unaccounted, limits.unaccounted, knowledge).map(ofExcess('unaccounted', 'm3/day'));
  return withoutRepeats([...own, ...missing, ...standstills(days)]);
}

const ofExcess =
  (kind: FindingKind, unit: FindingUnit) =>
  ({ from, suspectedOn, confirmedOn, until, usual, limit, excess, series }: Excess): WaterFinding => ({
    ...{ kind, unit, from, until, usual, limit, excess, series },
    foundOn: suspectedOn ?? confirmedOn ?? from,
    onlySuspected: confirmedOn === null,
    codes: [],
  });

const ofCreep =
  (unit: FindingUnit) =>
  ({ from, foundOn, usual, rise, series }: ReturnType<typeof creepingRise>[number]): WaterFinding => ({
    ...{ kind: 'creeping', unit, from, foundOn, usual, series },
    until: null,
    onlySuspected: false,
    limit: null,
    excess: rise,
    codes: [],
  });

/** Days at zero, three weeks and more, of a meter that usually shows something. */
function standstills(days: readonly DayValue[]): WaterFinding[] {
  const found: WaterFinding[] = [];
  for (let from = 0; from < days.length; from += 1) {
    if (days[from]?.value !== 0) continue;
    let before = from;
    while (before < days.length && (days[before]?.value ?? 0) === 0) before += 1;
    const earlier = days.slice(Math.max(0, from - 42), from).flatMap(({ value }) => (value === null ? [] : [value]));
    const usual = earlier.length < 21 ? 0 : median(earlier);
    const zeros = days.slice(from, before).filter(({ value }) => value === 0).length;
    if (usual > 0 && zeros >= stillDays) {
      found.push({
        kind: 'stopped',
        unit: 'm3/day',
        from: (days[from] as DayValue).day,
        foundOn: addDays((days[from] as DayValue).day, stillDays - 1),
        until: days[before]?.day ?? null,
        onlySuspected: false,
        usual,
        limit: null,
        excess: -usual,
        series: days.slice(Math.max(0, from - 42), before),
        codes: [],
      });
    }
    from = before;
  }
  return found;
}

/** One alarm for one cause: what begins while another finding is open, or within the baseline of one, says the same. */
export function withoutRepeats(findings: readonly WaterFinding[]): WaterFinding[] {
  const ordered = [...findings].sort((one, other) => daysBetween(other.foundOn, one.foundOn));
  const kept: WaterFinding[] = [];
  for (const finding of ordered) {
    const at = kept.findIndex(
      (one) =>
        one.kind !== 'stopped' &&
        finding.kind !== 'stopped' &&
        finding.from <= lastsUntil(one, finding.from) &&
        finding.foundOn >= one.from,
    );
    const same = kept[at];
    if (!same) kept.push(finding);
    // What is usual for the hours follows a leak within two weeks; the nights know how long it lasts.
    else if (same.kind === 'all_hours' && finding.kind === 'night_flow')
      kept[at] = { ...finding, foundOn: same.foundOn };
  }
  return kept;
}

/** A slow rise has no end of its own; what begins four weeks after it was found is another matter. */
const lastsUntil = ({ kind, foundOn, until }: WaterFinding, at: CalendarDate): CalendarDate =>
  kind === 'creeping' ? addDays(foundOn, 28) : (until ?? at);

/** What of an interval is a finding by itself. */
export const registerCodes: readonly IntervalCode[] = ['reset_assumed', 'negative_unexplained', 'above_capacity'];

/** Intervals whose register jumped, which somebody must explain; each with the volumes around it as its series. */
export function registerFindings(
  intervals: readonly MeterInterval[],
  dayOf: (instantMs: number) => CalendarDate,
): WaterFinding[] {
  return intervals.flatMap((interval, index) => {
    const codes = interval.codes.filter((code) => registerCodes.includes(code));
    if (codes.length === 0) return [];
    const around = intervals.slice(Math.max(0, index - 24), index + 25);
    return [
      {
        kind: 'register' as const,
        unit: 'm3' as const,
        from: dayOf(interval.fromMs),
        foundOn: dayOf(interval.beforeMs),
        until: dayOf(interval.beforeMs),
        onlySuspected: false,
        usual: median(around.flatMap(({ volumeM3 }) => (volumeM3 ? [volumeM3.toNumber()] : []))),
        limit: null,
        excess: interval.volumeM3?.toNumber() ?? 0,
        series: around.map(({ beforeMs, volumeM3 }) => ({
          day: dayOf(beforeMs),
          value: volumeM3 ? volumeM3.toNumber() : null,
        })),
        codes,
      },
    ];
  });
}
