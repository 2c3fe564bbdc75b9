// Figures that one can reckon by hand: shares, cut months, carried-in years, what awaits approval, and the list behind each.
import { Decimal } from 'decimal.js';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kinds, kpis, organisationOf, workedOut } from '#app/wiring.ts';
import { monthsOf, parsePeriod } from '#period/period.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { type Actor, systemActor } from '../db/database.ts';
import { historySeq } from '../history/entry.ts';
import { listRecords } from '../records/server/read.ts';
import type { Kpi } from './declare.ts';
import { behindFigure, countBehind } from './drill.ts';
import { makeFigures } from './figures.ts';
import type { Basis, Figure } from './ledger.ts';
import { sumKpiOfRecords } from './sum-kpi.ts';

let company: SmallCompany;
let people: SmallCompany['people'];
let id: SmallCompany['id'];
beforeAll(async () => {
  company = await openSmallCompany();
  ({ people, id } = company);
});
beforeEach(() => company.rewind());
afterAll(() => company?.close());

const scopeOf = (code: string) => (code === 'GROUP' ? company.groupId : (id[code] as string));
async function figure(
  code: string,
  period: string,
  basis: Basis = 'approved',
  kpi = 'waste.shipped-mass',
  reader: Actor = people.auditor,
): Promise<Figure | undefined> {
  await company.figures.settle();
  const [found] = await company.figures.ask([{ kpi, scopeId: scopeOf(code), period, basis }], reader);
  return found;
}
/** Tonnes shipped, or why there is no figure. */
async function mass(code: string, period: string, basis?: Basis): Promise<string> {
  const computed = (await figure(code, period, basis))?.result.computed;
  if (!computed) return 'not his to see';
  return 'value' in computed ? computed.value : computed.noData;
}
const load = (site: string, on: string, tonnes: string, more: object = {}) =>
  company.loadAt('approved', { site: id[site] as string, on, tonnes, ...more });
const correct = async (kind: string, recordId: string, to: Record<string, unknown>) => {
  const before = await company.newest(kind, recordId);
  return { id: recordId, values: { ...before.values, ...to }, lines: before.lines, basedOn: before.revision };
};
const byOperator = (kind: string, given: Parameters<SmallCompany['record']>[2]) =>
  company.record(systemActor('operator'), kind, given, { approve: true, reason: 'a test' });
const passed = async (kind: string, recordId: string) => {
  await company.step(people.administrator, kind, 'submit', [recordId]);
  await company.step(people.reviewer, kind, 'review', [recordId]);
  await company.step(people.secondReviewer, kind, 'approve', [recordId]);
};
const none = 'no_loads_in_period';

test('an entity has its share of a factory, the group each factory once, and the entities add to the group', async () => {
  await load('SZ', '2024-05-10', '10');
  await load('WH', '2024-05-11', '7');
  await load('HP', '2024-06-01', '2.5');
  expect([await mass('E1', '2024-05'), await mass('E2', '2024-05'), await mass('E3', '2024-05')]).toEqual([
    '6',
    '11',
    none,
  ]);
  expect([await mass('EC', '2024-H1'), await mass('VN', '2024-H1'), await mass('GROUP', '2024-H1')]).toEqual([
    '17',
    '2.5',
    '19.5',
  ]);
  for (const period of ['2024-05', '2024-Q2', '2024', 'R12-2024-06', '2024-05-11..2024-06-02']) {
    const [group, ...entities] = await Promise.all(
      ['GROUP', 'E1', 'E2', 'E3'].map(async (code) => figure(code, period)),
    );
    const sum = (of: Figure | undefined) =>
      (of?.result.groups ?? []).flatMap((one) => one.rows).reduce((all, row) => all.plus(row.sum), new Decimal(0));
    expect([period, entities.reduce((all, one) => all.plus(sum(one)), new Decimal(0)).toFixed()]).toEqual([
      period,
      sum(group).toFixed(),
    ]);
  }
});

