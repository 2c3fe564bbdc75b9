import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  kilogramsToTonnes,
  massToTonnes,
  massUnitSpellings,
  massUnits,
  readMassUnit,
  tonnesTo,
  tonnesToKilograms,
} from './mass.ts';
import { exactText, kilograms, tonnes } from './quantity.ts';

describe('masses as people write them', () => {
  test.each([
    ['1250', 'kg', '1.25'],
    ['1', 'jin', '0.0005'],
    ['500', 'jin', '0.25'],
    ['250', 'g', '0.00025'],
    ['3.2', 't', '3.2'],
    ['2000', 'lb', '0.90718474'],
    ['1', 'short_ton', '0.90718474'],
  ] as const)('%s %s is %s t', (value, unit, expected) => {
    expect(exactText(massToTonnes(value, unit))).toBe(expected);
  });

  test.each([
    ['公斤', 'kg'],
    ['千克', 'kg'],
    ['ＫＧ', 'kg'],
    ['㎏', 'kg'],
    [' kgs ', 'kg'],
    ['斤', 'jin'],
    ['市斤', 'jin'],
    ['吨', 't'],
    ['公吨', 't'],
    ['噸', 't'],
    ['T', 't'],
    ['Metric Ton', 't'],
    ['磅', 'lb'],
    ['lbs.', 'lb'],
    ['短吨', 'short_ton'],
    ['克', 'g'],
  ] as const)('"%s" is %s', (text, unit) => {
    expect(readMassUnit(text)).toEqual({ unit });
  });

  test('公斤 is twice a 斤', () => {
    expect(massToTonnes(1, 'kg').eq(massToTonnes(2, 'jin'))).toBe(true);
  });

  test('"ton" is asked about: metric here, 907 kg there', () => {
    expect(readMassUnit('tons')).toEqual({ ambiguous: ['t', 'short_ton'] });
  });

  test('a volume or a count is not a mass', () => {
    expect(readMassUnit('m³')).toEqual({ unknown: 'm³' });
    expect(readMassUnit('桶')).toEqual({ unknown: '桶' });
    expect(readMassUnit('')).toEqual({ unknown: '' });
  });

  test('every unit has a spelling in both languages, and no spelling means two units', () => {
    const all = massUnits.flatMap((unit) => massUnitSpellings[unit]);
    expect(new Set(all).size).toBe(all.length);
    for (const unit of massUnits) {
      expect(massUnitSpellings[unit].some((spelling) => /[a-z]/.test(spelling))).toBe(true);
      expect(massUnitSpellings[unit].some((spelling) => /\p{Script=Han}/u.test(spelling))).toBe(true);
    }
  });

  test('tonnes to kilograms and back is the same mass', () => {
    expect(exactText(tonnesToKilograms(tonnes('1.2345')))).toBe('1234.5');
    fc.assert(fc.property(fc.integer({ min: 0 }), (kg) => kilogramsToTonnes(kilograms(kg)).times(1000).eq(kg)));
  });

  test('a mass entered in any unit comes back in that unit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...massUnits), fc.integer({ min: 0, max: 10 ** 9 }), (unit, value) =>
        tonnesTo(massToTonnes(value, unit), unit).toDecimalPlaces(30).eq(value),
      ),
    );
  });
});
