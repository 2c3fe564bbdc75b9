// The matrix of sites and months: what is counted where, what it says of one site, and that it never tells yesterday's state.
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarDate, type Month, month, shiftMonth } from '#period/calendar-date.ts';
import type { SmallCompany } from '../../../../tests/small-company.ts';
import { openSmallServer, type SmallServer } from '../../../app/small-server.test-fixture.ts';
import type { Completeness } from '../model/completeness.ts';
import type { WasteMonth } from '../model/month.ts';
import { siteStates } from '../rules/completeness.ts';
import { countStates, type PlanLine } from '../rules/expected-data.ts';

let server: SmallServer;
let company: SmallCompany;
let cookie: string;
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  cookie = await server.cookieOf(company.people.analyst.id);
});
afterAll(() => server?.close());
beforeEach(() => company.rewind());

const id = (code: string) => company.id[code] as string;
const expects = (site: string, stream: string, more: Record<string, unknown> = {}) =>
  company.approved('waste.expected-data', {
    ...{ site: id(site), stream: id(stream), what: 'load', frequency: 'monthly', from: '2023-01-01', dueDay: 10 },
    ...more,
  });
const shipped = (site: string, stream: string, on: string, more: Record<string, unknown> = {}) =>
  company.approved('waste.load', { ...company.load({ site: id(site), on, tonnes: '2', stream: id(stream) }), ...more });
