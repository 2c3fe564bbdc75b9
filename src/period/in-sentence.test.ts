// Does a period read well in the middle of a sentence?
import { expect, test } from 'vitest';
import { inSentence } from './in-sentence.ts';

test.each([
  ['First half of 2024', 'the first half of 2024'],
  ['Twelve months to June 2024', 'the twelve months to June 2024'],
  ['June 2024', 'June 2024'],
  ['2024', '2024'],
])('%s becomes %s', (label, said) => {
  expect(inSentence(label, 'en')).toBe(said);
});
test('Chinese stays as it is', () => expect(inSentence('2024年上半年', 'zh')).toBe('2024年上半年'));
