// The GRI tables as a workbook: the figures' lines, in the unit asked for, with on site apart from off site.
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import type { Figure } from '#platform/kpi/ledger.ts';
import { griMass, griSheets } from './gri306.ts';

let server: SmallServer;
let cookie: string;

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  const here = { site: company.id.SZ as string };
  await company.loadAt('approved', { ...here, on: '2024-05-02', tonnes: '1.25' });
  await company.loadAt('approved', {
    ...{ ...here, on: '2024-05-03', tonnes: '0.5', stream: company.id.OIL as string },
    treatment: 'incineration_no_energy',
  });
  await company.figures.settle();
  cookie = await server.cookieOf(company.people.suzhou.id);
}, 120_000);
afterAll(() => server?.close());

async function tables(unit: string, lang = 'en') {
  const answer = await server.ask(cookie, {
    url: `/api/v1/waste/gri306.xlsx?scope=site:SZ&period=2024-05&unit=${unit}&lang=${lang}`,
  });
  expect(answer.statusCode).toBe(200);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(answer.rawPayload as never);
  return (name: string) =>
    workbook
      .getWorksheet(name)!
      .getSheetValues()
      .slice(1)
      .map((row) => (row as unknown[]).slice(1));
}

test('worked by hand: a tonne in other units', () => {
  expect(['t', 'kg', 'short_ton', 'lb'].map((unit) => griMass('1', unit as never))).toEqual([
    '1',
    '1000',
    '1.102311',
    '2204.622622',
  ]);
  expect(griMass(undefined, 't')).toBeNull();
});

test('tonnes, kilograms and pounds are the same waste', async () => {
  const of = await tables('kg');
  expect(of('306-3')[0]).toEqual(['Composition', 'Hazardous (kg)', 'Non-hazardous (kg)', 'Total (kg)']);
  expect(of('306-3').at(-1)).toEqual(['Total', 500, 1250, 1750]);
  expect(of('306-4').at(-1)?.at(-1)).toBe(1250);
  expect(of('306-5').at(-1)?.at(-1)).toBe(500);
  const pounds = await tables('lb', 'zh');
  expect(pounds('306-5').at(-1)?.at(-1)).toBe(1102.311311);
  expect(pounds('306-5')[0]).toEqual(['废弃物', '处置操作', '场内 (磅)', '场外 (磅)', '合计 (磅)']);
});

test('on site stands in its own column as soon as figures say it, and is blank while they do not', () => {
  const figure = (lines: object[]) =>
    ({ key: { kpi: 'x' }, result: { computed: { value: '3', inputs: {}, extra: { lines } } } }) as unknown as Figure;
  const line = { hazardous: true, category: 'recycling', massTonnes: '2' };
  const rows = (lines: object[]) => [
    ...(griSheets([undefined, figure(lines)], 't', (key) => key)[1]!.rows as Iterable<unknown[]>),
  ];
  const recycling = (lines: object[]) => rows(lines)[1]!.slice(2);
  const said = (text: string) => ({ text, as: 'number' });
  expect(recycling([{ ...line, onSite: false }])).toEqual([null, said('2'), said('2')]);
  expect(
    recycling([
      { ...line, onSite: false },
      { ...line, onSite: true, massTonnes: '1' },
    ]),
  ).toEqual([said('1'), said('2'), said('3')]);
});
