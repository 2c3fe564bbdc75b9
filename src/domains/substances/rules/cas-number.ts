// What CAS or EC number a text means: check digits, notation, and numbers that a spreadsheet has turned into dates.
import { addDays, calendarDate, dayOf, monthNumberOf, yearOf } from '#period/calendar-date.ts';

/** Day 61 of a spreadsheet: the first after its 29 February 1900, which never was. */
const day61 = calendarDate('1900-03-01');

/** How the number was read out of the text; everything but `as_written` and `notation` is told to the user. */
export type CasReading = 'as_written' | 'notation' | 'dashes_missing' | 'date' | 'date_serial';

export const casProblemCodes = [
  'cas_blank',
  'cas_not_a_number',
  'cas_check_digit',
  'cas_date_unreadable',
  'cas_date_ambiguous',
] as const;
export type CasProblem = (typeof casProblemCodes)[number];

/** A number with a right check digit and how it was found, or why there is none; never a guess. */
export type RepairedCas =
  | { cas: string; reading: CasReading }
  | { problem: CasProblem; text: string; candidates: readonly string[] };

/** Which of day and month a spreadsheet wrote first. */
export type DateOrder = 'day_first' | 'month_first';

/** Two-digit beginnings start at 50-00-0, the lowest number CAS has given. */
const lowestTwoDigits = 50;

/**
 * Whether a text is a CAS Registry Number in plain notation with its right check digit: the digits before it, times
 * 1, 2, 3 … from the right, summed; the last digit of the sum. 110-54-3: 4·1+5·2+0·3+1·4+1·5 = 23, so 3.
 * Source: CAS, "Check Digit Verification of CAS Registry Numbers".
 */
export function isCasNumber(text: string): boolean {
  const parts = /^([1-9]\d{1,6})-(\d\d)-(\d)$/.exec(text);
  if (!parts) return false;
  const [, first = '', second = '', check = ''] = parts;
  if (first.length === 2 && Number(first) < lowestTwoDigits) return false;
  return casCheckDigit(first + second) === Number(check);
}

/** Check digit for the digits before it. */
export function casCheckDigit(digits: string): number {
  let sum = 0;
  for (let place = 1; place <= digits.length; place++) sum += place * Number(digits[digits.length - place]);
  return sum % 10;
}

/**
 * Whether a text is an EC or list number `NNN-NNN-C` with its right check digit: digits times 1 to 6 from the left,
 * summed, modulo 11; numbers whose remainder is 10 were never given. 200-001-8: 2·1+1·6 = 8.
 * Source: EINECS, OJ C 146A, 15.6.1990, foreword.
 */
export function isEcNumber(text: string): boolean {
  const parts = /^(\d{3})-(\d{3})-(\d)$/.exec(text);
  if (!parts) return false;
  const digits = `${parts[1]}${parts[2]}`;
  let sum = 0;
  for (let place = 1; place <= 6; place++) sum += place * Number(digits[place - 1]);
  return sum % 11 === Number(parts[3]);
}

