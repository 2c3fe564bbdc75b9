import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodeList, parseCode } from './code.ts';
import { editDistance } from './edit-distance.ts';
import { emptinessOf } from './empty.ts';
import { plainText } from './plain-text.ts';
import { parseText } from './text.ts';
import { parseYesOrNo } from './yes-or-no.ts';

describe('what an empty-looking cell means', () => {
  test.each(['', '  ', '—', '——', '-', '–', '\u3000', '未填'])('%j is not recorded', (text) => {
    expect(emptinessOf(text)).toBe('not_recorded');
  });

  test.each(['/', '／', 'N/A', '不适用', '不涉及'])('%j is not applicable at this site', (text) => {
    expect(emptinessOf(text)).toBe('not_applicable');
  });

  test.each(['无', '0', '０', '0.00', '0,0', 'none', 'None', 'NIL', '本月无'])('%j is none this month', (text) => {
    expect(emptinessOf(text)).toBe('none');
  });

  test.each(['0 kg', '10', '无锡', '/1', 'nothing to report', '-5'])('%j is a value', (text) => {
    expect(emptinessOf(text)).toBeUndefined();
  });

  test('a zero stays a zero where it is a value of its own', () => {
    expect(emptinessOf('0', { zeroIsNone: false })).toBeUndefined();
    expect(emptinessOf('无', { zeroIsNone: false })).toBe('none');
  });
});

describe('text', () => {
  test.each([
    ['  ＡＢＣ－０１ ', 'ABC-01'],
    ['苏州\u3000 一厂', '苏州 一厂'],
    ['line 1\nline 2\t x', 'line 1 line 2 x'],
    ['A\u200bB\u00ad\ufeffC', 'ABC'],
    ['\u0000\u0007x', 'x'],
    ["'=1+1", '=1+1'],
    ['㎏', 'kg'],
  ])('%j is kept as %j', (text, kept) => {
    expect(parseText(text, undefined)).toEqual({ value: kept });
  });

  test('too long is counted in characters, not in bytes', () => {
    expect(parseText('废'.repeat(5), undefined, { max: 5 })).toEqual({ value: '废'.repeat(5) });
    expect(parseText('😀'.repeat(6), undefined, { max: 5 })).toEqual({ problem: 'too_long', length: 6, max: 5 });
  });

  test('a manifest number that Excel rounded is refused, not stored wrong', () => {
    expect(parseText('202432000000001000', 'number')).toEqual({ problem: 'digits_lost', text: '202432000000001000' });
    expect(parseText('2.02432E+17', undefined)).toMatchObject({ problem: 'digits_lost' });
    expect(parseText('202432000000001234', undefined)).toEqual({ value: '202432000000001234' });
    expect(parseText('2024320', 'number')).toEqual({ value: '2024320' });
  });

  test('nothing, and characters that were lost', () => {
    expect(parseText(' \u200b', undefined)).toEqual({ problem: 'blank' });
    expect(parseText('废\ufffd料', undefined)).toEqual({ problem: 'unreadable_characters', text: '废\ufffd料' });
  });

  test('cleaning twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = plainText(text.replaceAll("'", ''));
        expect(plainText(once)).toBe(once);
      }),
    );
  });
});

describe('yes or no', () => {
  test.each(['是', 'Yes', 'Y', 'TRUE', '1', '√', '✔', '有'])('%s', (text) => {
    expect(parseYesOrNo(text, undefined)).toEqual({ value: true });
  });
  test.each(['否', 'no', 'N', 'FALSE', '0', '×', '无'])('%s', (text) => {
    expect(parseYesOrNo(text, undefined)).toEqual({ value: false });
  });
  test('an x ticks a box here and crosses it out there', () => {
    expect(parseYesOrNo('x', undefined)).toEqual({ problem: 'not_yes_or_no', text: 'x' });
  });
});

describe('an entry of a closed list', () => {
  const list = new CodeList([
    { code: 'recycle_metal', en: 'Metal recycling', zh: '金属回收', synonyms: ['废金属回收', 'scrap metal'] },
    { code: 'recycle_plastic', en: 'Plastic recycling', zh: '塑料回收' },
    { code: 'landfill', en: 'Landfill', zh: '填埋' },
    { code: 'incineration', en: 'Incineration', zh: '焚烧' },
    { code: 'incineration_with_energy', en: 'Energy recovery', zh: '焚烧发电', synonyms: ['焚烧'] },
  ]);
  const code = (text: string) => parseCode(text, undefined, { list });

  test.each([
    'recycle_metal',
    'RECYCLE-METAL',
    'Metal Recycling',
    ' metal  recycling ',
    '金属回收',
    '金 属 回 收',
    '废金属回收',
    'Scrap Metal',
  ])('%s', (text) => {
    expect(code(text)).toEqual({ value: 'recycle_metal' });
  });

  test('a slip brings the nearest one up, in both languages', () => {
    expect(code('Landfil')).toEqual({
      problem: 'unknown_code_near',
      given: 'Landfil',
      suggestion: 'landfill',
      suggestionEn: 'Landfill',
      suggestionZh: '填埋',
    });
    expect(code('塑料回牧')).toMatchObject({ suggestion: 'recycle_plastic' });
  });

  test('something else entirely brings nothing up', () => {
    expect(code('composting')).toEqual({ problem: 'unknown_code', given: 'composting' });
    expect(code('火')).toEqual({ problem: 'unknown_code', given: '火' });
  });

  test('a word that two entries share is asked about; a code never is', () => {
    expect(code('焚烧')).toEqual({
      problem: 'ambiguous_code',
      given: '焚烧',
      first: 'incineration',
      second: 'incineration_with_energy',
    });
    expect(code('incineration')).toEqual({ value: 'incineration' });
  });

  test('blank and merged cells', () => {
    expect(code(' ')).toEqual({ problem: 'blank' });
    expect(parseCode('填埋', 'merged', { list })).toEqual({ value: 'landfill', notes: [{ note: 'from_merged' }] });
  });
});

describe('how many letters differ', () => {
  test.each([
    ['kitten', 'sitting', 3],
    ['landfill', 'landfil', 1],
    ['ab', 'ba', 1],
    ['', 'abc', 3],
    ['填埋', '填理', 1],
  ])('%s and %s: %i', (left, right, distance) => {
    expect(editDistance(left, right, 3)).toBe(distance);
    expect(editDistance(right, left, 3)).toBe(distance);
    expect(editDistance(left, right, distance - 1)).toBeUndefined();
  });
});
