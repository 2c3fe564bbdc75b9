import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysInMonth, dayText } from './calendar.ts';
import { dateOrderOf, parseDate, parseMonth, parseYear, yearOf } from './date.ts';

const june30 = '2024-06-30';

describe('a day as people write it', () => {
  test.each([
    '2024-06-30',
    '2024/6/30',
    '2024.6.30',
    '2024。6。30',
    '2024．6．30',
    '２０２４－０６－３０',
    '2024 / 6 / 30',
    '2024年6月30日',
    '2024年6月30号',
    '2024 年 06 月 30 日',
    '2024年6月30日 星期日',
    '2024-06-30（周日）',
    '20240630',
    '30 Jun 2024',
    '30-Jun-2024',
    'Jun 30, 2024',
    'June 30th, 2024',
    'Sun, 30 June 2024',
    '2024-Jun-30',
    '30/6/2024',
    '6/30/2024',
    ' 2024-06-30\u200b ',
    '2024-06-30 00:00:00',
    '2024-06-30T00:00:00.000',
  ])('%s', (text) => {
    expect(parseDate(text, undefined)).toEqual({ value: june30 });
  });

  test.each([
    ['2024-06-30 08:15', '08:15'],
    ['2024-06-30T08:15:30', '08:15:30'],
    ['2024/6/30 8:15 PM', '8:15 pm'],
    ['2024年6月30日 上午8时15分', '上午8时15分'],
    ['2024年6月30日8:15', '8:15'],
    ['30 Jun 2024 08:15', '08:15'],
  ])('%s: the time is dropped and told', (text, time) => {
    expect(parseDate(text, undefined)).toEqual({
      value: june30,
      notes: [{ note: 'time_dropped', text: expect.any(String), time }],
    });
  });

  test('an October date keeps its t', () => {
    expect(parseDate('30 Oct 2024', undefined)).toEqual({ value: '2024-10-30' });
    expect(parseDate('30 Oct 08:15', undefined, { year: 2024 })).toMatchObject({ value: '2024-10-30' });
  });
});

describe('a day without its year', () => {
  test.each(['6月30日', '6月30号', '6/30', '30 June', 'Jun 30'])(
    '%s takes the year of the month being reported',
    (text) => {
      expect(parseDate(text, undefined, { year: 2024 })).toMatchObject({
        value: june30,
        notes: [{ note: 'year_from_context', year: 2024 }],
      });
    },
  );

  test('without that year it is asked for', () => {
    expect(parseDate('6月30日', undefined)).toEqual({ problem: 'year_missing', text: '6月30日' });
  });

  test('29 February exists in 2024 and not in 2023', () => {
    expect(parseDate('2月29日', undefined, { year: 2024 })).toMatchObject({ value: '2024-02-29' });
    expect(parseDate('2月29日', undefined, { year: 2023 })).toEqual({ problem: 'impossible_date', text: '2月29日' });
  });

  test('6/7 is asked about unless the order is known', () => {
    expect(parseDate('6/7', undefined, { year: 2024 })).toEqual({
      problem: 'ambiguous_date',
      text: '6/7',
      first: '2024-06-07',
      second: '2024-07-06',
    });
    expect(parseDate('6/7', undefined, { year: 2024, order: 'dmy' })).toMatchObject({ value: '2024-07-06' });
    expect(parseDate('6/7', undefined, { year: 2024, order: 'ymd' })).toMatchObject({ value: '2024-06-07' });
  });
});

