// Which calendar day a cell means: ISO, Chinese, English, dotted, compact, an Excel serial; what is ambiguous is asked.
import { serialText } from '../read/number-format.ts';
import type { CellMark } from '../read/raw-row.ts';
import { dayText, fullYear, isDay, isMonth, monthOfName, monthText } from './calendar.ts';
import { foldedText } from './plain-text.ts';
import {
  type CellNote,
  type CellProblem,
  type CellResult,
  notesOfKind,
  quoted,
  troubleOf,
  understood,
} from './problem.ts';

/** In which order a date without a four-digit year in front is written. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export interface DateOptions {
  /** the year that `6月30日` means, such as that of the month being reported */
  year?: number;
  order?: DateOrder;
  /** days outside are refused, and readings outside are no readings; 1950 to 2199 by default */
  earliest?: string;
  latest?: string;
}

type Day = readonly [year: number, month: number, day: number];

/** What the digits of a cell may mean. */
interface Readings {
  days: readonly Day[];
  notes?: CellNote[];
}

const iso = /^(\d{4})-(\d{2})-(\d{2})$/;
const weekday =
  /\s*[,(（]?\s*((星期|周|礼拜)[一二三四五六日天]|\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b\.?)[)）]?\s*,?\s*/;
const clock =
  /(?:[\s,]+|(?<=\d)t\s*|(?<=[日号]))(?:上午|下午|晚上|凌晨)?\s*\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/;
const chineseClock = /(?:\s+|(?<=[日号]))(?:上午|下午|晚上|凌晨)?\s*\d{1,2}[时点](?:\d{1,2}分)?(?:\d{1,2}秒)?$/;

/** Two readings of three numbers, none of which is a four-digit year in front. */
function lastIsYear([first, second, last]: Day, order: DateOrder | undefined): Day[] {
  const dmy: Day = [last, second, first];
  const mdy: Day = [last, first, second];
  return order === 'dmy' ? [dmy] : order === 'mdy' ? [mdy] : [dmy, mdy];
}

function shortYears(numbers: Day, order: DateOrder | undefined): Day[] {
  const [first, second, last] = numbers;
  const ymd: Day = [fullYear(first), second, last];
  if (order === 'ymd') return [ymd];
  const others = lastIsYear([first, second, fullYear(last)], order);
  return order ? others : [ymd, ...others];
}

/** Numbers with marks between them: `2024.6.30`, `30/6/2024`, `24-6-30`, `6/30`. */
function fromNumbers(
  parts: readonly string[],
  text: string,
  kind: CellMark | undefined,
  options: DateOptions,
): Readings | CellProblem | undefined {
  const [first = 0, second = 0, third = 0] = parts.map(Number);
  if (parts.length === 3) {
    if (parts[0]?.length === 4) return { days: [[first, second, third]] };
    if (parts[2]?.length === 4) return { days: lastIsYear([first, second, third], options.order) };
    if (parts.some((part) => part.length > 2)) return undefined;
    const days = shortYears([first, second, third], options.order);
    return { days, notes: [{ note: 'two_digit_year', text, year: days[0]?.[0] ?? 0 }] };
  }
  if (parts.length !== 2) return undefined;
  if (parts[0]?.length === 4 || parts[1]?.length === 4) return { problem: 'day_missing', text };
  if (parts.some((part) => part.length > 2)) return undefined;
  if (options.year === undefined) return { problem: 'year_missing', text };
  const { year, order } = options;
  const monthDay: Day = [year, first, second];
  const dayMonth: Day = [year, second, first];
  const notes: CellNote[] = [{ note: 'year_from_context', text, year }];
  // Excel has already cut the last zero of a typed 6.30
  if (kind === 'number' && parts[1]?.length === 1 && second <= 3)
    return { days: [monthDay, [year, first, second * 10]], notes };
  if (order) return { days: [order === 'dmy' ? dayMonth : monthDay], notes };
  return { days: [monthDay, dayMonth], notes };
}

