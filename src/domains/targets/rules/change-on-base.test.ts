// Worked examples of targets that are changes against a base year; each can be checked by hand.
import { describe, expect, test } from 'vitest';
import { parsePeriod } from '#period/period.ts';
import { exact, exactText } from '#units/quantity.ts';
import type { Target } from '../model/target.ts';
import { baseOf, changeFromBase, levelsFromBase, stepAmount } from './change-on-base.ts';
import {
  type ProgressFigure,
  type ProgressKpi,
  progressPeriods,
  targetProgress,
  unitOfLevels,
} from './target-progress.ts';

describe('relative change and points are two things', () => {
  test.each([
    ['1.2', '1', 'relative', '0.2'],
    ['0.6', '0.5', 'relative', '0.2'],
    ['0.6', '0.5', 'points', '0.1'],
    ['0.45', '0.5', 'relative', '-0.1'],
    ['9', '10', 'relative', '-0.1'],
  ] as const)('%s against %s as %s is %s', (value, base, as, change) => {
    expect(exactText(changeFromBase(exact(value), exact(base), as))).toBe(change);
  });

  test('+10 % and +20 % on 50 are 55 and 60; a tenth less of 10 is 9', () => {
    const levels = (base: string, ...steps: string[]) =>
      levelsFromBase(
        steps.map((value, at) => ({ year: 2024 + at, value: exact(value) })),
        exact(base),
        'relative',
      ).map(({ year, value }) => [year, exactText(value)]);
    expect(levels('50', '0.1', '0.2')).toEqual([
      [2024, '55'],
      [2025, '60'],
    ]);
    expect(levels('10', '-0.1')).toEqual([[2024, '9']]);
  });
});

test('a missing base is not zero, and of zero nothing is a fifth more', () => {
  expect(baseOf('relative', null, true)).toEqual({ noChange: 'no_base_value' });
  expect(baseOf('relative', exact('0'), false)).toEqual({ noChange: 'base_is_zero' });
  expect(baseOf('points', exact('0'), true)).toEqual({ value: exact('0') });
  expect(baseOf('points', exact('5'), false)).toEqual({ noChange: 'points_of_no_share' });
});

describe('what a step amounts to is said when it is set', () => {
  const share = { isShare: true, hasInverse: false };
  test('+20 % of output for each m³ is −16.7 % of water for each output', () => {
    const amount = stepAmount(exact('0.2'), exact('5000'), 'relative', { isShare: false, hasInverse: true });
    expect(amount.notes).toEqual(['same_as_inverse']);
    expect(amount.aimedAt && exactText(amount.aimedAt)).toBe('6000');
    expect(amount.inverseChange?.toDecimalPlaces(3).toFixed()).toBe('-0.167');
  });
  test('+20 % of a reuse rate of 84 % is 100.8 % and cannot be; of 83 % it is 99.6 % and can', () => {
    expect(stepAmount(exact('0.2'), exact('0.84'), 'relative', share).notes).toEqual(['above_whole']);
    expect(stepAmount(exact('0.2'), exact('0.83'), 'relative', share).notes).toEqual([]);
    expect(stepAmount(exact('0.2'), exact('0.84'), 'points', share).notes).toEqual(['above_whole']);
  });
  test('a rate cannot fall by more points than it has', () => {
    expect(stepAmount(exact('-0.3'), exact('0.2'), 'points', share).notes).toEqual(['below_zero']);
  });
  test('without a base what needs none is told all the same', () => {
    const amount = stepAmount(exact('0.2'), null, 'relative', { isShare: true, hasInverse: true });
    expect(amount).toMatchObject({ aimedAt: null, notes: ['same_as_inverse'] });
  });
});

const target: Target = {
  ...{ id: 'a', revision: 1, code: 'T-WATER', title: { en: 'Use water better', zh: '提升取水利用率' } },
  ...{ measure: 'quantitative', kpi: 'water.utilisation', baseYear: 2021, owner: null, change: 'relative' },
  definition: 'output_per_withdrawal',
  steps: [
    { year: 2023, value: '0.1' },
    { year: 2024, value: '0.16' },
    { year: 2025, value: '0.2' },
  ],
};
const utilisation: ProgressKpi = {
  ...{ unit: 'ratio', better: 'higher' },
  chosenBy: { parameter: 'definition', units: { reuse_rate: 'share', output_per_withdrawal: 'cny_per_m3' } },
};
const half = progressPeriods(parsePeriod('2024-H1'));
const figure = (value: string | null, more: Partial<ProgressFigure> = {}): ProgressFigure => ({
  ...{ value, monthsWithData: 6, carriedIn: false, definition: 'output_per_withdrawal' },
  ...more,
});
const base = figure('5000', { monthsWithData: 0, carriedIn: true });

