import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { month, shiftMonth } from '#period/calendar-date.ts';
import { cubicMetres, exactText, quantity } from '#units/quantity.ts';
import { errorOfSum, leastSquares, student95 } from './least-squares.ts';
import { payback, type SavingMonth, waterSaving } from './water-saving.ts';

const given = <Outcome extends object>(outcome: Outcome): Exclude<Outcome, { noData: string }> => {
  if ('noData' in outcome) throw new Error(String(outcome.noData));
  return outcome as Exclude<Outcome, { noData: string }>;
};
/** Months from January 2023: `[m³, output]`. */
const months = (first: string, rows: readonly (readonly [volume: number, ...drivers: number[]])[]): SavingMonth[] =>
  rows.map(([volume, ...drivers], index) => ({
    month: shiftMonth(month(first), index),
    volumeM3: cubicMetres(volume),
    drivers,
  }));

describe('the line through points', () => {
  test('1, 3, 5 at 0, 1, 2 is 1 + 2x, with nothing left over', () => {
    const fit = leastSquares(
      [
        [1, 0],
        [1, 1],
        [1, 2],
      ],
      [1, 3, 5],
    )!;
    expect(fit.coefficients[0]).toBeCloseTo(1);
    expect(fit.coefficients[1]).toBeCloseTo(2);
    expect(fit.variance).toBeCloseTo(0);
    expect(fit.explained).toBeCloseTo(1);
  });

  test('a textbook mean: 2, 4, 6, 8 has mean 5, variance 6.67; four new ones err by √(6.67 × (4 + 16 ÷ 4))', () => {
    const fit = leastSquares([[1], [1], [1], [1]], [2, 4, 6, 8])!;
    expect(fit.coefficients[0]).toBeCloseTo(5);
    expect(fit.variance).toBeCloseTo(20 / 3);
    expect(errorOfSum([[1], [1], [1], [1]], fit)).toBeCloseTo(Math.sqrt((20 / 3) * 8));
  });

  test('terms that depend on each other, or too few values, give no line', () => {
    expect(
      leastSquares(
        [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        [1, 2, 3],
      ),
    ).toBeUndefined();
    expect(
      leastSquares(
        [
          [1, 2],
          [1, 3],
        ],
        [1, 2],
      ),
    ).toBeUndefined();
  });

  test("Student's t: 12.706 for one degree, 2.228 for ten, near 2 for sixty, 1.96 at last", () => {
    expect([student95(1), student95(10)]).toEqual([12.706, 2.228]);
    expect(student95(60)).toBeCloseTo(2, 2);
    expect(student95(100_000)).toBeCloseTo(1.96, 3);
  });

  test('any line is found again', () => {
    const whole = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        whole,
        whole,
        fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 20 }),
        (a, b, xs) => {
          const fit = leastSquares(
            xs.map((x) => [1, x]),
            xs.map((x) => a + b * x),
          )!;
          expect(fit.coefficients[0]).toBeCloseTo(a, 4);
          expect(fit.coefficients[1]).toBeCloseTo(b, 4);
        },
      ),
    );
  });
});

