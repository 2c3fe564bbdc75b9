// Is a chart in print drawn as it should: gaps as gaps, names escaped, the target named?
import { describe, expect, test } from 'vitest';
import { type DrawnChart, targetText } from '#units/drawn-chart.ts';
import type { BlockOf } from '../model/document.ts';
import { chartSummary, chartSvg, colourOf } from './chart-svg.ts';

const bars = (values: (number | null)[], changes: Partial<DrawnChart> = {}): DrawnChart => ({
  shape: 'bars',
  labels: values.map((_, at) => `P${at + 1}`),
  series: [{ name: 'Mass', values }],
  decimals: 1,
  target: null,
  ...changes,
});
const block = (chart: DrawnChart, unit = 't'): BlockOf<'chart'> => ({
  kind: 'chart',
  title: 'Mass falls',
  unit,
  source: 'loads',
  chart,
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
    expect(targetText(withTarget.chart, withTarget.unit, 'en')).toBe('Goal 2.0');
    expect(chartSvg(withTarget, 'en')).toContain('>Goal 2.0<');
  });
});
