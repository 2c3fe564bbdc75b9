// Are the passwords that are guessed first refused, and none that somebody thought of?
import { expect, test } from 'vitest';
import { passwordLength } from './sign-in-library.ts';
import { isWeakPassword, readMostUsed } from './weak-password.ts';

const mostUsed = await readMostUsed();
const names = ['greenfab', 'zhao.lei', 'Xinglan Group', '星澜制造集团', 'WX1'];

test.each([
  ...[
    '1234567890',
    '0987654321',
    'qwertyuiop',
    '1q2w3e4r5t',
    '1qaz2wsx3edc',
    'password123',
    'Password2026!',
    'P@ssw0rd123',
  ],
  ...[
    'aaaaaaaaaa',
    '1111111111',
    'abcabcabcabc',
    'abcdefghij',
    'iloveyou123',
    'woaini1314520',
    'admin888888',
    '123qweasdzxc',
  ],
  ...['greenfab2026', 'Greenfab-123', 'zhao.lei.1990', 'zhaolei12345', 'xingLan group 1', '星澜制造集团2026'],
  ...['５２０１３１４５２０１３１４', 'qwerty-qwerty', 'basketball99', '..........a'],
])('%s is', (password) => expect(isWeakPassword(password, names, mostUsed)).toBe(true));

test.each([
  ...[
    'correct horse battery',
    'another long one',
    'a long enough one',
    'horse staple 7 moon',
    'tq9-vd2-kx7z',
    '!!Rhein:Ufer:Nacht',
  ],
  ...[
    '今天工厂的风很大很好',
    'the greenfab of my dreams',
    'WX1 reads the scales twice',
    'mein Passwort ist dunkelgrün',
  ],
])('%s is not', (password) => expect(isWeakPassword(password, names, mostUsed)).toBe(false));

test('every one of the most used that is long enough is', async () => {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  const long = dictionary['passwords-common'].map(String).filter((one) => one.length >= passwordLength.least);
  expect(long.length).toBeGreaterThan(1_500);
  for (const password of long) expect([password, isWeakPassword(password, names, mostUsed)]).toEqual([password, true]);
});
