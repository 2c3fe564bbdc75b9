// Do the figures of water and the balance say what bills, entries and output say, and nothing that nobody told?
import { afterAll, beforeAll, expect, test } from 'vitest';
import { summedKinds } from '#app/wiring.ts';
import { calendarDate } from '#period/calendar-date.ts';
import { parsePeriod } from '#period/period.ts';
import { historySeq } from '#platform/history/entry.ts';
import { sumKpiOfRecords } from '#platform/kpi/sum-kpi.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { waterConsumption, waterKpis, waterUtilisation, waterWithdrawal } from '../kpis.ts';
import { indicators } from '../model/aqueduct.ts';
import { listVolumes } from '../store/volumes.ts';
import { balanceOf } from './balance.ts';

let company: SmallCompany;
const m3 = (value: string) => ({ value, entered: `${value} m3` });
const bill = (number: string, volume: string, more: Record<string, unknown> = {}) =>
  company.approved('water.bill', {
    ...{ site: company.id.SZ, account: 'A', number, flow: 'withdrawal', source: 'municipal', quality: 'fresh' },
    ...{ from: '2024-05-01', through: '2024-05-31', volumeM3: m3(volume), ...more },
  });
const entry = (item: string, volume: string, more: Record<string, unknown> = {}) =>
  company.approved('water.month-entry', {
    ...{ site: company.id.SZ, month: '2024-05', item, volumeM3: m3(volume), method: 'Measured', ...more },
  });

beforeAll(async () => {
  company = await openSmallCompany();
  await bill('1', '1000');
  await bill('W', '500', { account: 'W', source: 'ground', quality: null });
  await bill('D', '900', { account: 'D', flow: 'discharge', source: null, destination: 'sewer', quality: 'other' });
  await entry('consumed_in_use', '400');
  await entry('loss', '90');
  await entry('storage_change', '60');
  await entry('circulated_cooling', '6000');
  await entry('reclaimed', '500');
  await company.approved('factories.activity', { site: company.id.SZ, month: '2024-05', outputValueCny: '3000000' });
  await company.figures.settle();
});
afterAll(() => company?.close());

const figures = async (scope: string, period = '2024-05') => {
  const keys = waterKpis.map(({ id }) => ({ kpi: id, scopeId: scope, period, basis: 'approved' as const }));
  const found = await company.figures.ask(keys, company.people.administrator);
  return Object.fromEntries(found.map((figure) => [figure?.key.kpi, figure?.result.computed]));
};

test('every figure is what the formulas of GRI 303 and GB/T 7119 give', async () => {
  const told = await figures(company.id.SZ as string);
  expect(told['water.withdrawal']).toMatchObject({
    value: '1.5',
    inputs: {
      totalMl: '1.5',
      notLookedUpMl: '1.5',
      thirdPartyMl: '1',
      groundMl: '0.5',
      freshMl: '1',
      qualityUnknownMl: '0.5',
    },
  });
  expect(told['water.discharge']).toMatchObject({
    value: '0.9',
    inputs: { thirdPartyMl: '0.9', otherQualityMl: '0.9' },
  });
  expect(told['water.consumption']).toMatchObject({ value: '0.6', inputs: { storageChangeMl: '0.06' } });
  expect(told['water.reuse-rate']).toMatchObject({
    value: '0.8125',
    inputs: { circulatedCoolingM3: '6000', withoutCoolingShare: '0.25' },
  });
  expect(told['water.loss-rate']).toMatchObject({ value: '0.06' });
  expect(told['water.intake-per-output-value']).toEqual({ value: '5', inputs: { withdrawalM3: '1500' } });
});

test('what nobody recorded, looked up or chose is not known, and no zero', async () => {
  const told = await figures(company.id.SZ as string);
  expect(told['water.metering-rate']).toEqual({ noData: 'no_meter_of_a_source' });
  expect(told['water.cooling-circulation-rate']).toEqual({ noData: 'no_cooling_water_recorded' });
  expect(told['water.utilisation']).toEqual({ noData: 'definition_not_chosen' });
  expect(told['water.withdrawal']).not.toHaveProperty('inputs.stressedMl');
  expect((await figures(company.id.WH as string))['water.withdrawal']).toEqual({ noData: 'no_withdrawal_recorded' });
});

