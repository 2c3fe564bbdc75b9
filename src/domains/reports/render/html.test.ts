import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html } from './html.ts';
import { figureOf, reportOf } from './one-block.test-fixture.ts';
import { normalisePrinted, printable } from './printed-text.ts';
import { readHtml } from './read-html.ts';
import { sampleReport } from './sample-report.test-fixture.ts';

const bytesOf = (page: string): Uint8Array => new TextEncoder().encode(page);
const squeeze = (text: string): string => normalisePrinted(text).replaceAll(' ', '');

test('any string is text on the page, in content and in attributes, never markup', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('<script>', '"><img src=x onerror=1>', '&amp;', '</title>', "'", '<!--'),
        ),
        { maxLength: 8 },
      ),
      (parts) => {
        const text = parts.join('');
        const figure = { ...figureOf('F7K2Q', '1 t'), name: text };
        const page = html(
          reportOf([{ kind: 'paragraph', inlines: [{ text }, { figure }] }], {
            title: text,
            company: text,
            cover: [{ label: text, value: text }],
          }),
        );
        const plain = html(
          reportOf([{ kind: 'paragraph', inlines: [{ text: 'x' }, { figure: { ...figure, name: 'x' } }] }], {
            title: 'x',
            company: 'x',
            cover: [{ label: 'x', value: 'x' }],
          }),
        );
        expect(page.match(/</gu)?.length).toBe(plain.match(/</gu)?.length);
        const read = readHtml(bytesOf(page));
        expect('text' in read && squeeze(read.text)).toContain(squeeze(printable(text)));
      },
    ),
    { numRuns: 60 },
  );
});

describe('the page', () => {
  const en = html(sampleReport('en'));
  const zh = html(sampleReport('zh'));

  test('loads nothing and runs nothing', () => {
    const addresses = [...en.matchAll(/(?:src|href|url)\s*[=(]\s*"?([^">)\s]+)/giu)].map((found) => found[1] ?? '');
    expect(
      addresses.every((address) => address.startsWith('#') || address.startsWith('https://greenfab.example.org/f/')),
    ).toBe(true);
    expect(en).not.toMatch(/<script|@import|<link/iu);
    expect(en).toContain("default-src 'none'");
  });
  test('says its language', () => {
    expect(en).toContain('<html lang="en">');
    expect(zh).toContain('<html lang="zh-CN">');
  });
  test('has one first heading, heads for every column, names for every row, and a text for every chart', () => {
    expect(en.match(/<h1/gu)).toHaveLength(1);
    expect(en).toContain('<th scope="col" class="right">Shipped (t)</th>');
    expect(en).toContain('<th scope="row">Jiaxing 1</th>');
    expect(en.match(/<svg /gu)?.length).toBe(en.match(/<svg [^>]*role="img" aria-label="[^"]{40,}/gu)?.length);
  });
  test('has no id twice', () => {
    const ids = [...en.matchAll(/\sid="([^"]+)"/gu)].map((found) => found[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
  test('names the figure in data-figure', () =>
    expect(en).toMatch(/<a href="[^"]+\/f\/TA852" data-figure="TA852"[^>]*>88\.4 %<\/a>/u));
  test('a draft says that it is one', () => expect(html(sampleReport('zh', false))).toContain('草稿'));
  test('an edition prints the heads of the history', () =>
    expect(en).toContain('9f3a1c0e7b52d48861aa0c9e4fd2b7351e60c8f2a94d7713b0e5f6128c3d9a40'));
});
