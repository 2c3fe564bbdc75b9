// Is a result judged by the strictest limit that held, is the yearly test whole or partial, and does a later pass erase nothing?
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { readPeriod } from '#period/period.ts';
import { systemActor } from '#platform/db/database.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { keepReadings, pointsByCode } from '../store/readings.ts';
import { countMarked } from './counting.ts';
import { planAnswer, readRecorded } from './read-wastewater.ts';
import { wastewaterAnswer } from './wastewater.ts';

let company: SmallCompany;
let outlet = '';
let workshop = '';
let report = '';
const day = calendarDate;
const both = (text: string) => ({ en: text, zh: text });
const june = readPeriod('2024-06');

async function answer(site = 'SZ') {
  const id = company.id[site] as string;
  const recorded = await company.db.as(systemActor('operator'), (tx) => readRecorded(tx, [id], day('2025-01-01')));
  if (!june) throw new Error('no period');
  return wastewaterAnswer([{ id, code: site, name: both(site) }], recorded, june, day('2024-07-15'), company.packs);
}
const sample = (number: string, more: object, lines: object[]) =>
  company.approved(
    'water.lab-report',
    {
      ...{ site: company.id.SZ, outlet, number, sample: '1', sampledOn: '2024-06-03', averaging: 'grab' },
      ...{ laboratory: 'Lab', thirdParty: true, accreditation: '2310', ...more },
    },
    lines as Record<string, unknown>[],
  );
const cod = (written: string) => ({ parameter: 'cod', written, unit: 'mg/L' });

beforeAll(async () => {
  company = await openSmallCompany();
  const site = company.id.SZ;
  const place = { site, domestic: false, destination: 'sewer', from: '2020-01-01' };
  outlet = await company.approved('water.outlet', {
    ...{ ...place, code: 'DW001', name: both('Main'), place: 'site_outlet', standards: ['gb39731_indirect'] },
  });
  workshop = await company.approved('water.outlet', {
    ...{ ...place, code: 'DW002', name: both('Plating'), place: 'workshop_outlet', standards: ['gb39731_indirect'] },
  });
  const limit = { site, notDetected: false, from: '2023-01-01', unit: 'mg/L', averaging: 'any' };
  const permit = { origin: 'permit', document: 'Permit', clause: 'Table 7' };
  await company.approved('water.limit', { ...limit, ...permit, outlet, parameter: 'cod', upper: '300' });
  await company.approved('water.limit', {
    ...{ ...limit, ...permit, outlet, parameter: 'nh3n', upper: '20', averaging: 'daily_mean' },
  });
  await company.approved('water.limit', { ...limit, ...permit, outlet: workshop, parameter: 'ni', upper: '0.5' });
  await company.approved('water.monitoring-item', {
    ...{ site, outlet, parameter: 'cod', frequency: 'monthly', automatic: false, clause: 'Table 12' },
    from: '2024-01-01',
  });
}, 60_000);
afterAll(() => company?.close());

test('320 mg/L is within the standard of 500 and over the 300 of the permit, by whose clause it is told; drafts are judged too', async () => {
  report = uuidv7();
  await company.record(company.people.suzhou, 'water.lab-report', [
    {
      id: report,
      values: {
        ...{ site: company.id.SZ, outlet, number: 'R1', sample: '1', sampledOn: '2024-06-03', averaging: 'grab' },
        ...{ laboratory: 'Lab', thirdParty: true, accreditation: '2310' },
      },
      lines: [cod('320'), { parameter: 'nh3n', written: '30', unit: 'mg/L' }],
    },
  ]);
  const { exceedances, outlets } = await answer();
  expect(exceedances).toMatchObject([
    {
      ...{ parameter: 'cod', written: '320', number: 'R1', counting: false, withinAgainOn: null, case: null },
      limit: { upper: '300', source: { en: 'Permit, Table 7' }, verified: true },
    },
  ]);
  expect(exceedances[0]?.timesOver?.slice(0, 8)).toBe('0.066666');
  // A grab sample is not held against a limit of the daily mean, but against the standard, which names no averaging.
  expect(outlets?.[0]?.samples[0]?.results[1]).toMatchObject({
    ...{ parameter: 'nh3n', verdict: 'within', limit: { upper: '45', verified: false, recordId: null } },
  });
});