/** An EC number in plain notation, or null where the text is none. */
export function readEcNumber(text: string): string | null {
  const plain = plainNotation(text).replace(/^(?:EC|EINECS|ELINCS|NLP)(?:[ -]?(?:NO|NUMBER)\.?)?[ :#.]*/i, '');
  return isEcNumber(plain) ? plain : null;
}

/**
 * The CAS number that a cell or an attribute means. Full-width digits, any kind of dash, a `CAS` before it, leading
 * zeros and blanks are notation. A date (`8/07/2708`, `2708-07-08`, `07.08.2708`, `8-Jul-2708`, `2708年7月8日`), a day
 * number of a spreadsheet, or digits without dashes are put back only where exactly one reading has a right check
 * digit: else they are refused with what they could have been.
 *
 * @param order the order of day and month in the dates of this column, where its other dates show it (`orderOfDates`)
 */
export function repairCas(text: string, order?: DateOrder): RepairedCas {
  const plain = plainNotation(text);
  if (/^(?:-+|n\.?\/?a\.?|none|null|无|不适用)?$/i.test(plain)) return refused('cas_blank', text);
  const number = plain.replace(/^CAS(?:[ -]?(?:RN|NR|NO|NUMBER|号))?[ :#.]*/i, '');
  const written = /^0*([1-9]\d{1,6}) ?- ?(\d\d) ?- ?(\d)$/.exec(number);
  if (written) {
    const cas = `${written[1]}-${written[2]}-${written[3]}`;
    if (isCasNumber(cas)) return { cas, reading: cas === text ? 'as_written' : 'notation' };
    // 2008-07-8 may be the day that a spreadsheet made of another number, but the text is a number as it stands
    return refused('cas_check_digit', text, [cas]);
  }
  if (/^\d{5,10}$/.test(number)) return fromDigits(text, number);
  const days = readingsAsDay(number, order);
  if (days.length === 0) return refused('cas_not_a_number', text);
  const found = [...new Set(days.flatMap(numbersBehindDay))];
  return onlyOne(text, found, 'date');
}

/**
 * The order of day and month that every date of a column with one right reading has, or null where none tells it or
 * two differ: 7/02/5081 could be 5081-02-7 or 5081-07-2, and 8/07/2708 beside it is 2708-07-8 only.
 */
export function orderOfDates(texts: Iterable<string>): DateOrder | null {
  const orders = new Set<DateOrder>();
  for (const text of texts) {
    const able = (['day_first', 'month_first'] as const).filter((order) => {
      const found = repairCas(text, order);
      return 'cas' in found && found.reading === 'date';
    });
    if (able.length === 1 && able[0]) orders.add(able[0]);
  }
  const [order = null] = orders;
  return orders.size === 1 ? order : null;
}

interface Day {
  year: number;
  month: number;
  day: number;
}

function refused(problem: CasProblem, text: string, candidates: readonly string[] = []): RepairedCas {
  return { problem, text, candidates };
}

function onlyOne(text: string, found: readonly string[], reading: CasReading): RepairedCas {
  const [cas] = found;
  if (cas === undefined) return refused('cas_date_unreadable', text);
  return found.length === 1 ? { cas, reading } : refused('cas_date_ambiguous', text, found);
}

/** Digits alone are a number without its dashes, or the day number that a spreadsheet keeps of a date. */
function fromDigits(text: string, digits: string): RepairedCas {
  const bare = digits.replace(/^0+/, '');
  const undashed = `${bare.slice(0, -3)}-${bare.slice(-3, -1)}-${bare.slice(-1)}`;
  const asNumber = isCasNumber(undashed) ? [undashed] : [];
  const asDay = numbersBehindDay(dayOfSerial(Number(bare)));
  const found = [...new Set([...asNumber, ...asDay])];
  if (found.length === 0) return refused('cas_check_digit', text, [undashed]);
  return onlyOne(text, found, asNumber.length > 0 ? 'dashes_missing' : 'date_serial');
}

/** The day of a spreadsheet's day number. */
function dayOfSerial(serial: number): Day {
  if (serial < 61 || serial > 2_958_465) return { year: 0, month: 0, day: 0 };
  const date = addDays(day61, serial - 61);
  return { year: yearOf(date), month: monthNumberOf(date), day: dayOf(date) };
}

/**
 * Numbers that a spreadsheet reads as that day: `YYYY-MM-D`, and `YY-MM-D` for 1950 to 1999, which it takes for a year
 * of that century. Since the last part of a number is one digit, the day is 1 to 9.
 */
function numbersBehindDay({ year, month, day }: Day): string[] {
  if (day < 1 || day > 9 || month < 1 || month > 12 || year < 1900 || year > 9999) return [];
  const rest = `${String(month).padStart(2, '0')}-${day}`;
  const beginnings = [String(year)];
  if (year >= 1950 && year <= 1999) beginnings.push(String(year).slice(2));
  return beginnings.map((beginning) => `${beginning}-${rest}`).filter(isCasNumber);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Every day that the text may name; day and month change places where the text does not say which is which. */
function readingsAsDay(text: string, order?: DateOrder): Day[] {
  const date = text.replace(/[T ]\d\d?:\d\d(:\d\d(\.\d+)?)?Z?$/, '');
  const yearFirst = /^(\d{4})[-/. 年](\d\d?)[-/. 月](\d\d?)日?$/.exec(date);
  if (yearFirst) return [{ year: Number(yearFirst[1]), month: Number(yearFirst[2]), day: Number(yearFirst[3]) }];
  const named = /^(\d\d?)[-/. ]([a-z]{3})[a-z]*[-/. ,]*(\d{4})$/i.exec(date);
  if (named) {
    const month = months.indexOf((named[2] ?? '').toLowerCase()) + 1;
    return [{ year: Number(named[3]), month, day: Number(named[1]) }];
  }
  const yearLast = /^(\d\d?)[-/.](\d\d?)[-/.](\d{4}|\d\d)$/.exec(date);
  if (!yearLast) return [];
  const [one, other, year] = [Number(yearLast[1]), Number(yearLast[2]), wholeYear(yearLast[3] ?? '')];
  const dayFirst = { year, month: other, day: one };
  const monthFirst = { year, month: one, day: other };
  if (order) return [order === 'day_first' ? dayFirst : monthFirst];
  return [dayFirst, monthFirst];
}

/** A spreadsheet takes the years 30 to 99 for 1930 to 1999 and 00 to 29 for 2000 to 2029. */
const wholeYear = (text: string) => Number(text) + (text.length > 2 ? 0 : Number(text) < 30 ? 2000 : 1900);

/** Full-width signs and every kind of dash in plain ones, without blanks around or invisible signs within. */
function plainNotation(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\ufeff\u00ad]/g, '')
    .replace(/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
