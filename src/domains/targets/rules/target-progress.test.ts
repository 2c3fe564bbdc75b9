import { describe, expect, test } from 'vitest';
import { parsePeriod, printPeriod } from '#period/period.ts';
import { exact } from '#units/quantity.ts';
import type { Target } from '../model/target.ts';
import { forecastPeriods, progressPeriods, standingAgainst, targetProgress } from './target-progress.ts';

const target: Target = {
  id: 'a',
  revision: 1,
  code: 'T-WASTE',
  title: { en: 'Raise the rate', zh: '提高转化率' },
  measure: 'quantitative',
  kpi: 'waste.conversion-rate',
  baseYear: 2021,
  owner: null,
  steps: [
    { year: 2023, value: '0.855' },
    { year: 2024, value: '0.88' },
    { year: 2025, value: '0.9' },
  ],
};
const rate = { unit: 'share', better: 'higher' } as const;
const figure = (value: string | null, monthsWithData = 6) => ({ value, monthsWithData, carriedIn: false });
const half = progressPeriods(parsePeriod('2024-H1'));

describe('the periods by which a year is judged', () => {
  test.each([
    ['2024-H1', '2024-H1', '2024-Q2'],
    ['2024-Q1', '2024-Q1', null],
    ['2024-05', '2024-01-01..2024-06-01', '2024-03-01..2024-06-01'],
    ['2024', '2024', '2024-Q4'],
    ['R12-2024-06', '2024-H1', '2024-Q2'],
  ])('of %s are %s and %s', (written, toDate, recent) => {
    const periods = progressPeriods(parsePeriod(written));
    expect(periods.year).toBe(2024);
    expect(printPeriod(periods.toDate)).toBe(toDate);
    expect(periods.recent && printPeriod(periods.recent)).toBe(recent);
  });
});

test('to foretell 2024 at mid-year, last year is asked in two halves, and four quarters to June', () => {
  const { lastYearToDate, lastYearRest, quarters } = forecastPeriods(half.toDate);
  expect(printPeriod(lastYearToDate)).toBe('2023-H1');
  expect(lastYearRest && printPeriod(lastYearRest)).toBe('2023-H2');
  expect(quarters.map(printPeriod)).toEqual(['2023-Q3', '2023-Q4', '2024-Q1', '2024-Q2']);
  const april = forecastPeriods(progressPeriods(parsePeriod('2024-04')).toDate);
  expect(april.lastYearRest && printPeriod(april.lastYearRest)).toBe('2023-05-01..2024-01-01');
  expect(april.quarters.map(printPeriod).at(-1)).toBe('2024-02-01..2024-05-01');
  expect(forecastPeriods(parsePeriod('2024')).lastYearRest).toBeNull();
});

describe('a half-year stands against the yearly step', () => {
  test('88 % so far and 90 % in the last quarter foretell 89 %: six months of each', () => {
    const progress = targetProgress(target, rate, half, { toDate: figure('0.88'), recent: figure('0.9', 3) });
    expect(progress).toMatchObject({
      status: 'on_track',
      step: { year: 2024, value: '0.88' },
      forecast: { value: '0.89', method: 'recent_continues' },
    });
  });
  test('87 % so far and 90 % in the last quarter: the forecast reaches 88 %, the year so far does not', () => {
    const progress = targetProgress(target, rate, half, { toDate: figure('0.87'), recent: figure('0.9', 3) });
    expect(progress).toMatchObject({ status: 'at_risk', forecast: { value: '0.885' } });
  });
  test('85 % so far and still is more than two hundredths of 88 % short', () => {
    const progress = targetProgress(target, rate, half, { toDate: figure('0.85'), recent: figure('0.85', 3) });
    expect(progress.status).toBe('behind');
  });
  test('without a last quarter the rate to date is taken to hold', () => {
    const progress = targetProgress(target, rate, half, { toDate: figure('0.885'), recent: figure(null, 0) });
    expect(progress.forecast).toEqual({ value: '0.885', method: 'year_to_date_holds' });
  });
  test('cubic metres for a unit of product do not grow with the months, as cubic metres do', () => {
    const intensity = { ...target, steps: [{ year: 2024, value: '3' }] };
    const of = (unit: 'm3_per_product' | 'ML') =>
      targetProgress(intensity, { unit, better: 'lower' }, half, { toDate: figure('2.5'), recent: undefined });
    expect(of('m3_per_product')).toMatchObject({ status: 'on_track', forecast: { value: '2.5' } });
    expect(of('ML')).toMatchObject({ status: 'behind', forecast: { value: '5', method: 'grows_evenly' } });
  });
  test('a factory that records now and then does not shorten the year: a last quarter with records reaches to June', () => {
    const progress = targetProgress(target, rate, half, { toDate: figure('0.84', 2), recent: figure('0.8', 1) });
    expect(progress.forecast).toEqual({ value: '0.82', method: 'recent_continues' });
  });
  test('a year of which six months are recorded is not over', () => {
    const year = progressPeriods(parsePeriod('2024'));
    const progress = targetProgress(target, rate, year, { toDate: figure('0.87', 6), recent: undefined });
    expect(progress.status).toBe('at_risk');
    const over = targetProgress(target, rate, year, { toDate: figure('0.87', 12), recent: undefined });
    expect(over.status).toBe('behind');
  });
});

test('a target whose records do not stand here says so, and is not zero', () => {
  expect(
    targetProgress({ ...target, kpi: null }, undefined, half, { toDate: undefined, recent: undefined }),
  ).toMatchObject({
    status: 'no_data',
    reason: 'not_measured',
    forecast: null,
  });
});

test('a factory at 87 % is at risk against 88 %, one at 86 % is behind, one without loads has no status', () => {
  expect(standingAgainst(exact('0.88'), '0.88', 'higher')).toBe('on_track');
  expect(standingAgainst(exact('0.88'), '0.87', 'higher')).toBe('at_risk');
  expect(standingAgainst(exact('0.88'), '0.86', 'higher')).toBe('behind');
  expect(standingAgainst(exact('0.88'), null, 'higher')).toBe('no_data');
});
