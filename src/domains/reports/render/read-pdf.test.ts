import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { docx } from './docx.ts';
import { html } from './html.ts';
import { figureOf, reportOf } from './one-block.test-fixture.ts';
import { pdf } from './pdf.ts';
import { readLimits } from './printed-file.ts';
import { readPdf } from './read-pdf.ts';
import { figuresUnderLinks, type Glyph, glyphsOf, joinGlyphs } from './read-pdf-page.ts';
import { readPrinted } from './read-printed.ts';

const glyphs = (text: string, left: number, base: number, size = 10): Glyph[] =>
  [...text].map((char, at) => ({ text: char, left: left + at * 5, right: left + at * 5 + 5, base, size }));
const under = (left: number, bottom: number, right: number, top: number, id = 'F7K2Q') => ({
  url: `https://x.example/f/${id}`,
  rect: [left, bottom, right, top],
});

describe('figures under links', () => {
  test('only what stands inside the rectangle is the figure', () => {
    const page = [...glyphs('rate ', 0, 100), ...glyphs('88.4 %', 25, 100), ...glyphs(' of', 55, 100)];
    expect(figuresUnderLinks(page, [under(25, 97, 55, 109)])).toEqual([{ id: 'F7K2Q', text: '88.4 %' }]);
  });
  test('a figure broken at the end of a line is one figure', () => {
    const page = [...glyphs('the rate of 1,204', 100, 100), ...glyphs('tonnes a year', 0, 86)];
    expect(figuresUnderLinks(page, [under(160, 97, 185, 109), under(0, 83, 30, 95)])).toEqual([
      { id: 'F7K2Q', text: '1,204 tonnes' },
    ]);
  });
  test('the same figure in two rows of a column is two figures', () => {
    const page = [...glyphs('88.4', 100, 100), ...glyphs('88.4', 100, 86)];
    expect(figuresUnderLinks(page, [under(100, 97, 120, 109), under(100, 83, 120, 95)])).toHaveLength(2);
  });
  test('a number written over another is read with it, and so matches neither', () => {
    const page = [...glyphs('88.4', 0, 100), ...glyphs('98.4', 0, 100)];
    expect(figuresUnderLinks(page, [under(0, 97, 20, 109)])).toEqual([{ id: 'F7K2Q', text: '88.4 98.4' }]);
  });
  test('a link over nothing is a figure that says nothing', () =>
    expect(figuresUnderLinks([], [under(0, 0, 9, 9)])).toEqual([{ id: 'F7K2Q', text: '' }]));
});

test('Chinese runs on from line to line without a space, English does not', () => {
  expect(joinGlyphs([...glyphs('转化', 50, 100), ...glyphs('率', 0, 86)])).toBe('转化率');
  expect(joinGlyphs([...glyphs('of', 50, 100), ...glyphs('the', 0, 86)])).toBe('of the');
});

test('glyphs stand where the matrices put them, and invisible text is left out', () => {
  const codes = {
    save: 1,
    restore: 2,
    transform: 3,
    beginText: 4,
    setFont: 5,
    setTextMatrix: 6,
    showText: 7,
    setTextRenderingMode: 8,
  };
  const glyph = (unicode: string) => ({ unicode, width: 500, isSpace: false });
  const steps: [number, unknown[]][] = [
    [3, [1, 0, 0, -1, 0, 800]],
    [4, []],
    [5, ['f', 10]],
    [6, [1, 0, 0, -1, 70, 100]],
    [7, [[glyph('8'), -1000, glyph('4')]]],
    [8, [3]],
    [7, [[glyph('9')]]],
  ];
  const read = glyphsOf({ fnArray: steps.map(([code]) => code), argsArray: steps.map(([, args]) => args) }, codes);
  expect(read.map(({ text, left, base }) => [text, left, base])).toEqual([
    ['8', 70, 700],
    ['4', 85, 700],
  ]);
});

describe('a file that is not what it says', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const bomb = (size: number): Uint8Array => {
    const packed = deflateSync(new Uint8Array(size).fill(32));
    return new Uint8Array(
      Buffer.concat([
        bytes(`%PDF-1.7\n1 0 obj <</Length ${packed.length}/Filter/FlateDecode>>\nstream\n`),
        packed,
        bytes('\nendstream endobj\n'),
      ]),
    );
  };
  test('no PDF at all', async () => expect(await readPdf(bytes('<html>'))).toEqual({ unreadable: 'not_a_pdf' }));
  test('only the first line of one', async () =>
    expect(await readPdf(bytes('%PDF-1.7\n%%EOF'))).toEqual({ unreadable: 'damaged' }));
  test('too large', async () =>
    expect(await readPdf(bytes('%PDF-1.7'), { ...readLimits, fileBytes: 4 })).toEqual({ unreadable: 'too_large' }));
  test('a stream that inflates a thousandfold is refused before it is read', async () => {
    expect(await readPdf(bomb(50_000_000), { ...readLimits, inflatedBytes: 1_000_000 })).toEqual({
      unreadable: 'inflates_too_far',
    });
  });
  test('more pages than any report has', async () => {
    const many = await PDFDocument.create();
    for (let page = 0; page < 12; page++) many.addPage();
    expect(await readPdf(new Uint8Array(await many.save()), { ...readLimits, pages: 10 })).toEqual({
      unreadable: 'too_many_pages',
    });
  });
  test('work that does not end is ended', async () => {
    expect(await readPdf(pdf(reportOf([])), { ...readLimits, milliseconds: 1 })).toEqual({
      unreadable: 'took_too_long',
    });
  });
  test('a PDF cut short or scribbled over is read or refused, but never thrown', async () => {
    const honest = pdf(reportOf([{ kind: 'paragraph', inlines: [{ figure: figureOf('F7K2Q', '88.4 %') }] }]));
    const cut = honest.slice(0, Math.floor(honest.length * 0.7));
    const scribbled = honest.map((byte, at) => (at % 997 === 0 && at > 20 ? byte ^ 0xff : byte));
    for (const file of [cut, scribbled]) {
      const read = await readPdf(file);
      expect('unreadable' in read || Array.isArray(read.figures)).toBe(true);
    }
  });
});

describe.each([
  ['HTML', async () => new TextEncoder().encode(html(reportOf([])))],
  ['Word', async () => docx(reportOf([]))],
  ['PDF', async () => pdf(reportOf([]))],
])('whatever the file is, as %s', (_, print) => {
  test('the thread that answers everybody reads none of it, and many at once are read in turn', async () => {
    const bytes = await print();
    expect(await readPrinted(bytes, { ...readLimits, milliseconds: 1 })).toEqual({ unreadable: 'took_too_long' });
    const many = await Promise.all(Array.from({ length: 5 }, () => readPrinted(bytes)));
    for (const read of many) expect(read).toHaveProperty('figures');
  });
  test('more words than any report has are not compared', async () => {
    expect(await readPrinted(await print(), { ...readLimits, characters: 3 })).toEqual({ unreadable: 'too_large' });
  });
});

test('a file is read by what it is', async () => {
  expect(await readPrinted(pdf(reportOf([])))).toHaveProperty('figures');
  expect(await readPrinted(new TextEncoder().encode('<!doctype html><html>'))).toHaveProperty('figures');
  expect(await readPrinted(new TextEncoder().encode('PK..'))).toEqual({ unreadable: 'damaged' });
  expect(await readPrinted(new TextEncoder().encode('a,b,c'))).toEqual({ unreadable: 'not_html' });
});
