// Can this load have happened so: is there a mass, is it what a truck carries, and is the day a likely one?
import { type CalendarDate, calendarDate } from '#period/calendar-date.ts';
import { type Tonnes, tonnes } from '#units/quantity.ts';
import type { LoadMasses } from './counting-mass.ts';

/** What the checks need of a load, typed or imported; what was not given is absent. */
export interface LoadToCheck extends LoadMasses {
  readonly departedOn?: CalendarDate;
}

/** The bounds of belief; settable, but for today, which the caller brings in the zone of the site. */
export interface LoadBounds {
  readonly today: CalendarDate;
  readonly mostTonnes?: Tonnes;
  readonly earliestDate?: CalendarDate;
}

/** A loaded road train weighs less; above this somebody typed kilograms as tonnes. */
export const defaultMostTonnes = tonnes(60);
/** Before this year a date is a typing mistake. */
export const defaultEarliestDate = calendarDate('2000-01-01');

/** What can be wrong with a load by itself. Words for these codes are in the dictionaries. */
export const loadProblemCodes = [
  'mass_missing',
  'mass_not_positive',
  'mass_above_limit',
  'date_missing',
  'date_in_future',
  'date_too_early',
] as const;

/** One fault, at a field of the load, with the bound it broke. */
export interface LoadProblem {
  readonly field: 'departedOn' | 'ownMassTonnes' | 'receivedMassTonnes' | 'settledMassTonnes';
  readonly code: (typeof loadProblemCodes)[number];
  readonly bound?: Tonnes | CalendarDate;
}

const massFields = ['ownMassTonnes', 'receivedMassTonnes', 'settledMassTonnes'] as const;

/** Everything wrong with a load by itself, at once; nothing when it can be taken. */
export function loadProblems(load: LoadToCheck, bounds: LoadBounds): LoadProblem[] {
  return [...dateProblems(load.departedOn, bounds), ...massProblems(load, bounds.mostTonnes ?? defaultMostTonnes)];
}

function* dateProblems(date: CalendarDate | undefined, bounds: LoadBounds): Generator<LoadProblem> {
  const { today, earliestDate = defaultEarliestDate } = bounds;
  if (date === undefined) yield { field: 'departedOn', code: 'date_missing' };
  else if (date > today) yield { field: 'departedOn', code: 'date_in_future', bound: today };
  else if (date < earliestDate) yield { field: 'departedOn', code: 'date_too_early', bound: earliestDate };
}

function* massProblems(load: LoadMasses, mostTonnes: Tonnes): Generator<LoadProblem> {
  if (massFields.every((field) => load[field] === undefined)) yield { field: 'ownMassTonnes', code: 'mass_missing' };
  for (const field of massFields) {
    const mass = load[field];
    if (mass?.lte(0)) yield { field, code: 'mass_not_positive' };
    else if (mass?.gt(mostTonnes)) yield { field, code: 'mass_above_limit', bound: mostTonnes };
  }
}
