import { describe, expect, test } from 'vitest';
import { enteredIn } from './entered.ts';
import { cubicMetres, exactText } from './quantity.ts';
import { cubicMetresTo, cubicMetresToMegalitres, readVolumeUnit, volumeToCubicMetres, volumeUnits } from './volume.ts';

describe('volumes of water', () => {
  test.each([
    ['1000', 'L', '1'],
    ['1.5', 'ML', '1500'],
    ['3', 'ten_thousand_m3', '30000'],
    ['7', 'water_tonne', '7'],
    ['1000', 'us_gal', '3.785411784'],
    ['1000', 'imp_gal', '4.54609'],
    ['100', 'ft3', '2.8316846592'],
    ['250', 'mL', '0.00025'],
  ] as const)('%s %s is %s m³', (value, unit, expected) => {
    expect(exactText(volumeToCubicMetres(value, unit))).toBe(expected);
  });

  test.each([
    ['m³', 'm3'],
    ['立方米', 'm3'],
    ['吨', 'water_tonne'],
    ['万吨', 'ten_thousand_m3'],
    ['ML', 'ML'],
    ['ml', 'mL'],
    ['ｍ３', 'm3'],
    ['Cubic metres', 'm3'],
  ])('%s is read', (text, unit) => {
    expect(readVolumeUnit(text)).toEqual({ unit });
  });

  test('what can mean two units is asked about', () => {
    expect(readVolumeUnit('gal.')).toEqual({ ambiguous: ['us_gal', 'imp_gal'] });
    expect(readVolumeUnit('Ml')).toEqual({ ambiguous: ['ML', 'mL'] });
    expect(readVolumeUnit('kWh')).toEqual({ unknown: 'kWh' });
  });

  test('what was typed passes into the unit that is kept, and into none of another dimension', () => {
    expect(enteredIn('1.5', 'ML', 'm3')).toBe('1500');
    expect(enteredIn('1250', 'kg', 't')).toBe('1.25');
    expect(enteredIn('7', 'm3', 'm3')).toBe('7');
    expect(enteredIn('7', 'kg', 'm3')).toBeNull();
  });

  test('there and back is the same', () => {
    for (const unit of volumeUnits)
      expect(exactText(volumeToCubicMetres(cubicMetresTo(cubicMetres('12.5'), unit), unit))).toMatch(/^12\.(5|49999)/);
  });

  test('every unit has a factor, and 2,500 m³ are 2.5 megalitres', () => {
    for (const unit of volumeUnits) expect(volumeToCubicMetres(1, unit).gt(0)).toBe(true);
    expect(exactText(cubicMetresToMegalitres(cubicMetres(2500)))).toBe('2.5');
  });
});
