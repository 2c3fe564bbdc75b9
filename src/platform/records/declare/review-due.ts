// By when is a record to be decided, and how long has it lain with its reviewers? Their days are not the factory's.
import { type CalendarDate, daysBetween, todayIn } from '#period/calendar-date.ts';
import { addWorkedDays, type WorkCalendar, workedDaysBetween } from '#period/work-calendar.ts';

/** Where a site's days are days, and which of them are worked. */
export interface SiteDays {
  timeZone: string;
  calendar: WorkCalendar | undefined;
}

/** How the review of something that was submitted stands on a day. */
export interface ReviewDue {
  /** the last day on which it is in time */
  dueOn: CalendarDate;
  /** worked days since then; 0 while it is in time */
  overdueDays: number;
  /** whole days since its submission */
  withReviewersDays: number;
}

/** When what was submitted at an instant is due, in worked days of its site, and how it stands today. */
export function reviewDue(submittedAt: Date, workedDays: number, today: CalendarDate, days: SiteDays): ReviewDue {
  const submittedOn = todayIn(days.timeZone, submittedAt);
  const dueOn = addWorkedDays(submittedOn, workedDays, days.calendar);
  return {
    dueOn,
    overdueDays: workedDaysBetween(dueOn, today, days.calendar),
    withReviewersDays: Math.max(0, daysBetween(submittedOn, today)),
  };
}
