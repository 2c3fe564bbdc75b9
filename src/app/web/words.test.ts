// Do the pages know every word that the server knows? What is added to one list and not to the other shows as a bare key.
import { expect, test } from 'vitest';
import { signInWords } from '#platform/access/sign-in-words.ts';
import { words as server } from '../wiring.ts';
import { words as en } from './words-en.ts';
import { words as zh } from './words-zh.ts';

test.each([
  ['en', en],
  ['zh', zh],
] as const)('every word of the server is a word of the pages: %s', (language, pages) => {
  // What is said to who signs in, the server says itself.
  const known = new Set([...Object.keys(pages), ...Object.keys(signInWords[language])]);
  const missing = Object.keys(server[language]).filter((key) => !known.has(key));
  expect(missing).toEqual([]);
});
