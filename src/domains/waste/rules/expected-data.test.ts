import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate, type Month, month, monthOf, shiftMonth } from '#period/calendar-date.ts';
import { isWorked, readWorkCalendars } from '#period/work-calendar.ts';
import workingDays from '../../../../reference/working-days/2026-11.json' with { type: 'json' };
import { expectedFrequencies } from '../model/plan.ts';
import { dueDate } from './due-date.ts';
import { countStates, dueWith, holdsIn, linesOf, type PlanLine, type SiteLife, stateOf } from './expected-data.ts';

const site: SiteLife = { startedOn: calendarDate('2023-07-01'), closedOn: null };
const line = (more: Partial<PlanLine> = {}): PlanLine => ({
  ...{ streamId: 'paper', what: 'load', frequency: 'monthly', dueDay: 10, before: null },
  from: calendarDate('2024-01-01'),
  ...more,
});
const calendars = readWorkCalendars(workingDays);

describe('by when', () => {
  test.each([
    ['2024-05', 10, 'CN', '2024-06-11', 'the 10th is Dragon Boat Monday'],
    ['2024-03', 5, 'CN', '2024-04-07', 'Tomb-Sweeping until Saturday, and that Sunday is worked for it'],
    ['2024-01', 10, 'CN', '2024-02-18', 'Spring Festival until the 17th, and the Sunday after is worked'],
    ['2024-01', 10, 'VN', '2024-02-15', 'Tet until the 14th'],
    ['2024-01', 10, 'CZ', '2024-02-12', 'of other countries only the weekend is known'],
    ['2024-07', 9, 'CN', '2024-08-09', 'an ordinary Friday'],
  ])('%s, due on the %i in %s: %s (%s)', (of, dueDay, country, on) => {
    expect(dueDate(month(of), dueDay, calendars.get(country)).on).toBe(on);
  });

  test('a year that nobody has announced, or a country that is not there, says that only weekends are known', () => {
    expect(dueDate(month('2026-09'), 3, calendars.get('CN'))).toEqual({ on: '2026-10-08', holidaysKnown: true });
    expect(dueDate(month('2027-09'), 3, calendars.get('CN'))).toEqual({ on: '2027-10-04', holidaysKnown: false });
    expect(dueDate(month('2024-05'), 10, undefined).holidaysKnown).toBe(false);
  });

  test('every worked weekend is one, every holiday is none, and what stands in both is neither', () => {
    for (const { holidays, workedWeekends } of calendars.values()) {
      for (const on of workedWeekends) {
        expect(isWorked(on, undefined)).toBe(false);
        expect(holidays.has(on)).toBe(false);
      }
    }
  });

  test('the day is never before the due day, never more than ten days after it, and worked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 28 }),
        fc.constantFrom('CN', 'VN', 'CZ'),
        (shift, dueDay, country) => {
          const of = shiftMonth(month('2023-12'), shift);
          const { on } = dueDate(of, dueDay, calendars.get(country));
          const earliest = `${shiftMonth(of, 1)}-${String(dueDay).padStart(2, '0')}`;
          expect(on >= earliest).toBe(true);
          expect(isWorked(on, calendars.get(country))).toBe(true);
        },
      ),
    );
  });
});

