// Did all hours of a day rise together? A burst runs day and night; overtime does not. So a burst is told after one day.
import { type Citation, cite } from '#standards/cite.ts';
import type { DayHours, DayValue } from './night-flow.ts';
import type { ExcessLimits } from './persistent-excess.ts';
import { median, quantile } from './robust.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const floorRiseCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

/** Days before that tell what is usual for an hour, and how many are needed. */
const baseline = { days: 28, needed: 10 } as const;
/** All but a tenth of the hours have risen by the value; fewer known hours than these tell nothing. */
const part = 0.1;
const neededHours = 18;

/** When a rise of all hours is said at once: far above everything of half a year, on one day. */
export const floorLimits: ExcessLimits = {
  baselineDays: 42,
  neededDays: 21,
  persistDays: 1,
  deviations: 4,
  relative: 0,
  absolute: 0.5,
  alarmFactor: Number.POSITIVE_INFINITY,
  alarmAbsolute: 0,
  alarmDays: 180,
  alarmRestDays: 365,
};

/**
 * By how much nearly all hours of each day are above what is usual for the hour, m³/h; about zero on usual days, below
 * zero on quiet ones. Days of rest are compared with all days on purpose: work on one of them raises all its hours.
 */
export function floorRise(days: readonly DayHours[]): DayValue[] {
  return days.map(({ day, hours }, index) => {
    const before = days.slice(Math.max(0, index - baseline.days), index);
    const above = hours.flatMap((value, hour) => {
      if (value === null) return [];
      const usual = before.flatMap((one) => one.hours[hour] ?? []);
      return usual.length < baseline.needed ? [] : [value - median(usual)];
    });
    return { day, value: above.length < neededHours ? null : quantile(above, part) };
  });
}
