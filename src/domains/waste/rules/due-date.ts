// By when is a month due: a day of the following month, moved on to a day that is worked in the site's country.
import { addDays, type CalendarDate, calendarDate, type Month, shiftMonth, yearOf } from '#period/calendar-date.ts';
import { isWorked, type WorkCalendar } from '#period/work-calendar.ts';
import { type Citation, cite } from '#standards/cite.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const dueDateCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'due date')];

/** When a month is due, and whether the holidays around that day are known. */
export interface DueDate {
  readonly on: CalendarDate;
  readonly holidaysKnown: boolean;
}

/** The due day of the month that follows, or the first worked day after it. */
export function dueDate(of: Month, dueDay: number, calendar: WorkCalendar | undefined): DueDate {
  let on = calendarDate(`${shiftMonth(of, 1)}-${String(dueDay).padStart(2, '0')}`);
  while (!isWorked(on, calendar)) on = addDays(on, 1);
  return { on, holidaysKnown: calendar?.years.has(yearOf(on)) ?? false };
}
