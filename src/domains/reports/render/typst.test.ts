import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, ReportDocument } from '../model/document.ts';
import { figureOf, reportOf } from './one-block.test-fixture.ts';
import { pdf } from './pdf.ts';
import { normalisePrinted } from './printed-text.ts';
import { readPdf } from './read-pdf.ts';
import { sampleReport } from './sample-report.test-fixture.ts';
import { isoDay, typesettable } from './typst.ts';

const squeeze = (text: string): string => normalisePrinted(text).replaceAll(' ', '');

async function textOf(document: ReportDocument): Promise<string> {
  const read = await readPdf(pdf(document));
  if ('unreadable' in read) throw new Error(read.unreadable);
  return squeeze(read.text);
}

const hostile = [
  '#',
  '$x$',
  '\\',
  '*b*',
  '_i_',
  '"',
  "'",
  '`raw`',
  '@ref',
  '<tag>',
  '//c',
  '= h',
  '#panic()',
  '{x}',
  '[y]',
  '~',
  '--',
  '\n',
  '汉字',
  '“引”',
  '…',
  'fi',
  'm³',
];
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 24 }),
  fc.string({ unit: 'binary', maxLength: 16 }),
  fc.array(fc.constantFrom(...hostile), { maxLength: 8 }).map((parts) => parts.join('')),
);

test('any string is set as it stands, never as markup, and is found in the PDF', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 30, maxLength: 60 }), async (texts) => {
      // As an edition, which PDF/A holds to stricter rules than a draft.
      const { edition } = sampleReport('en');
      const blocks = texts.map((text): Block => ({ kind: 'paragraph', inlines: [{ text }] }));
      const printed = await textOf(reportOf(blocks, { edition }));
      for (const text of texts) expect(printed).toContain(squeeze(typesettable(text)));
    }),
    { numRuns: 5 },
  );
});

test('a hostile string does no harm in any place of the report', async () => {
  const evil = '#panic("x") $ \\ *"\'`<b>@a{}[]//汉';
  const words = {
    ...reportOf([]).words,
    contents: evil,
    figureRegister: evil,
    draftNote: evil,
    pageOf: `${evil}{page}`,
  };
  const document = reportOf(
    [
      { kind: 'bullets', items: [[{ text: evil, strong: true }]] },
      { kind: 'callouts', items: [{ figure: { missing: evil }, label: evil, note: evil }] },
      {
        kind: 'table',
        caption: evil,
        columns: [{ title: evil, align: 'left' }],
        rows: [[[{ text: evil }]]],
        note: evil,
      },
      {
        kind: 'chart',
        title: evil,
        unit: evil,
        source: evil,
        chart: {
          shape: 'bars',
          labels: [evil],
          series: [{ name: evil, values: [1] }],
          decimals: 0,
          target: { name: evil, value: 2 },
        },
      },
      { kind: 'status', mark: '●', text: [{ text: evil }] },
      { kind: 'not-recorded', text: evil },
    ],
    {
      edition: sampleReport('en').edition,
      title: evil,
      company: evil,
      period: evil,
      cover: [{ label: evil, value: evil }],
      words,
    },
  );
  const printed = await textOf(document);
  expect(printed.split(squeeze(evil)).length).toBeGreaterThan(15);
});

describe('what the font cannot print', () => {
  test('is shown as an empty square, not dropped', () => expect(typesettable('a😀b')).toBe('a□b'));
  test('thin spaces become no-break spaces', () => expect(typesettable('1\u202f204 t')).toBe('1\u00a0204 t'));
  test('line breaks and tabs are spaces, direction marks go', () =>
    expect(typesettable('a\r\n\tb\u202e12\u202c')).toBe('a b12'));
  test('Chinese, Vietnamese and small digits stay', () =>
    expect(typesettable('转化率 Bắc Ninh CO₂e m³')).toBe('转化率 Bắc Ninh CO₂e m³'));
});

test('CO₂e is printed with a small two and reads back as one figure', async () => {
  const read = await readPdf(
    pdf(reportOf([{ kind: 'paragraph', inlines: [{ figure: figureOf('F7K2Q', '203.4 t CO₂e') }] }])),
  );
  expect(read).toMatchObject({ figures: [{ id: 'F7K2Q', text: '203.4 t CO2e', where: 'p. 3' }, { id: 'F7K2Q' }] });
});

test('the mark of what is not yet approved stands outside the link', async () => {
  const read = await readPdf(
    pdf(reportOf([{ kind: 'paragraph', inlines: [{ figure: figureOf('F7K2Q', '12 t', true) }] }])),
  );
  expect(read).toMatchObject({
    figures: [{ text: '12 t' }, { text: '12 t' }],
    text: expect.stringContaining('12 t ◌'),
  });
});

test('a figure broken over two lines is one figure', async () => {
  const filler = '废弃物转化率按批准记录计算得出'.repeat(3);
  const inlines = Array.from({ length: 12 }, (_, at) => [
    { text: filler.slice(0, at * 3 + 5) },
    { figure: figureOf(`A${at}`, '一百二十三家子公司及供应商') },
  ]).flat();
  const read = await readPdf(pdf(reportOf([{ kind: 'paragraph', inlines }], { language: 'zh' })));
  expect(read).toMatchObject({ figures: Array.from({ length: 24 }, () => ({ text: '一百二十三家子公司及供应商' })) });
});

test('two prints of one figure in two rows are two figures', async () => {
  const cell = [{ figure: figureOf('F7K2Q', '88.4') }];
  const read = await readPdf(
    pdf(
      reportOf([
        {
          kind: 'table',
          caption: 'Twice',
          columns: [{ title: '%', align: 'right' }],
          rows: [[cell], [cell]],
          note: null,
        },
      ]),
    ),
  );
  expect(read).toMatchObject({ figures: [{ text: '88.4' }, { text: '88.4' }, { text: '88.4' }] });
});

describe('the PDF file', () => {
  const bytes = pdf(sampleReport('zh'));
  const source = Buffer.from(bytes).toString('latin1');

  test('claims PDF/A-2a, is tagged, and says its language', () => {
    expect(source).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(source).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(source).toMatch(/\/Marked true/u);
    expect(source).toMatch(/\/Lang \(zh/u);
  });
  test('is the same bytes when printed again', () =>
    expect(Buffer.from(pdf(sampleReport('zh'))).equals(Buffer.from(bytes))).toBe(true));
});

test('a figure without a web address is refused before anything is printed', () => {
  const figure = { ...figureOf('F7K2Q', '1 t'), href: 'javascript:alert(1)//f/F7K2Q' };
  expect(() => pdf(reportOf([{ kind: 'paragraph', inlines: [{ figure }] }]))).toThrow(/F7K2Q has no web address/u);
});

test('an empty report is a cover, contents and an empty register', async () => {
  expect(await textOf(reportOf([], { chapters: [] }))).toContain('Figureregister');
});

test('only a day that exists is taken from a printed date', () => {
  expect(isoDay('2024-09-12 10:00')).toEqual([2024, 9, 12]);
  expect(isoDay('12 September 2024')).toBeNull();
  expect(isoDay('2024-13-45')).toBeNull();
});
