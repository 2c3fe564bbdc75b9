import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exact, exactText } from '#units/quantity.ts';
import {
  defaultMargin,
  isReachableShare,
  progressFromBase,
  type TargetToJudge,
  targetFromBase,
  targetInForce,
  targetStatus,
  targetStatusInputs,
  type YearToDate,
} from './target-status.ts';

/** The targets of the report: 85.5 % in 2023, 88 % in 2024, 90 % in 2025. */
const conversionSteps = [
  { year: 2025, value: exact('0.90') },
  { year: 2023, value: exact('0.855') },
  { year: 2024, value: exact('0.88') },
];

const conversionTarget: TargetToJudge = {
  better: 'higher',
  steps: conversionSteps,
  forecast: 'year_to_date_holds',
  margin: exact('0.01'),
};

const halfYearAt = (value: string, more: Partial<YearToDate> = {}): YearToDate => ({
  year: 2024,
  monthsElapsed: 6,
  value: exact(value),
  ...more,
});

describe('the value in force', () => {
  test.each([
    [2023, '0.855'],
    [2024, '0.88'],
    [2025, '0.9'],
    [2031, '0.9'],
  ])('in %i the waste conversion rate is to be %s', (year, value) => {
    const step = targetInForce(conversionSteps, year);
    expect(step && exactText(step.value)).toBe(value);
  });

  test('between 85.5 % in 2023 and 90 % in 2025 nothing is interpolated', () => {
    const steps = conversionSteps.filter(({ year }) => year !== 2024);
    expect(targetInForce(steps, 2024)).toEqual({ year: 2023, value: exact('0.855') });
  });

  test('before the first step there is no target', () => {
    expect(targetInForce(conversionSteps, 2022)).toBeUndefined();
    expect(targetStatus(conversionTarget, halfYearAt('0.9', { year: 2022 }))).toEqual({
      status: 'no_data',
      noData: 'no_target_for_year',
    });
  });
});

describe('a rate where higher is better', () => {
  test.each([
    ['0.884', 'on_track'],
    ['0.88', 'on_track'],
    ['0.879999', 'at_risk'],
    ['0.87', 'at_risk'],
    ['0.869999', 'behind'],
    ['0', 'behind'],
  ])('%s at mid-year against 88 %% with a margin of one point is %s: nothing is rounded', (value, status) => {
    expect(targetStatus(conversionTarget, halfYearAt(value))).toMatchObject({ status });
  });

  test('a year that is over has reached its target or missed it: 87.99 % is behind', () => {
    expect(targetStatus(conversionTarget, halfYearAt('0.8799', { monthsElapsed: 12 }))).toMatchObject({
      status: 'behind',
    });
    expect(targetStatus(conversionTarget, halfYearAt('0.88', { monthsElapsed: 12 }))).toMatchObject({
      status: 'on_track',
    });
  });

  test('it says by what it was judged', () => {
    const judged = targetStatus(conversionTarget, halfYearAt('0.872'));
    if (judged.status === 'no_data') throw new Error(judged.noData);
    expect(Object.fromEntries(targetStatusInputs.map((input) => [input, exactText(judged.inputs[input])]))).toEqual({
      targetValue: '0.88',
      targetStepYear: '2024',
      yearToDateValue: '0.872',
      forecastValue: '0.872',
      marginValue: '0.01',
      gapValue: '-0.008',
      monthsElapsedCount: '6',
    });
    expect(judged.forecast).toBe('year_to_date_holds');
  });
});

describe('when the recent quarter shows the way', () => {
  const recent = (value: string, recentValue: string, monthsElapsed = 6) =>
    targetStatus(
      { ...conversionTarget, forecast: 'recent_continues' },
      halfYearAt(value, { recentValue: exact(recentValue), monthsElapsed }),
    );

  test('86 % so far and 91 % of late foretells 88.5 %: reached, yet at risk, for it is not there', () => {
    expect(recent('0.86', '0.91')).toMatchObject({ status: 'at_risk', inputs: { forecastValue: exact('0.885') } });
  });

  test('89 % so far and 84 % of late foretells 86.5 %: behind, though the year stands above its target', () => {
    expect(recent('0.89', '0.84')).toMatchObject({ status: 'behind', inputs: { forecastValue: exact('0.865') } });
  });

  test('89 % so far and 86 % of late foretells 87.5 %: at risk; 88 % and 88 % is on track', () => {
    expect(recent('0.89', '0.86')).toMatchObject({ status: 'at_risk' });
    expect(recent('0.88', '0.88')).toMatchObject({ status: 'on_track' });
  });

  test('after nine months the recent quarter weighs a quarter of the year', () => {
    expect(recent('0.88', '0.92', 9)).toMatchObject({ status: 'on_track', inputs: { forecastValue: exact('0.89') } });
  });

  test('without the recent value there is no forecast, unless the year is over', () => {
    const target: TargetToJudge = { ...conversionTarget, forecast: 'recent_continues' };
    expect(targetStatus(target, halfYearAt('0.9'))).toEqual({ status: 'no_data', noData: 'no_recent_value' });
    expect(targetStatus(target, halfYearAt('0.9', { monthsElapsed: 12 }))).toMatchObject({ status: 'on_track' });
  });
});

