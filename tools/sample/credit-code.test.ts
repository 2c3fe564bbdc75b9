// Do the invented credit codes carry the check characters that GB 32100 and GB 11714 ask for?

import { expect, test } from 'vitest';
import { creditCheck, fictionalCreditCode, organisationCheck } from './credit-code.ts';

test('the example of GB 32100, 91350100M000100Y43, ends in 3', () => {
  expect(creditCheck('91350100M000100Y4')).toBe('3');
});

test('inside it, M000100Y has the organisation check 4', () => {
  expect(organisationCheck('M000100Y')).toBe('4');
});

test('an invented code says FAKE, names no division that exists, and passes its own check', () => {
  const code = fictionalCreditCode(7);
  expect(code).toMatch(/^91990000FAKE0007/);
  expect(creditCheck(code.slice(0, 17))).toBe(code.slice(17));
  expect(organisationCheck(code.slice(8, 16))).toBe(code.charAt(16));
});
