// Does the set-based question about vendors say what the rules say of each load: its licence, its proof?
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { licenceFault } from '../rules/licence.ts';
import { listReceived, listTreatmentProofs, listWasteVendors } from './vendors.ts';

let company: SmallCompany;
let site: string;
beforeAll(async () => {
  company = await openSmallCompany();
  site = company.id.SZ as string;
});
afterEach(() => company.rewind());
afterAll(() => company?.close());

const q2 = { from: calendarDate('2024-04-01'), before: calendarDate('2024-07-01') };
const received = (siteIds?: string[]) =>
  company.db.as(company.people.auditor, (tx) => listReceived(tx, siteIds ? { ...q2, siteIds } : q2));

test('a proof from 1 May on proves the load of May and not that of April; its vendor has it once', async () => {
  const { id } = company;
  await company.loadAt('approved', { site, on: '2024-04-30', tonnes: '10' });
  await company.loadAt('approved', { site, on: '2024-05-01', tonnes: '4' });
  await company.approved('waste.vendor-proof', {
    ...{ vendor: id.V1, treatment: 'recycle_organic', plant: { en: 'Mill', zh: '纸厂' }, yieldShare: '0.93' },
    ...{ from: '2024-05-01', before: '2025-05-01', document: 'P-1' },
  });
  expect(await received()).toMatchObject([
    { vendorId: id.V1, loads: 2, massTonnes: '14', provedMassTonnes: '4', unlicensedLoads: 0 },
  ]);
  const proofs = await company.db.as(company.people.auditor, (tx) => listTreatmentProofs(tx));
  expect(proofs).toMatchObject([{ vendorId: id.V1, yieldShare: '0.93', files: 0 }]);
});

test('hazardous loads on days that no licence covers are counted as the rule finds them', async () => {
  const { id } = company;
  const vendor = await company.approved(
    'suppliers.supplier',
    { code: 'V9', name: { en: 'Nine', zh: '九' }, country: 'CN', roles: ['waste_vendor'] },
    [
      { number: 'L-1', permittedCodes: ['HW08'], from: '2024-04-10', before: '2024-05-10' },
      { number: 'L-2', permittedCodes: ['900-249-08'], from: '2024-06-01', before: null },
    ],
  );
  const days = ['2024-04-09', '2024-04-10', '2024-05-09', '2024-05-10', '2024-06-01', '2024-06-30'];
  for (const on of days)
    await company.loadAt('approved', {
      site,
      on,
      tonnes: '1',
      stream: id.OIL as string,
      vendor,
      treatment: 'landfill',
    });
  const vendors = await company.db.as(company.people.auditor, (tx) => listWasteVendors(tx));
  const licences = vendors.find((one) => one.id === vendor)?.licences ?? [];
  const byRule = days.filter((on) => licenceFault(licences, '900-249-08', calendarDate(on))).length;
  expect(byRule).toBe(2);
  expect(await received([site])).toMatchObject([{ loads: 6, unlicensedLoads: byRule }]);
  expect(await received([company.id.WH as string])).toEqual([]);
});