describe('what a measure saved', () => {
  /** 1,000 m³ a month and 5 m³ for each unit of output. */
  const before = months(
    '2023-01',
    [100, 120, 140, 160, 180, 200, 110, 130, 150, 170, 190, 105].map((output) => [1000 + 5 * output, output]),
  );

  test('output rose to 200 and water to 1,800: 200 m³ a month less than 1,000 + 5 × 200', () => {
    const saved = given(
      waterSaving(
        before,
        months('2024-01', [
          [1800, 200],
          [1800, 200],
          [1800, 200],
        ]),
      ),
    );
    expect(exactText(saved.value)).toBe('600');
    expect(exactText(saved.yearlyM3)).toBe('2400');
    expect(saved.model).toBe('drivers');
    expect(exactText(saved.uncertaintyM3)).toBe('0');
    expect(saved.notes).toEqual([]);
  });

  test('half the output is no saving: 1,250 m³ at 50 are what they would have been, beyond the line', () => {
    const saved = given(
      waterSaving(
        before,
        months('2024-01', [
          [1250, 50],
          [1250, 50],
          [1250, 50],
        ]),
      ),
    );
    expect(exactText(saved.value)).toBe('0');
    expect(saved.notes).toEqual(['outside_of_before', 'within_uncertainty']);
  });

  test('water that has nothing to do with output: the mean is the baseline, and that is said', () => {
    const flat = months('2023-01', [
      [1000, 5],
      [1020, 9],
      [980, 7],
      [1010, 6],
      [990, 8],
      [1000, 5],
    ]);
    const saved = given(
      waterSaving(
        flat,
        months('2024-01', [
          [900, 30],
          [900, 30],
          [900, 30],
        ]),
      ),
    );
    expect(saved.model).toBe('mean');
    expect(exactText(saved.value)).toBe('300');
    expect(saved.notes).toEqual(['less_than_a_year_before', 'no_relation_found']);
    // s² = 1000 ÷ 5 = 200; √(200 × (3 + 9 ÷ 6)) = 30; × 2.571
    expect(exactText(saved.uncertaintyM3)).toBe('77.13');
  });

  test('60 m³ where chance alone makes 77 is said to be within its uncertainty', () => {
    const flat = months('2023-01', [[1000], [1020], [980], [1010], [990], [1000]]);
    const saved = given(waterSaving(flat, months('2024-01', [[980], [980], [980]])));
    expect(exactText(saved.value)).toBe('60');
    expect(saved.notes).toContain('within_uncertainty');
  });

  test('a new line that drinks 90 m³ is taken out of the months after', () => {
    const after = months('2024-01', [
      [1830, 200],
      [1830, 200],
      [1830, 200],
    ]);
    expect(exactText(given(waterSaving(before, after, cubicMetres(90))).value)).toBe('600');
  });

  test('output and weather together', () => {
    const two = months(
      '2023-01',
      [
        [10, 1],
        [20, 3],
        [30, 2],
        [40, 5],
        [50, 4],
        [60, 7],
        [15, 8],
        [25, 6],
      ].map(([output = 0, heat = 0]) => [100 + 2 * output + 10 * heat, output, heat]),
    );
    const saved = given(
      waterSaving(
        two,
        months('2024-01', [
          [200, 40, 5],
          [200, 40, 5],
          [200, 40, 5],
        ]),
      ),
    );
    expect(exactText(saved.value)).toBe('90');
    expect(saved.coefficients.map((one) => Math.round(one))).toEqual([100, 2, 10]);
  });

  test('five months before, or two after, say nothing yet', () => {
    expect(waterSaving(before.slice(0, 5), before.slice(0, 3))).toEqual({ noData: 'not_enough_months_before' });
    expect(waterSaving(before, before.slice(0, 2))).toEqual({ noData: 'not_enough_months_after' });
    expect(waterSaving(before, months('2024-01', [[1], [1], [1]]))).toEqual({ noData: 'drivers_differ' });
  });

  test('nothing done is nothing saved, within its uncertainty, nearly always', () => {
    // noise that is the same each time, by a linear congruence
    let state = 12_345;
    const noise = () => {
      let total = -6;
      for (let index = 0; index < 12; index += 1) {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        total += state / 2_147_483_648;
      }
      return total;
    };
    const year = () => Array.from({ length: 12 }, (_, index) => 100 + 10 * ((index * 5) % 12));
    const rows = (outputs: number[]) =>
      outputs.map((output) => [Math.round(1000 + 5 * output + 40 * noise()), output] as const);
    let found = 0;
    for (let project = 0; project < 200; project += 1) {
      const saved = given(waterSaving(months('2023-01', rows(year())), months('2024-01', rows(year()))));
      if (!saved.notes.includes('within_uncertainty')) found += 1;
    }
    expect(found).toBeLessThan(24);
  });
});

describe('payback', () => {
  const effect = (yearly: number, uncertainty: number) => ({
    yearlyM3: cubicMetres(yearly),
    yearlyUncertaintyM3: cubicMetres(uncertainty),
  });

  test('120,000 yuan for 10,000 m³ a year at 6 yuan are two years; 2,000 m³ of doubt make it 1.67 to 2.5', () => {
    const back = given(payback(quantity<'money'>(120_000), effect(10_000, 2_000), quantity<'money/m3'>(6)));
    expect(exactText(back.value)).toBe('2');
    expect(exactText(back.shortestYears)).toMatch(/^1\.666/);
    expect(exactText(back.longestYears!)).toBe('2.5');
  });

  test('what runs up costs of its own is worth less, and what saves nothing never pays', () => {
    const running = quantity<'money'>(30_000);
    expect(
      exactText(given(payback(quantity<'money'>(120_000), effect(10_000, 0), quantity<'money/m3'>(6), running)).value),
    ).toBe('4');
    expect(payback(quantity<'money'>(1), effect(-5, 1), quantity<'money/m3'>(6))).toEqual({ noData: 'saves_nothing' });
    expect(payback(quantity<'money'>(1), effect(5, 1), quantity<'money/m3'>(0))).toEqual({ noData: 'price_missing' });
  });

  test('a saving that may be nothing has no longest payback', () => {
    expect(given(payback(quantity<'money'>(60), effect(10, 11), quantity<'money/m3'>(6))).longestYears).toBeNull();
  });
});