describe('what may be two days is asked, never guessed', () => {
  test('06/07/2024 is 6 July or 7 June', () => {
    expect(parseDate('06/07/2024', undefined)).toEqual({
      problem: 'ambiguous_date',
      text: '06/07/2024',
      first: '2024-07-06',
      second: '2024-06-07',
    });
    expect(parseDate('06/07/2024', undefined, { order: 'dmy' })).toEqual({ value: '2024-07-06' });
    expect(parseDate('06/07/2024', undefined, { order: 'mdy' })).toEqual({ value: '2024-06-07' });
  });

  test('06/06/2024 is one day either way', () => {
    expect(parseDate('06/06/2024', undefined)).toEqual({ value: '2024-06-06' });
  });

  test('24.6.30 is 2024-06-30 or 2030-06-24; where the future is out of range, only the first', () => {
    expect(parseDate('24.6.30', undefined)).toMatchObject({
      problem: 'ambiguous_date',
      first: june30,
      second: '2030-06-24',
    });
    expect(parseDate('24.6.30', undefined, { latest: '2024-12-31' })).toEqual({
      value: june30,
      notes: [{ note: 'two_digit_year', text: '24.6.30', year: 2024 }],
    });
    expect(parseDate('24年6月30日', undefined)).toMatchObject({ value: june30 });
    expect(parseDate('30-Jun-24', undefined)).toMatchObject({ value: june30, notes: [{ note: 'two_digit_year' }] });
  });

  test('a typed 6.30 reaches us from Excel as the number 6.3', () => {
    expect(parseDate('6.3', 'number', { year: 2024 })).toMatchObject({
      problem: 'ambiguous_date',
      first: '2024-06-03',
      second: june30,
    });
  });

  test('a time with a zone may be another day at the factory', () => {
    expect(parseDate('2024-06-30T16:00:00Z', undefined)).toMatchObject({ problem: 'date_has_zone' });
    expect(parseDate('2024-06-30T08:00:00+08:00', undefined)).toMatchObject({ problem: 'date_has_zone' });
  });
});

describe('days that are none', () => {
  test.each([
    '2024-02-30',
    '2月30日',
    '2023-02-29',
    '2100-02-29',
    '31/4/2024',
    '2024-13-01',
    '2024-00-10',
    '20240631',
    '31 Jun 2024',
  ])('%s is no day of the calendar', (text) => {
    expect(parseDate(text, undefined, { year: 2024 })).toMatchObject({ problem: 'impossible_date' });
  });

  test.each(['2024-06', '2024年6月', '2024.6', '202406', 'Jun 2024', '6/2024'])('%s has no day', (text) => {
    expect(parseDate(text, undefined)).toMatchObject({ problem: 'day_missing' });
  });

  test.each(['yesterday', '30', 'June', '2024-06-30-01', '月', '1/2/3/4', '30 Juni 2024', '45473'])(
    '%s is no date',
    (text) => {
      expect(parseDate(text, undefined)).toMatchObject({ problem: 'not_a_date' });
    },
  );

  test('a slip in the year is out of range', () => {
    expect(parseDate('0204-06-30', undefined)).toMatchObject({ problem: 'date_out_of_range', from: '1950-01-01' });
    expect(parseDate('2204-06-30', undefined)).toMatchObject({ problem: 'date_out_of_range' });
  });

  test('a blank cell, a failed formula, one without its value, broken characters', () => {
    expect(parseDate('  ', undefined)).toEqual({ problem: 'blank' });
    expect(parseDate('#N/A', 'error')).toEqual({ problem: 'formula_error', text: '#N/A' });
    expect(parseDate('', 'formula')).toEqual({ problem: 'formula_without_value' });
    expect(parseDate('2024年6\ufffd', undefined)).toMatchObject({ problem: 'unreadable_characters' });
  });
});

describe('Excel', () => {
  test('a number in a date column is Excel’s serial, and told', () => {
    expect(parseDate('45473', 'number')).toEqual({
      value: june30,
      notes: [{ note: 'serial_date', text: '45473', date: june30 }],
    });
    expect(parseDate('20240630', 'number')).toEqual({ value: june30 });
  });

  test('dates from formulas and merged cells are told as such', () => {
    expect(parseDate(june30, 'formula')).toEqual({ value: june30, notes: [{ note: 'formula_value' }] });
    expect(parseDate(june30, 'merged')).toEqual({ value: june30, notes: [{ note: 'from_merged' }] });
    expect(parseDate('2024-06-30 15:30:00', 'date')).toMatchObject({ value: june30 });
  });
});

