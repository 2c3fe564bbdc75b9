import { describe, expect, test } from 'vitest';
import { findTerms, glossary, termOf } from './glossary.ts';

const found = (query: string) => findTerms(query).map(({ term }) => term.word);
const hasHan = (text: string) => /\p{Script=Han}/u.test(text);

describe('every term', () => {
  test('the glossary holds the words of the trade', () => {
    expect(glossary.length).toBeGreaterThan(75);
  });

  test('is one word in code, camelCase, used once', () => {
    const words = glossary.map((term) => term.word);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[a-z][a-zA-Z0-9]*$/);
  });

  test.each(glossary.map((term) => [term.word, term] as const))(
    '%s is named and explained in both languages',
    (_word, term) => {
      expect(hasHan(term.en)).toBe(false);
      expect(term.en).toMatch(/[a-z]/);
      expect(term.zh.length).toBeGreaterThan(0);
      for (const name of term.zh) expect(hasHan(name)).toBe(true);
      expect(term.meaning.en).toMatch(/\.$/);
      expect(hasHan(term.meaning.en)).toBe(false);
      expect(term.meaning.zh).toMatch(/。$/);
    },
  );

  test('has a name on screen that no other term has, in either language', () => {
    const english = glossary.map((term) => term.en.toLowerCase());
    const chinese = glossary.flatMap((term) => term.zh);
    expect(new Set(english).size).toBe(english.length);
    expect(new Set(chinese).size).toBe(chinese.length);
  });

  test('is not itself called by a word that it must not be called', () => {
    for (const term of glossary) {
      for (const wrong of term.notToBeCalled ?? []) expect([term.word, term.en, ...term.zh]).not.toContain(wrong);
    }
  });
});

describe('searching', () => {
  test.each([
    ['废弃物转化率', 'wasteConversionRate'],
    ['waste conversion rate', 'wasteConversionRate'],
    ['wasteconversionrate', 'wasteConversionRate'],
    ['waste transformation rate', 'wasteConversionRate'],
    ['联单', 'manifest'],
    ['过磅单', 'weighTicket'],
    ['ＡＷＳ', 'stewardshipCertification'],
    ['同比', 'againstLastYear'],
    ['plant', 'site'],
    ['子公司', 'entity'],
    ['GCA', 'greenChoiceAudit'],
    ['nil-return', 'nilReturn'],
  ])('"%s" finds %s first', (query, word) => {
    expect(found(query)[0]).toBe(word);
  });

  test('a wrong word leads to the right one, and says so', () => {
    const [msds] = findTerms('MSDS');
    expect(msds).toMatchObject({ term: { word: 'sds' }, underWrongWord: true });
    expect(findTerms('磅单')[0]).toMatchObject({ term: { word: 'weighTicket' }, underWrongWord: false });
  });

  test('the whole word comes before words that contain it', () => {
    expect(found('withdrawal')[0]).toBe('withdrawal');
    expect(found('substance')[0]).toBe('substance');
    expect(found('substance')).toContain('restrictedSubstance');
    expect(found('scope')[0]).toBe('scope');
    expect(found('scope')).toContain('boundary');
  });

  test('nothing is found for nothing, and for what is no word of ours', () => {
    expect(findTerms('')).toEqual([]);
    expect(findTerms('  （）')).toEqual([]);
    expect(findTerms('xyzzy')).toEqual([]);
  });

  test('a word in code leads to its term', () => {
    expect(termOf('zeroWasteLevel')?.zh[0]).toBe('废弃物零填埋等级');
    expect(termOf('misc')).toBeUndefined();
  });
});
