import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  cubicMetres,
  exact,
  exactText,
  kilograms,
  per,
  quantity,
  scale,
  share,
  shareOf,
  subtract,
  sum,
  tonnes,
} from './quantity.ts';

const kilogramTickets = fc.array(fc.integer({ min: 1, max: 60_000_000 }), { minLength: 1, maxLength: 30 });

describe('quantities keep their unit', () => {
  test('88 t of 100 t is 0.88', () => {
    expect(exactText(shareOf(tonnes(88), tonnes(100)))).toBe('0.88');
  });

  test('0.1 t and 0.2 t are 0.3 t to the last digit', () => {
    expect(exactText(add(tonnes('0.1'), tonnes('0.2')))).toBe('0.3');
    expect(exactText(sum([tonnes('0.1'), tonnes('0.2'), tonnes('0.7')]))).toBe('1');
  });

  test('a difference may be negative: stock fell by 2 t', () => {
    expect(exactText(subtract(tonnes(3), tonnes(5)))).toBe('-2');
  });

  test('sums are exact beyond the twenty digits decimal.js would keep', () => {
    expect(exactText(sum([tonnes('123456789012345678901'), tonnes('0.000000001')]))).toBe(
      '123456789012345678901.000000001',
    );
  });

  test('a share of nothing is refused, because it is missing and not 0 %', () => {
    expect(() => shareOf(tonnes(0), tonnes(0))).toThrow(RangeError);
    expect(() => per(cubicMetres(1), tonnes(0))).toThrow(RangeError);
  });

  test('30 m³ for 12 t of product is 2.5 m³ per tonne', () => {
    expect(exactText(per(cubicMetres(30), tonnes(12)))).toBe('2.5');
  });

  test('an entity that holds 0.25 of a site carries 0.25 of its 8 t', () => {
    expect(exactText(scale(tonnes(8), share('0.25')))).toBe('2');
  });

  test('a decimal from elsewhere is taken over at full precision', () => {
    expect(exactText(shareOf(new Decimal(1) as never, new Decimal(3) as never)).length).toBe(62);
  });

  test('a JavaScript fraction is refused, whole numbers and text are taken', () => {
    expect(() => tonnes(0.1)).toThrow(RangeError);
    expect(() => tonnes(Number.NaN)).toThrow(RangeError);
    expect(exactText(tonnes(12))).toBe('12');
    expect(exactText(tonnes(12n))).toBe('12');
    expect(exactText(exact('-0012.500'))).toBe('-12.5');
    expect(exactText(exact('-0.0'))).toBe('0');
  });

  test.each(['', ' ', '1,200', '1e3', '0x10', 'Infinity', 'NaN', '—', '１２'])('"%s" is not a plain number', (text) => {
    expect(() => exact(text)).toThrow(RangeError);
  });

  test('comparing is exact', () => {
    expect(compare(tonnes('0.9'), tonnes('0.90'))).toBe(0);
    expect(compare(tonnes('0.899999999999999999999999'), tonnes('0.9'))).toBeLessThan(0);
  });

  test('the order of loads does not change their sum', () => {
    fc.assert(
      fc.property(kilogramTickets, (tickets) => {
        const forward = sum(tickets.map((kg) => kilograms(kg)));
        const backward = sum(tickets.toReversed().map((kg) => kilograms(kg)));
        return compare(forward, backward) === 0 && forward.eq(tickets.reduce((a, b) => a + b, 0));
      }),
    );
  });
});

test('mixing units does not compile', () => {
  const mistakes = () => {
    // @ts-expect-error tonnes are not cubic metres
    shareOf(tonnes(1), cubicMetres(3));
    // @ts-expect-error tonnes are not kilograms
    shareOf(tonnes(1), kilograms(3));
    // @ts-expect-error a sum has one unit
    sum([tonnes(1), cubicMetres(2)]);
    // @ts-expect-error kilograms do not add to tonnes
    add(tonnes(1), kilograms(2));
    // @ts-expect-error kilograms are not taken from tonnes
    subtract(tonnes(1), kilograms(2));
    // @ts-expect-error kilograms are not compared with tonnes
    compare(tonnes(1), kilograms(2));
    // @ts-expect-error a bare decimal has no unit
    add(tonnes(1), exact(2));
    // @ts-expect-error what decimal.js returns has lost its unit
    add(tonnes(1), tonnes(1).times(2));
    // @ts-expect-error cubic metres for a tonne are not cubic metres
    add(cubicMetres(1), per(cubicMetres(1), tonnes(1)));
  };
  expect(mistakes).toBeTypeOf('function');
  expect(exactText(add(quantity<'kWh'>(1), quantity<'kWh'>('0.5')))).toBe('1.5');
});