describe('what is due with a month', () => {
  const dueIn = (of: PlanLine, first: string, months: number, life = site) =>
    Array.from({ length: months }, (_, at) => shiftMonth(month(first), at)).filter((one) => dueWith(of, one, life));

  test('monthly from the month in which it begins', () => {
    expect(dueIn(line({ from: calendarDate('2024-03-15') }), '2024-01', 5)).toEqual(['2024-03', '2024-04', '2024-05']);
  });

  test('nothing before production, nothing after the site closed', () => {
    const old = line({ from: calendarDate('2020-01-01') });
    expect(dueIn(old, '2023-05', 4)).toEqual(['2023-07', '2023-08']);
    const closed = { ...site, closedOn: calendarDate('2024-03-01') };
    expect(dueIn(old, '2024-01', 4, closed)).toEqual(['2024-01', '2024-02']);
  });

  test('a quarter is due with its last month, from its first; one that begins or ends within it, as far as it holds', () => {
    const quarterly = line({
      frequency: 'quarterly',
      from: calendarDate('2024-02-01'),
      before: calendarDate('2024-08-01'),
    });
    expect(dueIn(quarterly, '2024-01', 12)).toEqual(['2024-03', '2024-06', '2024-07']);
    expect(dueWith(quarterly, month('2024-03'), site)).toEqual({ first: '2024-02', last: '2024-03' });
    expect(dueWith(quarterly, month('2024-07'), site)).toEqual({ first: '2024-07', last: '2024-07' });
  });

  test('a half and a year with their last months', () => {
    expect(dueIn(line({ frequency: 'half_yearly' }), '2024-01', 12)).toEqual(['2024-06', '2024-12']);
    expect(dueIn(line({ frequency: 'yearly' }), '2024-01', 12)).toEqual(['2024-12']);
  });

  test('what comes only when it occurs is never due', () => {
    expect(dueIn(line({ frequency: 'when_it_occurs' }), '2024-01', 24)).toEqual([]);
  });

  test('where one line follows another within a month, the later one speaks for it', () => {
    const before = line({ before: calendarDate('2024-05-15') });
    const after = line({ frequency: 'quarterly', from: calendarDate('2024-05-15') });
    expect(linesOf([after, before], month('2024-05'), site)).toEqual([after]);
    expect(linesOf([after, before], month('2024-04'), site)).toEqual([before]);
  });

  const anyLine = fc
    .record({
      frequency: fc.constantFrom(...expectedFrequencies),
      from: fc.integer({ min: 0, max: 30 }),
      months: fc.integer({ min: 0, max: 30 }),
    })
    .map(({ frequency, from, months }) => {
      const begins = shiftMonth(month('2023-06'), from);
      return line({
        frequency,
        from: calendarDate(`${begins}-10`),
        before: months === 0 ? null : calendarDate(`${shiftMonth(begins, months)}-01`),
      });
    });

  test('the months that are due tile the months in which a line holds: each is due once', () => {
    fc.assert(
      fc.property(anyLine, (of) => {
        const all = Array.from({ length: 120 }, (_, at) => shiftMonth(month('2023-01'), at));
        const covered = all.flatMap((one) => {
          const due = dueWith(of, one, site);
          return due ? all.filter((each) => due.first <= each && each <= due.last) : [];
        });
        expect(new Set(covered).size).toBe(covered.length);
        const holding = all.filter((one) => holdsIn(of, one, site));
        if (of.frequency === 'when_it_occurs') expect(covered).toEqual([]);
        // A year that lasts beyond what is looked at is not due in it yet.
        else expect(holding.filter((one) => !covered.includes(one)).length).toBeLessThan(12);
      }),
    );
  });

  test('nothing is missing before the line begins', () => {
    fc.assert(
      fc.property(anyLine, fc.integer({ min: 0, max: 40 }), (of, at) => {
        const one = shiftMonth(month('2023-01'), at);
        if (one < monthOf(of.from)) expect(dueWith(of, one, site)).toBeUndefined();
      }),
    );
  });
});

describe('how it stands', () => {
  const may = (dueOn: string | null, today: string) => ({
    month: month('2024-05') as Month,
    dueOn: dueOn === null ? null : calendarDate(dueOn),
    today: calendarDate(today),
  });
  const nothing = { actual: 0, estimated: 0, nil: false };

  test.each([
    [{ ...nothing, actual: 1, estimated: 1, nil: true }, 'in'],
    [{ ...nothing, estimated: 1, nil: true }, 'estimated'],
    [{ ...nothing, nil: true }, 'nil'],
    [nothing, 'late'],
  ] as const)('%o is %s', (received, state) => {
    expect(stateOf(received, may('2024-06-11', '2024-06-12'))).toBe(state);
  });

  test('on its due day it is missing and not yet late; what is not due, or has not begun, is neither', () => {
    expect(stateOf(nothing, may('2024-06-11', '2024-06-11'))).toBe('missing');
    expect(stateOf(nothing, may(null, '2024-06-12'))).toBe('not_due');
    expect(stateOf(nothing, may('2024-06-11', '2024-04-30'))).toBe('not_due');
  });

  test('the states of what is due make up what is expected', () => {
    const row = fc.record({
      received: fc.record({ actual: fc.nat(2), estimated: fc.nat(2), nil: fc.boolean() }),
      dueOn: fc.constantFrom(null, '2024-06-11'),
      today: fc.constantFrom('2024-04-30', '2024-06-01', '2024-07-01'),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const stood = rows.map(({ received, dueOn, today }) => {
          const when = may(dueOn, today);
          return { state: stateOf(received, when), dueOn: when.dueOn };
        });
        const { expected, late, ...counts } = countStates(stood);
        expect(counts.in + counts.nil + counts.estimated + counts.missing).toBe(expected);
        expect(late).toBeLessThanOrEqual(counts.missing);
        expect(expected).toBe(stood.filter(({ state, dueOn }) => dueOn !== null && state !== 'not_due').length);
      }),
    );
  });
});
