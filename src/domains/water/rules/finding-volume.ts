// How much water has a finding cost so far, and how much in a year if nobody mends it?
import { type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import { type CubicMetres, cubicMetres } from '#units/quantity.ts';
import type { FindingUnit } from '../model/finding.ts';
import type { FoundTime } from './match-findings.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const findingVolumeCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

/** A finding with what is above usual, in its unit. */
export interface CostlyFinding extends FoundTime {
  readonly unit: FindingUnit;
  readonly excess: number;
}

/** An estimate, in whole cubic metres: what is above usual, as if it had flowed at all hours. */
export interface FindingVolume {
  readonly soFarM3: CubicMetres;
  readonly yearlyM3: CubicMetres;
}

const perDay = { 'm3/h': 24, 'm3/day': 1 } as const;

/**
 * Null where nothing flows too much: a meter that stands still, a register that jumped. Of a slow rise half is taken until
 * it was found, since it began at nothing. `lastDay` is the last of which something is known.
 */
export function findingVolume(
  { kind, unit, from, foundOn, until, excess }: CostlyFinding,
  lastDay: CalendarDate,
): FindingVolume | null {
  if (kind === 'stopped' || unit === 'm3' || excess <= 0) return null;
  const daily = excess * perDay[unit];
  const days = Math.max(1, until ? daysBetween(from, until) : daysBetween(from, lastDay) + 1);
  const rising = kind === 'creeping' ? Math.min(days, daysBetween(from, foundOn)) / 2 : 0;
  return {
    soFarM3: cubicMetres(Math.round(daily * (days - rising))),
    yearlyM3: cubicMetres(Math.round(daily * 365)),
  };
}
