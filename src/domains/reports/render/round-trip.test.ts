import { beforeAll, describe, expect, test } from 'vitest';
import type { ReportLanguage } from '../model/document.ts';
import { alterDigit } from './alter-digit.test-fixture.ts';
import { docx } from './docx.ts';
import { figureRegister, figuresOf } from './figure-register.ts';
import { html } from './html.ts';
import { pdf } from './pdf.ts';
import type { PrintedFile } from './printed-file.ts';
import { normalisePrinted } from './printed-text.ts';
import { readPrinted } from './read-printed.ts';
import { sampleReport } from './sample-report.test-fixture.ts';

const renderers = {
  pdf: (language: ReportLanguage) => pdf(sampleReport(language)),
  docx: (language: ReportLanguage) => docx(sampleReport(language)),
  html: (language: ReportLanguage) => new TextEncoder().encode(html(sampleReport(language))),
};
const prints = (['pdf', 'docx', 'html'] as const).flatMap((format) =>
  (['en', 'zh'] as const).map((language) => ({ format, language })),
);

async function readBack(bytes: Uint8Array): Promise<PrintedFile> {
  const read = await readPrinted(bytes);
  if ('unreadable' in read) throw new Error(read.unreadable);
  return read;
}

/** What the report prints: every figure of the body in order, then the register. */
function printedPairs(language: ReportLanguage): [string, string][] {
  const document = sampleReport(language);
  return [...figuresOf(document), ...figureRegister(document)].map(({ figure }) => [
    figure.id,
    normalisePrinted(figure.text),
  ]);
}

describe.each(prints)('a report printed as $format in $language', ({ format, language }) => {
  let bytes: Uint8Array;
  let read: PrintedFile;
  beforeAll(async () => {
    bytes = await renderers[format](language);
    read = await readBack(bytes);
  });

  test('reads back as exactly the figures it was made from, in their order', () => {
    expect(read.figures.length).toBeGreaterThan(300);
    expect(read.figures.map(({ id, text }) => [id, text])).toEqual(printedPairs(language));
  });

  test('says where each figure stands, and what its words say', () => {
    expect(read.figures.every(({ where }) => where !== '')).toBe(true);
    const squeezed = read.text.replaceAll(' ', '');
    for (const words of language === 'zh'
      ? ['绿色制造体系定期报告', '尚无记录', '数据索引', '宜昌工厂本期未填报', '第3版']
      : [
          'Green Manufacturing System',
          'Not recorded yet',
          'Figure register',
          'Yichang reported nothing',
          'Edition 3',
        ]) {
      expect(squeezed).toContain(words.replaceAll(' ', ''));
    }
  });

  test('shows one altered digit: 88.4 % forged to 98.4 % is read as 98.4 %', async () => {
    const honest = read.figures[0]!;
    expect(honest.text).toBe('88.4 %');
    const forged = await alterDigit(bytes, honest.id, '88.4 %');
    expect(forged.text).toBe('98.4 %');
    const reread = await readBack(forged.bytes);
    expect(reread.figures[0]).toMatchObject({ id: honest.id, text: '98.4 %' });
    expect(reread.figures.slice(1)).toEqual(read.figures.slice(1));
  });
});

test('the same figures stand in both languages', () => {
  const ids = (language: ReportLanguage): string[] => printedPairs(language).map(([id]) => id);
  expect(ids('en')).toEqual(ids('zh'));
});