test('a draft is no test of the year; approved it is partial: the workshop is missing, and what the laboratory is not accredited for', async () => {
  expect((await answer()).sites[0]?.test).toMatchObject({ state: 'not_done', dueCount: 3, testedCount: 0 });
  await sample('R2', {}, [cod('90'), { parameter: 'nh3n', written: '<0.5', unit: 'mg/L', accredited: false }]);
  const told = await answer();
  expect(told.sites[0]?.test).toMatchObject({ state: 'partial', testedCount: 1 });
  expect(told.sites[0]?.test.missing.map(({ outlet: { code }, parameters }) => [code, parameters])).toEqual([
    ['DW001', ['nh3n']],
    ['DW002', ['ni']],
  ]);
  expect([told.rate, told.partial, told.dueSites]).toEqual(['0', 1, 1]);
  await sample('R3', {}, [{ parameter: 'nh3n', written: '3.1', unit: 'mg/L' }]);
  await sample('R4', { outlet: workshop, accreditedUntil: '2024-06-02' }, [
    { parameter: 'ni', written: 'ND', unit: 'mg/L', detectionLimit: '0.05' },
  ]);
  expect((await answer()).sites[0]?.test).toMatchObject({ state: 'partial', notAccredited: 1 });
  await sample('R5', { outlet: workshop }, [{ parameter: 'ni', written: '0.2', unit: 'mg/L' }]);
  expect(await answer()).toMatchObject({ rate: '1', sites: [{ test: { state: 'done', missing: [] } }] });
});

test('a later pass is told beside an exceedance and closes nothing; only an approved closing day does', async () => {
  await sample('R6', { sampledOn: '2024-06-20' }, [cod('110')]);
  const before = await answer();
  expect(before.exceedances).toMatchObject([{ withinAgainOn: '2024-06-20', case: null }]);
  expect(before.sites[0]?.open).toBe(1);
  const retest = await sample('R7', { sampledOn: '2024-06-25' }, [cod('120')]);
  const values = { site: company.id.SZ, number: 'E1', report, parameter: 'cod', reportDue: false };
  const id = uuidv7();
  const taken = (steps: string[]) => steps.map((step) => ({ step, takenOn: '2024-06-26', by: 'EHS' }));
  await company.record(company.people.suzhou, 'water.exceedance-case', [{ id, values, lines: taken(['verified']) }]);
  expect((await answer()).exceedances).toMatchObject([
    { case: { state: 'open', left: ['notified', 'contained', 'retested', 'cause_found'] } },
  ]);
  const all = taken(['verified', 'notified', 'contained', 'retested', 'cause_found']);
  await company.record(company.people.suzhou, 'water.exceedance-case', [
    { id, values: { ...values, cause: 'dosing', retest, closedOn: '2024-06-28' }, lines: all, basedOn: 1 },
  ]);
  expect((await answer()).exceedances).toMatchObject([{ case: { state: 'open', closedOn: null } }]);
  await company.step(company.people.suzhou, 'water.exceedance-case', 'submit', [id]);
  expect((await answer()).exceedances).toMatchObject([{ case: { state: 'in_review' } }]);
  await company.step(company.people.reviewer, 'water.exceedance-case', 'review', [id]);
  await company.step(company.people.secondReviewer, 'water.exceedance-case', 'approve', [id]);
  const closed = await answer();
  expect(closed.exceedances).toMatchObject([{ case: { state: 'closed', closedOn: '2024-06-28', left: [] } }]);
  expect(closed.sites[0]?.open).toBe(0);
});

test('the plan asks for a sample a month, and June has its own', async () => {
  expect((await answer()).outlets?.[0]?.plan).toMatchObject([{ state: 'done', sampledOn: '2024-06-03', overdue: 0 }]);
});

