// Which days are worked in a country: public holidays, and weekends that are worked for them (调休).
import { addDays, type CalendarDate, calendarDate, daysBetween, isCalendarDate } from './calendar-date.ts';

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
export function readWorkCalendars(
  pack: { readonly rows: readonly Readonly<Record<string, unknown>>[] } | undefined,
): WorkCalendars {
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

const aMonday = calendarDate('2024-01-01');
const isWeekend = (on: CalendarDate): boolean => ((daysBetween(aMonday, on) % 7) + 7) % 7 >= 5;

/** Whether a day is worked; of a year that nobody has announced yet only the weekends are known. */
export const isWorked = (on: CalendarDate, calendar: WorkCalendar | undefined): boolean =>
  calendar?.workedWeekends.has(on) || (!isWeekend(on) && !calendar?.holidays.has(on));

/** The day that is so many worked days after another: what came on a Friday and is due in one is due on Monday. */
export function addWorkedDays(from: CalendarDate, days: number, calendar: WorkCalendar | undefined): CalendarDate {
  let on = from;
  for (let left = days; left > 0; ) {
    on = addDays(on, 1);
    if (isWorked(on, calendar)) left -= 1;
  }
  return on;
}

/** Worked days after one day up to and with another; 0 when that is no later. */
export function workedDaysBetween(from: CalendarDate, to: CalendarDate, calendar: WorkCalendar | undefined): number {
  let days = 0;
  for (let on = addDays(from, 1); on <= to; on = addDays(on, 1)) if (isWorked(on, calendar)) days += 1;
  return days;
}
