import { describe, expect, test } from 'vitest';
import { showFigure } from './show-figure.ts';

describe('a figure is printed by its unit', () => {
  test.each([
    ['0.884', 'share', '88.4 %', '88.4%'],
    ['0.9996', 'share', '99.9 %', '99.9%'],
    ['1', 'share', '100.0 %', '100.0%'],
    ['1204.52', 't', '1,204.5 t', '1,204.5 t'],
    ['0.02', 't', '0.020 t', '0.020 t'],
    ['0', 't', '0.0 t', '0.0 t'],
    ['34', 'count', '34', '34'],
    ['0.0251', 'points', '+2.5 points', '+2.5 个百分点'],
    ['-0.0031', 'points', '−0.3 points', '−0.3 个百分点'],
    ['2.5', 'm3_per_t', '2.50 m³/t', '2.50 m³/t'],
    ['12.345', 'm3_per_thousand_pcs', '12.34 m³/1,000 pcs', '12.34 m³/千件'],
    ['0.00312', 'm3_per_set', '0.0031 m³/set', '0.0031 m³/套'],
    ['28899.98', 'cny_per_m3', '28,900 CNY/m³', '28,900 元/m³'],
    ['583.456', 'cny_per_m3', '583.46 CNY/m³', '583.46 元/m³'],
    ['4', 'm3_per_product', '4.00 m³/unit of product', '4.00 m³/单位产品'],
    ['450', 'thousand_pcs', '450.0 thousand pcs', '450.0 千件'],
    ['0.032', 'relative', '+3.2 %', '+3.2%'],
  ] as const)('%s as %s is %s', (value, unit, en, zh) => {
    expect(showFigure(value, unit, 'en')).toBe(en);
    expect(showFigure(value, unit, 'zh')).toBe(zh);
  });

  test('in a column that names the unit, the cell holds the number alone', () => {
    for (const language of ['en', 'zh'] as const) {
      expect(showFigure('0.884', 'share', language, true)).toBe('88.4');
      expect(showFigure('1204.52', 't', language, true)).toBe('1,204.5');
      expect(showFigure('-0.0031', 'points', language, true)).toBe('−0.3');
    }
  });
});
