// Is every kind of bad input told at its cell in both languages, with nothing half-written and nothing guessed?

import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '#app/wiring.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { languages, word } from '../i18n/words.ts';
import { checkImport, type FileToImport, type ImportReport, importFile } from './imports.ts';
import { fixtureFolder, handmadeZip, workbookParts } from './read/fixture-files.ts';
import { refusalKey } from './read/refusal.ts';
import type { CellTrouble } from './read-row.ts';

const ExcelJS = createRequire(import.meta.url)('exceljs') as typeof import('exceljs');
const fixture = fixtureFolder();
let company: SmallCompany;
beforeAll(async () => {
  company = await openSmallCompany();
});
afterAll(() => company?.close());

const headings = [
  '工厂',
  '出厂日期',
  '废弃物种类',
  '利用处置方式',
  '出厂磅重（t）',
  '接收重量（t）',
  '单据类型',
  '单据编号',
  '单据行号',
  '处置单位',
  '备注',
];
const english = [
  'Factory',
  'Departed on',
  'Waste stream',
  'Treatment',
  'Own weight (t)',
  'Received weight (t)',
  'Document type',
  'Document number',
  'Document line',
  'Vendor',
  'Note',
];
const good = ['SZ', '2024-06-03', '废纸', '塑料、纸、木再生利用', '4.25', '', '磅单', 'T-1', '1', 'V1', ''];
let tickets = 0;
let masses = 0;
/** A good row with other cells, each named by the heading of its column. */
const row = (cells: Record<string, string> = {}): string[] =>
  headings.map(
    (heading, index) =>
      cells[heading] ??
      (heading === '单据编号'
        ? `B-${++tickets}`
        : heading === '出厂磅重（t）'
          ? `1.${String(++masses % 9_973).padStart(4, '0')}`
          : (good[index] as string)),
  );
