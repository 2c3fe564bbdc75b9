import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLimits } from './printed-file.ts';
import { readHtml } from './read-html.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const figuresIn = (body: string) => {
  const read = readHtml(bytes(`<!doctype html><html><body>${body}`));
  return 'figures' in read ? read.figures.map(({ id, text }) => `${id} ${text}`) : read;
};
const href = 'https://greenfab.example.org/f/F7K2Q';

describe('a figure on a page', () => {
  test.each([
    `<a href="${href}">88.4 %</a>`,
    `<A data-x='>' HREF='${href}'><b>88</b>.4&nbsp;%</A>`,
    `<a href=${href}>8&#56;.4&#x20;%</a>`,
    `<a href="${href}">88.4<!-- 99.9 --> %<script>"99"</script></a>`,
    `<a href="${href}"><span hidden>77</span>88.4 %<i style="display: none">5</i></a>`,
  ])('%s', (source) => expect(figuresIn(source)).toEqual(['F7K2Q 88.4 %']));
  test('a link that is never closed ends where the next begins', () =>
    expect(figuresIn(`<a href="${href}">1 t<a href="${href}">2 t</a>`)).toEqual(['F7K2Q 1 t', 'F7K2Q 2 t']));
  test('other links are no figures', () =>
    expect(figuresIn('<a href="#s1">x</a><a href="https://x.example/f/abc">y</a><a>z</a>')).toEqual([]));
  test('stands below the nearest heading', () => {
    expect(readHtml(bytes(`<html><h2>Water <i>use</i></h2><a href="${href}">1</a>`))).toMatchObject({
      figures: [{ where: 'Water use' }],
    });
  });
  test('entities are decoded once', () => expect(figuresIn(`<a href="${href}">&amp;lt;</a>`)).toEqual(['F7K2Q &lt;']));
});

describe('a file that is not what it says', () => {
  test.each(['', 'hello', '{"html": true}', '<?xml version="1.0"?><report/>', '<html>\0'])('%j', (text) =>
    expect(readHtml(bytes(text))).toEqual({ unreadable: 'not_html' }),
  );
  test('bytes that are no UTF-8', () =>
    expect(readHtml(new Uint8Array([0x3c, 0xff, 0xfe]))).toEqual({ unreadable: 'not_html' }));
  test('too large', () =>
    expect(readHtml(bytes('<html>'), { ...readLimits, fileBytes: 3 })).toEqual({ unreadable: 'too_large' }));
  test('whatever markup comes, the reader answers', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<a href="',
        href,
        '">',
        "'",
        '<!--',
        '<script',
        '</a',
        '<![CDATA[',
        '&#xffffffff;',
        '<h2>',
        '</',
        '<div hidden>',
        '<',
      ),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const read = readHtml(bytes(`<html>${parts.join('')}`));
        expect('unreadable' in read || Array.isArray(read.figures)).toBe(true);
      }),
    );
  });
  test('a lone sign is read once, however many there are', () =>
    expect(readHtml(bytes(`<html>${'<'.repeat(2_000_000)}`))).toMatchObject({ figures: [] }));
  test('a million unclosed tags are read to their end', () => {
    const unclosed = `<html>${'<a b="'.repeat(200_000)}${"<a b='".repeat(200_000)}${'<script>'.repeat(100_000)}`;
    expect(readHtml(bytes(unclosed))).toMatchObject({ figures: [] });
  });
});
