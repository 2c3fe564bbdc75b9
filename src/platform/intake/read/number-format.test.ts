import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberStyle, plainNumber, serialText } from './number-format.ts';

describe('which formats show dates', () => {
  test.each([
    [14, undefined],
    [31, undefined],
    [58, undefined],
    [164, 'yyyy-mm-dd'],
    [164, 'yyyy"年"m"月"d"日";@'],
    [164, '[$-804]aaaa;@'],
    [164, '[h]:mm'],
    [164, 'm/d/yy h:mm AM/PM'],
  ])('%s %s', (id, code) => {
    expect(numberStyle(id, code)).toEqual({ isDate: true });
  });

  test.each([
    [0, undefined],
    [2, undefined],
    [164, '0.00'],
    [164, 'General'],
    [164, '#,##0.00_);[Red](#,##0.00)'],
    [164, '0.00E+00'],
    [164, '0.0%'],
    [164, '[Yellow]0'],
  ])('not %s %s', (id, code) => {
    expect(numberStyle(id, code)).toEqual({ isDate: false });
  });

  test.each([
    ['0.00"kg"', 'kg'],
    ['#,##0" 吨"', '吨'],
    ['0.0吨', '吨'],
    ['0 "m³"', 'm³'],
  ])('%s prints a unit', (code, suffix) => {
    expect(numberStyle(164, code)).toEqual({ isDate: false, suffix });
  });
});

describe('numbers as the person sees them', () => {
  test.each([
    ['1250.5', '1250.5'],
    ['0.30000000000000004', '0.3'],
    ['1250.1000000000001', '1250.1'],
    ['1E3', '1000'],
    ['1.25E-5', '0.0000125'],
    ['-7.0000000000000007E-2', '-0.07'],
    ['123456789012345678', '123456789012346000'],
    ['-0', '0'],
    ['00012', '12'],
    ['1.50', '1.50'],
    ['n/a', 'n/a'],
    ['', ''],
    ['1e999', '1e999'],
  ])('%s is %s', (stored, shown) => {
    expect(plainNumber(stored)).toBe(shown);
  });

  test('any number of up to fifteen digits comes through its binary fraction unharmed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999_999_999 }),
        fc.integer({ min: 0, max: 12 }),
        (digits, places) => {
          const text = String(digits).padStart(places + 1, '0');
          const decimal = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
          const bare = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
          expect(plainNumber(Number(decimal).toPrecision(17))).toBe(bare);
        },
      ),
    );
  });
});

describe('date serials', () => {
  test.each([
    ['45473', '2024-06-30'],
    ['45473.5', '2024-06-30 12:00:00'],
    ['45473.99999999', '2024-07-01'],
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['61', '1900-03-01'],
    ['0.25', '06:00:00'],
    ['2958465', '9999-12-31'],
  ])('%s is %s', (serial, date) => {
    expect(serialText(serial, false)).toBe(date);
  });

  test.each(['60', '-1', '2958466', 'x', '', 'NaN'])('%s is no day', (serial) => {
    expect(serialText(serial, false)).toBeUndefined();
  });

  test('the 1904 system counts from another day', () => {
    expect(serialText('0', true)).toBe('1904-01-01');
    expect(serialText('44011', true)).toBe('2024-06-30');
  });
});
