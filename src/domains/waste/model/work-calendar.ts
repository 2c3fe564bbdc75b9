// Which days are worked in a country: public holidays, and weekends that are worked for them (调休).
import { type CalendarDate, isCalendarDate } from '#period/calendar-date.ts';
import type { Pack } from '#standards/pack.ts';

/** What is known of a country: the years that were announced, and in them what is no ordinary week. */
export interface WorkCalendar {
  readonly years: ReadonlySet<number>;
  readonly holidays: ReadonlySet<CalendarDate>;
  /** Saturdays and Sundays that are worked */
  readonly workedWeekends: ReadonlySet<CalendarDate>;
}

/** By country code (ISO 3166-1 alpha-2). */
export type WorkCalendars = ReadonlyMap<string, WorkCalendar>;

const datesOf = (value: unknown): CalendarDate[] => (Array.isArray(value) ? value.filter(isCalendarDate) : []);

/** The calendars of the pack `working-days`: one row a country and year. */
export function readWorkCalendars(pack: Pick<Pack, 'rows'> | undefined): WorkCalendars {
  const calendars = new Map<string, WorkCalendar>();
  for (const row of pack?.rows ?? []) {
    const before = calendars.get(String(row.country));
    calendars.set(String(row.country), {
      years: new Set([...(before?.years ?? []), Number(row.year)]),
      holidays: new Set([...(before?.holidays ?? []), ...datesOf(row.holidays)]),
      workedWeekends: new Set([...(before?.workedWeekends ?? []), ...datesOf(row.workedWeekends)]),
    });
  }
  return calendars;
}