const matrix = async (query: string, who = cookie): Promise<Completeness> => {
  const answer = await server.ask(who, { url: `/api/v1/waste/completeness?${query}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const of = ({ sites }: Completeness, code: string) => sites.find((one) => one.code === code);
const states = ({ streams }: Completeness) => Object.fromEntries((streams ?? []).map((one) => [one.code, one.states]));

describe('the matrix', () => {
  test('counts of a quarter by factory and month; the streams of one factory; what nobody may see is not in it', async () => {
    await expects('SZ', 'PAPER');
    await expects('SZ', 'REFUSE', { frequency: 'quarterly' });
    await expects('SZ', 'OIL', { frequency: 'when_it_occurs' });
    await expects('WH', 'PAPER', { from: '2024-05-20' });
    await shipped('SZ', 'PAPER', '2024-04-03');
    await shipped('SZ', 'PAPER', '2024-05-31', { 'document.type': 'estimate', estimateMethod: 'bins' });
    await shipped('SZ', 'REFUSE', '2024-04-09');
    await shipped('SZ', 'OIL', '2024-05-09');
    await company.approved('waste.nil-return', { site: id('WH'), month: '2024-06-01', stream: id('PAPER') });
    const group = await matrix('scope=group&period=2024-Q2');
    expect(group.months).toEqual(['2024-04', '2024-05', '2024-06']);
    expect(group.counts).toEqual({ expected: 6, in: 2, nil: 1, estimated: 1, missing: 2, late: 2 });
    expect(of(group, 'SZ')?.months).toMatchObject([
      { expected: 1, in: 1, closed: false },
      { expected: 1, estimated: 1 },
      // The quarter's refuse came in April; the paper of June is late.
      { expected: 2, in: 1, missing: 1, late: 1 },
    ]);
    expect(of(group, 'WH')?.months).toMatchObject([{ expected: 0 }, { expected: 1, late: 1 }, { expected: 1, nil: 1 }]);
    expect(of(group, 'HP')?.withoutPlan).toBe(true);
    expect(group.streams).toBeNull();
    expect(states(await matrix('scope=site:SZ&period=2024-Q2'))).toEqual({
      OIL: ['not_due', 'in', 'not_due'],
      PAPER: ['in', 'estimated', 'late'],
      REFUSE: ['in', 'not_due', 'in'],
    });
    const recorder = await server.cookieOf(company.people.suzhou.id);
    expect((await matrix('scope=group&period=2024-Q2', recorder)).sites.map(({ code }) => code)).toEqual(['SZ']);
    expect((await matrix('scope=site:WH&period=2024-Q2', recorder)).sites).toEqual([]);
  });

  test('what begins in a quarter before the period is read with it', async () => {
    await expects('SZ', 'PAPER', { frequency: 'half_yearly' });
    await shipped('SZ', 'PAPER', '2024-01-09');
    expect(states(await matrix('scope=site:SZ&period=2024-06'))).toEqual({ PAPER: ['in'] });
    expect(states(await matrix('scope=site:SZ&period=2023-12'))).toEqual({ PAPER: ['late'] });
  });

  test('it is kept while nobody writes, and never tells what was before a write', async () => {
    await expects('SZ', 'PAPER');
    const ask = async () => (await matrix('scope=group&period=2024-05')).counts;
    expect(await ask()).toMatchObject({ in: 0, late: 1 });
    expect(await ask()).toMatchObject({ in: 0, late: 1 });
    await company.loadAt('draft', { site: id('SZ'), on: '2024-05-03', tonnes: '3' });
    expect(await ask()).toMatchObject({ in: 1, late: 0 });
  });

  test('what lies with its reviewers past the due date is theirs to decide: nothing of it is late', async () => {
    await expects('SZ', 'PAPER');
    const recordId = await company.loadAt('submitted', { site: id('SZ'), on: '2024-05-03', tonnes: '3' });
    const ask = async () => of(await matrix('scope=group&period=2024-05'), 'SZ')?.months[0];
    expect(await ask()).toMatchObject({ in: 1, late: 0, withReviewers: { count: 1, days: 0 } });
    // Returned, it is the recorder's again; what came is in, for it came in time.
    const words = [{ field: null, words: 'Which scale?' }];
    await company.step(company.people.reviewer, 'waste.load', 'return', [recordId], words);
    expect(await ask()).toMatchObject({ in: 1, late: 0, withReviewers: null });
  });

  test('a cell says what the month itself says', async () => {
    await expects('SZ', 'PAPER');
    await expects('SZ', 'REFUSE', { frequency: 'quarterly' });
    await shipped('SZ', 'REFUSE', '2024-02-09');
    for (const one of ['2024-02', '2024-03', '2024-04']) {
      const answer = await server.ask(cookie, { url: `/api/v1/waste/month?site=site:SZ&month=${one}` });
      const {
        closed,
        withReviewers: _,
        ...counts
      } = of(await matrix(`scope=group&period=${one}`), 'SZ')?.months[0] ?? {};
      expect(counts).toEqual((answer.json() as WasteMonth).counts);
      expect(closed).toBe(false);
    }
  });

  test('more than three years are refused', async () => {
    const answer = await server.ask(cookie, {
      url: '/api/v1/waste/completeness?period=2020-01-01..2024-01-01',
    });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'period_too_long']);
  });
});

test('whatever came, the states of what is due make up what is expected, and nothing is missing before its line', () => {
  const months = Array.from({ length: 12 }, (_, at) => shiftMonth(month('2024-01'), at));
  const indexOf = (one: Month) => months.indexOf(one) + 11;
  const line = fc.record({
    streamId: fc.constantFrom('a', 'b'),
    what: fc.constant('load' as const),
    frequency: fc.constantFrom('monthly' as const, 'quarterly' as const, 'when_it_occurs' as const),
    from: fc.integer({ min: 1, max: 9 }).map((number) => calendarDate(`2024-0${number}-01`)),
    before: fc.constant(null),
    dueDay: fc.constant(10),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), fc.integer({ min: 0, max: 2 ** 23 }), (lines: PlanLine[], came) => {
      const life = { startedOn: calendarDate('2020-01-01'), closedOn: null };
      const received = {
        actual: (_: string, __: string, index: number) => Math.floor(came / 2 ** index) % 2 === 1,
        estimated: () => false,
        nil: (_: string, index: number) => index % 5 === 0,
      };
      const found = siteStates(
        { lines, life, received },
        {
          months,
          indexOf,
          today: calendarDate('2024-09-01'),
          dueOn: (one) => calendarDate(`${shiftMonth(one, 1)}-10`),
        },
      );
      for (const { line: of, states: stood } of found) {
        const { expected, late: _, ...counts } = countStates(stood);
        expect(counts.in + counts.nil + counts.estimated + counts.missing).toBe(expected);
        stood.forEach(({ state }, at) => {
          if (`${months[at]}-31` < of.from) expect(['missing', 'late']).not.toContain(state);
        });
      }
    }),
  );
});
