// What flows, ranking, what-if and improvement plans answer: sums equal to the ledger's, causes from the records, to whom.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kpis, words } from '#app/wiring.ts';
import { type Session, sessionOf } from '#platform/access/session.ts';
import { makeServer } from '#platform/http/server.ts';
import { exact, exactText, share, sum, tonnes } from '#units/quantity.ts';
import { openSmallCompany, type SmallCompany, TODAY } from '../../../../tests/small-company.ts';
import type { FlowRow } from '../model/flow.ts';
import { readTreatmentTable } from '../model/treatment.ts';
import { readUl2799Levels } from '../model/ul2799-levels.ts';
import type { ConversionDefinition } from '../rules/conversion-rate.ts';
import { ratesOf } from '../rules/what-if.ts';
import { flowRoutes } from './flows.ts';
import { improvementRoutes } from './improvements.ts';
import { rankingRoutes } from './ranking.ts';

let company: SmallCompany;
let app: FastifyInstance;
let who: keyof SmallCompany['people'] = 'administrator';
let kiln = '';

const id = (code: string) => company.id[code] as string;
const shipped = (site: string, on: string, tonnesSaid: string, treatment: string, stream = 'PAPER', vendor = 'V1') =>
  company.approved(
    'waste.load',
    company.load({ site: id(site), on, tonnes: tonnesSaid, treatment, stream: id(stream), vendor: id(vendor) || kiln }),
  );

