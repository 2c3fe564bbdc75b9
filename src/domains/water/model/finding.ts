// What is found at a meter, and what people say of it.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Named } from './named.ts';

/** Kinds of finding; stored: add, never rename. */
export const findingKinds = [
  'night_flow',
  'all_hours',
  'daily_volume',
  'unaccounted',
  'creeping',
  'stopped',
  'register',
] as const;
/** A kind of finding. */
export type FindingKind = (typeof findingKinds)[number];

/** In what a finding is told: a flow, the volume of a day, a volume. */
export type FindingUnit = 'm3/h' | 'm3/day' | 'm3';

/** What it was, as somebody found on the spot. Stored: add, never rename. */
export const findingCauses = [
  'pipe_leak',
  'fixture_leak',
  'tank_overflow',
  'left_open',
  'new_use',
  'one_off_use',
  'unmetered_use',
  'meter_fault',
  'register_reset',
  'reading_error',
  'nothing_found',
  'other',
] as const;

/** Why a finding that was kept is one no longer. */
export type WithdrawnWhy = 'readings_changed' | 'same_cause' | 'limits_changed';

/** How a finding stands: nobody has said what it was, somebody has, or it is none any more. */
export type FindingState = 'open' | 'answered' | 'withdrawn';

/** What somebody said of a finding. */
export interface FindingAnswer {
  recordId: string;
  cause: (typeof findingCauses)[number];
  on: CalendarDate;
  whatWasDone: string | null;
  newBaseline: boolean;
}

/** A finding as it is kept; numbers in `unit`, plain, for drawing and telling. */
export interface ListedFinding {
  id: string;
  state: FindingState;
  site: Named;
  meter: Named;
  kind: FindingKind;
  unit: FindingUnit;
  from: CalendarDate;
  foundOn: CalendarDate;
  until: CalendarDate | null;
  onlySuspected: boolean;
  usual: number;
  limit: number | null;
  excess: number;
  codes: string[];
  withdrawnWhy: WithdrawnWhy | null;
  sameAs: string | null;
  answer: FindingAnswer | null;
  /** limits of its own meter by which it was found, and since when they hold; null: those of all meters */
  judgedBy: { id: string; from: CalendarDate } | null;
  /** what day it is at its factory */
  today: CalendarDate;
  /** the last day of which anything is known at its meter */
  lastDay: CalendarDate;
}

/** A finding with the water that it costs, m³ as exact decimals; null where nobody can say. */
export interface FindingTold extends ListedFinding {
  soFarM3: string | null;
  yearlyM3: string | null;
}

/** The findings of a scope. */
export interface FindingsAnswer {
  findings: FindingTold[];
  /** so many at most are listed */
  most: number;
}

/** A day of the series that shows a finding, in its unit. */
export interface SeriesPoint {
  day: CalendarDate;
  value: number | null;
}

/** One finding with the series that shows it. */
export interface OneFinding extends FindingTold {
  mayAnswer: boolean;
  series: SeriesPoint[];
}
