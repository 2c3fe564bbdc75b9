// Ledgers over the whole program: their totals are the figures' sums, what is not approved is marked or left out, and a
// province's sheet comes of a file alone.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { kpis, words } from '#app/wiring.ts';
import { parsePeriod } from '#period/period.ts';
import { readPacks } from '#platform/packs/load.ts';
import { Exact } from '#units/quantity.ts';
import { wasteLedger } from '../cli/ledger.ts';
import { ledgerFile } from './ledger-workbook.ts';
import { layoutsInForce, readLedger, readLedgerLayouts } from './read-ledger.ts';

let server: SmallServer;
let cookie: string;
let foreign: string;
const folder = mkdtempSync(join(tmpdir(), 'greenfab-ledgers-'));
const get = (url: string, as = cookie) => server.ask(as, { url: `/api/v1${url}` });
const at = (edition: string, part: string, more = '') =>
  `/waste/ledgers/${edition}${part}?site=${server.company.id.SZ}&period=2024-05&lang=en${more}`;

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  const here = { site: company.id.SZ as string };
  const oil = { stream: company.id.OIL as string, treatment: 'oil_re_refining', vendor: company.id.V1 as string };
  await company.loadAt('approved', { ...here, on: '2024-05-02', tonnes: '1.205' });
  await company.loadAt('approved', { ...here, on: '2024-05-03', tonnes: '0.6255', ...oil });
  await company.loadAt('approved', { ...here, on: '2024-06-03', tonnes: '9', ...oil });
  await company.loadAt('submitted', { ...here, on: '2024-05-04', tonnes: '0.3', ...oil });
  await company.loadAt('draft', { ...here, on: '2024-05-05', tonnes: '0.1', ...oil });
  await company.figures.settle();
  cookie = await server.cookieOf(company.people.suzhou.id);
  foreign = await server.cookieOf(company.people.wuhu.id);
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.close();
});

/** Every sheet of a workbook as Excel's reader sees it, by name. */
async function sheetsOf(bytes: Buffer): Promise<Record<string, string[][]>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  return Object.fromEntries(
    workbook.worksheets.map((sheet) => [
      sheet.name,
      Array.from({ length: sheet.rowCount }, (_, row) =>
        Array.from({ length: sheet.columnCount }, (__, column) => sheet.getCell(row + 1, column + 1).text),
      ),
    ]),
  );
}
const bytesOf = async (url: string) => {
  const answer = await get(url);
  expect(answer.statusCode).toBe(200);
  return answer.rawPayload;
};
/** The sum of a column of a sheet, by its heading. */
function sumOf(sheet: readonly string[][], heading: string): string {
  const at = sheet[0]!.indexOf(heading);
  expect(at).toBeGreaterThanOrEqual(0);
  return sheet
    .slice(1)
    .reduce((sum, row) => sum.plus(row[at] || '0'), new Exact(0))
    .toFixed();
}
const shipped = async (basis: 'approved' | 'shown') => {
  const answer = await get(
    `/figures?kpi=waste.shipped-mass&scope=${server.company.id.SZ}&period=2024-05&basis=${basis}`,
  );
  return answer.json().figures[0].inputs as { hazardousMassTonnes: string; nonHazardousMassTonnes: string };
};

describe('totals of a ledger are the sums of the figures', () => {
  test('of approved records', async () => {
    const hazardous = await sheetsOf(await bytesOf(at('hj-1259-2022', '.xlsx')));
    const general = await sheetsOf(await bytesOf(at('cn-general-2021', '.xlsx')));
    const figure = await shipped('approved');
    expect(figure).toMatchObject({ hazardousMassTonnes: '0.6255', nonHazardousMassTonnes: '1.205' });
    const sent = hazardous['Sent to others for use or dispo']!;
    expect(sumOf(sent, 'Mass sent out')).toBe(figure.hazardousMassTonnes);
    expect(sumOf(hazardous.Generation!, 'Mass generated')).toBe(figure.hazardousMassTonnes);
    expect(sumOf(general['Table 3  what left the site']!, 'Mass (t)')).toBe(figure.nonHazardousMassTonnes);
    expect(sent[1]).toEqual(
      [
        '1',
        'T-2',
        '2024-05-03',
        '',
        '',
        '',
        'Waste oil',
        expect.any(String),
        'HW08',
        '900-249-08',
        '0.6255',
        't',
        'R9',
      ].concat(['', 'Recycler', 'L-V1', '']),
    );
  });

  test('with what is submitted, which a last column marks', async () => {
    const sheets = await sheetsOf(await bytesOf(at('hj-1259-2022', '.xlsx', '&basis=shown')));
    const sent = sheets['Sent to others for use or dispo']!;
    expect(sumOf(sent, 'Mass sent out')).toBe((await shipped('shown')).hazardousMassTonnes);
    expect(sent.map((row) => row.at(-1))).toEqual(['State', 'Approved', 'Submitted, not approved']);
  });

  test('and the answer says so, with what is left out', async () => {
    const { checks, gaps, sheets } = (await get(at('hj-1259-2022', '/gaps'))).json();
    expect(checks.map(({ sheetId, agrees }: { sheetId: string; agrees: boolean }) => [sheetId, agrees])).toEqual([
      ['generated', true],
      ['entrusted', true],
    ]);
    expect(gaps).toContainEqual(expect.objectContaining({ what: 'left_out', loads: 2, movements: 0 }));
    expect(gaps).toContainEqual(expect.objectContaining({ what: 'storage_not_kept' }));
    expect(sheets.map(({ id, rows }: { id: string; rows: number }) => [id, rows])).toEqual([
      ['generated', 1],
      ['stored', 0],
      ['released', 0],
      ['on-site', 0],
      ['entrusted', 1],
    ]);
  });
});

