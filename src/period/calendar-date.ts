// Which day is it: calendar dates as text, without hours, zones or the JavaScript Date.

declare const calendarDateBrand: unique symbol;
declare const monthBrand: unique symbol;

/** A day in the calendar of the site, written `2024-06-30`. Compares as text. Never a JavaScript Date. */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };

/** A calendar month, written `2024-06`. Compares as text. */
export type Month = string & { readonly [monthBrand]: true };

/** First year taken: earlier ones are typing mistakes in every record this system keeps. */
const earliestYear = 1900;
const latestYear = 9999;

const dateShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthShape = /^(\d{4})-(\d{2})$/;

const two = (value: number) => String(value).padStart(2, '0');

/** Whether a year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** How many days a month of a year has; months count from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether text is a day that exists, from 1900 on, written exactly `YYYY-MM-DD`. */
export function isCalendarDate(text: unknown): text is CalendarDate {
  const match = typeof text === 'string' ? dateShape.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= earliestYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Whether text is a month, from 1900 on, written exactly `YYYY-MM`. */
export function isMonth(text: unknown): text is Month {
  const match = typeof text === 'string' ? monthShape.exec(text) : null;
  return match !== null && Number(match[1]) >= earliestYear && Number(match[2]) >= 1 && Number(match[2]) <= 12;
}

/** @throws RangeError for text that is not a day which exists. */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`Not a calendar date: "${text}"`);
  return text;
}

/** @throws RangeError for text that is not a month. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`Not a month: "${text}"`);
  return text;
}

/** The year of a date or a month. */
export const yearOf = (date: CalendarDate | Month): number => Number(date.slice(0, 4));

/** The number of the month of a date or a month, 1 to 12. */
export const monthNumberOf = (date: CalendarDate | Month): number => Number(date.slice(5, 7));

/** The day in the month, 1 to 31. */
export const dayOf = (date: CalendarDate): number => Number(date.slice(8, 10));

/** The month a day lies in. */
export const monthOf = (date: CalendarDate): Month => date.slice(0, 7) as Month;

/** The first day of a month. */
export const firstDayOf = (of: Month): CalendarDate => `${of}-01` as CalendarDate;

/** @throws RangeError outside the years 1900 to 9999, and for months and days that do not exist. */
export function dateOf(year: number, monthNumber: number, day: number): CalendarDate {
  return calendarDate(`${String(year).padStart(4, '0')}-${two(monthNumber)}-${two(day)}`);
}

/** The month so many months later (earlier when negative). */
export function shiftMonth(from: Month, months: number): Month {
  const count = yearOf(from) * 12 + monthNumberOf(from) - 1 + months;
  const year = Math.floor(count / 12);
  if (year < earliestYear || year > latestYear) throw new RangeError(`No calendar ${months} months from ${from}`);
  return `${year}-${two(count - year * 12 + 1)}` as Month;
}

/** The same day so many months later; the last day of a shorter month: one month after 31 January is 29 February. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const to = shiftMonth(monthOf(date), months);
  const day = Math.min(dayOf(date), daysInMonth(yearOf(to), monthNumberOf(to)));
  return `${to}-${two(day)}` as CalendarDate;
}

/** Days since 1 March of the year 0, so that the leap day ends a year (the civil-from-days algorithm). */
function dayNumber(date: CalendarDate): number {
  const year = monthNumberOf(date) > 2 ? yearOf(date) : yearOf(date) - 1;
  const marchMonth = (monthNumberOf(date) + 9) % 12;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + dayOf(date) - 1;
}

function dateOfDayNumber(days: number): CalendarDate {
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const monthNumber = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return dateOf(era * 400 + yearOfEra + (monthNumber <= 2 ? 1 : 0), monthNumber, day);
}

/** The day so many days later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from one date to another: 1 from today to tomorrow, negative backwards. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * The day it is at a site at an instant. The clock is an argument.
 *
 * @param timeZone IANA name, such as `Asia/Shanghai`.
 * @param instant milliseconds since 1970, or a Date.
 * @throws RangeError for a time zone nobody knows.
 */
export function todayIn(timeZone: string, instant: number | Date): CalendarDate {
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: 'year' | 'month' | 'day') => Number(parts.find((each) => each.type === type)?.value);
  return dateOf(part('year'), part('month'), part('day'));
}