describe('a target of +16 % by 2024 against 5000 in 2021 asks for 5800', () => {
  test('5900 at mid-year and 5700 in the last quarter: 5800 is expected, which is +16 % and on track', () => {
    const progress = targetProgress(target, utilisation, half, {
      ...{ toDate: figure('5900'), recent: figure('5700', { monthsWithData: 3 }), base },
    });
    expect(progress).toMatchObject({
      ...{ status: 'on_track', step: { year: 2024, value: '0.16' } },
      forecast: { value: '5800', method: 'recent_continues' },
      change: { base: '5000', carriedIn: true, toDate: '0.18', forecast: '0.16', aimedAt: '5800' },
    });
  });
  test('5500 at mid-year and still is +10 %, more than two hundredths of 5800 short', () => {
    const progress = targetProgress(target, utilisation, half, {
      ...{ toDate: figure('5500'), recent: figure('5500', { monthsWithData: 3 }), base },
    });
    expect(progress).toMatchObject({ status: 'behind', change: { toDate: '0.1', forecast: '0.1' } });
  });
  test('a ratio goes on through the year: half a year of it is not doubled', () => {
    const progress = targetProgress(target, utilisation, half, { toDate: figure('5800'), recent: undefined, base });
    expect(progress.forecast).toEqual({ value: '5800', method: 'year_to_date_holds' });
  });
  test('steps hold until the next, and none before the first', () => {
    const in2022 = progressPeriods(parsePeriod('2022-H1'));
    const progress = targetProgress(target, utilisation, in2022, { toDate: figure('5100'), recent: undefined, base });
    expect(progress).toMatchObject({ status: 'no_data', reason: 'no_target_for_year', change: { toDate: '0.02' } });
  });
});

describe('what cannot be told has its reason', () => {
  const told = (changes: Partial<Target>, of: ProgressFigure | undefined, toDate = figure('5900')) =>
    targetProgress({ ...target, ...changes }, utilisation, half, { toDate, recent: undefined, base: of });
  test.each([
    ['no_base_year', { baseYear: null }, base],
    ['no_base_value', {}, undefined],
    ['no_base_value', {}, figure(null)],
    ['base_is_zero', {}, figure('0')],
    ['points_of_no_share', { change: 'points' as const }, base],
  ] as const)('%s', (reason, changes, of) => {
    expect(told(changes, of)).toMatchObject({ status: 'no_data', reason, change: null, forecast: null });
  });
  test('figures by another definition than it was set for do not judge it', () => {
    const toDate = figure('0.4', { definition: 'reuse_rate' });
    expect(told({}, figure('0.3', { definition: 'reuse_rate' }), toDate)).toMatchObject({
      ...{ status: 'no_data', reason: 'definition_differs', change: null },
    });
  });
});

test('what its values are in is said by its definition, else by its figures, else by its KPI', () => {
  expect(unitOfLevels(utilisation, 'output_per_withdrawal', [figure('0.4', { unit: 'share' })])).toBe('cny_per_m3');
  expect(unitOfLevels(utilisation, undefined, [undefined, figure('5', { unit: 'm3_per_set' })])).toBe('m3_per_set');
  expect(unitOfLevels(utilisation, 'unheard_of', [figure(null)])).toBe('ratio');
});

test('cubic metres for a tonne are no base of cubic metres for a thousand pieces', () => {
  const { definition: _, ...perProduct } = target;
  const kpi: ProgressKpi = { unit: 'm3_per_product', better: 'lower' };
  const told = (unit: 'm3_per_t' | 'm3_per_thousand_pcs') =>
    targetProgress({ ...perProduct, kpi: 'water.intake-per-product' }, kpi, half, {
      ...{ toDate: figure('8', { unit: 'm3_per_thousand_pcs' }), recent: undefined, base: figure('10', { unit }) },
    });
  expect(told('m3_per_t')).toMatchObject({ status: 'no_data', reason: 'units_differ', change: null, forecast: null });
  expect(told('m3_per_thousand_pcs')).toMatchObject({ status: 'on_track', reason: null });
});

test('a tenth less of a KPI of which less is better: 8.9 of 10 is on track, 9.5 is not', () => {
  const intensity: Target = { ...target, kpi: 'water.intake-per-output-value', steps: [{ year: 2024, value: '-0.1' }] };
  const { definition: _, ...less } = intensity;
  const told = (value: string) =>
    targetProgress(less, { unit: 'm3_per_10k_cny', better: 'lower' }, half, {
      ...{ toDate: figure(value), recent: undefined, base: figure('10', { monthsWithData: 12 }) },
    });
  expect(told('8.9')).toMatchObject({
    status: 'on_track',
    change: { toDate: '-0.11', aimedAt: '9', carriedIn: false },
  });
  expect(told('9.5')).toMatchObject({ status: 'behind', change: { toDate: '-0.05' } });
});

test('half a year of a sum is no change of a whole one; what is expected is', () => {
  const { definition: _, ...mass } = target;
  const less: Target = { ...mass, kpi: 'water.withdrawal', steps: [{ year: 2024, value: '-0.1' }] };
  const kpi: ProgressKpi = { unit: 'ML', better: 'lower' };
  const told = targetProgress(less, kpi, half, { toDate: figure('44'), recent: undefined, base: figure('100') });
  expect(told).toMatchObject({ status: 'on_track', change: { toDate: null, forecast: '-0.12', aimedAt: '90' } });
});

test('points of a share: from 50 % by 20 points is 70 %', () => {
  const points: Target = {
    ...target,
    change: 'points',
    definition: 'reuse_rate',
    steps: [{ year: 2024, value: '0.2' }],
  };
  const of = (value: string) => figure(value, { definition: 'reuse_rate' });
  const told = targetProgress(points, utilisation, half, { toDate: of('0.72'), recent: undefined, base: of('0.5') });
  expect(told).toMatchObject({ status: 'on_track', change: { toDate: '0.22', aimedAt: '0.7' } });
});