const csv = (rows: readonly (readonly string[])[]) =>
  rows
    .map((cells) => cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join('\n');

const fileOf = (path: string, more: Partial<FileToImport> = {}): FileToImport => ({
  ...{
    importId: uuidv7(),
    kind: kindOf('waste.load'),
    path,
    fileName: 'loads',
    sha256: null,
    fixed: {},
    chosen: {},
    mended: {},
    year: 2024,
  },
  ...more,
});
interface Told {
  row_number: number;
  outcome: string;
  cells: string[];
  problems: CellTrouble[];
}
interface Checked {
  report: ImportReport;
  rows: Told[];
  /** `row heading: code` of every problem */
  said: string[];
}
async function check(
  path: string,
  more: Partial<FileToImport> = {},
  limits: Record<string, string> = {},
): Promise<Checked> {
  const file = fileOf(path, more);
  const report = await checkImport(
    { ...company.intake, limits: async () => limits },
    company.people.administrator,
    file,
  );
  const rows = await company.all(
    sql<Told>`select row_number, outcome, cells, problems from intake_row where import_id = ${file.importId} order by row_number`,
  );
  const headingAt = new Map(report.columns.map((one) => [one.index, one.heading.replace('(t)', '（t）')]));
  const said = rows.flatMap((one) =>
    one.problems.map(
      (problem) =>
        `${one.row_number} ${problem.column === null ? '' : headingAt.get(problem.column)}: ${problem.code}${problem.level === 'warning' ? ' (warning)' : ''}`,
    ),
  );
  for (const one of rows) for (const problem of one.problems) expectSentence(problem.code, problem.facts);
  return { report, rows, said };
}
const checkRows = (
  rows: readonly (readonly string[])[],
  more?: Partial<FileToImport>,
  limits?: Record<string, string>,
) => check(fixture(`rows-${++tickets}.csv`, csv([headings, ...rows])), more, limits);

/** A clear sentence in both languages: words, all facts filled in, not the code itself. */
function expectSentence(code: string, facts?: Record<string, string | number>): void {
  for (const language of languages) {
    const sentence = word(words, language, code, facts);
    expect([code, language, sentence]).toEqual([
      code,
      language,
      expect.stringMatching(language === 'zh' ? /\p{Script=Han}/u : /^[A-Z“{\d].* .*/),
    ]);
    expect([code, sentence]).toEqual([code, expect.not.stringMatching(/[{}]|undefined/)]);
  }
}

/** How many rows every table has: what a refused import must leave as it was. */
async function rowCounts(): Promise<Record<string, number>> {
  const names = await company.all(
    sql<{
      name: string;
    }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege('greenfab_app', oid, 'select') order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of names)
    counts[name] = (await company.one(sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`)).n;
  return counts;
}

describe('a cell that is wrong is told at the cell:', () => {
  test.each([
    ['a word for a mass', { '出厂磅重（t）': '很多' }, '出厂磅重（t）: not_a_number'],
    ['a mass of zero', { '出厂磅重（t）': '0' }, '出厂磅重（t）: mass_not_positive'],
    ['a mass below zero', { '出厂磅重（t）': '-3' }, '出厂磅重（t）: mass_not_positive'],
    ['a mass above what a lorry carries', { '出厂磅重（t）': '60.001' }, '出厂磅重（t）: mass_above_limit'],
    ['kilograms typed as tonnes', { '出厂磅重（t）': '4250' }, '出厂磅重（t）: mass_above_limit'],
    ['an unknown unit', { '出厂磅重（t）': '5桶' }, '出厂磅重（t）: unknown_unit'],
    ['a ton that may be two things', { '出厂磅重（t）': '5 tons' }, '出厂磅重（t）: ambiguous_unit'],
    ['no mass at all', { '出厂磅重（t）': '' }, '出厂磅重（t）: mass_missing'],
    ['a formula that failed', { '出厂磅重（t）': '#REF!' }, '出厂磅重（t）: not_a_number'],
    ['a date in the future', { 出厂日期: '2024-07-16' }, '出厂日期: date_in_future'],
    ['a date before anybody kept records', { 出厂日期: '1924-06-03' }, '出厂日期: date_out_of_range'],
    ['a day that the calendar has not', { 出厂日期: '2024-06-31' }, '出厂日期: impossible_date'],
    ['a date that may be two', { 出厂日期: '06/07/2024' }, '出厂日期: ambiguous_date'],
    ['something that is no date', { 出厂日期: '下周' }, '出厂日期: not_a_date'],
    ['no date', { 出厂日期: '' }, '出厂日期: missing'],
    ['an unknown factory', { 工厂: '北京' }, '工厂: unknown_name'],
    ['an unknown stream, nearly right', { 废弃物种类: '废纸箱' }, '废弃物种类: unknown_name_near'],
    ['an unknown vendor', { 处置单位: '老周废品站' }, '处置单位: unknown_name'],
    ['an unknown treatment', { 利用处置方式: '倒掉' }, '利用处置方式: unknown_code'],
    ['a treatment with a slip', { 利用处置方式: '填理' }, '利用处置方式: unknown_code_near'],
    ['an unknown kind of paper', { 单据类型: '口头' }, '单据类型: unknown_code'],
    ['no document number', { 单据编号: '' }, '单据编号: missing'],
    ['a document number without end', { 单据编号: 'x'.repeat(41) }, '单据编号: too_long'],
    ['half a line', { 单据行号: '1.5' }, '单据行号: not_whole'],
    ['line zero', { 单据行号: '0' }, '单据行号: below_minimum'],
    ['a note without end', { 备注: 'x'.repeat(501) }, '备注: too_long'],
    ['lost characters', { 备注: '雨\ufffd天' }, '备注: unreadable_characters'],
  ])('%s', async (_, cells, said) => {
    const checked = await checkRows([row(), row(cells), row()]);
    expect(checked.said).toEqual([`3 ${said}`]);
    expect(checked.report).toMatchObject({ status: 'checked', counts: { rows: 3, new: 2, bad: 1 } });
  });

  test('everything at once, each once', async () => {
    const { said } = await checkRows([
      row({ 出厂日期: '下周', '出厂磅重（t）': '很多', 处置单位: '谁', 单据行号: 'x' }),
    ]);
    expect(said.sort()).toEqual([
      '2 出厂日期: not_a_date',
      '2 出厂磅重（t）: not_a_number',
      '2 单据行号: not_a_number',
      '2 处置单位: unknown_name',
    ]);
  });

  test('the limit per load can be set', async () => {
    const rows = [row({ '出厂磅重（t）': '80' })];
    expect((await checkRows(rows)).said).toEqual(['2 出厂磅重（t）: mass_above_limit']);
    expect((await checkRows(rows, {}, { 'waste.load.mass-tonnes': '100' })).said).toEqual([]);
    expect((await checkRows(rows, {}, { 'waste.load.mass-tonnes': '79.5' })).said).toEqual([
      '2 出厂磅重（t）: mass_above_limit',
    ]);
  });

  test('the future begins where the factory lies', async () => {
    const intake = {
      ...company.intake,
      todayIn: (zone: string) => (zone === 'Asia/Shanghai' ? '2024-07-16' : '2024-07-15'),
    };
    const file = fileOf(
      fixture(
        'zones.csv',
        csv([headings, row({ 出厂日期: '2024-07-16' }), row({ 工厂: '海防', 出厂日期: '2024-07-16' })]),
      ),
    );
    expect((await checkImport(intake, company.people.administrator, file)).counts).toMatchObject({ new: 1, bad: 1 });
  });

  test('the same document twice is an error, in whatever spelling; the same load under another number is asked about', async () => {
    const { said, report } = await checkRows([
      row({ 单据编号: 'D-1' }),
      row({ 单据编号: 'Ｄ－１', '出厂磅重（t）': '9' }),
      row({ 单据编号: 'D-2', '出厂磅重（t）': '7' }),
      row({ 单据编号: 'D-3', '出厂磅重（t）': '7' }),
    ]);
    expect(said).toEqual(['3 单据行号: repeated_in_file', '5 出厂磅重（t）: near_duplicate (warning)']);
    expect(report.counts).toMatchObject({ new: 3, bad: 1, warnings: 1 });
  });

  test('own and received weight that differ too much are asked about', async () => {
    expect(
      (
        await checkRows([
          row({ '出厂磅重（t）': '4.25', '接收重量（t）': '4.24' }),
          row({ '出厂磅重（t）': '4.26', '接收重量（t）': '4.05' }),
        ])
      ).said,
    ).toEqual(['3 接收重量（t）: weights_differ (warning)']);
  });

  test('a month that is closed, and a year that was carried in', async () => {
    const { id } = company;
    await company.db.as(company.people.administrator, (tx) =>
      sql`insert into period_closed (kind, scope_id, month, closed_seq, closed_by) values ('waste.load', ${id.SZ}, '2023-03-01', app_seq(), app_actor())`.execute(
        tx,
      ),
    );
    await company.approved('waste.carried-total', {
      ...{ site: id.WH, year: '2021', treatment: 'landfill', hazardous: false },
      ...{ massTonnes: { value: '12', entered: '12 t' }, sourceDocument: 'Yearbook 2021' },
    });
    const { said, report } = await checkRows([
      row({ 出厂日期: '2023-03-31' }),
      row({ 工厂: 'WH', 出厂日期: '2021-05-05' }),
      row({ 工厂: 'WH', 出厂日期: '2023-03-31' }),
    ]);
    expect(said).toEqual(['2 出厂日期: period_is_closed', '3 工厂: carried_in_overlaps']);
    expect(report.counts).toMatchObject({ new: 1, bad: 2 });
  });
});

describe('what people write is understood:', () => {
  /** What the good rows come to, as the records would say it. */
  async function understood(path: string, more: Partial<FileToImport> = {}): Promise<string[]> {
    const file = fileOf(path, more);
    const report = await importFile(company.intake, company.people.administrator, file, {
      acceptGood: false,
      state: 'draft',
      via: 'import',
    });
    expect([report.status, report.counts.bad, report.refusal]).toEqual(['committed', 0, undefined]);
    const rows = await company.all(
      sql<{
        said: string;
      }>`select departed_on || ' ' || own_mass_tonnes || ' ' || own_mass_tonnes_entered as said from waste_load where import_id = ${file.importId} order by document_number`,
    );
    return rows.map((one) => one.said);
  }

  test('dates in every way, full-width digits, 公斤, 斤 and 吨 beside each other', async () => {
    const rows = [
      ['2024.6.30', '4250公斤'],
      ['6月30日', '8500斤'],
      ['2024年6月3日', '4.25吨'],
      ['２０２４／６／５', '４．２５'],
      ['2024/06/07', '4,250.5 kg'],
      ['20240608', '4.25 t'],
    ];
    const path = fixture(
      'units.csv',
      csv([
        headings,
        ...rows.map(([on, mass], index) =>
          row({ 出厂日期: on as string, '出厂磅重（t）': mass as string, 单据编号: `U-${index}` }),
        ),
      ]),
    );
    expect(await understood(path)).toEqual([
      '2024-06-30 4.25 4250 kg',
      '2024-06-30 4.25 8500 jin',
      '2024-06-03 4.25 4.25 t',
      '2024-06-05 4.25 4.25 t',
      '2024-06-07 4.2505 4250.5 kg',
      '2024-06-08 4.25 4.25 t',
    ]);
  });

  test('English headings, a unit in the heading, columns in another order and some that mean nothing', async () => {
    const order = [9, 4, 0, 1, 2, 3, 6, 7, 8];
    const heading = [...order.map((index) => (index === 4 ? 'Own weight (kg)' : (english[index] as string))), 'Driver'];
    const cells = [
      ...order.map((index) => (index === 4 ? '4250' : index === 7 ? 'E-1' : (good[index] as string))),
      'Zhou',
    ];
    expect(await understood(fixture('english.csv', csv([heading, cells])))).toEqual(['2024-06-03 4.25 4250 kg']);
  });

  test('GB18030, UTF-8 with its mark, UTF-16, tabs and semicolons', async () => {
    const line = (number: string) => row({ 单据编号: number, '出厂磅重（t）': '4.25' });
    const text = (number: string, separator = ',') =>
      [headings, line(number)].map((cells) => cells.join(separator)).join('\r\n');
    const gb = Buffer.from(
      'B9A4B3A72CB3F6B3A7C8D5C6DA2CB7CFC6FACEEFD6D6C0E02CC0FBD3C3B4A6D6C3B7BDCABD2CB3F6B3A7B0F5D6D82CB5A5BEDDC0E0D0CD2CB5A5BEDDB1E0BAC52CB5A5BEDDD0D0BAC52CB4A6D6C3B5A5CEBB0A',
      'hex',
    );
    const gbRow = Buffer.concat([
      Buffer.from('SZ,2024-06-03,'),
      Buffer.from('B7CFD6BD', 'hex'), // 废纸
      Buffer.from(',landfill,4.25,'),
      Buffer.from('B0F5B5A5', 'hex'), // 磅单
      Buffer.from(',G-1,1,V1\n'),
    ]);
    for (const [name, bytes] of [
      ['gb18030.csv', Buffer.concat([gb, gbRow])],
      ['utf8-bom.csv', Buffer.from(`\ufeff${text('G-2')}`)],
      ['utf16.csv', Buffer.from(`\ufeff${text('G-3', '\t')}`, 'utf16le')],
      ['semicolon.csv', Buffer.from(text('G-4', ';'))],
    ] as const) {
      expect([name, await understood(fixture(name, bytes))]).toEqual([name, ['2024-06-03 4.25 4.25 t']]);
    }
  });

  test('a workbook with merged title rows, blocks, subtotals, a hidden sheet, dates and formulas', async () => {
    const book = new ExcelJS.Workbook();
    const hidden = book.addWorksheet('底稿', { state: 'hidden' });
    hidden.addRows([headings, row(), row()]);
    const sheet = book.addWorksheet('6月');
    sheet.addRow(['苏州工厂 2024年6月台账']);
    sheet.mergeCells('A1:K1');
    sheet.addRow([]);
    sheet.addRow(headings);
    sheet.addRow(['一、一般固体废物']);
    sheet.mergeCells('A4:K4');
    const at = (cells: Record<string, unknown>) => headings.map((heading, index) => cells[heading] ?? good[index]);
    sheet.addRow(at({ 单据编号: 'X-1', 出厂日期: new Date(Date.UTC(2024, 5, 3)), '出厂磅重（t）': 4.25 }));
    sheet.addRow(at({ 单据编号: 'X-2', '出厂磅重（t）': { formula: '0.1+0.2', result: 0.1 + 0.2 } }));
    sheet.addRow(['小计', '', '', '', 8.25]);
    sheet.addRow(['二、危险废物']);
    sheet.addRow(at({ 单据编号: 'X-3', 废弃物种类: '废矿物油', '出厂磅重（t）': 1.5, 利用处置方式: '废油再提炼' }));
    sheet.addRow(['合计', '', '', '', { formula: 'SUM(E5:E9)', result: 9.75 }]);
    sheet.addRow(['制表人：何小蔓']);
    const path = fixture('ledger.xlsx');
    writeFileSync(path, Buffer.from(await book.xlsx.writeBuffer()));
    const { rows, report } = await check(path);
    expect(report.counts).toMatchObject({ rows: 3, new: 3, bad: 0, skipped: 5 });
    expect(
      rows.filter((one) => one.outcome === 'skipped').map((one) => `${one.row_number} ${one.problems[0]?.code}`),
    ).toEqual([
      '4 skipped.block_title',
      '7 skipped.subtotal',
      '8 skipped.block_title',
      '10 skipped.subtotal',
      '11 skipped.footer',
    ]);
    expect(await understood(path)).toEqual(['2024-06-03 4.25 4.25 t', '2024-06-03 0.3 0.3 t', '2024-06-03 1.5 1.5 t']);
  });

  test('a formula without its result, a failed formula and a value merged over two loads are told, not guessed', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('6月');
    sheet.addRow(headings);
    const at = (number: string, mass: unknown) =>
      headings.map((heading, index) =>
        heading === '单据编号' ? number : heading === '出厂磅重（t）' ? mass : good[index],
      );
    sheet.addRow(at('F-1', { formula: '2+2' }));
    sheet.addRow(at('F-2', { error: '#REF!' }));
    sheet.addRow(at('F-3', 8));
    sheet.addRow(at('F-4', null));
    sheet.mergeCells('E4:E5');
    const path = fixture('formulas.xlsx');
    writeFileSync(path, Buffer.from(await book.xlsx.writeBuffer()));
    expect((await check(path)).said).toEqual([
      '2 出厂磅重（t）: formula_without_value',
      '3 出厂磅重（t）: formula_error',
      '4 出厂磅重（t）: merged_value',
      '5 出厂磅重（t）: merged_value',
    ]);
  });
});

describe('a file that is none is refused as a whole, in a sentence, and leaves nothing', () => {
  const sparse = (path: string, bytes: number) => {
    const fd = openSync(path, 'w');
    writeSync(fd, csv([headings, row()]));
    ftruncateSync(fd, bytes);
    closeSync(fd);
    return path;
  };
  const cases: [string, () => string, string][] = [
    ['a PDF that is called a workbook', () => fixture('paper.xlsx', '%PDF-1.7\n%âãÏÓ\n'), 'file.not_a_table.pdf'],
    [
      'a picture',
      () => fixture('photo.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      'file.not_a_table.image',
    ],
    [
      'a workbook of 1997',
      () => fixture('old.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)])),
      'file.not_a_table',
    ],
    [
      'an archive that is no workbook',
      () => fixture('a.xlsx', handmadeZip([{ name: 'a.txt', content: 'x' }])),
      'file.not_a_table',
    ],
    [
      'half a workbook',
      () => fixture('half.xlsx', handmadeZip([{ name: 'a.txt', content: 'x' }]).subarray(0, 30)),
      'file.not_a_table',
    ],
    [
      'a web page',
      () => fixture('page.xls', '<!doctype html><table><tr><td>1</td></tr></table>'),
      'file.not_a_table.html',
    ],
    ['nothing', () => fixture('empty.csv', ''), 'file.empty'],
    [
      'text without any heading that is known',
      () => fixture('poem.csv', 'roses,violets\nred,blue\n'),
      'file.no_header',
    ],
    [
      'a quotation mark that is never closed',
      () => fixture('quote.csv', `${csv([headings, row()])}\nSZ,"2024-06-03,废纸`),
      'file.unclosed_quote',
    ],
    ['a file of more than 2 GB', () => sparse(fixture('huge.csv'), 2 * 1024 ** 3 + 1), 'file.too_large.file'],
  ];
  test.each(cases)('%s', async (_, make, key) => {
    const path = make();
    const before = await rowCounts();
    const checked = await check(path);
    expect(checked.report.status).toBe('refused');
    const { refusal } = checked.report;
    if (!refusal) throw new Error('no refusal');
    const said =
      refusal.refused === 'no_header'
        ? 'file.no_header'
        : refusal.refused === 'too_many_changes'
          ? 'too_many_changes'
          : refusalKey(refusal);
    expect(said.startsWith(key)).toBe(true);
    const facts =
      'headings' in refusal
        ? { headings: refusal.headings.join(', ') }
        : (refusal as unknown as Record<string, string | number>);
    expectSentence(said, facts);
    const committed = await importFile(company.intake, company.people.administrator, fileOf(path), {
      acceptGood: true,
      state: 'draft',
      via: 'import',
    });
    expect([committed.status, committed.refusal?.refused]).toEqual(['refused', refusal.refused]);
    const after = await rowCounts();
    // The page's import is kept, so that it can be shown; of the direct one nobody needs a trace unless it began.
    expect({ ...after, intake_import: 0 }).toEqual({ ...before, intake_import: 0 });
    expect((after.intake_import ?? 0) - (before.intake_import ?? 0)).toBeLessThanOrEqual(2);
  });

  test('a workbook that unpacks to far more than it holds', async () => {
    const bomb = `<worksheet><sheetData>${'<row><c/></row>'.repeat(3_000_000)}</sheetData></worksheet>`;
    const { report } = await check(fixture('bomb.xlsx', handmadeZip(workbookParts(bomb))));
    expect(report).toMatchObject({ status: 'refused', refusal: { refused: 'zip_bomb' } });
    expectSentence('file.zip_bomb');
  });

  test('one bad row among good ones refuses all of them, and nothing is left of any', async () => {
    const path = fixture(
      'one-bad.csv',
      csv([headings, ...Array.from({ length: 1_200 }, () => row()), row({ 处置单位: '谁' })]),
    );
    const before = await rowCounts();
    const report = await importFile(company.intake, company.people.administrator, fileOf(path), {
      acceptGood: false,
      state: 'draft',
      via: 'import',
    });
    expect(report).toMatchObject({ status: 'refused', counts: { new: 1_200, bad: 1 } });
    const after = await rowCounts();
    expect(after).toEqual({ ...before, intake_import: (before.intake_import ?? 0) + 1 });
  });
});
