import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkDecoder } from './encoding.ts';
import { cellsOf, fixtureFolder, readFile } from './fixture-files.ts';
import { csvLine } from './write-csv.ts';

const file = fixtureFolder();

const ledger = '日期,废弃物种类,重量（kg）\r\n2024-06-30,废塑料,"1,250"\r\n';
const ledgerCells = [
  ['日期', '废弃物种类', '重量（kg）'],
  ['2024-06-30', '废塑料', '1,250'],
];

/** `日期,废弃物种类,重量（kg）` and one row as a Chinese Excel writes CSV. */
const ledgerInGb18030 = Buffer.from(
  'c8d5c6da2cb7cfc6faceefd6d6c0e02cd6d8c1bfa3a86b67a3a90d0a323032342d30362d33302cb7cfcbdcc1cf2c22312c323530220d0a',
  'hex',
);

describe('the encoding of a text file', () => {
  test('UTF-8 without a mark', async () => {
    expect(await readFile(file('a.csv', ledger))).toMatchObject({ table: { format: 'csv', encoding: 'utf-8' } });
    expect(await cellsOf(file('a.csv'))).toEqual(ledgerCells);
  });

  test('UTF-8 with a mark: the mark is no part of the first heading', async () => {
    expect(await cellsOf(file('bom.csv', `\ufeff${ledger}`))).toEqual(ledgerCells);
  });

  test('UTF-16 as Excel saves Unicode text: little-endian, tabs', async () => {
    const text = Buffer.from(`\ufeff${ledger.replaceAll(',', '\t').replace('1\t250', '1,250')}`, 'utf16le');
    const read = await readFile(file('u16.txt', text));
    expect(read).toMatchObject({ table: { encoding: 'utf-16le', delimiter: '\t' } });
    expect(await cellsOf(file('u16.txt'))).toEqual(ledgerCells);
  });

  test('UTF-16 big-endian, and UTF-16 without a mark', async () => {
    const big = Buffer.from(`\ufeff${ledger}`, 'utf16le').swap16();
    expect(await cellsOf(file('be.csv', big))).toEqual(ledgerCells);
    expect(await cellsOf(file('bare.csv', Buffer.from(ledger, 'utf16le')))).toEqual(ledgerCells);
  });

  test('GB18030, as Excel in China saves CSV', async () => {
    const read = await readFile(file('gb.csv', ledgerInGb18030));
    expect(read).toMatchObject({ table: { encoding: 'gb18030' } });
    expect(await cellsOf(file('gb.csv'))).toEqual(ledgerCells);
  });

  test('Chinese that first appears behind a megabyte of ASCII still tells the encoding', async () => {
    const ascii = Buffer.from('2024-06-30,plastic,1250\n'.repeat(60_000));
    const read = await readFile(file('late.csv', Buffer.concat([ascii, ledgerInGb18030])));
    expect(read).toMatchObject({ table: { encoding: 'gb18030' } });
    if ('rows' in read) expect(read.rows.at(-1)).toEqual({ row: 60_002, cells: ['2024-06-30', '废塑料', '1,250'] });
  });

  test('a western eight-bit code is not taken for Chinese: the person is asked', async () => {
    const western = Buffer.from('Société;Déchets\nUsine Orléans;Métaux\n', 'latin1');
    expect(await readFile(file('west.csv', western))).toEqual({ refused: 'unreadable_encoding' });
    expect(await cellsOf(file('west.csv'), { encoding: 'windows-1252' })).toEqual([
      ['Société', 'Déchets'],
      ['Usine Orléans', 'Métaux'],
    ]);
  });

  test('nor is western text whose every accent happens to make a Chinese pair', async () => {
    expect(await readFile(file('pairs.csv', Buffer.from('Déchets;Métaux\n', 'latin1')))).toEqual({
      refused: 'unreadable_encoding',
    });
  });

  test.each(['utf-8', 'utf-16le', 'gb18030'] as const)(
    '%s: characters cut by a chunk are put together again',
    (encoding) => {
      const text = '废塑料 é 😀,1';
      const bytes =
        encoding === 'gb18030' ? Buffer.from('b7cfcbdcc1cf20a8a6209439fc362c31', 'hex') : Buffer.from(text, encoding);
      const decode = chunkDecoder(encoding);
      let decoded = '';
      for (let at = 0; at < bytes.length; at += 1)
        decoded += decode(bytes.subarray(at, at + 1), at === bytes.length - 1);
      expect(decoded).toBe(text);
    },
  );

  test('one character cut in half by an export spoils its cell, not the file', async () => {
    const rows = `厂区,种类\n${'苏州,废塑料\n'.repeat(200)}`;
    const cut = Buffer.concat([Buffer.from(rows), Buffer.from('苏州,废塑料').subarray(0, -1), Buffer.from('\n')]);
    const cells = await cellsOf(file('cut.csv', cut));
    expect(cells).toHaveLength(202);
    expect(cells.at(-1)?.[1]).toContain('\ufffd');
  });
});