test('a quarter sampled in its first month is done in its last, and a year is awaited until its last day', () => {
  const item = { id: 'i', siteId: 's', outletId: outlet, parameter: 'cod', automatic: false, clause: '1' };
  const sampled = [{ outletId: outlet, sampledOn: day('2024-04-09'), results: [{ parameter: 'cod' }] }] as never;
  const asked = (frequency: 'quarterly' | 'yearly', taken = sampled) => {
    if (!june) throw new Error('no period');
    return planAnswer({ ...item, frequency, from: day('2024-01-01'), before: null }, taken, june, day('2024-07-15'));
  };
  expect(asked('quarterly')).toMatchObject({ state: 'done', sampledOn: '2024-04-09', overdue: 0 });
  expect(asked('quarterly', [] as never)).toMatchObject({ state: 'overdue', dueOn: '2024-06-30', overdue: 1 });
  expect(asked('yearly', [] as never)).toMatchObject({ state: 'due', dueOn: '2024-12-31', overdue: 0 });
});

test('a factory without outlet is due; exempt it is not', async () => {
  expect(await answer('WH')).toMatchObject({ rate: '0', sites: [{ test: { state: 'no_outlet' } }] });
  await company.approved('water.test-exemption', { site: company.id.WH, reason: 'Office only', from: '2024-01-01' });
  expect(await answer('WH')).toMatchObject({ rate: null, dueSites: 0, sites: [{ test: { state: 'exempt' } }] });
});

test('the load of the year is told by months, with those that nobody can tell, and stands against the permit', async () => {
  const site = company.id.SZ;
  const at = (await answer()).outlets?.find(({ id }) => id === outlet);
  expect(at?.loads).toEqual([]);
  const meter = await company.approved('water.meter', {
    ...{ site, code: 'OUT', name: both('Outlet'), role: 'discharge', destination: 'sewer', feedsIn: false },
  });
  await company.approved('water.meter-span', {
    ...{
      site,
      meter,
      startsAt: '2024-01-01T00:00:00+08:00',
      cause: 'installed',
      serial: 'S',
      sends: 'register',
      m3PerCount: '1',
    },
  });
  // A thousand cubic metres a day in June, and none known before.
  await company.db.as(systemActor('operator'), async (tx) => {
    const [point] = [...(await pointsByCode(tx, ['SZ/OUT'])).values()];
    const readings = Array.from({ length: 31 }, (_, index) => {
      const instant = new Date(Date.parse('2024-06-01T00:00:00+08:00') + index * 86_400_000).toISOString();
      return {
        point: point?.point as number,
        at: instant,
        reportedAt: instant,
        count: `${index * 1000}`,
        clock: 'as_reported',
      };
    });
    await keepReadings(tx, readings, { path: 'http', receivedAt: '2024-07-01T00:00:00Z' });
  });
  while (await countMarked(company.db));
  const metered = await company.approved('water.outlet', {
    ...{ site, domestic: false, destination: 'sewer', from: '2020-01-01', code: 'DW003', name: both('Metered') },
    ...{ place: 'site_outlet', standards: ['gb39731_indirect'], meter },
  });
  const limit = { site, outlet: metered, notDetected: false, unit: 'mg/L', averaging: 'any', origin: 'permit' };
  await company.approved('water.limit', {
    ...{ ...limit, document: 'Permit', clause: 'Table 8', parameter: 'cod', upper: '300', permittedYearKg: '2000' },
    from: '2024-05-01',
  });
  await sample('L1', { outlet: metered, sampledOn: '2024-06-04' }, [cod('50')]);
  await sample('L2', { outlet: metered, sampledOn: '2024-06-11' }, [cod('70')]);
  const told = (await answer()).outlets?.find(({ id }) => id === metered);
  // 60 mg/L of 30,000 m³ are 1,800 kg; May is asked about and nobody knows it.
  expect(told?.loads).toMatchObject([
    { parameter: 'cod', months: 2, missing: ['2024-05'], kg: '1800', permittedKg: '2000', ofPermit: '0.9' },
  ]);
  expect(told?.loads[0]).toMatchObject({ exceeds: false, source: 'Permit, Table 8', policy: 'half' });
});