test('a month is cut where the share changes: 10 t before at 60 and 40 %, 20 t after at 100 %', async () => {
  await load('SZ', '2024-05-10', '10');
  await load('SZ', '2024-05-16', '20');
  expect([await mass('E1', '2024-05'), await mass('E2', '2024-05')]).toEqual(['18', '12']);
  // From 16 May on all of Suzhou belongs to the first entity.
  await byOperator('factories.membership', [
    await correct('factories.membership', id['SZ-E1'] as string, { before: '2024-05-16' }),
    await correct('factories.membership', id['SZ-E2'] as string, { before: '2024-05-16' }),
    { id: uuidv7(), values: { site: id.SZ, entity: id.E1, share: '1', from: '2024-05-16', before: null } },
  ]);
  expect([await mass('E1', '2024-05'), await mass('E2', '2024-05'), await mass('GROUP', '2024-05')]).toEqual([
    '26',
    '4',
    '30',
  ]);
  await load('SZ', '2024-05-15', '5');
  expect([await mass('E1', '2024-Q2'), await mass('E2', '2024-Q2'), await mass('GROUP', '2024-Q2')]).toEqual([
    '29',
    '6',
    '35',
  ]);
  expect([await mass('E1', '2024-05-15..2024-05-17'), await mass('E2', '2024-05-15..2024-05-17')]).toEqual(['23', '2']);
});

test('a factory that leaves the boundary within a month counts until that day, in group and region, and always for itself', async () => {
  await load('WH', '2024-05-10', '10');
  await load('WH', '2024-05-20', '20');
  await byOperator('factories.boundary', [
    await correct('factories.boundary', id.B1 as string, { before: '2024-05-15' }),
    {
      id: uuidv7(),
      values: { code: 'B2', title: { en: 'B2', zh: 'B2' }, approach: 'operational_control', from: '2024-05-15' },
      lines: [{ site: id.SZ }],
    },
  ]);
  expect([
    await mass('GROUP', '2024-05'),
    await mass('EC', '2024-05'),
    await mass('WH', '2024-05'),
    await mass('E2', '2024-05'),
  ]).toEqual(['10', '10', '30', '30']);
});

test('twelve months of a scope are twelve months of each of its factories, not of the busiest one', async () => {
  for (const month of monthsOf(parsePeriod('2023'))) await load('SZ', `${month}-10`, '1');
  await load('WH', '2023-03-10', '1');
  const months = async (code: string) => {
    const result = (await figure(code, '2023'))?.result;
    return [result?.monthsWithData, result?.monthsEverywhere];
  };
  expect([await months('SZ'), await months('WH'), await months('EC'), await months('GROUP')]).toEqual([
    [12, 12],
    [1, 1],
    [12, 1],
    [12, 0],
  ]);
});

test('days within a month are summed of the records of those days', async () => {
  for (const [on, tonnes] of [
    ['2024-04-30', '1'],
    ['2024-05-01', '2'],
    ['2024-05-15', '4'],
    ['2024-05-31', '8'],
    ['2024-06-01', '16'],
    ['2024-06-20', '32'],
  ] as const)
    await load('SZ', on, tonnes);
  expect([
    await mass('GROUP', '2024-05-15..2024-06-01'),
    await mass('SZ', '2024-05-15..2024-06-02'),
    await mass('GROUP', '2024-04-30..2024-06-20'),
    await mass('GROUP', '2024-05-02..2024-05-15'),
    await mass('GROUP', '2024-05-01..2024-06-01'),
  ]).toEqual(['12', '28', '31', none, '14']);
  await load('SZ', '2024-05-16', '50');
  expect(await mass('GROUP', '2024-05-15..2024-06-01')).toBe('62');
});

