import { createRequire } from 'node:module';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { cellsOf, fixtureFolder, handmadeZip, readFile, workbookParts } from './fixture-files.ts';
import { openTable } from './open-table.ts';
import { isRefusal } from './refusal.ts';

const ExcelJS = createRequire(import.meta.url)('exceljs') as typeof import('exceljs');
const file = fixtureFolder();

/** A factory's own ledger, made by another program: title over all columns, hidden sheet, formulas, a hidden row, merged cells. */
async function ownLedger(): Promise<string> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('空表');
  book.addWorksheet('参数', { state: 'hidden' }).addRow(['系数', 0.85]);
  const sheet = book.addWorksheet('台账');
  sheet.addRow(['2024年6月废弃物台账']);
  sheet.mergeCells('A1:E1');
  sheet.addRow(['日期', '种类', '重量（kg）', '已核对', '备注']);
  sheet.addRow([new Date('2024-06-03'), '废塑料', 1250.5, true, '磅单 "001"']);
  sheet.addRow([new Date('2024-06-04T15:30:00Z'), '废金属', 0.1 + 0.2, false, null]);
  sheet.addRow([
    null,
    '合计',
    { formula: 'SUM(C3:C4)', result: 1250.8 },
    null,
    { formula: '1/0', result: { error: '#DIV/0!' } },
  ]);
  sheet.addRow(['2024.6.5', '污泥', 7, null, { richText: [{ text: '含' }, { text: '水' }] }]);
  sheet.addRow(['', '油墨', 8]);
  sheet.mergeCells('A6:A7');
  sheet.mergeCells('C6:C7');
  for (const cell of ['A3', 'A4']) sheet.getCell(cell).numFmt = 'yyyy"年"m"月"d"日"';
  sheet.getRow(4).hidden = true;
  sheet.getColumn(5).hidden = true;
  const path = file('own-ledger.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

describe('a ledger as a factory keeps it', () => {
  test('the first sheet that is neither hidden nor empty is read; all are told', async () => {
    const table = await openTable(await ownLedger());
    if (isRefusal(table)) throw new Error('refused');
    expect(table).toMatchObject({ format: 'xlsx', sheet: '台账', hiddenColumns: [4] });
    expect(table.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['空表', false],
      ['参数', true],
      ['台账', false],
    ]);
    await table.close();
  });

  test('cells read as the person sees them, marked where they are not plain text', async () => {
    const read = await readFile(await ownLedger());
    if (!('rows' in read)) throw new Error('refused');
    expect(read.rows[0]).toEqual({
      row: 1,
      cells: ['2024年6月废弃物台账', '', '', '', ''],
      kinds: [undefined, 'merged', 'merged', 'merged', 'merged'],
    });
    expect(read.rows[1]).toEqual({ row: 2, cells: ['日期', '种类', '重量（kg）', '已核对', '备注'] });
    expect(read.rows[2]).toEqual({
      row: 3,
      cells: ['2024-06-03', '废塑料', '1250.5', 'TRUE', '磅单 "001"'],
      kinds: ['date', undefined, 'number', 'boolean'],
    });
    expect(read.rows[3]).toEqual({
      row: 4,
      cells: ['2024-06-04 15:30:00', '废金属', '0.3', 'FALSE'],
      kinds: ['date', undefined, 'number', 'boolean'],
      hidden: true,
    });
    expect(read.rows[4]).toMatchObject({ row: 5, cells: ['', '合计', '1250.8', '', '#DIV/0!'] });
    expect(read.rows[4]?.kinds?.[2]).toBe('formula');
    expect(read.rows[4]?.kinds?.[4]).toBe('error');
  });

  test('cells merged over rows repeat what the person sees, and are marked in every row', async () => {
    const read = await readFile(await ownLedger());
    if (!('rows' in read)) throw new Error('refused');
    const [first, second] = read.rows.slice(5);
    expect(first).toMatchObject({ row: 6, cells: ['2024.6.5', '污泥', '7', '', '含水'] });
    expect(first?.kinds).toEqual(['merged', undefined, 'merged']);
    expect(second).toMatchObject({ row: 7, cells: ['2024.6.5', '油墨', '7'] });
  });

  test('a hidden sheet is read only when it is asked for by name', async () => {
    expect(await cellsOf(await ownLedger(), { sheet: '参数' })).toEqual([['系数', '0.85']]);
    expect(await readFile(await ownLedger(), { sheet: '汇总' })).toEqual({
      refused: 'no_such_sheet',
      sheet: '汇总',
      sheets: '空表, 参数, 台账',
    });
  });

  test('progress ends at the whole file', async () => {
    const read = await readFile(await ownLedger());
    if (!('table' in read)) throw new Error('refused');
    expect(read.table.bytesRead()).toBe(read.table.bytesTotal);
  });
});