describe('delimiters and line ends', () => {
  test.each([
    ['comma', 'a,b,c\n1,2,3\n'],
    ['semicolon, with decimal commas inside', 'a;b;c\n1,5;2,5;3,5\n'],
    ['tab', 'a\tb\tc\n1\t2\t3\n'],
  ])('%s', async (_, text) => {
    expect((await cellsOf(file('d.csv', text)))[0]).toEqual(['a', 'b', 'c']);
  });

  test('where a comma and a semicolon divide equally well, the comma is a decimal mark', async () => {
    expect(await cellsOf(file('both.csv', '1,5;2,5\n3,5;4,5\n'))).toEqual([
      ['1,5', '2,5'],
      ['3,5', '4,5'],
    ]);
  });

  test('a title above the headings does not mislead', async () => {
    expect(await cellsOf(file('t.csv', 'Waste, June\nsite;mass\nSuzhou;5\nHanoi;6\n'))).toEqual([
      ['Waste, June'],
      ['site', 'mass'],
      ['Suzhou', '5'],
      ['Hanoi', '6'],
    ]);
  });

  test('the line sep=; is a hint and no row', async () => {
    expect(await readFile(file('sep.csv', 'sep=;\na;b\n1;2\n'))).toMatchObject({
      rows: [
        { row: 1, cells: ['a', 'b'] },
        { row: 2, cells: ['1', '2'] },
      ],
    });
  });

  test('CR, LF and CRLF all end a row; a last row needs no end; a blank line is a row', async () => {
    expect(await readFile(file('le.csv', 'a,b\rc,d\r\ne,f\n\ng,h'))).toMatchObject({
      rows: [
        { row: 1, cells: ['a', 'b'] },
        { row: 2, cells: ['c', 'd'] },
        { row: 3, cells: ['e', 'f'] },
        { row: 4, cells: [''] },
        { row: 5, cells: ['g', 'h'] },
      ],
    });
  });

  test('line breaks and quotes within quotes; rows are counted as Excel counts them', async () => {
    expect(await readFile(file('q.csv', 'a,"line 1\nline 2","say ""hi"""\n5" pipe,"x"y,\n'))).toMatchObject({
      rows: [
        { row: 1, cells: ['a', 'line 1\nline 2', 'say "hi"'] },
        { row: 2, cells: ['5" pipe', 'xy', ''] },
      ],
    });
  });
});