describe('counts', () => {
  const disclosures: TargetToJudge = {
    better: 'higher',
    steps: [{ year: 2024, value: exact(200) }],
    forecast: 'grows_evenly',
    margin: exact(10),
  };

  test.each([
    ['100', 'on_track', '200'],
    ['96', 'at_risk', '192'],
    ['94', 'behind', '188'],
  ])('%s of 200 PRTR disclosures at mid-year is %s, heading for %s', (value, status, forecastValue) => {
    expect(targetStatus(disclosures, halfYearAt(value))).toMatchObject({
      status,
      inputs: { forecastValue: exact(forecastValue) },
    });
  });

  test('three exceedances by April head for nine; at most eight were allowed, with a margin of one', () => {
    const exceedances: TargetToJudge = {
      better: 'lower',
      steps: [{ year: 2024, value: exact(8) }],
      forecast: 'grows_evenly',
      margin: exact(1),
    };
    const april = (value: string) => targetStatus(exceedances, halfYearAt(value, { monthsElapsed: 4 }));
    expect(april('3')).toMatchObject({ status: 'at_risk', inputs: { forecastValue: exact(9), gapValue: exact(-1) } });
    expect(april('2')).toMatchObject({ status: 'on_track', inputs: { gapValue: exact(2) } });
    expect(april('4')).toMatchObject({ status: 'behind' });
  });

  test('no violation was wanted and none happened: on track; one: behind', () => {
    const violations: TargetToJudge = {
      better: 'lower',
      steps: [{ year: 2024, value: exact(0) }],
      forecast: 'year_to_date_holds',
      margin: defaultMargin(exact(0)),
    };
    expect(targetStatus(violations, halfYearAt('0'))).toMatchObject({ status: 'on_track' });
    expect(targetStatus(violations, halfYearAt('1'))).toMatchObject({ status: 'behind' });
  });
});

describe('missing is not zero', () => {
  test('no value, or no month, is no status', () => {
    expect(targetStatus(conversionTarget, { year: 2024, monthsElapsed: 6 })).toEqual({
      status: 'no_data',
      noData: 'no_value_to_date',
    });
    expect(targetStatus(conversionTarget, halfYearAt('0.9', { monthsElapsed: 0 }))).toEqual({
      status: 'no_data',
      noData: 'no_month_elapsed',
    });
  });
});

describe('from the base year', () => {
  test('+20 % on 50 % is 60 % relative and 70 % in points', () => {
    expect(exactText(targetFromBase(exact('0.5'), { by: exact('0.2'), as: 'relative' }))).toBe('0.6');
    expect(exactText(targetFromBase(exact('0.5'), { by: exact('0.2'), as: 'points' }))).toBe('0.7');
  });

  test('a share of 84 % cannot rise by a fifth, one of 83 % can', () => {
    const fifthMore = (base: string) => targetFromBase(exact(base), { by: exact('0.2'), as: 'relative' });
    expect(isReachableShare(fifthMore('0.84'))).toBe(false);
    expect(isReachableShare(fifthMore('0.83'))).toBe(true);
    expect(isReachableShare('-0.1')).toBe(false);
  });

  test('from 80 % towards 90 %, 88 % is 0.8 of the way; downwards too', () => {
    const way = (base: string, target: string, value: string) =>
      progressFromBase(exact(base), exact(target), exact(value))?.toFixed();
    expect(way('0.8', '0.9', '0.88')).toBe('0.8');
    expect(way('10', '6', '7')).toBe('0.75');
    expect(way('0.8', '0.9', '0.75')).toBe('-0.5');
    expect(way('0.9', '0.9', '0.9')).toBeUndefined();
  });

  test('two percent of a target is its margin where none is set', () => {
    expect(exactText(defaultMargin(exact('0.88')))).toBe('0.0176');
    expect(exactText(defaultMargin(exact('-50')))).toBe('1');
  });
});

test('a better value never worsens the status', () => {
  const rank = { on_track: 0, at_risk: 1, behind: 2, no_data: 3 };
  fc.assert(
    fc.property(
      fc.constantFrom('higher' as const, 'lower' as const),
      fc.constantFrom('year_to_date_holds' as const, 'grows_evenly' as const),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 1, max: 12 }),
      (better, forecast, one, other, monthsElapsed) => {
        const target: TargetToJudge = {
          ...conversionTarget,
          better,
          forecast,
          steps: [{ year: 2024, value: exact(200) }],
          margin: exact(9),
        };
        const status = (value: number) => rank[targetStatus(target, halfYearAt(`${value}`, { monthsElapsed })).status];
        const [worse, good] =
          better === 'higher'
            ? [Math.min(one, other), Math.max(one, other)]
            : [Math.max(one, other), Math.min(one, other)];
        return status(good) <= status(worse);
      },
    ),
  );
});
