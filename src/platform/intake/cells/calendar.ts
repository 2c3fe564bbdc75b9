// Days of the calendar as text, with no clock and no time zone in it.

/** Days in a month; month from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export const isMonth = (month: number) => month >= 1 && month <= 12;

export const isDay = (year: number, month: number, day: number) =>
  isMonth(month) && day >= 1 && day <= daysInMonth(year, month);

const two = (value: number) => (value < 10 ? `0${value}` : String(value));

/** `2024-06`. */
export const monthText = (year: number, month: number) => `${String(year).padStart(4, '0')}-${two(month)}`;

/** `2024-06-30`. */
export const dayText = (year: number, month: number, day: number) => `${monthText(year, month)}-${two(day)}`;

/** A year written with two digits: 70 to 99 lie in the last century. */
export const fullYear = (year: number) => (year >= 100 ? year : year >= 70 ? 1900 + year : 2000 + year);

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** The month that an English name or its first letters (`Jun`, `Sept.`) mean. */
export function monthOfName(name: string): number | undefined {
  const plain = name.toLowerCase().replace(/\.$/, '');
  if (plain.length < 3) return undefined;
  const index = monthNames.findIndex((month) => month.startsWith(plain) || (plain === 'sept' && month === 'september'));
  return index < 0 ? undefined : index + 1;
}