describe('what is refused, and where', () => {
  test('a quote that never closes is told by its row', async () => {
    expect(await readFile(file('uq.csv', `a,b\n1,2\n3,"4\n${'5,6\n'.repeat(50_000)}`))).toEqual({
      refused: 'unclosed_quote',
      row: 3,
      column: 2,
    });
  });

  test('too many columns, a cell too long, too many rows, a file too large', async () => {
    const limits = { columns: 3, cellLength: 5, rows: 2, textBytes: 30 };
    expect(await readFile(file('l.csv', 'a,b\n1,2,3,4\n'), { limits })).toMatchObject({ what: 'columns', row: 2 });
    expect(await readFile(file('l.csv', 'a,b\n1,123456\n'), { limits })).toMatchObject({
      what: 'cell',
      row: 2,
      column: 2,
    });
    expect(await readFile(file('l.csv', 'a,b\n1,2\n3,4\n'), { limits })).toMatchObject({ what: 'rows', limit: 2 });
    expect(await readFile(file('l.csv', 'a,b\n'.repeat(9)), { limits })).toMatchObject({ what: 'file', limit: 30 });
  });

  test('reading that takes too long is stopped', async () => {
    let time = 0;
    const now = () => (time += 10);
    expect(await readFile(file('slow.csv', 'a,b\n'), { limits: { milliseconds: 5 }, now })).toMatchObject({
      refused: 'too_large',
      what: 'time',
    });
  });

  test.each([
    ['nothing', '', 'empty'],
    ['only separators and blanks', '\ufeff , ,\r\n;\t\n', 'empty'],
  ])('%s', async (_, text, refused) => {
    expect(await readFile(file('e.csv', text))).toEqual({ refused });
  });

  test.each([
    ['<!DOCTYPE html><html><table></table></html>', 'html'],
    ['\ufeff<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', 'html'],
    ['<?xml version="1.0"?><Workbook/>', 'xml'],
    ['[{"site": "Suzhou"}]', 'json'],
    ['%PDF-1.7 …', 'pdf'],
    ['{\\rtf1 …', 'rtf'],
    ['site,mass\nSuzhou\0\0,5\n', 'binary'],
  ])('%j is no table whatever its name says', async (text, looksLike) => {
    expect(await readFile(file('ledger.csv', text))).toEqual({ refused: 'not_a_table', looksLike });
  });
});

describe('reading again and how far', () => {
  test('each call of batches begins anew, and progress ends at the whole file', async () => {
    const read = await readFile(file('again.csv', 'a,b\n1,2\n'.repeat(2500)));
    if (!('table' in read)) throw new Error('refused');
    expect(read.rows).toHaveLength(5000);
    expect(read.table.bytesRead()).toBe(read.table.bytesTotal);
  });
});

const anyCell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.stringMatching(/^[a-z",;\t\r\n'=+@ -]{0,8}$/),
  fc.constantFrom('废塑料', '=1+1', "'=1+1", '-5', '-5 kg', '"', '""', 'sep=;', '重量（kg）'),
);
const asWritten = (cell: string) => cell.toWellFormed().replaceAll('\ufeff', '').replaceAll('\0', '');

test('whatever cells are written as CSV, the same are read', async () => {
  const rows = fc.array(fc.array(anyCell.map(asWritten), { minLength: 2, maxLength: 5 }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(',' as const, ';' as const, '\t' as const), async (cells, delimiter) => {
      const text = cells.map((row) => csvLine(['x', ...row], { delimiter, guard: false })).join('');
      expect(await cellsOf(file('rt.csv', `\ufeff${text}`), { delimiter })).toEqual(cells.map((row) => ['x', ...row]));
    }),
    { numRuns: 200 },
  );
});

test('however the bytes fall into chunks, the rows are the same', async () => {
  const { CsvRecords } = await import('./csv-records.ts');
  const { defaultLimits } = await import('./limits.ts');
  const cut = (pieces: string[]) => {
    const rows: { row: number; cells: string[] }[] = [];
    const records = new CsvRecords(',', defaultLimits);
    for (const piece of pieces) records.push(piece, rows);
    records.end(rows);
    return rows;
  };
  const text = fc.stringMatching(/^[ab,"\r\n]{0,30}$/).filter((each) => each.split('"').length % 2 === 1);
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 5 }), (whole, size) => {
      const pieces = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      let expected: unknown;
      try {
        expected = cut([whole]);
      } catch {
        return;
      }
      expect(cut(pieces)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('random bytes are refused or read, never thrown at', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const read = await readFile(file('random', bytes));
      expect('rows' in read || 'refused' in read).toBe(true);
    }),
    { numRuns: 300 },
  );
});
