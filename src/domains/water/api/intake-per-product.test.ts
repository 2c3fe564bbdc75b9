// Is water per product what bills and output say of the same months, for every scope, as it counts and as it counted?
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kpis, summedKinds, words } from '#app/wiring.ts';
import { parsePeriod } from '#period/period.ts';
import { systemActor } from '#platform/db/database.ts';
import { historySeq } from '#platform/history/entry.ts';
import { computeFigure, type Figure, groupSums } from '#platform/kpi/ledger.ts';
import { sumKpiOfRecords } from '#platform/kpi/sum-kpi.ts';
import { viewOf } from '#platform/kpi/view.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { waterIntakePerProduct } from '../kpis.ts';

let company: SmallCompany;
let madeInApril: string;
const bill = (site: string, month: string, volume: string, lastDay = '30') =>
  company.approved('water.bill', {
    ...{ site: company.id[site], account: 'A', number: `${site} ${month}`, flow: 'withdrawal', source: 'municipal' },
    ...{ quality: 'fresh', from: `${month}-01`, through: `${month}-${lastDay}` },
    volumeM3: { value: volume, entered: `${volume} m3` },
  });
const both = (name: string) => ({ en: name, zh: name });
type Lines = readonly (readonly [amount: string, unit: string])[];
const outputs = (lines: Lines) =>
  lines.map(([amount, unit], at) => ({ productFamily: both(`Family ${at}`), amount, unit }));
const made = (site: string, month: string, ...lines: Lines) =>
  company.approved('factories.activity', { site: company.id[site], month, headCount: 100 }, outputs(lines));
const ask = async (scopeId: string, period: string, basis: 'approved' | 'shown' = 'approved') => {
  await company.figures.settle();
  const key = { kpi: 'water.intake-per-product', scopeId, period, basis };
  const [figure] = await company.figures.ask([key], company.people.administrator);
  return figure as Figure;
};
const computed = async (scopeId: string, period: string) => (await ask(scopeId, period)).result.computed;

beforeAll(async () => {
  company = await openSmallCompany();
  await bill('SZ', '2024-04', '600');
  await bill('SZ', '2024-05', '100', '31');
  await bill('SZ', '2024-06', '300');
  await bill('WH', '2024-04', '900');
  madeInApril = await made('SZ', '2024-04', ['200', 't'], ['40000', 'kg']);
  await made('WH', '2024-04', ['450', 'thousand_pcs']);
});
afterAll(() => company?.close());

test('a factory has water per what it counts in, printed with that unit', async () => {
  expect(await computed(company.id.SZ as string, '2024-04')).toEqual({
    ...{ value: '2.5', unit: 'm3_per_t' },
    inputs: { withdrawalM3: '600', madeTonnes: '240', siteMonthsCount: '1' },
  });
  const figure = await ask(company.id.WH as string, '2024-04');
  const organisation = (await company.db.as(company.people.administrator, (tx) => company.figures.context(tx)))
    .organisation;
  const print = (language: 'en' | 'zh') => viewOf(figure, { kpis, words, organisation, language }).printed;
  expect([print('en'), print('zh')]).toEqual(['2.00 m³/1,000 pcs', '2.00 m³/千件']);
});

test('the group, whose factories count differently, has none, and says what was made', async () => {
  expect(await computed(company.groupId, '2024-04')).toEqual({
    noData: 'outputs_in_differing_units',
    inputs: { withdrawalM3: '1500', madeTonnes: '240', madeThousandPieces: '450', siteMonthsCount: '2' },
  });
});

test('water of a month without output is left out and told, not put on the others', async () => {
  const figure = await ask(company.id.SZ as string, '2024-Q2');
  expect(figure.result.computed).toMatchObject({
    ...{ value: '2.5', unit: 'm3_per_t' },
    inputs: { withdrawalM3: '600', withoutOutputM3: '400', siteMonthsWithoutOutputCount: '2' },
  });
  // Tonnes made are not added to cubic metres: what is approved and estimated is said of the water.
  expect(figure.result.coverage).toMatchObject({ approvedShare: '1', estimatedShare: '0' });
});

test('an activity without lines tells of no output; with a corrected line the figure follows, and the past stands', async () => {
  await made('SZ', '2024-06');
  expect(await computed(company.id.SZ as string, '2024-06')).toMatchObject({ noData: 'no_output_recorded' });
  const [before, asOf] = [
    await ask(company.id.SZ as string, '2024-04'),
    await company.db.as(company.people.administrator, historySeq),
  ];
  await company.record(
    systemActor('operator'),
    'factories.activity',
    [
      {
        ...{ id: madeInApril, values: { site: company.id.SZ, month: '2024-04', headCount: 100 } },
        basedOn: 1,
        lines: outputs([
          ['150', 't'],
          ['150000', 'kg'],
        ]),
      },
    ],
    { via: 'system', approve: true },
  );
  const after = await ask(company.id.SZ as string, '2024-04');
  expect([before, after].map(({ result }) => (result.computed as { value: string }).value)).toEqual(['2.5', '2']);
  // The stored sums are those that the records give, now and as they counted before.
  const period = parsePeriod('2024-04');
  for (const [figure, moment] of [[after, 'counting'] as const, [before, { asOf }] as const]) {
    const again = await company.db.as(company.people.administrator, async (tx) => {
      const context = await company.figures.context(tx);
      const sums = await sumKpiOfRecords(tx, summedKinds, waterIntakePerProduct, context.organisation, {
        ...{ scopeId: figure.key.scopeId, period, moment },
      });
      const groups = groupSums(waterIntakePerProduct, context.organisation, figure.key.scopeId, period, sums);
      return computeFigure(waterIntakePerProduct, period, groups, figure.result, figure.parameters, context.packs);
    });
    expect(again).toEqual(figure.result.computed);
  }
});
