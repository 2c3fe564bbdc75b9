import { describe, expect, test } from 'vitest';
import { isConcentration, readResultUnit, toMilligramsPerLitre } from './concentration.ts';
import { exactText } from './quantity.ts';

describe('concentrations', () => {
  test.each([
    ['50', 'ug/L', '0.05'],
    ['0.2', 'g/L', '200'],
    ['3', 'g/m3', '3'],
    ['7', 'ng/L', '0.000007'],
  ] as const)('%s %s is %s mg/L', (value, unit, expected) => {
    expect(exactText(toMilligramsPerLitre(value, unit))).toBe(expected);
  });

  test.each([
    ['mg/L', 'mg/L'],
    ['µg/L', 'ug/L'],
    ['μg / L', 'ug/L'],
    ['毫克/升', 'mg/L'],
    ['pH', 'pH'],
    ['无量纲', 'pH'],
    ['Bq/L', 'Bq/L'],
  ])('%s is read', (text, unit) => {
    expect(readResultUnit(text)).toBe(unit);
  });

  test('pH and becquerels are no concentrations; what nobody knows is not guessed', () => {
    expect(isConcentration('pH')).toBe(false);
    expect(isConcentration('mg/L')).toBe(true);
    expect(readResultUnit('mmol/L')).toBeUndefined();
  });
});
