import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { docx } from './docx.ts';
import { figureOf, reportOf } from './one-block.test-fixture.ts';
import { normalisePrinted, printable } from './printed-text.ts';
import { readDocx } from './read-docx.ts';
import { sampleReport } from './sample-report.test-fixture.ts';

const squeeze = (text: string): string => normalisePrinted(text).replaceAll(' ', '');
const part = (bytes: Uint8Array, name: string): string => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());

test('any string is text in the document', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('<w:p/>', ']]>', '&lt;', '{PAGE}', '\u0000', '"'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 30 }), async (texts) => {
      const read = readDocx(
        await docx(
          reportOf(
            texts.map((one) => ({ kind: 'paragraph', inlines: [{ text: one }] })),
            { title: texts[0] ?? '' },
          ),
        ),
      );
      for (const one of texts) expect('text' in read && squeeze(read.text)).toContain(squeeze(printable(one)));
    }),
    { numRuns: 5 },
  );
});

test('an address with an ampersand stays one', async () => {
  const figure = { ...figureOf('F7K2Q', '1 t'), href: 'https://x.example/a&b/f/F7K2Q' };
  expect(readDocx(await docx(reportOf([{ kind: 'paragraph', inlines: [{ figure }] }])))).toMatchObject({
    figures: [{ id: 'F7K2Q', text: '1 t' }, { id: 'F7K2Q' }],
  });
});

describe.each([
  ['en', 'en-GB'],
  ['zh', 'zh-CN'],
] as const)('the Word file in %s', async (language, locale) => {
  const bytes = await docx(sampleReport(language));
  const body = part(bytes, 'word/document.xml');
  const styles = part(bytes, 'word/styles.xml');

  test('says its language and has a Chinese font', () => {
    expect(styles).toContain(`<w:lang w:val="${locale}" w:eastAsia="zh-CN"/>`);
    expect(styles).toContain('w:eastAsia="Microsoft YaHei"');
  });
  test('has heading styles and a field for the contents', () => {
    expect(body.match(/<w:pStyle w:val="Heading1"\/>/gu)).toHaveLength(9);
    expect(body).toMatch(/<w:instrText[^>]*>TOC /u);
  });
  test('has native charts with their numbers inside and a text for each', () => {
    const charts = Object.keys(unzipSync(bytes)).filter((name) => /^word\/charts\/chart\d+\.xml$/u.test(name));
    expect(charts).toHaveLength(10);
    expect(body.match(/<wp:docPr [^>]*descr="[^"]{20,}/gu)).toHaveLength(10);
  });
  test('repeats the head of every table on the next page', () =>
    expect(body.match(/<w:tblHeader\/>/gu)?.length).toBeGreaterThan(15));
});
