// Do sentences say one record and two records, and name what a fact is the key of?
import { expect, test } from 'vitest';
import { words } from '#app/wiring.ts';
import { word } from './words.ts';

const of = (template: string) => ({ en: { said: template, load: 'Waste load', 'load|many': 'Waste loads' } });

test.each([
  ['{count} {count|record|records} {count|waits|wait}', { count: 1 }, '1 record waits'],
  ['{count} {count|record|records} {count|waits|wait}', { count: 0 }, '0 records wait'],
  ['{count} {count|record|records}', { count: '1' }, '1 record'],
  ['{count} {count|record|records}', { count: '1,001' }, '1,001 records'],
  ['{kind@} and {kind@many}', { kind: 'load' }, 'Waste load and Waste loads'],
  ['{count} {count|record|records} of {kind@}', {}, '{count} {count|record|records} of {kind@}'],
])('%s with %o', (template, facts, said) => {
  expect(word(of(template), 'en', 'said', facts)).toBe(said);
});

/** A number before a word in the plural; what is counted may be called more closely, as in “2 approved records”. */
const beforePlural =
  /\{(?:bad|blocks|count|days|discrepancies|done|entities|entries|expected|figures|files|good|hours|loads|missing|months|more|open|records|revisions|rows|seconds|sites|total|unequal|years)\} (?:(?!(?:of|on|with)\b)[a-z-]+ )?(?!this\b)[a-z-]{2,}s\b/;
/** Its numbers are figures that a reader may press: the dictionary does not know what they come to. */
const ofFigures = ['reports.doc.boundary', 'reports.doc.coverage'];

test('no English sentence says “1 records”: where a number stands, both forms do', () => {
  const found = Object.entries(words.en).filter(([key, said]) => beforePlural.test(said) && !ofFigures.includes(key));
  expect(found).toEqual([]);
});
