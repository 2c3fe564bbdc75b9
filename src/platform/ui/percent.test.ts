// Is a share in few letters never rounded to nothing or to the whole?
import { expect, test } from 'vitest';
import { wholePercent } from './percent.ts';

test.each([
  ['1', '100 %'],
  ['0.9996', '99.9 %'],
  ['0.97', '97 %'],
  ['0.003', '0.3 %'],
  ['0.0004', 'under 0.1 %'],
  ['0', '0 %'],
])('a share of %s is %s', (share, printed) => {
  expect(wholePercent(share, 'en')).toBe(printed);
});
test('in Chinese without the space', () => expect(wholePercent('0.97', 'zh')).toBe('97%'));
