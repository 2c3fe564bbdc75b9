// Everything to look at at one meter, by all that is known of it: each time in which it was read alike is looked at by itself.
import { addDays, type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import { localDay, type ZoneOffsets } from '#period/zone-offsets.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { MeterInterval, MeterSpan } from '../model/meter.ts';
import { type DayValue, type HourVolume, hoursOfDays, nightMinimumFlow } from './night-flow.ts';
import { findingsByLimits, type OwnLimits } from './own-limits.ts';
import type { ExcessKnowledge } from './persistent-excess.ts';
import { registerFindings, type WaterFinding } from './water-findings.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const meterFindingsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

/** What is known of a meter. */
export interface KnownOfMeter {
  readonly zone: ZoneOffsets;
  readonly spans: readonly MeterSpan[];
  /** Volumes of days in order; one that is absent is not known. */
  readonly days: readonly DayValue[];
  readonly hours: ReadonlyMap<number, HourVolume>;
  /** What entered less what its sub-meters saw, of the same days; absent where it has none. */
  readonly unaccounted?: readonly DayValue[];
  /** Of each interval whose register jumped, it and those around it. */
  readonly jumps?: readonly (readonly MeterInterval[])[];
  readonly knowledge?: ExcessKnowledge;
  /** Limits of its own, each from its day on. */
  readonly ownLimits?: readonly OwnLimits[];
}

const HOUR_MS = 3_600_000;
/** What was usual before so many days of which nothing is known says nothing of what comes after: no baseline is longer. */
const LONG_SILENCE = 42;

/** Whether nights can be told while this stood there. */
export const readByTheHour = ({ facts }: MeterSpan): boolean =>
  (facts.expectedEveryMs ?? Number.POSITIVE_INFINITY) <= HOUR_MS;

/** A time in which a meter was read by the hour, or was not. */
interface Era {
  readonly hourly: boolean;
  readonly m3PerCount: number;
  readonly days: CalendarDate[];
}

function erasOf({ spans, days, zone }: KnownOfMeter): Era[] {
  const known = days.filter(({ value }) => value !== null);
  const starts = spans.map(({ fromMs }) => localDay(zone, fromMs));
  const eras: Era[] = [];
  let at = 0;
  let before: CalendarDate | undefined;
  for (const { day } of known) {
    while (at + 1 < spans.length && (starts[at + 1] as CalendarDate) <= day) at += 1;
    const span = spans[at];
    const hourly = span !== undefined && readByTheHour(span);
    const silence = before === undefined ? 0 : daysBetween(before, day);
    const era = eras.at(-1);
    if (era && era.hourly === hourly && silence <= LONG_SILENCE)
      for (let missing = silence; missing > 0; missing -= 1) era.days.push(addDays(day, 1 - missing));
    else eras.push({ hourly, m3PerCount: span?.facts.m3PerCount.toNumber() ?? 0, days: [day] });
    before = day;
  }
  return eras;
}

const valueOn = (days: readonly DayValue[]) => {
  const values = new Map(days.map(({ day, value }) => [day, value]));
  return (day: CalendarDate): DayValue => ({ day, value: values.get(day) ?? null });
};

/** Everything to look at, in the order in which it began. */
export function meterFindings(known: KnownOfMeter): WaterFinding[] {
  const { zone, days, hours, unaccounted, jumps = [], knowledge = {}, ownLimits = [] } = known;
  const own = valueOn(days);
  const difference = unaccounted && valueOn(unaccounted);
  const flows = erasOf(known).flatMap((era) => {
    const ofDays = era.hourly ? hoursOfDays(hours, era.days, zone) : [];
    const question = {
      nights: nightMinimumFlow(ofDays, { m3PerCount: era.m3PerCount }),
      ...{ hours: ofDays, days: era.days.map(own), knowledge },
      ...(difference ? { unaccounted: era.days.map(difference) } : {}),
    };
    return findingsByLimits(question, ownLimits);
  });
  const jumped = jumps.flatMap((around) => registerFindings(around, (ms) => localDay(zone, ms)));
  return [...flows, ...jumped].sort((one, other) => daysBetween(other.from, one.from));
}
