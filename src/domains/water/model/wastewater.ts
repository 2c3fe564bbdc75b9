// What is asked of an outlet, and what a laboratory found there: limits with their clause, results with their comparator.
import type { Decimal } from 'decimal.js';
import type { CalendarDate } from '#period/calendar-date.ts';
import { checkPack, type PackRow } from '#standards/pack.ts';
import type { ResultUnit } from '#units/concentration.ts';
import { exact } from '#units/quantity.ts';

/** Where a limit is judged: class 1 pollutants leave the workshop within it, before anything thins them. */
export const outletPlaces = ['workshop_outlet', 'site_outlet'] as const;
/** Where a limit is judged. */
export type OutletPlace = (typeof outletPlaces)[number];

/** Over what time a value is a mean; values of different kinds are not compared. */
export const averagings = ['grab', 'hourly_mean', 'daily_mean', 'composite_24h'] as const;
/** Over what time a value is a mean. */
export type Averaging = (typeof averagings)[number];

/** What is measured in waste water. Stored, exported and cited by packs of limits: add, never rename. */
export const parameters = [
  ...['ph', 'ss', 'cod', 'bod5', 'toc', 'nh3n', 'tn', 'tp', 'po4p', 'oil', 'veg_oil', 'las', 'phenol'],
  ...['f', 'cn', 'sulfide', 'cu', 'zn', 'mn', 'ni', 'ag', 'cd', 'cr', 'cr6', 'pb', 'hg', 'alkyl_hg', 'as', 'be', 'bap'],
  ...['alpha', 'beta', 'colour', 'coliform'],
] as const;

/** Standards with the tier that holds for an outlet: the name of the pack, and the tier in it. Add, never rename. */
export const dischargeStandards = {
  gb8978_level_1: { pack: 'discharge-limits-gb8978', tier: 'level_1' },
  gb8978_level_2: { pack: 'discharge-limits-gb8978', tier: 'level_2' },
  gb8978_level_3: { pack: 'discharge-limits-gb8978', tier: 'level_3' },
  gb39731_direct: { pack: 'discharge-limits-gb39731', tier: 'direct' },
  gb39731_indirect: { pack: 'discharge-limits-gb39731', tier: 'indirect' },
} as const;

/** From what a limit comes that is recorded: standards of the country stand in packs. */
export const limitOrigins = ['permit', 'agreement', 'local_standard'] as const;

/** What is done about an exceedance, in the order of the case; only telling the authority may be left out. */
export const caseSteps = ['verified', 'notified', 'contained', 'reported', 'retested', 'cause_found'] as const;
/** A step of a case. */
export type CaseStep = (typeof caseSteps)[number];

/** Why a limit was exceeded. */
export const exceedanceCauses = [
  'treatment_fault',
  'overload',
  'process_change',
  'dosing',
  'spill',
  'rain_water',
  'sampling_error',
  'other',
] as const;

/** A limit of one standard, permit or park agreement. */
export interface DischargeLimit {
  readonly id: string;
  readonly parameter: string;
  readonly place: OutletPlace;
  readonly unit: ResultUnit;
  /** The range; pH has both, others an upper end. Both null where the pollutant must not be detected at all. */
  readonly lower: Decimal | null;
  readonly upper: Decimal | null;
  readonly notDetected: boolean;
  /** Which averaging it is for; null where the source does not say. */
  readonly averaging: Averaging | null;
  /** What is printed with it: the standard or permit, and the clause or row. */
  readonly source: string;
  readonly verified: boolean;
  /** First day on which it holds, and the first on which it no longer does; null for no such day. */
  readonly from: CalendarDate | null;
  readonly before: CalendarDate | null;
}

/** What a laboratory's qualifier says of a value. */
export const qualifierMeanings = ['usable', 'not_detected', 'over_range', 'suspect'] as const;

/** How a value stands to what was found: less than its detection limit, more than could be measured, or this. */
export type Comparator = 'equal' | 'less' | 'more';

/** One value of a laboratory, in the unit of its report. The text as it came is kept beside it. */
export interface LabValue {
  readonly comparator: Comparator;
  /** The value, or the detection limit of what was not found; null for "not detected" without a limit. */
  readonly value: Decimal | null;
  /** The upper end where a range was reported, as for pH. */
  readonly upTo: Decimal | null;
}

/** A value with where and when it was taken. */
export interface LabResult extends LabValue {
  readonly parameter: string;
  readonly unit: ResultUnit;
  readonly place: OutletPlace;
  readonly averaging: Averaging;
  readonly sampledOn: CalendarDate;
}

/** What a result is to its limit. */
export const verdicts = ['within', 'exceeds', 'cannot_tell', 'no_limit'] as const;

/** Why nobody can tell. */
export const cannotTellReasons = [
  'detection_limit_above_limit',
  'no_detection_limit',
  'more_than_measured',
  'units_differ',
  'averaging_differs',
] as const;

/** How often a parameter is sampled; each calendar period holds at least one sample. */
export const frequencies = ['daily', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly'] as const;
/** How often a parameter is sampled. */
export type Frequency = (typeof frequencies)[number];

/** How a period of the plan stands. */
export const planStates = ['done', 'due', 'overdue'] as const;

/** How the duty of a site and year stands. */
export const yearlyTestStates = ['done', 'partial', 'not_done', 'exempt', 'no_outlet'] as const;

interface LimitRow extends PackRow {
  readonly parameter: string;
  readonly place: OutletPlace;
  readonly tier: string;
  readonly unit: ResultUnit;
  readonly upper: string | null;
  readonly lower?: string;
  readonly notDetected?: boolean;
}

/**
 * The limits of one tier (`level_1`, `direct`, …) of a pack of limits, with those of class 1, which hold in all.
 *
 * @throws TypeError for what is no pack of limits, and for a row without limit.
 */
export function readDischargeLimits(json: unknown, tier: string): DischargeLimit[] {
  const checked = checkPack(json);
  if (!('pack' in checked) || !checked.pack.pack.startsWith('discharge-limits-')) {
    throw new TypeError('Not a pack of discharge limits');
  }
  const { pack, edition, rows, effectiveFrom, effectiveTo } = checked.pack;
  return (rows as readonly LimitRow[])
    .filter((row) => row.tier === tier || row.tier === 'class_1')
    .map((row) => {
      if (row.upper === null && !row.notDetected) throw new TypeError(`${pack}: "${row.id}" limits nothing`);
      return {
        id: row.id,
        parameter: row.parameter,
        place: row.place,
        unit: row.unit,
        lower: row.lower === undefined ? null : exact(row.lower),
        upper: row.upper === null ? null : exact(row.upper),
        notDetected: row.notDetected === true,
        averaging: null,
        source: `${pack} ${edition}, ${row.id}`,
        verified: row.verified === true,
        from: effectiveFrom as CalendarDate | null,
        before: (effectiveTo ?? null) as CalendarDate | null,
      };
    });
}
