// How long does the proof of a treatment hold? A year at the most: plants change.
import { type CalendarDate, daysBetween } from '#period/calendar-date.ts';

/** A year and, in a leap year, a day. */
export const longestProofDays = 366;

/** Days on which the proof holds, the last not counted; below one it ends before it begins. */
export const proofDays = (from: CalendarDate, before: CalendarDate): number => daysBetween(from, before);
