import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisePrinted, printable, widthInEms } from './printed-text.ts';

test('thin, no-break and plain spaces are one space', () => {
  expect(normalisePrinted('1\u202f204.5\u00a0t')).toBe('1 204.5 t');
  expect(normalisePrinted(' 1\n204.5\tt ')).toBe('1 204.5 t');
});
test('full-width signs and small digits compare as plain ones', () => {
  expect(normalisePrinted('８８．４％')).toBe('88.4%');
  expect(normalisePrinted('t CO₂e/m³')).toBe('t CO2e/m3');
});
test('marks that nobody sees are not part of a number', () =>
  expect(normalisePrinted('\u200e8\u20608\u00ad.4\u202e %')).toBe('88.4 %'));
test('a digit is never normalised away', () => expect(normalisePrinted('88.4 %')).not.toBe(normalisePrinted('88.5 %')));
test('normalising twice changes nothing more', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => normalisePrinted(normalisePrinted(text)) === normalisePrinted(text),
    ),
  );
});
test('what can be printed has no control characters and no halves of surrogate pairs', () => {
  expect(printable('a\u0000b\u0007\ud800c\r\n\td')).toBe('abc d');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[^\p{Cc}\p{Cf}\p{Cs}]*$/u.test(printable(text))));
});
test('a Chinese character is an em, a digit little more than half', () => {
  expect(widthInEms('转化率')).toBe(3);
  expect(widthInEms('1234')).toBeCloseTo(2.24);
});
