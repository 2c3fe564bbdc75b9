// Does a chart's table keep gaps, and open in a spreadsheet as numbers?
import { expect, test } from 'vitest';
import type { DrawnChart } from '#units/drawn-chart.ts';
import { csvOf, tableOf } from './chart-table.ts';

const rates: DrawnChart = {
  shape: 'lines',
  labels: ['Q1', 'Q2', 'Q3'],
  series: [{ name: 'Group', values: [86, null, 88.44], printed: ['86.0', null, null] }],
  decimals: 1,
  target: { name: 'Target 2024', value: 88 },
};

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
