import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exact, exact, exactText } from '#units/quantity.ts';
import { type ForecastInput, type Measured, otherForecasts } from './other-forecasts.ts';

const rate = (above: number | string, below: number | string): Measured => ({
  value: new Exact(above).div(below),
  fraction: { above: exact(above), below: exact(below) },
});
const mass = (value: number): Measured => ({ value: exact(value) });
const told = (input: ForecastInput) =>
  Object.fromEntries(
    otherForecasts(input).map((one) => [one.method, 'value' in one ? exactText(one.value) : one.noForecast]),
  );

describe('the rest as last year, scaled', () => {
  test('mass: 60 t to June; last year 50 t to June and 40 t after: 60 + 40 × 60/50 = 108 t', () => {
    const input = {
      ...{ isRate: false, isShare: false, monthsElapsed: 6, quarters: [] },
      ...{ toDate: mass(60), lastYearToDate: mass(50), lastYearRest: mass(40) },
    };
    expect(told(input).rest_as_last_year).toBe('108');
  });

  test('rate: 90 of 100 t; last year 80 of 100 t, then 150 of 200 t: the same follows, 240 of 300 t', () => {
    const input = {
      ...{ isRate: true, isShare: true, monthsElapsed: 6, quarters: [] },
      ...{ toDate: rate(90, 100), lastYearToDate: rate(80, 100), lastYearRest: rate(150, 200) },
    };
    expect(told(input).rest_as_last_year).toBe('0.8');
  });

  test('half the waste of last year to date foretells half its rest: 45 of 50 t, and 30 of 50 t after', () => {
    // Last year 90 of 100 t, then 60 of 100 t.
    const input = {
      ...{ isRate: true, isShare: true, monthsElapsed: 6, quarters: [] },
      ...{ toDate: rate(45, 50), lastYearToDate: rate(90, 100), lastYearRest: rate(60, 100) },
    };
    expect(told(input).rest_as_last_year).toBe('0.75');
  });

  test('without last year, and of a last year that had nothing, nothing is foretold', () => {
    const input = { isRate: false, isShare: false, monthsElapsed: 6, quarters: [], toDate: mass(60) };
    expect(told(input).rest_as_last_year).toBe('no_last_year');
    expect(told({ ...input, lastYearToDate: mass(0), lastYearRest: mass(40) }).rest_as_last_year).toBe('no_last_year');
  });
});

describe('the trend of the last four quarters', () => {
  test('84, 85, 86, 87 %: the next two are 88 and 89 %; with 86.5 % to June the year is 87.5 %', () => {
    const quarters = ['84', '85', '86', '87'].map((one) => rate(one, 100));
    const input = { isRate: true, isShare: true, monthsElapsed: 6, toDate: rate('86.5', 100), quarters };
    expect(told(input).trend_of_four_quarters).toBe('0.875');
  });

  test('mass of 10, 20, 30, 40 t a quarter: 70 t to June, then 50 and 60 t', () => {
    const quarters = [10, 20, 30, 40].map(mass);
    const input = { isRate: false, isShare: false, monthsElapsed: 6, toDate: mass(70), quarters };
    expect(told(input).trend_of_four_quarters).toBe('180');
  });

  test('after eight months a third of the second quarter to come is left', () => {
    // 30 t each quarter: 80 t to August, then 30 t and a third of 30 t.
    const input = {
      isRate: false,
      isShare: false,
      monthsElapsed: 8,
      toDate: mass(80),
      quarters: [30, 30, 30, 30].map(mass),
    };
    expect(told(input).trend_of_four_quarters).toBe('120');
  });

  test('no trend passes 100 %, and a missing quarter is not zero', () => {
    const input = { isRate: true, isShare: true, monthsElapsed: 6, toDate: rate(98, 100) };
    const rising = [70, 80, 90, 100].map((one) => rate(one, 100));
    expect(told({ ...input, quarters: rising }).trend_of_four_quarters).toBe('0.99');
    expect(told({ ...input, quarters: [undefined, ...rising.slice(1)] }).trend_of_four_quarters).toBe(
      'no_four_quarters',
    );
  });
});

test('two months foretell nothing, and a year that is over needs no forecast', () => {
  const input = {
    isRate: true,
    isShare: true,
    toDate: rate(9, 10),
    quarters: [1, 2, 3, 4].map((one) => rate(one, 10)),
  };
  expect(new Set(Object.values(told({ ...input, monthsElapsed: 2 })))).toEqual(new Set(['too_few_months']));
  expect(new Set(Object.values(told({ ...input, monthsElapsed: 12 })))).toEqual(new Set(['year_is_over']));
});

test('a forecast rate is a share, and where everything goes on as it was, it is the rate', () => {
  const mass12 = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(mass12, mass12, mass12, mass12, mass12, mass12, fc.integer({ min: 3, max: 11 }), (...drawn) => {
      const [a, b, c, d, e, f, monthsElapsed] = drawn;
      const quarters = [rate(a, a + b), rate(c, c + d), rate(e, e + f), rate(a, a + d)];
      const input = { isRate: true, isShare: true, monthsElapsed, quarters, toDate: rate(a, a + b) };
      for (const one of otherForecasts({ ...input, lastYearToDate: rate(c, c + d), lastYearRest: rate(e, e + f) })) {
        if (!('value' in one)) throw new Error(one.noForecast);
        expect(one.value.gte(0) && one.value.lte(1)).toBe(true);
      }
      const same = {
        lastYearToDate: rate(a, a + b),
        lastYearRest: rate(a, a + b),
        quarters: Array(4).fill(rate(a, a + b)),
      };
      for (const one of otherForecasts({ ...input, ...same }))
        expect('value' in one && one.value.minus(input.toDate.value).abs().lt('1e-30')).toBe(true);
    }),
  );
});
