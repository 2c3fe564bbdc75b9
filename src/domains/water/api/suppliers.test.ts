// Are the shares of suppliers what a plain count of the findings on the last day gives, live and of the past?
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { kpis, summedKinds } from '#app/wiring.ts';
import { addDays, calendarDate } from '#period/calendar-date.ts';
import { parsePeriod } from '#period/period.ts';
import { historySeq } from '#platform/history/entry.ts';
import { groupSums } from '#platform/kpi/ledger.ts';
import { recount } from '#platform/kpi/recount.ts';
import { sumKpiOfRecords } from '#platform/kpi/sum-kpi.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { supplierInPlaceRate } from '../kpis/supplier-kpis.ts';
import { awsLevels, type SupplierFinding, supplierStress } from '../model/supplier.ts';
import { supplierInPlaceShare, supplierStanding } from '../rules/supplier-water.ts';

let company: SmallCompany;
beforeAll(async () => {
  company = await openSmallCompany();
});
beforeEach(() => company.rewind());
afterAll(() => company?.close());

const figureOf = async (kpi: string, scopeId: string, period: string) => {
  await company.figures.settle();
  const [found] = await company.figures.ask(
    [{ kpi, scopeId, period, basis: 'approved' }],
    company.people.administrator,
  );
  return found?.result;
};

const supplier = (code: string, roles: string[]) =>
  company.approved('suppliers.supplier', { code, name: { en: code, zh: code }, country: 'CN', roles });

const known = fc.constantFrom(true, true, false, null);
const finding = fc.record({
  supplier: fc.nat({ max: 2 }),
  // up to June 2024: the small company's today is in July
  days: fc.nat({ max: 1300 }),
  policy: known,
  metering: known,
  dischargeComplies: known,
  plan: known,
  stress: fc.constantFrom(...supplierStress),
  certificate: fc.constantFrom(null, ...awsLevels),
  certifiedDays: fc.nat({ max: 900 }),
});
const period = fc.constantFrom('2023-02', '2023', '2024-01', '2024-H1', '2025', '2024-05-10..2024-06-17');

test('the suppliers in place on the last day are the plain count, from stored sums and from the records', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(finding, { minLength: 1, maxLength: 5, selector: (one) => `${one.supplier} ${one.days}` }),
      period,
      async (findings, asked) => {
        await company.rewind();
        const ids = [await supplier('S1', ['material']), await supplier('S2', ['chemical', 'carrier'])];
        ids.push(await supplier('S3', ['material']));
        await supplier('S4', ['carrier']);
        const told: (SupplierFinding & { supplier: string })[] = findings.map((one) => {
          const foundOn = addDays(calendarDate('2020-12-01'), one.days);
          const isCertified = one.certificate !== null && one.certificate !== 'not_certified';
          const { policy, metering, dischargeComplies, plan, stress, certificate } = one;
          return {
            ...{ supplier: ids[one.supplier] as string, foundOn, policy, metering, dischargeComplies, plan, stress },
            ...{ certificate, certificateUntil: isCertified ? addDays(foundOn, one.certifiedDays) : null },
          };
        });
        // One is asked before the others are there: what was kept has to be found stale.
        for (const [at, one] of told.entries()) {
          await company.approved('water.supplier-management', { ...one, source: 'audit' });
          if (at === 0) await figureOf('water.supplier-in-place-rate', company.groupId, asked);
        }
        const of = parsePeriod(asked);
        const last = addDays(of.before, -1);
        const counts = { in_place: 0, not_in_place: 0, unclear: 0, not_assessed: 0 };
        for (const id of ids)
          counts[
            supplierStanding(
              told.filter((one) => one.supplier === id),
              last,
            )
          ] += 1;
        const plain = supplierInPlaceShare(counts);
        const result = await figureOf('water.supplier-in-place-rate', company.groupId, asked);
        expect(result?.computed).toEqual(
          'noData' in plain
            ? { noData: plain.noData }
            : {
                value: plain.value.toFixed(),
                inputs: Object.fromEntries(Object.entries(plain.inputs).map(([name, one]) => [name, one.toFixed()])),
              },
        );
        // No factory is asked for anything, and none of them has suppliers of its own.
        expect(result?.coverage).toMatchObject({ sitesIn: 0, sitesExpected: 0, missing: [] });
        const { organisation } = await company.db.as(company.people.administrator, (tx) => company.figures.context(tx));
        const sums = await company.db.as(company.people.administrator, async (tx) =>
          sumKpiOfRecords(tx, summedKinds, supplierInPlaceRate, organisation, {
            ...{ scopeId: company.groupId, period: of, moment: { asOf: (await historySeq(tx)) + 1 } },
          }),
        );
        expect(groupSums(supplierInPlaceRate, organisation, company.groupId, of, sums)).toEqual(result?.groups);
      },
    ),
    { numRuns: 8 },
  );
});

test('suppliers are those of the list: none is no figure, nobody assessed is no zero, and a role taken away leaves it', async () => {
  const asked = async (scopeId = company.groupId) =>
    (await figureOf('water.supplier-assessed-rate', scopeId, '2024-H1'))?.computed;
  expect(await asked()).toEqual({ noData: 'no_supplier_in_scope' });
  const [one] = [await supplier('S1', ['material']), await supplier('S2', ['material'])];
  expect(await asked()).toEqual({ noData: 'no_supplier_assessed' });
  await company.approved('water.supplier-management', {
    ...{ supplier: one, foundOn: '2024-02-01', source: 'audit', stress: 'not_assessed' },
  });
  expect(await asked()).toMatchObject({
    value: '0.5',
    inputs: { suppliersUnclearCount: '1', suppliersNotAssessedCount: '1' },
  });
  expect(await asked(company.id.SZ)).toEqual({ noData: 'no_supplier_in_scope' });
  await company.approved('suppliers.supplier', {
    ...{ code: 'S3', name: { en: 'S3', zh: 'S3' }, country: 'CN', roles: ['chemical'] },
  });
  expect(await asked()).toMatchObject({ inputs: { suppliersInScopeCount: '3' } });
  const { unequal } = await recount({ db: company.db, figures: company.figures, kpis, kinds: summedKinds });
  expect(unequal).toEqual([]);
});