test('water of areas with stress is told once an assessment is approved, by its file, and nothing before', async () => {
  const { SZ, WH } = company.id;
  await company.approved('water.bill', {
    ...{ site: WH, account: 'A', number: '1', flow: 'withdrawal', source: 'municipal', quality: 'fresh' },
    ...{ from: '2024-06-01', through: '2024-06-30', volumeM3: m3('300') },
  });
  const assessed = (site: string, year: string, stressed: string) =>
    company.approved(
      'water.risk-assessment',
      {
        ...{ site, year: `${year}-01-01`, edition: 'Basins 4.0', fileSha256: 'a'.repeat(64), synthetic: false },
        ...{ foundThrough: 'id', basin: 'B1', scheme: 'def', weightKnown: '0', stressed },
      },
      indicators.map((indicator) => ({ indicator, state: 'no_data', weight: '1' })),
    );
  await assessed(SZ as string, '2024', 'yes');
  await company.figures.settle();
  expect((await figures(SZ as string))['water.withdrawal']).toMatchObject({
    ...{ value: '1.5', inputs: { stressedMl: '1.5' }, extra: { stressEditions: 'Basins 4.0', stressSynthetic: false } },
  });
  expect((await figures(SZ as string))['water.consumption']).toMatchObject({ inputs: { stressedMl: '0.6' } });
  const { extra } = (await figures(SZ as string))['water.withdrawal'] as { extra: { stressedLines: object[] } };
  const none = { freshMl: '0', otherMl: '0', unknownMl: '0', notLookedUpMl: '0' };
  expect(extra.stressedLines).toEqual([
    { line: 'ground', ...none, unknownMl: '0.5', totalMl: '0.5' },
    { line: 'third_party', ...none, freshMl: '1', totalMl: '1' },
    { line: 'third_party', from: 'unknown', freshMl: '1', otherMl: '0', unknownMl: '0', totalMl: '1' },
    { line: 'all', ...none, freshMl: '1', unknownMl: '0.5', totalMl: '1.5' },
  ]);
  expect((await figures(company.groupId, '2024-06'))['water.withdrawal']).toMatchObject({
    ...{ inputs: { stressedMl: '1.451612903', notLookedUpMl: '0.3' } },
  });
  // Wuhan withdrew 0.3 ML of which nobody assessed anything, and tells no discharge: what it consumed is not known.
  const { inputs } = (await figures(company.groupId, '2024-06'))['water.consumption'] as { inputs: object };
  expect(inputs).toMatchObject({ stressedMl: expect.any(String), withoutDischargeMl: '0.3' });
  expect(inputs).not.toHaveProperty('notLookedUpMl');
  // An assessment of a later year says nothing of this one; one that knows nothing is not no.
  await assessed(WH as string, '2025', 'no');
  await assessed(WH as string, '2024', 'unknown');
  await company.figures.settle();
  expect((await figures(company.groupId, '2024-06'))['water.withdrawal']).toMatchObject({
    ...{ inputs: { notLookedUpMl: '0.3' }, extra: { stressEditions: 'Basins 4.0' } },
  });
});

test('a factory that tells no discharge has consumed nobody knows what, and not all that it withdrew', async () => {
  const { SZ, WH } = company.id;
  for (const site of [SZ, WH]) {
    await company.approved(
      'water.risk-assessment',
      {
        ...{ site, year: '2026-01-01', edition: 'Basins 4.0', fileSha256: 'a'.repeat(64), synthetic: false },
        ...{ foundThrough: 'id', basin: 'B1', scheme: 'def', weightKnown: '0', stressed: 'yes' },
      },
      indicators.map((indicator) => ({ indicator, state: 'no_data', weight: '1' })),
    );
    await company.approved('water.month-entry', {
      ...{ site, month: '2026-05', item: 'withdrawal', source: 'surface', volumeM3: m3('1000'), method: 'Measured' },
    });
  }
  await company.approved('water.month-entry', {
    ...{
      site: SZ,
      month: '2026-05',
      item: 'discharge',
      destination: 'surface',
      volumeM3: m3('900'),
      method: 'Measured',
    },
  });
  await company.figures.settle();
  // 2 ML withdrawn less 0.9 discharged; where water is short Suzhou consumed 1 − 0.9, and of Wuhan's 1 ML it is not known.
  expect((await figures(company.groupId, '2026-05'))['water.consumption']).toMatchObject({
    value: '1.1',
    inputs: { stressedMl: '0.1', stressedWithoutDischargeMl: '1', withoutDischargeMl: '1' },
  });
  // What was published before stands as it was told: 2 − 0.9 where water is short.
  const context = await company.db.as(company.people.administrator, (tx) => company.figures.context(tx));
  const period = parsePeriod('2026-05');
  const rows = await company.db.as(company.people.administrator, (tx) =>
    sumKpiOfRecords(tx, summedKinds, waterConsumption, context.organisation, {
      ...{ scopeId: company.groupId, period, moment: 'counting' },
    }),
  );
  const asTold = waterConsumption.former?.[0]?.compute({
    ...{ groups: [{ scopeId: company.groupId, rows }], period, packs: company.packs.inUse, parameters: {} },
    ...{ monthsWithData: 1, monthsEverywhere: 1 },
  });
  expect(asTold).toMatchObject({ value: '1.1', inputs: { stressedMl: '1.1' } });
});

