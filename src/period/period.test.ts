import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate, calendarDate, month } from './calendar-date.ts';
import {
  contains,
  customPeriod,
  daysIn,
  isTwelveMonths,
  isWholeMonth,
  lastDayOf,
  monthsOf,
  type Period,
  parsePeriod,
  partsOf,
  partsOfMonth,
  periodBetween,
  previousPeriod,
  printPeriod,
  readPeriod,
  samePeriodLastYear,
  wholeMonths,
  yearOfPeriod,
  yearToDate,
} from './period.ts';

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays(calendarDate('1950-01-01'), days));
const anyYear = fc.integer({ min: 1950, max: 2100 });
const two = (value: number) => String(value).padStart(2, '0');
const anyMonth = fc.tuple(anyYear, fc.integer({ min: 1, max: 12 })).map(([year, number]) => `${year}-${two(number)}`);
const anyCustom = fc
  .tuple(anyDay, fc.integer({ min: 1, max: 900 }))
  .map(([from, days]) => `${from}..${addDays(from, days)}`);
const anyWritten = fc.oneof(
  anyMonth,
  anyMonth.map((text) => `R12-${text}`),
  fc.tuple(anyYear, fc.integer({ min: 1, max: 4 })).map(([year, quarter]) => `${year}-Q${quarter}`),
  fc.tuple(anyYear, fc.integer({ min: 1, max: 2 })).map(([year, half]) => `${year}-H${half}`),
  anyYear.map(String),
  anyCustom,
);
const anyPeriod = anyWritten.map(parsePeriod);

function expectTiles(
  parts: readonly { from: CalendarDate; before: CalendarDate }[],
  whole: Pick<Period, 'from' | 'before'>,
) {
  expect(parts[0]?.from).toBe(whole.from);
  expect(parts.at(-1)?.before).toBe(whole.before);
  parts.forEach((part, index) => {
    expect(part.from < part.before).toBe(true);
    const next = parts[index + 1];
    if (next) expect(next.from).toBe(part.before);
  });
}

describe('writing a period', () => {
  test.each([
    ['2024-06', 'month', '2024-06-01', '2024-07-01'],
    ['2024-12', 'month', '2024-12-01', '2025-01-01'],
    ['2024-Q2', 'quarter', '2024-04-01', '2024-07-01'],
    ['2024-H1', 'half', '2024-01-01', '2024-07-01'],
    ['2024-H2', 'half', '2024-07-01', '2025-01-01'],
    ['2024', 'year', '2024-01-01', '2025-01-01'],
    ['R12-2024-06', 'rolling', '2023-07-01', '2024-07-01'],
    ['2024-01-15..2024-02-01', 'custom', '2024-01-15', '2024-02-01'],
  ])('%s is a %s from %s to before %s', (text, type, from, before) => {
    expect(parsePeriod(text)).toEqual({ type, from, before });
    expect(printPeriod(parsePeriod(text))).toBe(text);
  });

  test.each([
    '',
    '24-06',
    '2024-6',
    '2024-13',
    '2024-Q5',
    '2024-Q0',
    '2024-H3',
    '2024-q2',
    'R12-2024',
    'R3-2024-06',
    '2024-02-01..2024-01-15',
    '2024-02-01..2024-02-01',
    '2024-02-30..2024-03-01',
    '2024-01-01..2024-02-01..2024-03-01',
    '2024-01-01',
    '0204-06',
    '9999',
    '2024 ',
    '2024-Q2x',
  ])('"%s" is no period', (text) => {
    expect(readPeriod(text)).toBeUndefined();
    expect(() => parsePeriod(text)).toThrow(RangeError);
  });

  test('every period is read back as it was written', () => {
    fc.assert(fc.property(anyWritten, (text) => printPeriod(parsePeriod(text)) === text));
  });

  test('nothing that people type makes reading fail', () => {
    fc.assert(fc.property(fc.string(), (text) => void readPeriod(text)));
  });
});

describe('what lies in a period', () => {
  test('the first day is in, the last written one is not', () => {
    const june = parsePeriod('2024-06');
    expect(contains(june, calendarDate('2024-06-01'))).toBe(true);
    expect(contains(june, calendarDate('2024-06-30'))).toBe(true);
    expect(contains(june, calendarDate('2024-07-01'))).toBe(false);
    expect(contains(june, calendarDate('2024-05-31'))).toBe(false);
    expect(lastDayOf(june)).toBe('2024-06-30');
  });

  test('a leap year has 366 days, its first half 182', () => {
    expect(daysIn(parsePeriod('2024'))).toBe(366);
    expect(daysIn(parsePeriod('2024-H1'))).toBe(182);
    expect(daysIn(parsePeriod('2023'))).toBe(365);
    expect(daysIn(parsePeriod('2024-01-15..2024-02-01'))).toBe(17);
  });

  test('a rolling year runs over twelve months, which a UL 2799 level needs', () => {
    expect(monthsOf(parsePeriod('R12-2024-06'))).toEqual([
      '2023-07',
      '2023-08',
      '2023-09',
      '2023-10',
      '2023-11',
      '2023-12',
      '2024-01',
      '2024-02',
      '2024-03',
      '2024-04',
      '2024-05',
      '2024-06',
    ]);
    expect(isTwelveMonths(parsePeriod('R12-2024-06'))).toBe(true);
    expect(isTwelveMonths(parsePeriod('2024'))).toBe(true);
    expect(isTwelveMonths(parsePeriod('2023-04-01..2024-04-01'))).toBe(true);
    expect(isTwelveMonths(parsePeriod('2023-04-02..2024-04-02'))).toBe(false);
    expect(isTwelveMonths(parsePeriod('2024-H1'))).toBe(false);
  });

  test('a water bill from the 25th to the 24th has a part in each of two months', () => {
    expect(partsOf(parsePeriod('2024-05-25..2024-06-25'))).toEqual([
      { month: '2024-05', from: '2024-05-25', before: '2024-06-01' },
      { month: '2024-06', from: '2024-06-01', before: '2024-06-25' },
    ]);
  });

  test('the months tile every period', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const parts = partsOf(period);
        expectTiles(parts, period);
        expect(parts.reduce((days, part) => days + daysIn(part), 0)).toBe(daysIn(period));
        expect(new Set(monthsOf(period)).size).toBe(parts.length);
        if (period.type !== 'custom') expect(parts.every(isWholeMonth)).toBe(true);
        if (wholeMonths(period) !== undefined) expect(parts).toHaveLength(wholeMonths(period)!);
      }),
    );
  });
});