/** `2024年6月30日`, `6月30号`, `2024年6月`. */
function fromChinese(text: string, options: DateOptions): Readings | CellProblem | undefined {
  const found = /^(?:(\d{4}|\d{2})\s*年)?\s*(\d{1,2})\s*月(?:份)?\s*(?:(\d{1,2})\s*[日号]?)?$/.exec(text);
  if (!found) return undefined;
  const [, year, month, day] = found;
  if (day === undefined) return { problem: 'day_missing', text };
  if (year === undefined) {
    if (options.year === undefined) return { problem: 'year_missing', text };
    return {
      days: [[options.year, Number(month), Number(day)]],
      notes: [{ note: 'year_from_context', text, year: options.year }],
    };
  }
  const full = fullYear(Number(year));
  const notes: CellNote[] = year.length === 2 ? [{ note: 'two_digit_year', text, year: full }] : [];
  return { days: [[full, Number(month), Number(day)]], notes };
}

/** `30 Jun 2024`, `30-Jun-24`, `June 30th, 2024`, `2024-Jun-30`, `30 June`. */
function fromEnglish(text: string, options: DateOptions): Readings | CellProblem | undefined {
  const tokens = text.match(/[a-z]+|\d+/g) ?? [];
  if (tokens.length > 4 || /[^a-z\d\s\-/.,'’]/.test(text)) return undefined;
  const words = tokens.filter((token) => !/^(st|nd|rd|th|of)$/.test(token));
  const name = words.findIndex((word) => /[a-z]/.test(word));
  const month = name < 0 ? undefined : monthOfName(words[name] as string);
  const numbers = words.filter((_, index) => index !== name);
  if (month === undefined || numbers.some((number) => !/^\d{1,2}$|^\d{4}$/.test(number))) return undefined;
  const year = numbers.findIndex((number) => number.length === 4);
  if (numbers.length === 1) {
    if (year >= 0) return { problem: 'day_missing', text };
    if (options.year === undefined) return { problem: 'year_missing', text };
    return {
      days: [[options.year, month, Number(numbers[0])]],
      notes: [{ note: 'year_from_context', text, year: options.year }],
    };
  }
  if (numbers.length !== 2) return undefined;
  if (year >= 0) return { days: [[Number(numbers[year]), month, Number(numbers[1 - year])]] };
  // with a named month the year stands last
  const full = fullYear(Number(numbers[1]));
  return { days: [[full, month, Number(numbers[0])]], notes: [{ note: 'two_digit_year', text, year: full }] };
}

/** Days 1950 to 2099 as serial numbers of Excel's 1900 system. */
const serials = { from: 18_264, to: 73_050 };

function fromDigits(text: string, kind: CellMark | undefined): Readings | CellProblem | undefined {
  const isStored = kind === 'number' || kind === 'formula';
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return { days: [[Number(compact[1]), Number(compact[2]), Number(compact[3])]] };
  const serial = Number(text);
  if (isStored && serial >= serials.from && serial < serials.to + 1) {
    const [date = '', time] = (serialText(text, false) ?? '').split(' ');
    const found = iso.exec(date);
    if (!found) return undefined;
    const notes: CellNote[] = [{ note: 'serial_date', text, date }];
    if (time) notes.push({ note: 'time_dropped', text, time });
    return { days: [[Number(found[1]), Number(found[2]), Number(found[3])]], notes };
  }
  const month = /^((?:19|20)\d{2})(\d{2})$/.exec(text);
  return month && isMonth(Number(month[2])) ? { problem: 'day_missing', text } : undefined;
}

/** Takes a time of day off a date. A time with a zone is refused: its day at the site may be another one. */
function withoutTime(text: string): { date: string; notes: CellNote[] } | CellProblem {
  for (const pattern of [clock, chineseClock]) {
    const found = pattern.exec(text);
    if (!found || found.index === 0) continue;
    if (found[1]) return { problem: 'date_has_zone', text };
    const time = found[0].replace(/^[\s,t]+/, '');
    const isMidnight = /^0?0:00(:00(\.0+)?)?$/.test(time);
    return { date: text.slice(0, found.index), notes: isMidnight ? [] : [{ note: 'time_dropped', text, time }] };
  }
  return { date: text, notes: [] };
}

function readingsOf(
  text: string,
  kind: CellMark | undefined,
  options: DateOptions,
): Readings | CellProblem | undefined {
  if (/^\d+(\.\d{3,})?$/.test(text) || /^\d{5}\.\d+$/.test(text)) return fromDigits(text, kind);
  if (text.includes('月')) return fromChinese(text, options);
  if (/[a-z]/.test(text)) return fromEnglish(text, options);
  if (!/^\d{1,4}(\s*[-/.,_年 ]\s*\d{1,4}){1,2}$/.test(text)) return undefined;
  return fromNumbers(text.split(/\s*[-/.,_年 ]\s*/), text, kind, options);
}

/** Reads a calendar day as `YYYY-MM-DD`. */
export function parseDate(text: string, kind: CellMark | undefined, options: DateOptions = {}): CellResult<string> {
  const { earliest = '1950-01-01', latest = '2199-12-31' } = options;
  const plainIso = iso.exec(text);
  if (plainIso && (kind === undefined || kind === 'date') && text >= earliest && text <= latest) {
    // most cells are this simple
    if (isDay(Number(plainIso[1]), Number(plainIso[2]), Number(plainIso[3]))) return { value: text };
  }
  let found: Readings | CellProblem | undefined;
  let notes = notesOfKind(kind);
  if (plainIso) {
    found = { days: [[Number(plainIso[1]), Number(plainIso[2]), Number(plainIso[3])]] };
  } else {
    const plain = foldedText(text)
      .replace(/。/g, '.')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(weekday, ' ')
      .trim();
    const trouble = troubleOf(plain, kind);
    if (trouble) return trouble;
    if (plain.length > 60) return { problem: 'not_a_date', text: quoted(plain) };
    const timeless = withoutTime(plain);
    if ('problem' in timeless) return timeless;
    notes = [...notes, ...timeless.notes];
    found = readingsOf(timeless.date.trim().replace(/[.,]$/, ''), kind, options);
  }
  const asTyped = quoted(text.trim());
  if (!found) return { problem: 'not_a_date', text: asTyped };
  if ('problem' in found) return { ...found, text: asTyped } as CellProblem;
  const real = [...new Set(found.days.filter((day) => isDay(...day)).map((day) => dayText(...day)))];
  if (real.length === 0) return { problem: 'impossible_date', text: asTyped };
  const [first, second] = real.filter((day) => day >= earliest && day <= latest);
  if (first === undefined) return { problem: 'date_out_of_range', text: asTyped, from: earliest, to: latest };
  if (second !== undefined) return { problem: 'ambiguous_date', text: asTyped, first, second };
  return understood(first, [...notes, ...(found.notes ?? []).map((note) => withYear(note, first))]);
}

/** The year that a two-digit year was taken for is known only once the reading is. */
const withYear = (note: CellNote, day: string): CellNote =>
  note.note === 'two_digit_year' ? { ...note, year: Number(day.slice(0, 4)) } : note;

/** The order of a column's dates by those of its cells that can be read in one order only; undefined when none or both tell. */
export function dateOrderOf(texts: Iterable<string>): DateOrder | undefined {
  const seen = new Set<DateOrder>();
  for (const text of texts) {
    const found = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}\b/.exec(foldedText(text));
    if (!found) continue;
    const [first, second] = [Number(found[1]), Number(found[2])];
    if (first > 12 && isMonth(second)) seen.add('dmy');
    else if (second > 12 && isMonth(first)) seen.add('mdy');
  }
  return seen.size === 1 ? [...seen][0] : undefined;
}

/**
 * The year that dates without one mean: what the titles above the table say when they agree, else what most of the
 * other dates say. Undefined when neither says any.
 */
export function yearOf(titles: Iterable<string>, dates: Iterable<string>): number | undefined {
  const inTitles = new Set<string>();
  for (const text of titles) {
    for (const [, year = ''] of foldedText(text).matchAll(/(?<!\d)((?:19|20)\d{2})(?!\d)/g)) inTitles.add(year);
  }
  if (inTitles.size === 1) return Number([...inTitles][0]);
  const counts = new Map<string, number>();
  for (const text of dates) {
    const year = /^\s*((?:19|20)\d{2})(?:[-/.年]|\d{4}\b)/.exec(foldedText(text))?.[1];
    if (year) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most ? Number(most[0]) : undefined;
}

/** Reads a month as `YYYY-MM`: `2024-06`, `2024年6月`, `202406`, `Jun 2024`, `6月` with a year; a whole date gives its month. */
export function parseMonth(text: string, kind: CellMark | undefined, options: DateOptions = {}): CellResult<string> {
  const plain = foldedText(text).replace(/。/g, '.');
  const trouble = troubleOf(plain, kind);
  if (trouble) return trouble;
  const notes = notesOfKind(kind);
  const asTyped = quoted(text.trim());
  const read = (year: number, month: number, more: CellNote[] = []): CellResult<string> =>
    isMonth(month)
      ? understood(monthText(year, month), [...notes, ...more])
      : { problem: 'not_a_month', text: asTyped };
  const numbers = /^(\d{4})\s*(?:[-/.年]\s*)?(\d{1,2})\s*(?:月份?)?$/.exec(plain);
  if (numbers) {
    // Excel has already cut the last zero of a typed 2024.10
    if (kind === 'number' && plain.endsWith('.1')) {
      const [first, second] = [monthText(Number(numbers[1]), 1), monthText(Number(numbers[1]), 10)];
      return { problem: 'ambiguous_date', text: asTyped, first, second };
    }
    const isSeparate = !/^\d+$/.test(plain);
    if (isSeparate || plain.length === 6) return read(Number(numbers[1]), Number(numbers[2]));
  }
  const turned = /^(\d{1,2})[-/.](\d{4})$/.exec(plain);
  if (turned) return read(Number(turned[2]), Number(turned[1]));
  const named = /^([a-z]{3,9})\.?[-\s,']*(\d{4}|\d{2})$/.exec(plain);
  const month = named && monthOfName(named[1] as string);
  if (named && month) return read(fullYear(Number(named[2])), month);
  const bare =
    /^(\d{1,2})\s*月份?$/.exec(plain)?.[1] ??
    (monthOfName(plain) === undefined ? undefined : String(monthOfName(plain)));
  if (bare !== undefined) {
    if (options.year === undefined) return { problem: 'year_missing', text: asTyped };
    return read(options.year, Number(bare), [{ note: 'year_from_context', text: asTyped, year: options.year }]);
  }
  const day = parseDate(text, kind, options);
  if ('problem' in day) return day.problem === 'not_a_date' ? { problem: 'not_a_month', text: asTyped } : day;
  const isFirst = day.value.endsWith('-01');
  return understood(day.value.slice(0, 7), [
    ...(day.notes ?? []),
    ...(isFirst ? [] : [{ note: 'day_dropped', text: asTyped } as const]),
  ]);
}

/** Reads a year: `2024`, `2024年`. */
export function parseYear(text: string, kind: CellMark | undefined): CellResult<number> {
  const plain = foldedText(text);
  const trouble = troubleOf(plain, kind);
  if (trouble) return trouble;
  const year = Number(/^((?:19|20|21)\d{2})\s*(?:年度?)?$/.exec(plain)?.[1]);
  return Number.isNaN(year) ? { problem: 'not_a_year', text: quoted(plain) } : understood(year, notesOfKind(kind));
}
