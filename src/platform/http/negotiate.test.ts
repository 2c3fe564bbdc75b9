// Which language and which packing does a header like best?
import { expect, test } from 'vitest';
import { languageFrom, packingFrom } from './negotiate.ts';

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['fr, en;q=0.4, zh;q=0.6', 'zh'],
  ['en;q=0.2, zh;q=0.1', 'en'],
  ['zh;q=0', 'en'],
  ['en;q=0', 'zh'],
  ['fr-CH', 'en'],
  ['*, zh;q=0.1', 'en'],
  ['ZH-hans-cn', 'zh'],
  ['zh;q=nonsense, en;q=0.1', 'en'],
  [undefined, 'en'],
])('%s is %s', (header, language) => {
  expect(languageFrom(header, 'en')).toBe(language);
});

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.1', 'gzip'],
  ['identity', undefined],
  [undefined, undefined],
])('%s is packed as %s', (header, packing) => {
  expect(packingFrom(header)).toBe(packing);
});