test('headings, names and units follow the language of the file', async () => {
  const sheets = await sheetsOf(await bytesOf(at('hj-1259-2022', '.xlsx').replace('lang=en', 'lang=zh')));
  const sent = sheets.委托外单位利用处置环节记录表!;
  expect(sent[0]).toContain('危险废物代码');
  expect(sent[1]).toEqual(expect.arrayContaining(['废矿物油', '吨', '再生公司']));
});

test('the command writes the same file and says what is missing', async () => {
  const { company } = server;
  const out = join(folder, 'by-command.xlsx');
  const written = await wasteLedger(
    { ...company.intake, figures: company.figures, kpis, packs: company.packs, url: '', todayIn: () => '2026-11-26' },
    { layout: 'hj-1259-2022', site: 'SZ', period: '2024-05', basis: 'approved', lang: 'en', out },
  );
  expect(written).toMatchObject({ site: 'SZ', verified: false, agrees: true });
  expect(written.missing).toContain('Left out because not approved: 2 loads, 0 storage movements.');
  const [byCommand, byPage] = await Promise.all([
    sheetsOf(readFileSync(out)),
    bytesOf(at('hj-1259-2022', '.xlsx')).then(sheetsOf),
  ]);
  expect(byCommand).toEqual(byPage);
});

describe('who may', () => {
  test('another factory is refused, and so is what is no factory', async () => {
    expect((await get(at('hj-1259-2022', '.xlsx'), foreign)).statusCode).toBe(403);
    expect((await get('/waste/ledgers/hj-1259-2022/gaps?site=group&period=2024-05')).statusCode).toBe(400);
    expect((await get(at('nothing', '/gaps'))).statusCode).toBe(404);
  });

  test('the layouts are told with source and without a claim', async () => {
    const { layouts } = (await get('/waste/ledgers')).json();
    expect(layouts).toHaveLength(3);
    for (const layout of layouts) expect(layout).toMatchObject({ verified: false, source: expect.any(String) });
  });
});

test('a province’s sheet comes of a file alone: its headings, units, codes and dates', async () => {
  const { company } = server;
  const heading = (zh: string) => ({ en: zh, zh });
  const sheet = {
    ...{ id: 'jx', title: heading('江西申报'), rows: 'shipped', waste: 'hazardous', unit: 'kg' },
    columns: [
      { heading: heading('转移日期'), from: 'date', format: 'YYYY年M月D日' },
      { heading: heading('数量（公斤）'), from: 'mass', decimals: 1 },
      { heading: heading('处置代码'), from: 'treatment', codes: { oil_re_refining: 'JX-09' } },
    ],
  };
  const json = {
    ...{ pack: 'ledger-layouts', edition: 'jiangxi-2026', title: heading('江西'), source: 'a test', licence: 'none' },
    ...{ asOf: '2026', effectiveFrom: '2026-01-01', verified: false, rows: [sheet] },
  };
  const place = join(folder, 'reference', 'ledger-layouts');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'jiangxi-2026.json'), JSON.stringify(json));
  const added = readPacks(join(folder, 'reference'), '2026-11-26');
  const [layout] = layoutsInForce(readLedgerLayouts(added), '2026-11-26');
  expect(layoutsInForce(readLedgerLayouts(added), '2025-12-31')).toEqual([]);
  const read = await readLedger(
    { ...company.intake, figures: company.figures, kpis, packs: company.packs, url: '', todayIn: () => '2026-11-26' },
    layout!,
    { actor: company.people.auditor, mayRead: () => true },
    { site: company.id.SZ!, period: parsePeriod('2024-05'), basis: 'approved', language: 'zh' },
  );
  const chunks: Buffer[] = [];
  for await (const chunk of ledgerFile(read, words).body as AsyncIterable<Buffer>) chunks.push(chunk);
  expect((await sheetsOf(Buffer.concat(chunks))).江西申报).toEqual([
    ['转移日期', '数量（公斤）', '处置代码'],
    ['2024年5月3日', '625.5', 'JX-09'],
  ]);
});
