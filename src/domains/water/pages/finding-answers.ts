// What the pages of findings are told.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { LocalText } from '#platform/ui/language.tsx';
import type { Status } from '#platform/ui/status-mark.tsx';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { FindingKind, FindingUnit, findingCauses } from '../model/finding.ts';

/** A finding as the list has it. */
export interface FindingShown {
  id: string;
  state: 'open' | 'answered' | 'withdrawn';
  site: { id: string; code: string; name: LocalText };
  meter: { id: string; code: string; name: LocalText };
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
  withdrawnWhy: 'readings_changed' | 'same_cause' | null;
  sameAs: string | null;
  answer: {
    recordId: string;
    cause: (typeof findingCauses)[number];
    on: CalendarDate;
    whatWasDone: string | null;
    newBaseline: boolean;
  } | null;
  /** what day it is at its factory */
  today: CalendarDate;
  lastDay: CalendarDate;
  soFarM3: string | null;
  yearlyM3: string | null;
}

export interface SeriesPoint {
  day: CalendarDate;
  value: number | null;
}

/** One finding with the series that shows it. */
export interface OneFinding extends FindingShown {
  mayAnswer: boolean;
  series: SeriesPoint[];
}

/** How a finding stands: as a mark, and the key of its word. */
export function standingOf({ state, onlySuspected, until }: FindingShown): { status: Status; word: string } {
  if (state === 'answered') return { status: 'on_track', word: 'answered' };
  if (state === 'withdrawn') return { status: 'no_data', word: 'withdrawn' };
  if (onlySuspected) return { status: 'at_risk', word: 'suspected' };
  return until ? { status: 'at_risk', word: 'over' } : { status: 'behind', word: 'open' };
}

/** A flow or volume with as many places as it needs: 0.35, 12.5, 340. */
export function shownFlow(value: number): string {
  const size = Math.abs(value);
  return showNumber(new Exact(value), { decimals: size < 1 ? 2 : size < 100 ? 1 : 0 });
}

/** Whole cubic metres. */
export const shownM3 = (volume: string): string => showNumber(new Exact(volume), { decimals: 0 });

/** Cubic metres of all of them, as far as they are known. */
export const allM3 = (findings: readonly FindingShown[]): string =>
  findings.reduce((sum, { soFarM3 }) => sum.plus(soFarM3 ?? 0), new Exact(0)).toFixed();