describe('a yearly total that was carried in', () => {
  const total = {
    year: '2021',
    treatment: 'landfill',
    hazardous: false,
    massTonnes: { value: '120', entered: '120 t' },
    sourceDocument: 'Yearbook',
  };

  test('counts in a figure that holds its whole year, by the shares of its first day, and says so', async () => {
    await company.approved('waste.carried-total', { site: id.SZ, ...total });
    await load('SZ', '2022-01-10', '3');
    const year = await figure('GROUP', '2021');
    expect(year?.result).toMatchObject({
      computed: { value: '120' },
      coverage: { carriedIn: true, sitesIn: 1, sitesExpected: 3 },
      monthsWithData: 0,
    });
    expect([await mass('E1', '2021'), await mass('E2', '2021'), await mass('SZ', '2021-H1')]).toEqual([
      '72',
      '48',
      none,
    ]);
    expect([await mass('GROUP', '2021-01-01..2022-02-01'), await mass('GROUP', '2021-06-01..2022-06-01')]).toEqual([
      '123',
      '3',
    ]);
  });

  test('is shown while it awaits approval, corrected as any record, and gone when voided', async () => {
    const recordId = uuidv7();
    const approve = async () => {
      await company.step(people.administrator, 'waste.carried-total', 'submit', [recordId]);
      await company.step(people.reviewer, 'waste.carried-total', 'approve', [recordId]);
    };
    const both = async () => [await mass('GROUP', '2021'), await mass('GROUP', '2021', 'shown')];
    await company.record(people.administrator, 'waste.carried-total', [
      { id: recordId, values: { site: id.SZ, ...total } },
    ]);
    expect(await both()).toEqual([none, none]);
    await company.step(people.administrator, 'waste.carried-total', 'submit', [recordId]);
    expect(await both()).toEqual([none, '120']);
    await company.step(people.reviewer, 'waste.carried-total', 'approve', [recordId]);
    expect(await both()).toEqual(['120', '120']);
    await company.record(people.administrator, 'waste.carried-total', [
      await correct('waste.carried-total', recordId, { massTonnes: { value: '100', entered: '100 t' } }),
    ]);
    await company.step(people.administrator, 'waste.carried-total', 'submit', [recordId]);
    expect(await both()).toEqual(['120', '100']);
    await company.step(people.reviewer, 'waste.carried-total', 'approve', [recordId]);
    await company.record(
      people.administrator,
      'waste.carried-total',
      [{ id: recordId, values: {}, basedOn: 2, void: true }],
      { reason: 'twice' },
    );
    await approve();
    expect(await both()).toEqual([none, none]);
  });
});

describe('what awaits approval', () => {
  test('moves only the figure “with what is submitted”, in the month it leaves and the month it comes to', async () => {
    const recordId = await load('SZ', '2024-05-10', '10', { ticket: 'M-1' });
    const both = async (period: string) => [await mass('SZ', period), await mass('SZ', period, 'shown')];
    await company.record(people.suzhou, 'waste.load', [
      {
        id: recordId,
        values: company.load({ site: id.SZ as string, on: '2024-06-02', tonnes: '12', ticket: 'M-1' }),
        basedOn: 1,
      },
    ]);
    expect([await both('2024-05'), await both('2024-06')]).toEqual([
      ['10', '10'],
      [none, none],
    ]);
    await company.step(people.suzhou, 'waste.load', 'submit', [recordId]);
    expect([await both('2024-05'), await both('2024-06')]).toEqual([
      ['10', none],
      [none, '12'],
    ]);
    // A draft on top takes the submission away again.
    await company.record(people.suzhou, 'waste.load', [
      {
        id: recordId,
        values: company.load({ site: id.SZ as string, on: '2024-06-02', tonnes: '13', ticket: 'M-1' }),
        basedOn: 2,
      },
    ]);
    expect([await both('2024-05'), await both('2024-06')]).toEqual([
      ['10', '10'],
      [none, none],
    ]);
    await passed('waste.load', recordId);
    expect([await both('2024-05'), await both('2024-06')]).toEqual([
      [none, none],
      ['13', '13'],
    ]);
  });

  test('is said in the cover of both figures: 10 t of 40 t approved is a quarter', async () => {
    await load('SZ', '2024-05-10', '10');
    await company.loadAt('submitted', { site: id.WH as string, on: '2024-05-11', tonnes: '30' });
    await company.loadAt('draft', { site: id.HP as string, on: '2024-05-11', tonnes: '9' });
    for (const [basis, sitesIn, missing] of [
      ['approved', 1, ['WH', 'HP']],
      ['shown', 2, ['HP']],
    ] as const) {
      const cover = (await figure('GROUP', '2024-05', basis))?.result.coverage;
      expect(cover).toMatchObject({ approvedShare: '0.25', sitesIn, sitesExpected: 3, records: sitesIn });
      expect([...(cover?.missing ?? [])].sort()).toEqual(missing.map((code) => id[code]).sort());
    }
  });
});

