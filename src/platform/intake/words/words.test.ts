import { describe, expect, test } from 'vitest';
import { cellNotes, cellProblems } from '../cells/problem.ts';
import { fileKinds } from '../read/file-kind.ts';
import { largeThings, refusalKey } from '../read/refusal.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const places = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe('what intake says', () => {
  test('has the same keys in both languages', () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
  });

  test.each([
    ['en', en],
    ['zh', zh],
  ])('%s: a sentence names only facts that its problem brings', (_, words) => {
    for (const [code, facts] of Object.entries(cellProblems)) {
      for (const place of places(words[code as keyof typeof cellProblems]))
        expect([code, facts]).toEqual([code, expect.arrayContaining([place])]);
    }
    for (const [code, facts] of Object.entries(cellNotes)) {
      for (const place of places(words[`note.${code as keyof typeof cellNotes}`])) {
        expect([code, facts]).toEqual([code, expect.arrayContaining([place])]);
      }
    }
  });

  test('every sentence ends, and Chinese ones are Chinese', () => {
    for (const [key, sentence] of Object.entries(en)) {
      if (!key.startsWith('skipped.')) expect(sentence).toMatch(/[.?]$/);
    }
    for (const [key, sentence] of Object.entries(zh)) {
      expect(sentence).toMatch(/\p{Script=Han}/u);
      if (!key.startsWith('skipped.')) expect(sentence).toMatch(/[。？]$/);
    }
  });

  test('each kind of file and each thing too large has its own', () => {
    for (const looksLike of fileKinds) expect(en[refusalKey({ refused: 'not_a_table', looksLike })]).toBeDefined();
    for (const what of largeThings) expect(zh[refusalKey({ refused: 'too_large', what })]).toBeDefined();
    expect(refusalKey({ refused: 'zip_bomb' })).toBe('file.zip_bomb');
  });
});
