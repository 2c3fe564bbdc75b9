// For one factory and year, do either carried-in totals or loads count, and never both?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';

let company: SmallCompany;
let people: SmallCompany['people'];
let id: SmallCompany['id'];
beforeAll(async () => {
  company = await openSmallCompany();
  ({ people, id } = company);
});
afterAll(() => company?.close());

const overlaps = { code: 'carried_in_overlaps' };
const total = (site: string, year: string, treatment = 'landfill') => ({
  ...{ site: id[site], year, treatment, hazardous: false, massTonnes: { value: '120', entered: '120 t' } },
  sourceDocument: `Yearbook ${year}`,
});
const recordTotal = (site: string, year: string, treatment?: string) =>
  company.record(people.administrator, 'waste.carried-total', [{ id: uuidv7(), values: total(site, year, treatment) }]);
const recordLoad = (site: string, on: string) => company.loadAt('draft', { site: id[site] as string, on, tonnes: '1' });

test('a total is refused for a year with loads, a load for a year with a total; drafts count as much', async () => {
  await recordLoad('SZ', '2021-12-31');
  await expect(recordTotal('SZ', '2021')).rejects.toMatchObject({ ...overlaps, facts: { site: 'SZ', year: '2021' } });
  await recordTotal('WH', '2021');
  await expect(recordLoad('WH', '2021-01-01')).rejects.toMatchObject({
    ...overlaps,
    facts: { site: 'WH', year: '2021' },
  });
});

test('the years beside it, the other factories and a second total of the same year are free', async () => {
  await recordTotal('HP', '2022');
  await recordTotal('HP', '2022', 'recycle_metal');
  await recordLoad('HP', '2021-12-31');
  await recordLoad('HP', '2023-01-01');
  await recordLoad('SZ', '2022-06-30');
});

test('a load that is corrected into such a year is refused; one that is voided makes room', async () => {
  await recordTotal('WH', '2020');
  const load = await recordLoad('WH', '2019-05-05');
  const values = company.load({ site: id.WH as string, on: '2020-05-05', tonnes: '1' });
  await expect(
    company.record(people.administrator, 'waste.load', [{ id: load, values, basedOn: 1 }]),
  ).rejects.toMatchObject(overlaps);
  await expect(recordTotal('WH', '2019')).rejects.toMatchObject(overlaps);
  await company.record(people.administrator, 'waste.load', [{ id: load, values: {}, basedOn: 1, void: true }], {
    reason: 'the year is carried in',
  });
  await recordTotal('WH', '2019');
});

test('of a total and a load that are recorded at the same moment, one is refused', async () => {
  for (const year of ['2010', '2011', '2012']) {
    const outcomes = await Promise.allSettled([recordTotal('SZ', year), recordLoad('SZ', `${year}-07-01`)]);
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toMatchObject([overlaps]);
    const both = await company.one(sql<{
      n: number;
    }>`select (select count(*) from waste_load where month >= ${`${year}-01-01`} and month <= ${`${year}-12-01`} and site_id = ${id.SZ})::int
      + (select count(*) from waste_carried_total where month = ${`${year}-01-01`} and site_id = ${id.SZ})::int as n`);
    expect(both.n).toBe(1);
  }
});
