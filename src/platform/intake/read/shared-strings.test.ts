import { expect, test } from 'vitest';
import { SharedStrings } from './shared-strings.ts';

test('every text is found by its number, over many pages of bytes, in any script', () => {
  const strings = new SharedStrings();
  const textOf = (index: number) =>
    `${index} 废矿物油 ${index % 1_000 === 0 ? 'ü'.repeat(30_000) : 'x'.repeat(index % 90)} 🏭`;
  for (let index = 0; index < 120_000; index += 1) strings.add(index % 7 === 0 ? '' : textOf(index));
  expect(strings.length).toBe(120_000);
  expect(strings.bytes).toBeGreaterThan(12 * 1024 ** 2);
  const wrong = [];
  for (let index = 0; index < 120_000; index += 1)
    if (strings.at(index) !== (index % 7 === 0 ? '' : textOf(index))) wrong.push(index);
  expect(wrong).toEqual([]);
  expect([strings.at(-1), strings.at(120_000), strings.at(Number.NaN)]).toEqual([undefined, undefined, undefined]);
});