test('a workbook written by another library reads the same', async () => {
  const rows = [
    ['日期', 'mass'],
    [new Date('2024-06-30T00:00:00Z'), 12.25],
    ['<&>', -3],
  ];
  const bytes = await writeXlsx({ sheets: [{ name: 'a', rows }] });
  expect(await cellsOf(file('hucre.xlsx', bytes))).toEqual([
    ['日期', 'mass'],
    ['2024-06-30', '12.25'],
    ['<&>', '-3'],
  ]);
});

const sheet = (rows: string, behind = '') => `<worksheet><sheetData>${rows}</sheetData>${behind}</worksheet>`;

async function readParts(...given: Parameters<typeof workbookParts>) {
  return readFile(file('parts.xlsx', handmadeZip(workbookParts(...given))));
}

describe('workbooks as other programs write them', () => {
  test('names with a prefix, single quotes, cells and rows without references, comments, CDATA', async () => {
    const xml = `<?xml version="1.0"?><x:worksheet xmlns:x='m'><!-- > --><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>a &amp; b</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row
      ><x:row r='4'><x:c r='C4' t='str'><x:v><![CDATA[<c>]]></x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(await readParts(xml)).toMatchObject({
      rows: [
        { row: 1, cells: ['a & b', '5'] },
        { row: 4, cells: ['', '', '<c>'] },
      ],
    });
  });

  test('shared strings: runs joined, phonetic readings left out, Office escapes decoded', async () => {
    const shared =
      '<sst><si><t>plain</t></si><si><r><t>废</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 油</t></r><rPh sb="0" eb="1"><t>fei</t></rPh></si><si><t>a_x000D_\nb_x005F_x0041_</t></si><si/></sst>';
    const cells = [0, 1, 2, 3, 9].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    expect(await readParts(sheet(`<row>${cells}<c><v>1</v></c></row>`), { shared })).toMatchObject({
      rows: [{ cells: ['plain', '废 油', 'a\nb_x0041_', '', '', '1'] }],
    });
  });

  test('the 1904 date system of old Macs', async () => {
    const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    const given = { styles, workbookPr: '<workbookPr date1904="1"/>' };
    expect(await readParts(sheet('<row><c s="1"><v>44012</v></c></row>'), given)).toMatchObject({
      rows: [{ cells: ['2024-07-01'], kinds: ['date'] }],
    });
  });

  test('a unit that the number format prints is part of what the person sees', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.0&quot;kg&quot;"/><numFmt numFmtId="165" formatCode="[>=100]0.0&quot;吨&quot;;0"/></numFmts><cellXfs><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    expect(
      await readParts(sheet('<row><c s="0"><v>1250.5</v></c><c s="1"><v>3</v></c></row>'), { styles }),
    ).toMatchObject({
      rows: [{ cells: ['1250.5 kg', '3 吨'], kinds: ['number', 'number'] }],
    });
  });

  test('a formula without a stored value is marked, with no text', async () => {
    expect(await readParts(sheet('<row><c><f>A2*2</f></c><c><v>1</v></c></row>'))).toMatchObject({
      rows: [{ cells: ['', '1'], kinds: ['formula', 'number'] }],
    });
  });

  test('formatted but empty cells and rows are not there', async () => {
    expect(
      await readParts(sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="2" ht="20"/>')),
    ).toMatchObject({
      rows: [{ row: 1, cells: ['1'] }],
    });
  });

  test('UTF-16 parts', async () => {
    const xml = Buffer.from(`\ufeff${sheet('<row><c t="str"><v>废</v></c></row>')}`, 'utf16le');
    const parts = workbookParts('').map((part) => (part.name.includes('sheet1') ? { ...part, content: xml } : part));
    expect(await cellsOf(file('wide.xlsx', handmadeZip(parts)))).toEqual([['废']]);
  });

  test('sheets longer than a chunk: nothing is lost where chunks meet', async () => {
    const rows = Array.from({ length: 4000 }, (_, row) => {
      const [first, second] = row % 2 ? ['', ''] : [` r="A${row + 1}"`, ` r="B${row + 1}"`];
      return `<row r="${row + 1}"><c${first} t="inlineStr"><is><t>第 ${row} 行 ${'废'.repeat(row % 40)}</t></is></c><c${second}><v>${row / 8}</v></c></row>`;
    });
    const read = await readParts(sheet(rows.join('')));
    if (!('rows' in read)) throw new Error('refused');
    expect(read.rows).toHaveLength(4000);
    for (const [index, row] of read.rows.entries()) {
      expect(row).toEqual({
        row: index + 1,
        cells: [`第 ${index} 行 ${'废'.repeat(index % 40)}`, String(index / 8)],
        kinds: [undefined, 'number'],
      });
    }
  });
});

describe('files that only look like workbooks', () => {
  const broken = { refused: 'not_a_table', looksLike: 'broken_workbook' };

  test.each([
    ['an archive of something else', [{ name: 'photo.jpg', content: 'x' }], 'archive'],
    [
      'a Word document',
      [
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'word/document.xml', content: '' },
      ],
      'word',
    ],
    [
      'a binary workbook',
      [
        { name: '[Content_Types].xml', content: '' },
        { name: 'xl/workbook.bin', content: '' },
      ],
      'binary_excel',
    ],
    [
      'an OpenDocument sheet',
      [
        { name: 'mimetype', content: '' },
        { name: 'content.xml', content: '' },
      ],
      'open_document',
    ],
    ['an encrypted archive', [{ name: 'xl/workbook.xml', content: '', encrypted: true }], 'encrypted'],
  ])('%s', async (_, parts, looksLike) => {
    expect(await readFile(file('x.xlsx', handmadeZip(parts)))).toEqual({ refused: 'not_a_table', looksLike });
  });

  test('old workbooks and password-locked ones, both in the same old container', async () => {
    const container = (stream: string) =>
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]);
    expect(await readFile(file('a.xlsx', container('Workbook')))).toMatchObject({ looksLike: 'old_excel' });
    expect(await readFile(file('a.xlsx', container('EncryptedPackage')))).toMatchObject({ looksLike: 'encrypted' });
    expect(await readFile(file('a.xlsx', container('WordDocument')))).toMatchObject({ looksLike: 'old_office' });
  });

  test('cut short, one byte turned, no end of rows, a document type', async () => {
    const whole = handmadeZip(workbookParts(sheet('<row><c t="str"><v>废塑料废金属</v></c></row>')));
    expect(await readFile(file('cut.xlsx', whole.subarray(0, whole.length - 40)))).toEqual(broken);
    expect(await readParts('<worksheet><sheetData><row><c><v>1</v></c></row>')).toEqual(broken);
    expect(await readParts('<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData/></worksheet>')).toEqual(broken);
    const parts = workbookParts(sheet('<row><c t="str"><v>1</v></c></row>'));
    const turned = parts.map((part) => (part.name.includes('sheet1') ? { ...part, checksum: 1 } : part));
    expect(await readFile(file('turned.xlsx', handmadeZip(turned)))).toEqual(broken);
  });

  test('all sheets empty, or the only one with rows hidden', async () => {
    expect(await readParts('<worksheet><sheetData/></worksheet>')).toEqual({ refused: 'empty', sheets: 'Sheet1' });
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a');
    book.addWorksheet('藏', { state: 'veryHidden' }).addRow([1]);
    await book.xlsx.writeFile(file('hidden.xlsx'));
    expect(await readFile(file('hidden.xlsx'))).toEqual({ refused: 'empty', sheets: 'a, 藏' });
  });
});

describe('bombs', () => {
  const zeros = (mebibytes: number) => Buffer.alloc(mebibytes * 1024 * 1024, 0x20);
  const withSheet = (part: object) =>
    workbookParts('').map((each) => (each.name.includes('sheet1') ? { ...each, ...part } : each));

  test('20 MB of blanks in 20 kB: refused by what its directory says', async () => {
    const bytes = handmadeZip(withSheet({ content: zeros(20) }));
    expect(bytes.length).toBeLessThan(30_000);
    expect(await readFile(file('bomb.xlsx', bytes))).toEqual({ refused: 'zip_bomb' });
  });

  test('the same with a directory that lies: stopped where the lie ends', async () => {
    const packed = deflateRawSync(
      Buffer.concat([Buffer.from('<worksheet><sheetData><row><c><v>1</v></c></row>'), zeros(20)]),
    );
    const bytes = handmadeZip(withSheet({ content: 'x'.repeat(5000), packed, claimedLength: 5000 }));
    expect(await readFile(file('liar.xlsx', bytes))).toEqual({ refused: 'zip_bomb' });
  });

  test('a small lie is one too', async () => {
    const packed = deflateRawSync(Buffer.alloc(100_000, 0x20));
    const bytes = handmadeZip(withSheet({ content: 'x', packed, claimedLength: 5000 }));
    expect(await readFile(file('small-liar.xlsx', bytes))).toEqual({ refused: 'zip_bomb' });
  });

  test('a bomb in a part that nobody would read', async () => {
    const parts = [
      ...workbookParts(sheet('<row><c><v>1</v></c></row>')),
      { name: 'xl/media/image1.png', content: zeros(20) },
    ];
    expect(await readFile(file('media.xlsx', handmadeZip(parts)))).toEqual({ refused: 'zip_bomb' });
  });

  test('many parts sharing the same bytes', async () => {
    const bytes = handmadeZip(workbookParts(sheet('<row><c><v>1</v></c></row>')));
    const directory = bytes.indexOf('PK\x01\x02', 0, 'latin1');
    // the second entry is pointed at the first part's bytes
    const second = bytes.indexOf('PK\x01\x02', directory + 4, 'latin1');
    bytes.writeUInt32LE(0, second + 42);
    expect(await readFile(file('overlap.xlsx', bytes))).toEqual({ refused: 'zip_bomb' });
  });

  test('content over the limit is too large, also when it packs modestly', async () => {
    const rows = Array.from({ length: 2000 }, (_, row) => `<row><c><v>${Math.sin(row)}</v></c></row>`).join('');
    const path = file('big.xlsx', handmadeZip(workbookParts(sheet(rows))));
    expect(await readFile(path, { limits: { unpackedBytes: 50_000 } })).toMatchObject({
      refused: 'too_large',
      what: 'content',
    });
    expect(await readFile(path, { limits: { workbookBytes: 500 } })).toMatchObject({
      refused: 'too_large',
      what: 'file',
    });
    expect(await readFile(path, { limits: { parts: 3 } })).toMatchObject({ refused: 'too_large', what: 'parts' });
    expect(await readFile(path, { limits: { rows: 100 } })).toMatchObject({ refused: 'too_large', what: 'rows' });
  });

  test('a column far to the right, a cell too long, too many texts, time', async () => {
    const shared = '<sst><si><t>a</t></si><si><t>b</t></si><si><t>c</t></si></sst>';
    const path = file(
      'w.xlsx',
      handmadeZip(workbookParts(sheet('<row r="7"><c r="XFD7"><v>123456</v></c></row>'), { shared })),
    );
    expect(await readFile(path)).toMatchObject({ refused: 'too_large', what: 'columns', row: 7 });
    expect(await readFile(path, { limits: { columns: 20_000, cellLength: 5 } })).toMatchObject({
      what: 'cell',
      row: 7,
    });
    expect(await readFile(path, { limits: { sharedStrings: 2 } })).toMatchObject({ what: 'shared_strings' });
    let time = 0;
    const now = () => (time += 10);
    expect(await readFile(path, { limits: { milliseconds: 5 }, now })).toMatchObject({ what: 'time' });
  });
});

test('a workbook with any byte changed is refused or read, never thrown at', async () => {
  const whole = handmadeZip(
    workbookParts(
      sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="0"><v>45000</v></c></row>',
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
      ),
      {
        shared: '<sst><si><t>废</t></si></sst>',
        styles: '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
      },
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
      const changed = Buffer.from(whole);
      changed[at] = byte;
      const read = await readFile(file('changed.xlsx', changed));
      expect('rows' in read || 'refused' in read).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('a sheet with any XML in it is refused or read, never thrown at', async () => {
  const piece = fc.constantFrom(
    '<row>',
    '</row>',
    '<c r="B2">',
    '<c t="s">',
    '</c>',
    '<v>',
    '</v>',
    '1',
    '<is>',
    '<t>',
    '</t>',
    '<f/>',
    '<',
    '>',
    '"',
    '<![CDATA[',
    ']]>',
    '<!--',
    '&#x110000;',
    '<rPh>',
    '<row r="0">',
    '<c r="1">',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const read = await readParts(sheet(pieces.join('')));
      expect('rows' in read || 'refused' in read).toBe(true);
    }),
    { numRuns: 100 },
  );
});
