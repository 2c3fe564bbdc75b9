import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cubicMetres, exact, share, tonnes } from './quantity.ts';
import { showChange, showMass, showNumber, showPoints, showQuantity, showShare } from './show.ts';

describe('printing a share', () => {
  test.each([
    ['0.884', '88.4 %'],
    ['0.8845', '88.4 %'],
    ['0.88451', '88.5 %'],
    ['0.8855', '88.6 %'],
    ['0.9996', '99.9 %'],
    ['0.99999999', '99.9 %'],
    ['1', '100.0 %'],
    ['1.0004', '100.1 %'],
    ['0', '0.0 %'],
    ['-0.1667', '−16.7 %'],
    ['12.5', '1,250.0 %'],
  ])('%s is %s', (value, printed) => {
    expect(showShare(share(value))).toBe(printed);
  });

  test('without decimals 99.6 % stays 99 %, for 100 % is reached or not', () => {
    expect(showShare(share('0.996'), { decimals: 0 })).toBe('99 %');
    expect(showShare(share('0.986'), { decimals: 0 })).toBe('99 %');
    expect(showShare(share(1), { decimals: 0 })).toBe('100 %');
  });

  test('Chinese sets no space before the sign; the number is the same', () => {
    expect(showShare(share('0.884'), { language: 'zh' })).toBe('88.4%');
  });

  test('100 is printed only for exactly 100 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: 3 }), (millionths, decimals) => {
        const printed = showShare(share(exact(millionths).div(1_000_000)), { decimals });
        return /^100(\.0+)? %$/.test(printed) === (millionths === 1_000_000);
      }),
    );
  });
});

describe('printing quantities', () => {
  test('thousands are separated, and rounding is half-even', () => {
    expect(showNumber(exact('1234567.5'))).toBe('1,234,568');
    expect(showNumber(exact('1234566.5'))).toBe('1,234,566');
    expect(showNumber(exact('999'), { decimals: 2 })).toBe('999.00');
    expect(showNumber(exact('-0.004'), { decimals: 2 })).toBe('0.00');
    expect(showNumber(exact('-1234.5'), { decimals: 1 })).toBe('−1,234.5');
  });

  test('a mass is printed to the kilogram, t in both languages', () => {
    expect(showMass(tonnes('1234.5675'))).toBe('1,234.568 t');
    expect(showMass(tonnes('0.5'), { language: 'zh', decimals: 1 })).toBe('0.5 t');
  });

  test('a volume carries its own symbol', () => {
    expect(showQuantity(cubicMetres(12000), 'm³')).toBe('12,000 m³');
  });

  test('a change has its sign, unless it rounds to nothing', () => {
    expect(showChange(exact('1.25'), { decimals: 1 })).toBe('+1.2');
    expect(showChange(exact('-0.04'), { decimals: 1 })).toBe('0.0');
    expect(showPoints(share('0.025'))).toBe('+2.5');
    expect(showPoints(share('-0.0250'))).toBe('−2.5');
  });
});
