// Are the shares of factories by state what a plain count of the records on the last day gives, live and of the past?
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { summedKinds } from '#app/wiring.ts';
import { addDays, type CalendarDate, calendarDate } from '#period/calendar-date.ts';
import { parsePeriod } from '#period/period.ts';
import { historySeq } from '#platform/history/entry.ts';
import { groupSums } from '#platform/kpi/ledger.ts';
import { expectedSites } from '#platform/kpi/organisation.ts';
import { sumKpiOfRecords } from '#platform/kpi/sum-kpi.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { waterRollOutRate } from '../kpis/standing-kpis.ts';
import { rollOutStates } from '../model/standing.ts';
import { type RollOutStep, rollOutRate } from '../rules/roll-out.ts';

let company: SmallCompany;
beforeAll(async () => {
  company = await openSmallCompany();
});
beforeEach(() => company.rewind());
afterAll(() => company?.close());

const both = (text: string) => ({ en: text, zh: text });
const figureOf = async (kpi: string, scopeId: string, period: string) => {
  await company.figures.settle();
  const [found] = await company.figures.ask(
    [{ kpi, scopeId, period, basis: 'approved' }],
    company.people.administrator,
  );
  return found?.result;
};
const computed = async (kpi: string, scopeId: string, period: string) =>
  (await figureOf(kpi, scopeId, period))?.computed;

const sites = ['SZ', 'WH', 'HP'] as const;
const step = fc.record({
  site: fc.constantFrom(...sites),
  days: fc.nat({ max: 700 }),
  state: fc.constantFrom(...rollOutStates),
});
const period = fc.constantFrom('2023-02', '2023-Q3', '2023', '2024-01', '2024-H1', '2024-05-10..2024-06-17');

test('the roll-out as of the last day is the plain count of the steps, from stored sums and from the records', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(step, { minLength: 1, maxLength: 6, selector: ({ site, days }) => `${site} ${days}` }),
      period,
      async (steps, asked) => {
        await company.rewind();
        const told: RollOutStep[] = steps.map(({ site, days, state }) => ({
          ...{ site: company.id[site] as string, on: addDays(calendarDate('2022-07-01'), days), state },
        }));
        // One is asked before the others are there: what was kept has to be found stale.
        for (const [at, { site, on, state }] of told.entries()) {
          await company.approved('water.roll-out', { site, reachedOn: on, status: state });
          if (at === 0) await computed('water.roll-out-rate', company.groupId, asked);
        }
        const of = parsePeriod(asked);
        const last = addDays(of.before, -1);
        const result = await figureOf('water.roll-out-rate', company.groupId, asked);
        const { organisation } = await company.db.as(company.people.administrator, (tx) => company.figures.context(tx));
        const there = expectedSites(organisation, company.groupId, { from: last, before: of.before });
        const isTold = told.some(({ site, on }) => on <= last && there.includes(site));
        const plain = rollOutRate(there, told, last);
        if ('noData' in plain) throw new Error('the small company has factories');
        expect(result?.computed).toEqual(
          isTold
            ? {
                value: plain.value.toFixed(),
                inputs: { sitesRunning: plain.inputs.sitesRunning.toFixed(), sites: plain.inputs.sites.toFixed() },
              }
            : { noData: 'no_roll_out_recorded' },
        );
        const sums = await company.db.as(company.people.administrator, async (tx) =>
          sumKpiOfRecords(tx, summedKinds, waterRollOutRate, organisation, {
            ...{ scopeId: company.groupId, period: of, moment: { asOf: (await historySeq(tx)) + 1 } },
          }),
        );
        expect(groupSums(waterRollOutRate, organisation, company.groupId, of, sums)).toEqual(result?.groups);
      },
    ),
    { numRuns: 8 },
  );
});

test('a yearly test is done with its last parameter, counts for its year alone, and is partial until then', async () => {
  const site = company.id.SZ as string;
  const outlet = await company.approved('water.outlet', {
    ...{ site, domestic: false, destination: 'sewer', from: '2023-01-01', code: 'DW001', name: both('Main') },
    ...{ place: 'site_outlet', standards: [] },
  });
  for (const parameter of ['cod', 'nh3n'])
    await company.approved('water.limit', {
      ...{ site, outlet, parameter, origin: 'permit', document: 'Permit', clause: 'Table 7', notDetected: false },
      ...{ upper: '300', unit: 'mg/L', averaging: 'any', from: '2023-01-01' },
    });
  const sample = (number: string, sampledOn: string, parameter: string, accreditedUntil: string | null = null) =>
    company.approved(
      'water.lab-report',
      {
        ...{ site, outlet, number, sample: '1', sampledOn, averaging: 'grab', laboratory: 'Lab', thirdParty: true },
        ...{ accreditation: '2310', accreditedUntil },
      },
      [{ parameter, written: '1', unit: 'mg/L' }],
    );
  await sample('R1', '2024-03-05', 'cod');
  await sample('R2', '2024-04-05', 'nh3n', '2024-01-01');
  await sample('R3', '2024-06-17', 'nh3n');
  const tests = (asked: string) => computed('water.yearly-test-rate', site, asked);
  const inputs = (done: string, partial: string) => ({ sitesDone: done, sitesPartial: partial, sitesDue: '1' });
  expect(await tests('2022')).toEqual({ noData: 'no_test_duty_recorded' });
  expect(await tests('2024-02')).toEqual({ value: '0', inputs: inputs('0', '0') });
  expect(await tests('2024-05')).toEqual({ value: '0', inputs: inputs('0', '1') });
  expect(await tests('2024')).toEqual({ value: '1', inputs: inputs('1', '0') });
  // The next year asks again, whatever was done before.
  expect(await tests('2025-01')).toEqual({ value: '0', inputs: inputs('0', '0') });
  await company.approved('water.test-exemption', { site, reason: 'No process', from: '2025-01-01' as CalendarDate });
  expect(await tests('2025-01')).toEqual({ noData: 'no_site_due' });
  // In the group factories that name no outlet are due.
  expect(await computed('water.yearly-test-rate', company.groupId, '2024')).toMatchObject({
    inputs: { sitesDone: '1' },
  });
});
