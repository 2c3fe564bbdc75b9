// Do charts keep gaps, start bars at zero, and never write 100 % for less?
import { describe, expect, test } from 'vitest';
import { axisOf, csvOf, type DrawnChart, drawnNumber, summaryOf, tableOf } from './chart-model.ts';

const rates: DrawnChart = {
  shape: 'lines',
  labels: ['Q1', 'Q2', 'Q3'],
  series: [{ name: 'Group', values: [86, null, 88.44], printed: ['86.0', null, null] }],
  decimals: 1,
  target: { name: 'Target 2024', value: 88 },
};

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

test('a month without records is a dash in the table, never 0', () => {
  expect(tableOf(rates, '%', 'en', 'Quarter')).toEqual({
    columns: ['Quarter', 'Group'],
    rows: [
      ['Q1', '86.0'],
      ['Q2', '—'],
      ['Q3', '88.4'],
    ],
  });
});

test('the summary says finding, unit, values and target', () => {
  expect(summaryOf('The rate passed 88 %.', '%', rates, 'en')).toBe(
    'The rate passed 88 %. %. Group: Q1 86.0, Q2 —, Q3 88.4. Target 2024 88.0',
  );
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

test('CSV opens in Excel: byte order mark, plain numbers, quotes doubled, no formula run', () => {
  const csv = csvOf({
    columns: ['Factory', 'Rate (%)'],
    rows: [
      ['Plant "A", north', '1,188.4'],
      ['=1+1', '−3.2'],
    ],
  });
  expect(csv).toBe('\uFEFFFactory,Rate (%)\r\n"Plant ""A"", north",1188.4\r\n\'=1+1,-3.2\r\n');
});
