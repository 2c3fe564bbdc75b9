import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberSet } from './number-set.ts';
import { TextSet } from './text-set.ts';

test('holds what a set holds, whatever the numbers and in whatever order', () => {
  // Many of the same last bits, as well as any.
  const number = fc.oneof(
    fc.nat(50),
    fc.nat(20_000).map((n) => n * 2 ** 32),
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 1 }),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 3_000 }), fc.array(number, { maxLength: 100 }), (numbers, others) => {
      const [flat, plain] = [new NumberSet(), new Set<number>()];
      for (const one of numbers) {
        expect(flat.add(one)).toBe(!plain.has(one));
        plain.add(one);
      }
      expect(flat.size).toBe(plain.size);
      for (const one of [...numbers, ...others]) expect(flat.has(one)).toBe(plain.has(one));
    }),
    { numRuns: 30 },
  );
});

test('texts are told apart by their digests, up to as many as are taken in', () => {
  const texts = new TextSet(100_000);
  const met = (from: number, before: number) => {
    let known = 0;
    for (let at = from; at < before; at += 1)
      if (!texts.add(`SZ\u0001V1\u0001weigh_ticket\u0001T-${at}\u00011`)) known += 1;
    return known;
  };
  expect([met(0, 100_000), met(0, 100_000), met(100_000, 101_000), met(100_000, 101_000)]).toEqual([0, 100_000, 0, 0]);
});