test('utilisation follows the definition that was chosen, which is told with it', async () => {
  const { SZ } = company.id;
  const context = await company.db.as(company.people.administrator, (tx) => company.figures.context(tx));
  const sums = await company.db.as(company.people.administrator, (tx) =>
    sumKpiOfRecords(tx, summedKinds, waterUtilisation, context.organisation, {
      ...{ scopeId: SZ as string, period: parsePeriod('2024-05'), moment: 'counting' },
    }),
  );
  const by = (definition: string, kpi = waterUtilisation) =>
    kpi.compute({
      ...{
        groups: [{ scopeId: SZ as string, rows: sums }],
        period: parsePeriod('2024-05'),
        packs: company.packs.inUse,
      },
      ...{ monthsWithData: 1, monthsEverywhere: 1, parameters: { definition, output: 'output_value' } },
    });
  expect(by('reuse_rate')).toMatchObject({
    ...{ value: '0.8125', unit: 'share' },
    extra: { definition: 'reuse_rate', withoutCooling: '0.25' },
  });
  expect(by('use_per_withdrawal')).toMatchObject({ unit: 'ratio', extra: { definition: 'use_per_withdrawal' } });
  // 3,000,000 CNY for 1,500 m³.
  expect(by('output_per_withdrawal')).toMatchObject({
    ...{ value: '2000', unit: 'cny_per_m3', extra: { definition: 'output_per_withdrawal' } },
  });
  // What was published before stays without a unit.
  const [first] = waterUtilisation.former ?? [];
  expect(by('output_per_withdrawal', first)).toMatchObject({ value: '2000' });
  expect(by('output_per_withdrawal', first)).not.toHaveProperty('unit');
});

test('the balance closes within its tolerance once every term is told', async () => {
  const span = { from: calendarDate('2024-05-01'), before: calendarDate('2024-06-01') };
  const read = async () => {
    await company.figures.settle();
    return company.db.as(company.people.administrator, (tx) => listVolumes(tx, [company.id.SZ as string], span));
  };
  expect(balanceOf(await read())).toMatchObject({ value: '50', closes: 'cannot_tell', missing: ['truckedM3'] });
  await entry('discharge', '0', { destination: 'trucked_waste' });
  expect(balanceOf(await read())).toMatchObject({
    value: '50',
    closes: true,
    imbalanceShare: '0.0333333333333333333333333333333333333333333333333333333333333',
  });
  const longer = { from: calendarDate('2024-05-01'), before: calendarDate('2024-07-01') };
  const both = await company.db.as(company.people.administrator, (tx) =>
    listVolumes(tx, [company.id.SZ as string], longer),
  );
  expect(balanceOf(both)).toMatchObject({ closes: 'cannot_tell' });
});

test('what was published can be summed again as it stood after a bill was corrected', async () => {
  const { SZ } = company.id;
  const administrator = company.people.administrator;
  const context = await company.db.as(administrator, (tx) => company.figures.context(tx));
  const asOf = await company.db.as(administrator, historySeq);
  const sumAt = async (moment: 'counting' | { asOf: number }) => {
    const sums = await company.db.as(administrator, (tx) =>
      sumKpiOfRecords(tx, summedKinds, waterWithdrawal, context.organisation, {
        ...{ scopeId: SZ as string, period: parsePeriod('2024-05'), moment },
      }),
    );
    return sums.map(({ sum }) => Number(sum)).sort();
  };
  await bill('2', '-200');
  await company.figures.settle();
  expect(await sumAt('counting')).toEqual([500, 800]);
  expect(await sumAt({ asOf })).toEqual([1000, 500]);
});
