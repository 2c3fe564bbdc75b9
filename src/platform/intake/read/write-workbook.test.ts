import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { cellsOf, fixtureFolder, readFile } from './fixture-files.ts';
import { guarded, looksLikeFormula, unguarded } from './formula-guard.ts';
import { listsSheetName } from './workbook-xml.ts';
import { csvBytes } from './write-csv.ts';
import { type CellToWrite, writeWorkbook } from './write-workbook.ts';

const ExcelJS = createRequire(import.meta.url)('exceljs') as typeof import('exceljs');
const file = fixtureFolder();

const columns = [
  { heading: '出厂日期', as: 'date' as const, required: true },
  { heading: '质量（t）', as: 'number' as const, width: 12 },
  { heading: '废弃物种类', list: ['废塑料', '废金属', '含"引号"'], note: '从列表中选择' },
  { heading: '联单编号' },
];

/** Rows returned: one with two things wrong, one with none. */
async function returnedRows(): Promise<string> {
  const path = file('returned.xlsx');
  const rows: CellToWrite[][] = [
    [
      { text: '2024-02-30', problem: '2 月没有 30 日' },
      { text: '-5', problem: '必须大于 0' },
      '废塑料',
      '002024063000001234',
    ],
    ['2024-06-30', '1.25', '=HYPERLINK("http://x")', '行1\n行2'],
    [null, '12345678901234567890', '+86 10', ' 两端有空格 '],
  ];
  await writeWorkbook(path, [{ name: '退回的行', columns, rows, problemsHeading: '问题' }]);
  return path;
}

describe('a workbook that we write', () => {
  test('is read by our own reader as it was', async () => {
    const read = await readFile(await returnedRows());
    expect(read).toMatchObject({
      table: { sheet: '退回的行', sheets: [{ name: '退回的行', hidden: false }] },
      rows: [
        { row: 1, cells: ['出厂日期', '质量（t）', '废弃物种类', '联单编号', '问题'] },
        {
          row: 2,
          cells: [
            '2024-02-30',
            '-5',
            '废塑料',
            '002024063000001234',
            '出厂日期: 2 月没有 30 日\n质量（t）: 必须大于 0',
          ],
        },
        { row: 3, cells: ['2024-06-30', '1.25', '=HYPERLINK("http://x")', '行1\n行2'], kinds: ['date', 'number'] },
        { row: 4, cells: ['', '12345678901234567890', '+86 10', ' 两端有空格 '] },
      ],
    });
  });

  test('is read by another program with its notes, lists, widths and frozen headings; nothing in it is a formula', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await returnedRows());
    const sheet = book.getWorksheet('退回的行');
    expect(JSON.stringify(sheet?.getCell('A2').note)).toContain('2 月没有 30 日');
    expect(JSON.stringify(sheet?.getCell('C1').note)).toContain('从列表中选择');
    expect(sheet?.getCell('C5').dataValidation).toMatchObject({
      type: 'list',
      formulae: [`'${listsSheetName}'!$A$1:$A$3`],
    });
    expect(sheet?.getColumn(2).width).toBe(12);
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet?.getCell('A3').value).toEqual(new Date('2024-06-30T00:00:00Z'));
    expect(sheet?.getCell('C3').value).toBe('=HYPERLINK("http://x")');
    expect(sheet?.getCell('C3').formula).toBeUndefined();
    expect(book.getWorksheet(listsSheetName)?.state).toBe('veryHidden');
    expect(book.getWorksheet(listsSheetName)?.getCell('A3').value).toBe('含"引号"');
  });

  test('text that looks like a formula stays text even when somebody edits the cell in Excel', async () => {
    const parts = unzipSync(readFileSync(await returnedRows()));
    const part = (name: string) => Buffer.from(parts[name] ?? []).toString('utf8');
    const style = Number(/<c r="C3" s="(\d+)" t="inlineStr">/.exec(part('xl/worksheets/sheet1.xml'))?.[1]);
    const formats = /<cellXfs.*<\/cellXfs>/.exec(part('xl/styles.xml'))?.[0].match(/<xf [^>]*>/g);
    expect(formats?.[style]).toContain('quotePrefix="1"');
  });

  test('is read by a third one', async () => {
    const book = await readXlsx(readFileSync(await returnedRows()));
    expect(book.sheets[0]?.rows[2]?.slice(1, 3)).toEqual([1.25, '=HYPERLINK("http://x")']);
  });

  test('sheet names are made fit for Excel and kept apart', async () => {
    const path = file('names.xlsx');
    const sheet = { columns: [{ heading: 'a' }], rows: [['1']] };
    await writeWorkbook(path, [
      { name: 'Loads 2024/06: all', ...sheet },
      { name: 'loads 2024 06  all', ...sheet },
      { name: '废'.repeat(40), ...sheet },
    ]);
    const read = await readFile(path);
    expect('table' in read && read.table.sheets.map(({ name }) => name)).toEqual([
      'Loads 2024 06  all',
      'loads 2024 06  all 2',
      '废'.repeat(31),
    ]);
  });

  test('without headings, rows begin at the first row', async () => {
    const path = file('bare.xlsx');
    await writeWorkbook(path, [{ name: 'a', columns: [], hasHeader: false, rows: [['1', null, '3']] }]);
    expect(await cellsOf(path)).toEqual([['1', '', '3']]);
  });

  test('whatever text is written, the same is read', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.stringMatching(/^[_x0-9A-F<&>"'=\t\n ]{0,20}$/),
      fc.constantFrom('_x0041_x0042_', '\u0000', ']]>', '😀', '=1+1'),
    );
    const written = text
      .map((each) => each.toWellFormed().replace(/\r\n?/g, '\n'))
      .filter((each) => each.trim() !== '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(written, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        async (rows) => {
          const path = file('any.xlsx');
          await writeWorkbook(path, [{ name: 'a', columns: [], hasHeader: false, rows }]);
          expect(await cellsOf(path)).toEqual(rows);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('text that a spreadsheet might run', () => {
  test.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '＝1+1', '\t=1', ' =1', "'=1", '-5 kg'])('%j is guarded', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
    expect(unguarded(guarded(text))).toBe(text);
  });

  test.each(['-5', '+1.25', '废塑料', '', "it's", "'quoted'", 'a=b'])('%j is left as it is', (text) => {
    expect(guarded(text)).toBe(text);
    expect(unguarded(text)).toBe(text);
  });

  test('guarding is undone exactly, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^['=+\-@ \t5a]{0,8}$/), (text) => {
        expect(unguarded(guarded(text))).toBe(text);
        expect(looksLikeFormula(guarded(text)) && !guarded(text).startsWith("'")).toBe(false);
      }),
    );
  });

  test('a CSV export opens in Excel as UTF-8 and runs nothing', async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of csvBytes([
      ['名称', '=1+1', '-5'],
      ['a,b', '"', ''],
    ]))
      chunks.push(chunk);
    expect(Buffer.concat(chunks).toString('utf8')).toBe('\ufeff名称,\'=1+1,-5\r\n"a,b","""",\r\n');
  });
});
