// Do charts keep gaps, start bars at zero, and never write 100 % for less?
import { describe, expect, test } from 'vitest';
import {
  axisOf,
  type DrawnChart,
  type DrawnSeries,
  drawnNumber,
  summaryOf,
  tickText,
  valueText,
} from './drawn-chart.ts';

const bars = (values: (number | null)[], changes: Partial<DrawnChart> = {}): DrawnChart => ({
  shape: 'bars',
  labels: values.map((_, at) => `P${at + 1}`),
  series: [{ name: 'Mass', values }],
  decimals: 1,
  target: null,
  ...changes,
});
const rates: DrawnChart = {
  shape: 'lines',
  labels: ['Q1', 'Q2', 'Q3'],
  series: [{ name: 'Group', values: [86, null, 88.44], printed: ['86.0', null, null] }],
  decimals: 1,
  target: { name: 'Target 2024', value: 88 },
};

describe('the axis', () => {
  test('of bars starts at zero: 84 to 92 t is drawn on 0 to 100', () =>
    expect(axisOf(bars([84, 92])).ticks).toEqual([0, 25, 50, 75, 100]));
  test('of lines shows a change of points: 84 to 92 % is drawn on 82 to 92', () => {
    const { from, to } = axisOf(bars([84, 92], { shape: 'lines' }));
    expect([from, to]).toEqual([84, 92]);
  });
  test('holds the target too', () => expect(axisOf(bars([40], { target: { name: 'Goal', value: 200 } })).to).toBe(200));
  test('of stacked bars holds the sum: 60 and 50 need 150', () => {
    const chart = bars([60], {
      shape: 'stacked_bars',
      series: [
        { name: 'A', values: [60] },
        { name: 'B', values: [50] },
      ],
    });
    expect(axisOf(chart).to).toBe(150);
  });
  test('holds losses below zero', () => expect(axisOf(bars([-3, 5])).from).toBe(-4));
  test('of nothing has no ticks', () => expect(axisOf(bars([null])).ticks).toEqual([]));
  test('writes no more places than its step needs', () => {
    const axis = axisOf(bars([0.3, 0.7]));
    expect(axis.ticks.map((tick) => tickText(axis, tick, 'en'))).toEqual(['0', '0.2', '0.4', '0.6', '0.8']);
  });
});

describe('a number on a chart', () => {
  test('99.96 % is not 100.0 %', () => expect(drawnNumber(99.96, 1, '%', 'en')).toBe('99.9'));
  test('100 % is', () => expect(drawnNumber(100, 1, '%', 'en')).toBe('100.0'));
  test('99.96 t may be rounded to 100.0 t', () => expect(drawnNumber(99.96, 1, 't', 'en')).toBe('100.0'));
  test('half goes to even: 0.25 is 0.2, 0.35 is 0.4', () =>
    expect([drawnNumber(0.25, 1, 't', 'en'), drawnNumber(0.375, 2, 't', 'en')]).toEqual(['0.2', '0.38']));
  test('is written as the report prints it elsewhere', () => {
    const chart = bars([88.44], { series: [{ name: 'Rate', values: [88.44], printed: ['88.4 %'] }] });
    expect(valueText(chart, chart.series[0] as DrawnSeries, 0, '%', 'en')).toBe('88.4 %');
  });
  test('a gap has no number', () => {
    const chart = bars([null]);
    expect(valueText(chart, chart.series[0] as DrawnSeries, 0, 't', 'en')).toBeNull();
  });
});

test('a line of rates between 86 and 88 does not start at zero, bars of the same values do', () => {
  expect(axisOf(rates).from).toBeGreaterThan(80);
  expect(axisOf({ ...rates, shape: 'bars' }).from).toBe(0);
});

test('the axis of stacked bars reaches the whole stack: 60 t and 70 t stand 130 t high', () => {
  const stacked: DrawnChart = {
    ...rates,
    shape: 'stacked_bars',
    target: null,
    series: [
      { name: 'Recycling', values: [60, null, 10] },
      { name: 'Landfill', values: [70, null, 10] },
    ],
  };
  expect(axisOf(stacked).to).toBeGreaterThanOrEqual(130);
});

describe('a share is written 100.0 only when it is exactly that', () => {
  test.each([
    [99.96, '99.9'],
    [100, '100.0'],
    [88.45, '88.4'],
  ])('%d is %s', (value, text) => {
    expect(drawnNumber(value, 1, '%', 'en')).toBe(text);
  });
  test('a mass may round up to 100', () => expect(drawnNumber(99.96, 1, 't', 'en')).toBe('100.0'));
});

test('the summary says finding, unit, values and target', () => {
  expect(summaryOf('The rate passed 88 %.', '%', rates, 'en')).toBe(
    'The rate passed 88 %. %. Group: Q1 86.0, Q2 —, Q3 88.4. Target 2024 88.0',
  );
});
