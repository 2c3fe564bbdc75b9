import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readLimits } from './printed-file.ts';
import { readDocx } from './read-docx.ts';

const address = 'https://greenfab.example.org/f/F7K2Q';
const rels = `<Relationships><Relationship Id="rId1" Type="http://x/hyperlink" Target="${address}" TargetMode="External"/></Relationships>`;
const file = (body: string, more: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({
    'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`),
    'word/_rels/document.xml.rels': strToU8(rels),
    ...more,
  });
const r = (text: string, look = ''): string => `<w:r>${look}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const link = (inside: string): string => `<w:p><w:hyperlink r:id="rId1">${inside}</w:hyperlink></w:p>`;
const figuresIn = (body: string) => {
  const read = readDocx(file(body));
  return 'figures' in read ? read.figures.map(({ text }) => text) : read;
};

describe('a figure in a Word file', () => {
  test('may be split into runs, as Word splits it when someone edits it', () =>
    expect(figuresIn(link(r('88') + r('.4 %')))).toEqual(['88.4 %']));
  test('may be a field, as other programs save it', () => {
    const field = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    expect(
      figuresIn(
        `<w:p>${field('begin')}<w:r><w:instrText> HYPERLINK "${address}" </w:instrText></w:r>${field('separate')}${r('88.4 %')}${field('end')}</w:p>`,
      ),
    ).toEqual(['88.4 %']);
    expect(
      figuresIn(`<w:p><w:fldSimple w:instr="HYPERLINK &quot;${address}&quot;">${r('88.4 %')}</w:fldSimple></w:p>`),
    ).toEqual(['88.4 %']);
  });
  test('reads as printed when a change is tracked: what is deleted is not there, what is inserted is', () => {
    expect(
      figuresIn(
        link(
          `<w:del><w:r><w:delText>8</w:delText></w:r>${r('7')}</w:del><w:moveFrom>${r('6')}</w:moveFrom><w:ins>${r('9')}</w:ins>${r('8.4 %')}`,
        ),
      ),
    ).toEqual(['98.4 %']);
  });
  test('hidden text is not printed', () =>
    expect(figuresIn(link(r('88.4 %', '<w:rPr><w:vanish/></w:rPr>') + r('98.4 %')))).toEqual(['98.4 %']));
  test('a link with nothing under it says nothing', () => expect(figuresIn(link(''))).toEqual(['']));
  test('a text box inside a run keeps the run’s own text', () => {
    expect(
      figuresIn(
        link(
          `<w:r><w:t>88</w:t><mc:Choice><w:p>${r('box')}</w:p></mc:Choice><mc:Fallback>${r('old')}</mc:Fallback><w:t>.4</w:t></w:r>`,
        ),
      ),
    ).toEqual(['box88.4']);
  });
  test('stands below the nearest heading', () => {
    const heading = `<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>${r('Water')}</w:p>`;
    expect(readDocx(file(heading + link(r('3'))))).toMatchObject({ figures: [{ where: 'Water' }] });
  });
  test('numbers on native charts are part of the text', () => {
    const read = readDocx(
      file(`<w:p>${r('body')}</w:p>`, { 'word/charts/chart1.xml': strToU8('<c:chart><c:v>41.2</c:v></c:chart>') }),
    );
    expect(read).toMatchObject({ text: 'body 41.2' });
  });
});

describe('a file that is not what it says', () => {
  const small = { ...readLimits, fileBytes: 10_000, inflatedBytes: 100_000 };
  test('no ZIP, no Word', () => {
    expect(readDocx(strToU8('hello'))).toEqual({ unreadable: 'not_a_docx' });
    expect(readDocx(new Uint8Array())).toEqual({ unreadable: 'not_a_docx' });
    expect(readDocx(zipSync({ 'xl/workbook.xml': strToU8('<x/>') }))).toEqual({ unreadable: 'not_a_docx' });
    expect(readDocx(strToU8('PK'))).toEqual({ unreadable: 'damaged' });
  });
  test('too large', () => expect(readDocx(new Uint8Array(10_001), small)).toEqual({ unreadable: 'too_large' }));
  test('a bomb of zeros stops at the limit', () => {
    expect(readDocx(zipSync({ 'word/document.xml': new Uint8Array(5_000_000) }), small)).toEqual({
      unreadable: 'inflates_too_far',
    });
  });
  test('a bomb shared out among parts stops too', () => {
    const part = new Uint8Array(60_000).fill(32);
    expect(readDocx(file('', { 'word/charts/chart1.xml': part, 'word/charts/chart2.xml': part }), small)).toEqual({
      unreadable: 'inflates_too_far',
    });
  });
  test('a document type is refused', () => {
    expect(readDocx(zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>') }))).toEqual({
      unreadable: 'damaged',
    });
  });
  test('whatever bytes come, the reader answers', () => {
    const honest = file(link(r('88.4 %')));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(honest.length - 1), fc.nat(255)), { maxLength: 20 }),
        fc.nat(honest.length),
        (changes, end) => {
          const bytes = honest.slice(0, end);
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          const read = readDocx(bytes);
          expect('unreadable' in read || Array.isArray(read.figures)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