describe('a month cut where the site changes', () => {
  test('a site that changes hands on 11 June gives two parts', () => {
    expect(partsOfMonth(month('2024-06'), [calendarDate('2024-06-11')])).toEqual([
      { month: '2024-06', from: '2024-06-01', before: '2024-06-11' },
      { month: '2024-06', from: '2024-06-11', before: '2024-07-01' },
    ]);
  });

  test('changes on the first day, outside the month or told twice cut nothing more', () => {
    const cuts = ['2024-06-21', '2024-06-01', '2024-07-01', '2024-06-11', '2024-06-11', '2024-05-31'].map(calendarDate);
    expect(partsOfMonth(month('2024-06'), cuts).map((part) => part.from)).toEqual([
      '2024-06-01',
      '2024-06-11',
      '2024-06-21',
    ]);
  });

  test('whatever the cuts, the parts tile the month', () => {
    fc.assert(
      fc.property(
        anyMonth,
        fc.array(anyDay, { maxLength: 6 }),
        fc.array(fc.integer({ min: -5, max: 40 })),
        (text, far, near) => {
          const whole = parsePeriod(text);
          const cuts = [...far, ...near.map((days) => addDays(whole.from, days))];
          expectTiles(partsOfMonth(month(text), cuts), whole);
        },
      ),
    );
  });
});

describe('this period against others', () => {
  test.each([
    ['2024-01', '2023-12'],
    ['2024-Q1', '2023-Q4'],
    ['2024-H1', '2023-H2'],
    ['2024', '2023'],
    ['R12-2024-06', 'R12-2024-05'],
    ['2024-01-15..2024-02-01', '2023-12-29..2024-01-15'],
    ['2024-03-01..2024-05-01', '2024-01-01..2024-03-01'],
  ])('before %s comes %s', (text, before) => {
    expect(printPeriod(previousPeriod(parsePeriod(text)))).toBe(before);
  });

  test.each([
    ['2024-02', '2023-02'],
    ['2024-Q2', '2023-Q2'],
    ['2024-H1', '2023-H1'],
    ['2024', '2023'],
    ['R12-2024-06', 'R12-2023-06'],
    ['2024-02-29..2024-03-01', '2023-02-28..2023-03-01'],
    ['2024-02-28..2024-02-29', '2023-02-28..2023-03-01'],
  ])('a year before %s is %s', (text, earlier) => {
    expect(printPeriod(samePeriodLastYear(parsePeriod(text)))).toBe(earlier);
  });

  test.each([
    ['2024-01', '2024-01'],
    ['2024-05', '2024-01-01..2024-06-01'],
    ['2024-03', '2024-Q1'],
    ['2024-Q2', '2024-H1'],
    ['2024-H2', '2024'],
    ['2024', '2024'],
    ['R12-2024-06', '2024-H1'],
    ['2023-12-25..2024-01-25', '2024-01-01..2024-01-25'],
  ])('%s is cumulated as %s', (text, cumulated) => {
    expect(printPeriod(yearToDate(parsePeriod(text)))).toBe(cumulated);
  });

  test('days that are a quarter are called one', () => {
    const named = (from: string, before: string) =>
      printPeriod(periodBetween(calendarDate(from), calendarDate(before)));
    expect(named('2024-04-01', '2024-07-01')).toBe('2024-Q2');
    expect(named('2024-05-01', '2024-08-01')).toBe('2024-05-01..2024-08-01');
    expect(named('2024-04-01', '2025-04-01')).toBe('2024-04-01..2025-04-01');
    expect(named('2024-04-01', '2024-05-01')).toBe('2024-04');
  });

  test('the neighbour before ends where the period begins, save for rolling years', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const previous = previousPeriod(period);
        expect(previous.type).toBe(period.type);
        if (period.type !== 'rolling') expect(previous.before).toBe(period.from);
        expect(samePeriodLastYear(period).from < period.from).toBe(true);
        expect(daysIn(samePeriodLastYear(period))).toBeGreaterThan(0);
        expect(parsePeriod(printPeriod(previous))).toEqual(previous);
        expect(yearToDate(period).before).toBe(period.before);
        expect(yearToDate(period).from.slice(4)).toBe('-01-01');
        expect(yearOfPeriod(period)).toBe(Number(yearToDate(period).from.slice(0, 4)));
      }),
    );
  });

  test('a custom period needs a day', () => {
    expect(() => customPeriod(calendarDate('2024-01-01'), calendarDate('2024-01-01'))).toThrow(RangeError);
  });
});
