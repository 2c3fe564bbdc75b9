// What does the search dialogue show of substances, below the records?
import { expect, test } from 'vitest';
import type { FoundSubstanceTold } from '../model/substance.ts';
import { substancesBeside } from './substances-beside.ts';

const lead: FoundSubstanceTold = {
  ...{ key: 'cas:7439-92-1', cas: '7439-92-1', ec: '231-100-4', name: { en: 'Lead', zh: '铅' }, also: null },
  ...{ formula: 'Pb', restrictions: 3, own: false },
};
const group = (found: FoundSubstanceTold[], { total = found.length, language = 'en', sought = 'Pb' }: Asked = {}) =>
  substancesBeside.groupOf({ identities: null, found, total, number: null }, { sought, language, t: (key) => key });
interface Asked {
  total?: number;
  language?: 'en' | 'zh';
  sought?: string;
}

test('at most five, in the language of the reader, each with its numbers and page, and the way to all of them', () => {
  const many = Array.from({ length: 7 }, (_, nth) => ({ ...lead, key: `cas:${nth}` }));
  const found = group(many, { total: 40, sought: 'le ad' });
  expect(found?.hits.map(({ href }) => href)).toEqual(
    [0, 1, 2, 3, 4].map((nth) => `/substances/substance/cas%3A${nth}`),
  );
  expect(found).toMatchObject({ total: 40, next: '', page: '/substances/list?q=le+ad' });
  const numbers = '7439-92-1 · 231-100-4 · Pb';
  expect(group([lead])).toMatchObject({ hits: [{ title: 'Lead', subtitle: numbers }], next: null });
  expect(group([lead], { language: 'zh' })?.hits[0]).toMatchObject({ title: '铅', subtitle: numbers });
});

test('where it is not called as was asked, its other name is told', () => {
  const said = (one: FoundSubstanceTold, asked: Asked) => group([one], asked)?.hits[0]?.said;
  expect([said(lead, { sought: 'lead' }), said(lead, { sought: 'lead', language: 'zh' })]).toEqual([undefined, 'Lead']);
  expect(said({ ...lead, also: 'Plumbum' }, { sought: 'plumb' })).toBe('Plumbum');
  // without a name it goes by its number, which is not said twice
  expect(group([{ ...lead, name: { en: null, zh: null } }])?.hits).toEqual([
    { title: '7439-92-1', subtitle: '231-100-4 · Pb', href: '/substances/substance/cas%3A7439-92-1' },
  ]);
});

test('nothing found is no group, and a single letter is not asked about', () => {
  expect(group([])).toBeUndefined();
  expect(['', 'P', '铅', 'Pb'].map((one) => substancesBeside.asks(one))).toEqual([false, false, true, true]);
});
