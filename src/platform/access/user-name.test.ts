// Is the name that somebody types the one that he means?
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUserName, normalUserName } from './user-name.ts';

test.each([
  ['Li.Wei', 'li.wei'],
  [' li.wei ', 'li.wei'],
  ['ｌｉ．ｗｅｉ', 'li.wei'],
  ['ＭＰ００４２', 'mp0042'],
  ['李伟', '李伟'],
])('%s is %s', (typed, name) => {
  expect(normalUserName(typed)).toBe(name);
  expect(isUserName(typed)).toBe(true);
});

test.each(['', 'a', '.li', 'li.', 'li wei', 'li@wei', '<b>', 'li\u200bwei', 'x'.repeat(41), '\u0000\u0000'])(
  '%j cannot be one',
  (typed) => {
    expect(isUserName(typed)).toBe(false);
  },
);

test('a name that was brought into its one spelling stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (typed) => {
      fc.pre(isUserName(typed));
      expect(normalUserName(normalUserName(typed))).toBe(normalUserName(typed));
      expect(isUserName(normalUserName(typed))).toBe(true);
    }),
  );
});