describe('the order of a column by its other cells', () => {
  test.each([
    [['06/07/2024', '25/07/2024'], 'dmy'],
    [['06/07/2024', '07/25/2024'], 'mdy'],
    [['25/07/2024', '07/25/2024'], undefined],
    [['06/07/2024', '2024-06-30'], undefined],
  ])('%j: %s', (texts, order) => {
    expect(dateOrderOf(texts)).toBe(order);
  });
});

describe('months and years', () => {
  test.each([
    '2024-06',
    '2024/6',
    '2024.6',
    '2024年6月',
    '2024年6月份',
    '202406',
    'Jun 2024',
    'June-24',
    '6/2024',
    '２０２４年６月',
    '2024-06-01',
  ])('%s', (text) => {
    expect(parseMonth(text, undefined)).toEqual({ value: '2024-06' });
  });

  test('a month alone needs its year; a day in a month column is dropped and told', () => {
    expect(parseMonth('6月', undefined, { year: 2024 })).toMatchObject({ value: '2024-06' });
    expect(parseMonth('6月', undefined)).toMatchObject({ problem: 'year_missing' });
    expect(parseMonth('2024-06-30', 'date')).toMatchObject({ value: '2024-06', notes: [{ note: 'day_dropped' }] });
  });

  test('the number 2024.1 may have been October', () => {
    expect(parseMonth('2024.1', 'number')).toMatchObject({
      problem: 'ambiguous_date',
      first: '2024-01',
      second: '2024-10',
    });
    expect(parseMonth('2024.1', undefined)).toEqual({ value: '2024-01' });
  });

  test.each(['2024-13', '13月', 'June-July', '2024 H1'])('%s is no month', (text) => {
    expect(parseMonth(text, undefined, { year: 2024 })).toMatchObject({ problem: 'not_a_month' });
  });

  test('years', () => {
    expect(parseYear('2024', 'number')).toEqual({ value: 2024 });
    expect(parseYear('2024年度', undefined)).toEqual({ value: 2024 });
    expect(parseYear('24', undefined)).toEqual({ problem: 'not_a_year', text: '24' });
  });
});

const anyDay = fc
  .record({
    year: fc.integer({ min: 1950, max: 2199 }),
    month: fc.integer({ min: 1, max: 12 }),
    of: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ year, month, of }) => ({ year, month, day: 1 + Math.floor(of * daysInMonth(year, month)) }));

test('every day is read back from each way of writing it', () => {
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  fc.assert(
    fc.property(anyDay, ({ year, month, day }) => {
      const value = dayText(year, month, day);
      const written = [
        value,
        value.replaceAll('-', ''),
        `${year}.${month}.${day}`,
        `${year}/${month}/${day} 12:30`,
        `${year}年${month}月${day}日`,
        `${day} ${names[month - 1]} ${year}`,
        `${names[month - 1]} ${day}, ${year}`,
      ];
      for (const text of written) expect(parseDate(text, undefined)).toMatchObject({ value });
      expect(parseDate(`${month}月${day}日`, undefined, { year })).toMatchObject({ value });
      expect(parseDate(`${day}/${month}/${year}`, undefined, { order: 'dmy' })).toMatchObject({ value });
    }),
  );
});

test('any text gives a day of the calendar or a problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9年月日./ :TZ-]{0,12}$/)), (text) => {
      const read = parseDate(text, undefined, { year: 2024 });
      expect('problem' in read || /^\d{4}-\d{2}-\d{2}$/.test(read.value)).toBe(true);
    }),
  );
});

describe('a ledger that writes 6月28日 means the year', () => {
  test('of the title above its table', () => {
    expect(yearOf(['无锡工厂 2024年6月废弃物出厂台账', ''], ['2023.12.31', '6月28日'])).toBe(2024);
  });
  test('of most of its other dates where no title says it, or titles disagree', () => {
    expect(yearOf(['台账'], ['2042.6.15', '２０２４．６．１７', '2024/6/18', '6月28日'])).toBe(2024);
    expect(yearOf(['2023年版表式', '2024年6月'], ['2024-06-01'])).toBe(2024);
  });
  test('of nobody where nothing says it', () => {
    expect(yearOf(['单据 120240628'], ['6月28日', '28.6.'])).toBeUndefined();
  });
});
