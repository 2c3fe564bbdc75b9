// Is water held against what was made with it, month by month of each site, and never across units?
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cubicMetres, exactText } from '#units/quantity.ts';
import { intakePerProduct, type OutputOfMonth } from './intake-per-product.ts';

const water = (at: string, volume: string | number) => ({ at, volumeM3: cubicMetres(volume) });
const output = (at: string, amount: string, unit: OutputOfMonth['unit']): OutputOfMonth => ({ at, amount, unit });
const printed = (answer: ReturnType<typeof intakePerProduct>) =>
  'noData' in answer ? answer.noData : `${exactText(answer.value)} m3/${answer.unit}`;

describe('GB/T 7119, unit product intake Vui = Vi ÷ Q', () => {
  test('600 m³ for 240 t: 2.5 m³/t, however the tonnes are written', () => {
    const answer = intakePerProduct([water('A 5', 600)], [output('A 5', '200', 't'), output('A 5', '40000', 'kg')]);
    expect(printed(answer)).toBe('2.5 m3/t');
  });

  test('1,200 m³ of two sites for 80,000 pcs and 320 thousand: 3 m³ for a thousand', () => {
    const answer = intakePerProduct(
      [water('A 5', 500), water('B 5', 700)],
      [output('A 5', '80000', 'pcs'), output('B 5', '320', 'thousand_pcs')],
    );
    expect(printed(answer)).toBe('3 m3/thousand_pcs');
    expect(answer.siteMonths).toBe(2);
  });

  test('pieces and metres have no sum: no figure, and both are told', () => {
    const answer = intakePerProduct(
      [water('A 5', 500)],
      [output('A 5', '80', 'thousand_pcs'), output('A 5', '900', 'm')],
    );
    expect(printed(answer)).toBe('outputs_in_differing_units');
    expect(Object.entries(answer.made).map(([unit, amount]) => [unit, exactText(amount)])).toEqual([
      ['thousand_pcs', '80'],
      ['m', '900'],
    ]);
  });

  test('sets are not pieces', () => {
    expect(printed(intakePerProduct([water('A 5', 5)], [output('A 5', '8', 'set'), output('A 5', '8', 'pcs')]))).toBe(
      'outputs_in_differing_units',
    );
  });
});

describe('a month counts where both are told', () => {
  const may = [water('A 5', 600)];
  test('water of a month without output is told, and not put on the output of others', () => {
    const answer = intakePerProduct([...may, water('A 6', 400), water('B 5', 90)], [output('A 5', '240', 't')]);
    expect(printed(answer)).toBe('2.5 m3/t');
    expect([exactText(answer.withoutOutputM3), answer.siteMonthsWithoutOutput]).toEqual(['490', 2]);
  });

  test('output of a month without water is not counted, and its unit decides nothing', () => {
    expect(printed(intakePerProduct(may, [output('A 5', '240', 't'), output('B 5', '9', 'm2')]))).toBe('2.5 m3/t');
  });

  test('a month in which nothing was made, and that is told, keeps its water in the figure', () => {
    const answer = intakePerProduct([...may, water('A 6', 120)], [output('A 5', '240', 't'), output('A 6', '0', 't')]);
    expect(printed(answer)).toBe('3 m3/t');
  });

  test('nothing told, or nothing made, is no figure and not zero', () => {
    expect(printed(intakePerProduct([], []))).toBe('no_water_recorded');
    expect(printed(intakePerProduct(may, []))).toBe('no_output_recorded');
    expect(printed(intakePerProduct(may, [output('A 6', '5', 't')]))).toBe('no_output_recorded');
    expect(printed(intakePerProduct(may, [output('A 5', '0', 't')]))).toBe('no_output_recorded');
  });

  test('whatever is told of which months, counted and left out are all the water', () => {
    const at = fc.constantFrom('A 5', 'A 6', 'B 5', 'B 6');
    const waters = fc.array(fc.tuple(at, fc.nat(9_999)), { maxLength: 8 });
    const outputs = fc.array(fc.tuple(at, fc.nat(9_999)), { maxLength: 8 });
    fc.assert(
      fc.property(waters, outputs, (volumes, amounts) => {
        const answer = intakePerProduct(
          volumes.map(([where, volume]) => water(where, volume)),
          amounts.map(([where, amount]) => output(where, String(amount), 'kg')),
        );
        const all = volumes.reduce((total, [, volume]) => total + volume, 0);
        return answer.withdrawalM3.plus(answer.withoutOutputM3).eq(all);
      }),
    );
  });
});