test('a stream that is reclassified changes every month at once, and a past state of the history keeps what it was', async () => {
  await load('SZ', '2023-03-10', '10');
  await load('WH', '2024-05-10', '30');
  const hazardous = async (period: string) =>
    (await figure('GROUP', period))?.result.computed.inputs?.hazardousMassTonnes;
  expect([await hazardous('2023'), await hazardous('2024')]).toEqual(['0', '0']);
  const asOf = await company.db.as(people.auditor, historySeq);
  await company.record(people.analyst, 'waste.stream', [
    await correct('waste.stream', id.PAPER as string, { hazardous: true, nationalCode: '900-249-08' }),
  ]);
  await company.step(people.analyst, 'waste.stream', 'submit', [id.PAPER as string]);
  expect(await hazardous('2024')).toBe('0');
  await company.step(people.administrator, 'waste.stream', 'approve', [id.PAPER as string]);
  expect([await hazardous('2023'), await hazardous('2024')]).toEqual(['10', '30']);
  const kpi = kpis.get('waste.shipped-mass');
  const organisation = await company.db.as(people.auditor, organisationOf);
  const period = parsePeriod('2024');
  const now = await company.db.as(people.auditor, historySeq);
  const at = async (seq: number) => {
    const sums = await company.db.as(systemActor('figures'), (tx) =>
      sumKpiOfRecords(tx, kinds, kpi as Kpi, organisation, {
        scopeId: company.groupId,
        period,
        moment: { asOf: seq },
      }),
    );
    return sums.map((row) => `${row.dims.slice(0, 2)} ${row.sum}`);
  };
  expect([await at(asOf), await at(now), await at(1)]).toEqual([
    ['recycle_organic,false 30'],
    ['recycle_organic,true 30'],
    [],
  ]);
});

describe('the list behind a figure', () => {
  async function listed(
    of: Figure,
  ): Promise<{ count: number; sum: string; weighed: (weight: (site: string) => Decimal.Value) => string }> {
    const load = kindOf('waste.load');
    return company.db.as(people.auditor, async (tx) => {
      const behind = await behindFigure(tx, kinds, kpis, company.figures, load, of.id);
      if (!behind) throw new Error('nothing behind it');
      const answer = await listRecords(tx, load, {
        which: behind.which,
        filters: [],
        also: behind.condition,
        limit: 500,
        offset: 0,
        sums: ['countingMassTonnes'],
      });
      const weighed = (weight: (site: string) => Decimal.Value) =>
        answer.records
          .reduce(
            (sum, one) =>
              sum.plus(new Decimal(one.values.countingMassTonnes as string).times(weight(one.values.site as string))),
            new Decimal(0),
          )
          .toFixed();
      return { count: answer.count, sum: answer.sums.countingMassTonnes ?? '0', weighed };
    });
  }

  test('adds to it, for every scope, basis and period; for an entity by its share', async () => {
    await load('SZ', '2024-05-10', '10.125');
    const corrected = await load('SZ', '2024-05-20', '20', { ticket: 'D-1' });
    await load('WH', '2024-05-31', '7');
    await load('HP', '2024-06-01', '3');
    await company.loadAt('submitted', { site: id.WH as string, on: '2024-06-02', tonnes: '5' });
    await company.record(people.suzhou, 'waste.load', [
      {
        id: corrected,
        values: company.load({ site: id.SZ as string, on: '2024-06-20', tonnes: '21', ticket: 'D-1' }),
        basedOn: 1,
      },
    ]);
    await company.step(people.suzhou, 'waste.load', 'submit', [corrected]);
    const shares: Record<string, Record<string, string>> = {
      E1: { SZ: '0.6' },
      E2: { SZ: '0.4', WH: '1' },
      E3: { HP: '1' },
    };
    for (const code of ['GROUP', 'EC', 'VN', 'SZ', 'WH', 'HP', 'E1', 'E2', 'E3']) {
      for (const period of ['2024-05', '2024-Q2', '2024', '2024-05-15..2024-06-15']) {
        for (const basis of ['approved', 'shown'] as const) {
          const found = (await figure(code, period, basis)) as Figure;
          const list = await listed(found);
          const value = 'value' in found.result.computed ? found.result.computed.value : '0';
          const where = `${code} ${period} ${basis}`;
          const share = shares[code];
          const sum = share
            ? list.weighed((site) => share[Object.entries(id).find(([, one]) => one === site)?.[0] ?? ''] ?? 0)
            : new Decimal(list.sum).toFixed();
          expect([where, sum, list.count]).toEqual([where, value, found.result.coverage.records]);
        }
      }
    }
  });

  test('leaves out what the figure does, and is counted alike: a transfer inside the scope, loads that a ledger stands for', async () => {
    await load('SZ', '2024-05-10', '10');
    const site = id.SZ as string;
    const values = company.load({ site, on: '2024-05-11', tonnes: '4' });
    await byOperator('waste.load', [{ id: uuidv7(), values: { ...values, toSite: id.WH } }]);
    await load('SZ', '2024-05-12', '3', { stream: id.REFUSE as string });
    await company.approved('waste.storage-movement', {
      ...{ site, stream: id.REFUSE, movedOn: '2024-05-01', movement: 'opening', number: 'K1' },
      massTonnes: { value: '1', entered: '1 t', basis: 'weighed' },
    });
    const behind = async (code: string, kpiId: string) => {
      const found = (await figure(code, '2024-05', 'approved', kpiId)) as Figure;
      const { count, sum } = await listed(found);
      const counted = await company.db.as(people.auditor, async (tx) => {
        const { organisation } = await company.figures.context(tx);
        return countBehind(tx, kinds, kpis.get(kpiId) as Kpi, organisation, found.key);
      });
      expect(counted).toEqual({ count, sum });
      return [count, new Decimal(sum).toFixed()];
    };
    expect(await behind('GROUP', 'waste.shipped-mass')).toEqual([2, '13']);
    expect(await behind('SZ', 'waste.shipped-mass')).toEqual([3, '17']);
    expect(await behind('GROUP', 'waste.gri306-generated')).toEqual([1, '10']);
    expect(await behind('SZ', 'waste.gri306-generated')).toEqual([2, '14']);
  });
});

