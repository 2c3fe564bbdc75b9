// How near is what somebody typed, in either language and in pinyin, and what of a record can be found at all?
import { expect, test } from 'vitest';
import { localText, masked, optional, recordKind, text } from '../records/declare/kind.ts';
import { rankOf, type Sought, searchText, searchTextOf, soughtOf } from './search-text.ts';

const rank = (typed: string, names: readonly string[], said: readonly string[] = []) =>
  rankOf(searchText(names, said), soughtOf(typed) as Sought);

test.each([
  ['the name itself', '苏州工厂', 0],
  ['its code in other letters', 'sz1', 0],
  ['full-width letters', 'ＳＺ１', 0],
  ['the beginning of a name', '苏州', 1],
  ['a part of it in Chinese', '州工', 2],
  ['a part of it in English', 'zhou fac', 2],
  ['pinyin', 'suzhougongchang', 3],
  ['the beginning of its pinyin', 'suzhoug', 3],
  ['pinyin from a later syllable on', 'gongch', 3],
  ['initials', 'szgc', 3],
  ['the last initials', 'gc', 3],
  ['words in any order, each in another way', 'gong 苏州', 3],
  ['what else it says', '高新区', 4],
  ['a word of its name and one of what it says', 'suzhou 高新区', 4],
] as const)('%s: %s', (_, typed, wanted) => {
  expect(rank(typed, ['SZ1', 'Suzhou Factory', '苏州工厂'], ['位于高新区'])).toBe(wanted);
});

test.each([
  ['letters within a syllable', 'uzhougong', ['苏州工厂']],
  ['words of which one is missing', '苏州 无锡', ['苏州工厂']],
  ['what only stands across two names', 'ab cd', ['xab', 'cdx'.slice(0, 1)]],
] as const)('not found: %s', (_, typed, names) => {
  expect(rank(typed, names)).toBeUndefined();
});

test('ü is typed as v, and a word is read as it is in its place', () => {
  expect(rank('lvse', ['绿色工厂'])).toBe(3);
  expect(rank('chongqing', ['重庆'])).toBe(3);
});

test('nothing is sought by spaces alone', () => {
  expect(soughtOf(' 　 ')).toBeUndefined();
});

test('a record is found by all its words but masked ones, time zones and country codes', () => {
  const kind = recordKind({
    ...{ kind: 'a.thing', version: 1, owner: 'group', review: 'none', evidence: 'none' },
    fields: {
      code: text({ max: 20 }),
      name: localText(),
      price: masked(optional(text({ max: 40 }))),
      country: text({ max: 2 }),
      zone: text({ max: 60 }),
      note: optional(text({ max: 200, prose: true })),
    },
    lines: { name: 'line', fields: { number: text({ max: 40 }) } },
    ...{ calledBy: ['code', 'name'], sameWhen: ['code'], list: ['code'] },
    node: { type: 'site', name: 'name', timeZone: 'zone' },
  });
  const values = {
    ...{ code: 'T-1', name: { en: null, zh: '某物' }, price: 'secret', country: 'CN', zone: 'Asia/Shanghai' },
    note: 'Kept\ndry',
  };
  expect(searchTextOf(kind, values, [{ number: 'L/7' }])).toEqual({
    ...{ code: 'T-1', title: { en: '某物', zh: '某物' } },
    called: '\nt-1\n某物\n',
    latin: '\nmouwu\nmw\nwu\n',
    said: '\nkept dry\nl/7\n',
  });
});

test('a record without a name is called by the first thing that it says, one without words is not found', () => {
  const kind = recordKind({
    ...{ kind: 'a.line', version: 1, owner: 'group', review: 'none', evidence: 'none' },
    fields: { text: optional(localText()) },
    ...{ calledBy: [], sameWhen: [], list: ['text'] },
  });
  expect(searchTextOf(kind, { text: { en: 'Sorted.', zh: null } }, [])?.title).toEqual({
    en: 'Sorted.',
    zh: 'Sorted.',
  });
  expect(searchTextOf(kind, { text: null }, [])).toBeUndefined();
});
