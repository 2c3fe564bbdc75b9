// Does a text that somebody made for it keep no pattern of ours busy? Each gets the longest text that reaches it, of what it
// would try again and again; one that backtracked over it would not come to an end within a test's time.
import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { deviceOf } from '#platform/access/device.ts';
import { isUserName, normalUserName } from '#platform/access/user-name.ts';
import { isWeakPassword } from '#platform/access/weak-password.ts';
import { fileNameOf } from '#platform/evidence/file-name.ts';
import { mediaTypeOf } from '#platform/evidence/media-type.ts';
import { tagsOf } from '#platform/http/conditional.ts';
import { rangeAsked } from '#platform/http/file-answer.ts';
import { languageFrom } from '#platform/http/negotiate.ts';
import { parseDate, parseMonth } from '#platform/intake/cells/date.ts';
import { headingOf } from '#platform/intake/cells/heading.ts';
import { findNumber } from '#platform/intake/cells/number-text.ts';
import { readMergedBlocks } from '#platform/intake/read/merged-cells.ts';
import { numberStyle } from '#platform/intake/read/number-format.ts';

const GIVEN_UP_MS = 20_000;
/** The longest cell, and the longest header of a request. */
const LONGEST = 32_767;
const long = (...pieces: readonly string[]) => pieces.map((piece) => piece.repeat(LONGEST / piece.length));

const texts = [
  ...long(
    '(',
    '[',
    '{',
    '（',
    '【',
    '<',
    '"',
    "'",
    '\\',
    '/',
    '.',
    ',',
    '-',
    '_',
    '=',
    '0',
    '1',
    'a',
    'é',
    '万',
    '年',
    ' ',
    '\t',
    '\n',
    '\u3000',
  ),
  ...long(
    ' .',
    '1 ',
    ' 1',
    '1,',
    '1.',
    ' -',
    '- 1',
    ' , ',
    '(1',
    '1)',
    '周一',
    'mon ',
    'a/',
    'a ',
    '"a',
    '[$',
    '#"',
    '#,',
    'in ',
    'q=',
    ';q=',
    '"",',
    'W/"',
  ),
  ...long('<mergeCell ref="A1:', '<mergeCell ', '%20', '../', 'http://', 'x.x', '1e1'),
].flatMap((text) => [
  text,
  `${text}!`,
  `1${text}x`,
  `0${text}\n${text} 0\n`,
  `a${text}(`,
  `#"${text}`,
  `bytes=${text}`,
]);

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a number', (text) => findNumber(text, undefined, '.')],
  ['a day', (text) => parseDate(text, undefined)],
  ['a month', (text) => parseMonth(text, undefined)],
  ['a heading', (text) => headingOf(text)],
  ['a number format', (text) => numberStyle(200, text)],
  ['merged cells', (text) => readMergedBlocks(text.repeat(20))],
  ['the name of a file', fileNameOf],
  ['the type of a file', (text) => mediaTypeOf(Buffer.from(text))],
  ['a user name', (text) => isUserName(normalUserName(text.slice(0, 400)))],
  ['a password', (text) => isWeakPassword(text.slice(0, 400), ['greenfab', text.slice(0, 200)], new Set())],
  ['a language', (text) => languageFrom(text, 'en')],
  ['a tag', tagsOf],
  ['a range', (text) => rangeAsked(text, 10)],
  ['a browser', deviceOf],
];

test.each(readers)(
  '%s comes to an end',
  (_, read) => {
    expect(texts.length).toBeGreaterThan(300);
    // A text that is tried for ever would hold the whole run: whoever is not through by then is not coming to an end.
    const all = () => {
      for (const text of texts) read(text);
    };
    Object.assign(globalThis, { readAll: all });
    runInThisContext('readAll()', { timeout: GIVEN_UP_MS });
  },
  60_000,
);