test('a reader sees the figures that he was granted, whoever computed them, and nobody computes but the actor', async () => {
  await load('SZ', '2024-05-10', '10');
  await load('WH', '2024-05-10', '7');
  const seenBy = async (reader: Actor) =>
    Promise.all(
      ['GROUP', 'SZ', 'WH', 'E2']
        .map(async (code) => (await figure(code, '2024-05', 'approved', 'waste.shipped-mass', reader))?.result.computed)
        .map(async (one) => ((await one) ? 'seen' : '—')),
    );
  expect(await seenBy(people.suzhou)).toEqual(['seen', 'seen', '—', '—']);
  expect(await seenBy(people.auditor)).toEqual(['seen', 'seen', 'seen', 'seen']);
  expect(await seenBy(people.stranger)).toEqual(['—', '—', '—', '—']);
  expect(
    (await figure('GROUP', '2024-05', 'approved', 'waste.shipped-mass', people.suzhou))?.result.computed,
  ).toMatchObject({ value: '17' });
});

test('two programs that compute beside each other while others write end in the right figures', async () => {
  const wiring = {
    kinds,
    workedOut,
    kpis,
    organisation: organisationOf,
    packs: () => company.packs.inUse,
    parameters: async () => ({}),
  };
  const programs = [company.figures, makeFigures(company.db, wiring)];
  const keys = ['GROUP', 'E1', 'E2', 'SZ', 'WH'].map((code) => ({
    kpi: 'waste.shipped-mass',
    scopeId: scopeOf(code),
    period: '2024',
    basis: 'approved' as const,
  }));
  const beside = programs.map((one) => one.start());
  const asking = Promise.all(
    programs.map(async (one) => {
      for (let round = 0; round < 15; round++) await one.ask(keys, people.auditor);
    }),
  );
  for (let day = 1; day <= 12; day++)
    await company.approved(
      'waste.load',
      company.load({
        site: id[day % 2 ? 'SZ' : 'WH'] as string,
        on: `2024-0${1 + (day % 3)}-${String(day).padStart(2, '0')}`,
        tonnes: String(day),
      }),
    );
  await asking;
  for (const one of beside) await one.stop();
  await company.figures.settle();
  expect(await Promise.all(['GROUP', 'E1', 'E2', 'SZ', 'WH'].map((code) => mass(code, '2024')))).toEqual([
    '78',
    '21.6',
    '56.4',
    '36',
    '42',
  ]);
});