beforeAll(async () => {
  company = await openSmallCompany();
  const local = (en: string, zh: string) => ({ en, zh });
  kiln = await company.approved(
    'suppliers.supplier',
    { code: 'V3', name: local('Kiln', '水泥厂'), country: 'CN', roles: ['waste_vendor'] },
    [{ number: 'L-V3', permittedCodes: [], from: '2020-01-01', before: '2024-03-01' }],
  );
  await company.approved('waste.case', {
    ...{
      code: 'C-1',
      title: local('Refuse sorted', '生活垃圾分拣'),
      source: 'own',
      composition: 'mixed',
      hazardous: false,
    },
    ...{ fromTreatment: 'landfill', toTreatment: 'recycle_organic' },
    ...{ whatWasDone: local('Sorted', '分拣'), result: local('Half of it recycled', '一半回收') },
  });
  // Suzhou: refuse to the kiln until February, whose licence ended; then to landfill at V2.
  for (const month of ['2023-11', '2023-12', '2024-01', '2024-02'])
    await shipped('SZ', `${month}-10`, '10', 'cement_kiln_material', 'REFUSE', 'V3');
  for (const month of ['2024-03', '2024-04', '2024-05', '2024-06'])
    await shipped('SZ', `${month}-10`, '10', 'landfill', 'REFUSE', 'V2');
  for (const month of ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06']) {
    await shipped('SZ', `${month}-11`, '40', 'recycle_organic');
    await shipped('WH', `${month}-12`, '10', 'recycle_organic');
  }
  await company.approved('waste.vendor-proof', {
    ...{ vendor: id('V1'), treatment: 'incineration_with_energy', plant: local('Plant', '电厂') },
    ...{ from: '2024-01-01', before: '2025-01-01', document: 'Letter of the plant' },
  });
  await shipped('WH', '2024-05-20', '2.5', 'incineration_with_energy', 'REFUSE');
  await shipped('HP', '2024-04-01', '7.125', 'incineration_no_energy', 'OIL');
  await company.loadAt('submitted', { site: id('SZ'), on: '2024-06-20', tonnes: '5', treatment: 'landfill' });
  await company.approved('waste.carried-total', {
    ...{ site: id('WH'), year: '2021-01-01', treatment: 'landfill', hazardous: false },
    ...{ massTonnes: { value: '123.4', entered: '123.4 t' }, sourceDocument: 'Report 2021' },
  });
  await company.approved(
    'targets.target',
    {
      ...{ code: 'T', title: local('Rate', '转化率'), measure: 'quantitative', kpi: 'waste.conversion-rate' },
      baseYear: '2023-01-01',
    },
    [{ year: '2024-01-01', value: '0.88' }],
  );
  await company.approved(
    'waste.improvement',
    {
      ...{ site: id('SZ'), code: 'P-1', title: local('Kiln again', '恢复水泥窑'), stream: id('REFUSE') },
      ...{ fromTreatment: 'cement_kiln_material', toTreatment: 'landfill' },
      ...{ startsOn: '2024-03-01', effectiveFrom: '2024-03-01' },
    },
    [
      { what: 'Ask', owner: 'He', due: '2024-05-31', done: null },
      { what: 'Sign', owner: 'He', due: '2024-12-31', done: null },
    ],
  );
  // Hai Phong: refuse to landfill until December, burned since January by a plant that proves no energy recovery; two
  // plans are about it.
  for (const month of ['2023-10', '2023-11', '2023-12'])
    await shipped('HP', `${month}-05`, '10', 'landfill', 'REFUSE', 'V2');
  for (const month of ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'])
    await shipped('HP', `${month}-05`, '10', 'incineration_with_energy', 'REFUSE', 'V2');
  for (const code of ['P-2', 'P-3'])
    await company.approved('waste.improvement', {
      ...{ site: id('HP'), code, title: local('To the power plant', '改送电厂'), stream: id('REFUSE') },
      ...{ fromTreatment: 'landfill', toTreatment: 'incineration_with_energy' },
      ...{ startsOn: '2024-01-01', effectiveFrom: '2024-01-01' },
    });
  await company.figures.settle();
  const { db, figures } = company;
  const world = { db, figures, kpis, words, todayIn: () => TODAY };
  app = await makeServer({
    routes: [...flowRoutes(world), ...rankingRoutes(world), ...improvementRoutes(world)],
    words,
    language: 'en',
    sessionOf: async (): Promise<Session | null> => sessionOf(db, company.people[who].id, TODAY),
    webFolder: '/nowhere',
    maxUploadBytes: 1024,
    refuseForeignOrigin: () => undefined,
    baseUrl: 'http://localhost',
  });
}, 240_000);
afterAll(async () => {
  await app?.close();
  await company?.close();
});

async function get<T>(path: string, as: typeof who = 'administrator', language = 'en') {
  who = as;
  const answer = await app.inject({ url: `/api/v1${path}`, headers: { 'accept-language': language } });
  return { status: answer.statusCode, body: answer.json() as T };
}

interface Flows {
  figures: Record<'shipped' | 'rate' | 'ul' | 'diverted' | 'disposed', { id: string; value: string | null }>;
  rows: (Omit<FlowRow, 'massTonnes' | 'vendorId'> & { massTonnes: string })[];
  streams: { id: string; code: string }[];
  definition: ConversionDefinition;
  packs: Record<string, unknown>;
  twelveMonths: boolean;
  target: { value: string } | null;
}

describe('the flows of a scope and period', () => {
  const asked: readonly [what: string, query: () => string][] = [
    ['the group in a quarter', () => 'scope=group&period=2024-Q2'],
    ['a region in a half-year', () => 'scope=region:EC&period=2024-H1'],
    ['a subsidiary with 60 % of a factory', () => 'scope=entity:E1&period=2024-H1'],
    ['a factory in a month', () => 'scope=site:SZ&period=2024-05'],
    ['days within months', () => 'scope=group&period=2024-03-11..2024-05-13'],
    ['with what is submitted', () => 'scope=group&period=2024-06&basis=shown'],
    ['a year that was carried in', () => 'scope=group&period=2021'],
  ];
  test.each(asked)('%s: add up to the figures of the ledger, counted by the same rules', async (_, query) => {
    const { status, body } = await get<Flows>(`/waste/flows?${query()}`);
    expect(status).toBe(200);
    const rows: FlowRow[] = body.rows.map((row) => ({ ...row, vendorId: '', massTonnes: tonnes(row.massTonnes) }));
    expect(exactText(sum(rows.map((row) => row.massTonnes)))).toBe(
      exactText(exact(body.figures.shipped.value ?? '-1')),
    );
    const rates = ratesOf(
      rows,
      { definition: body.definition, table: readTreatmentTable(body.packs['waste-treatments']) },
      { levels: readUl2799Levels(body.packs['ul2799-levels']), twelveMonths: body.twelveMonths },
    );
    const textOf = (answer: { value: (typeof rows)[0]['massTonnes'] } | object) =>
      'value' in answer ? exactText(answer.value) : null;
    expect({
      rate: textOf(rates.owner),
      ul: textOf(rates.ul2799),
      diverted: textOf(rates.diverted),
      disposed: textOf(rates.disposed),
    }).toEqual({
      rate: body.figures.rate.value,
      ul: body.figures.ul.value,
      diverted: body.figures.diverted.value,
      disposed: body.figures.disposed.value,
    });
  });

  test('of one treatment are its loads, no more', async () => {
    const { body } = await get<Flows>('/waste/flows?scope=site:SZ&period=2024-Q2');
    const flows = body.rows.map((row) => [
      row.streamId === id('REFUSE') ? 'REFUSE' : 'PAPER',
      row.treatment,
      row.massTonnes,
    ]);
    expect(flows).toEqual(
      expect.arrayContaining([
        ['REFUSE', 'landfill', '30'],
        ['PAPER', 'recycle_organic', '120'],
      ]),
    );
    expect(flows).toHaveLength(2);
    expect(body.target).toMatchObject({ value: '0.88' });
  });

  test('are answered anew when a load of theirs is, and not to whom the scope is foreign', async () => {
    expect((await get('/waste/flows?scope=site:HP&period=2024-Q2', 'wuhu')).status).toBe(403);
    expect((await get('/waste/ranking?scope=group&period=2024-Q2', 'stranger')).status).toBe(403);
    const path = '/waste/flows?scope=site:HP&period=2023-07';
    expect((await get<Flows>(path)).body.rows).toEqual([]);
    await shipped('HP', '2023-07-07', '3', 'reuse');
    await company.figures.settle();
    expect((await get<Flows>(path)).body.rows).toMatchObject([{ massTonnes: '3' }]);
  });
});

interface Ranking {
  sites: {
    scope: { code: string };
    status: string;
    changePoints: string | null;
    cause: { words: string; treatment: string; lostMassTonnes: string; cases: string[] } | null;
    drivers: { words: string; effect: string }[];
    parts: null | {
      gapShare: string;
      changeShare: string;
      streams: { gapShare: string; treatmentEffect: string; mixEffect: string }[];
    };
  }[];
  cases: { id: string }[];
}

describe('the ranking', () => {
  test('says which stream, treatment and vendor, and that the better vendor’s licence ended', async () => {
    const { body } = await get<Ranking>('/waste/ranking?scope=group&period=2024-Q2');
    const suzhou = body.sites.find((one) => one.scope.code === 'SZ');
    expect(suzhou?.cause).toMatchObject({ treatment: 'landfill', lostMassTonnes: '30', cases: [body.cases[0]?.id] });
    expect(suzhou?.cause?.words).toBe(
      'Refuse (REFUSE): 30.0 t to landfill by Burner (V2); until February 2024 it went to a cement kiln, as material, at Kiln (V3), whose licence ended on 1 March 2024',
    );
    expect(suzhou?.status).toBe('behind');
    expect(body.sites.find((one) => one.scope.code === 'WH')?.cause).toBeNull();
  });

  test('says it in Chinese too, with the same figures', async () => {
    const { body } = await get<Ranking>('/waste/ranking?scope=group&period=2024-Q2', 'administrator', 'zh');
    expect(body.sites.find((one) => one.scope.code === 'SZ')?.cause?.words).toContain('其资质于2024年3月1日到期');
  });

  test('takes one factory apart: the parts add up to the distance and to the change, exactly', async () => {
    const { body } = await get<Ranking>('/waste/ranking?scope=site:SZ&period=2024-Q2');
    const [suzhou] = body.sites;
    const parts = suzhou?.parts;
    if (!parts) throw new Error('no parts');
    const total = (values: string[]) => exactText(sum(values.map((one) => share(one))));
    expect(total(parts.streams.map((one) => one.gapShare))).toBe(parts.gapShare);
    expect(parts.gapShare).toBe('0.08');
    expect(total(parts.streams.flatMap((one) => [one.treatmentEffect, one.mixEffect]))).toBe(parts.changeShare);
    // 80 % in the second quarter; 140 of 150 t in the first
    expect(exact(parts.changeShare).toFixed(6)).toBe('-0.133333');
    expect(suzhou?.drivers[0]?.words).toBe('Refuse (REFUSE) treated otherwise: −13.3 points');
  });
});

interface Plans {
  plans: {
    code: string;
    actions: { state: string }[];
    effect: Record<string, unknown> & { site: { points: string }; group: { points: string } | null };
  }[];
}

test('a plan has its overdue action marked, and its effect measured by hand', async () => {
  const { body } = await get<Plans>('/waste/improvements?scope=site:SZ', 'suzhou');
  const [plan] = body.plans;
  expect(plan?.actions.map(({ state }) => state)).toEqual(['overdue', 'open']);
  // Nothing of 40 t before, all of 40 t in the four months after: 10 t a month, 120 t a year.
  expect(plan?.effect).toMatchObject({ shareBefore: '0', shareAfter: '1', changeShare: '1', yearlyMassTonnes: '120' });
  // 160 of 200 t converted; had the refuse gone to the kiln as before, all of it.
  expect(plan?.effect.site.points).toBe('-0.2');
  expect((await get<Plans>('/waste/improvements?scope=group', 'wuhu')).body.plans).toEqual([]);
});

test('two plans of one stream see each load of it once: 10 t a month, 120 t a year', async () => {
  const { body } = await get<Plans>('/waste/improvements?scope=site:HP');
  expect(body.plans.map(({ code }) => code).sort()).toEqual(['P-2', 'P-3']);
  for (const { effect } of body.plans)
    expect(effect).toMatchObject({ shareBefore: '0', shareAfter: '1', yearlyMassTonnes: '120' });
});

test('to a plant that proves no energy recovery no rate gains: counted as the rate counts it, nothing was converted before or after', async () => {
  const { body } = await get<Plans>('/waste/improvements?scope=site:HP');
  expect(body.plans.map(({ effect }) => [effect.site.points, effect.group?.points])).toEqual([
    ['0', '0'],
    ['0', '0'],
  ]);
});
