import { describe, expect, test } from 'vitest';
import type { BlockOf, Chart } from '../model/document.ts';
import { axisOf, numberText, targetText, tickText, valueText } from './chart-scale.ts';
import { chartSummary, chartSvg, colourOf } from './chart-svg.ts';

const bars = (values: (number | null)[], changes: Partial<Chart> = {}): Chart => ({
  shape: 'bars',
  labels: values.map((_, at) => `P${at + 1}`),
  series: [{ name: 'Mass', values }],
  decimals: 1,
  target: null,
  ...changes,
});
const block = (chart: Chart, unit = 't'): BlockOf<'chart'> => ({
  kind: 'chart',
  title: 'Mass falls',
  unit,
  source: 'loads',
  chart,
});

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
  test('99.96 % is not 100.0 %', () => expect(numberText(99.96, 1, '%', 'en')).toBe('99.9'));
  test('100 % is', () => expect(numberText(100, 1, '%', 'en')).toBe('100.0'));
  test('99.96 t may be rounded to 100.0 t', () => expect(numberText(99.96, 1, 't', 'en')).toBe('100.0'));
  test('half goes to even: 0.25 is 0.2, 0.35 is 0.4', () =>
    expect([numberText(0.25, 1, 't', 'en'), numberText(0.375, 2, 't', 'en')]).toEqual(['0.2', '0.38']));
  test('is written as the report prints it elsewhere', () => {
    const chart = bars([88.44], { series: [{ name: 'Rate', values: [88.44], printed: ['88.4 %'] }] });
    expect(valueText(chart, chart.series[0]!, 0, '%', 'en')).toBe('88.4 %');
  });
  test('a gap has no number', () => {
    const chart = bars([null]);
    expect(valueText(chart, chart.series[0]!, 0, 't', 'en')).toBeNull();
  });
});

describe('the drawing', () => {
  test('a gap in a line is a gap: the pen goes up', () => {
    const svg = chartSvg(block(bars([1, 2, null, 4, 5], { shape: 'lines' })), 'en');
    expect(/<path d="([^"]*)"/u.exec(svg)?.[1]?.match(/M/gu)).toHaveLength(2);
  });
  test('a missing bar is a dash, not a bar of zero', () => {
    const svg = chartSvg(block(bars([3, null])), 'en');
    expect(svg).toContain('>—<');
    expect(svg.match(/<rect/gu)).toHaveLength(1);
  });
  test('what happens to waste has its own colours', () => {
    expect(colourOf({ name: 'Landfill', values: [], tone: 'disposal' }, 0)).toBe('#4A4F55');
    expect(colourOf({ name: 'Anything', values: [] }, 7)).toBe('#0072B2');
  });
  test('names are escaped', () => {
    const svg = chartSvg(block(bars([1], { labels: ['<script>&"'] })), 'en');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;&amp;&quot;');
  });
  test('is said in words for those who do not see it', () => {
    expect(chartSummary(block(bars([3, null], { target: { name: 'Goal', value: 2 } })), 'en')).toBe(
      'Mass falls. t. Mass: P1 3.0, P2 —. Goal 2.0',
    );
    expect(chartSummary(block(bars([3])), 'zh')).toBe('Mass falls。t。Mass：P1 3.0');
  });
  test('a target is a line with its name', () => {
    const withTarget = block(bars([1], { target: { name: 'Goal', value: 2 } }));
    expect(targetText(withTarget, 'en')).toBe('Goal 2.0');
    expect(chartSvg(withTarget, 'en')).toContain('>Goal 2.0<');
  });
});
