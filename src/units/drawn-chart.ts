// What does a chart show, on a page and in print alike, before anything decides how it is drawn? Plain numbers, only to draw.
import type { Language } from '#glossary/language.ts';

/** What happens to waste, best first: the colours of the treatment hierarchy. */
export type Tone = 'reuse' | 'recycling' | 'energy_recovery' | 'disposal';

/** One row of values, as many as there are labels; null is a gap and stays one. Plain numbers: only for drawing. */
export interface DrawnSeries {
  name: string;
  values: readonly (number | null)[];
  /** the values as they are printed elsewhere */
  printed?: readonly (string | null)[] | undefined;
  tone?: Tone | undefined;
}

/** A chart of labels and series. Bars start at zero; lines may start elsewhere and say so on their axis. */
export interface DrawnChart {
  shape: 'bars' | 'stacked_bars' | 'lines';
  labels: readonly string[];
  series: readonly DrawnSeries[];
  decimals: number;
  target: { name: string; value: number } | null;
}

/** An axis from `from` to `to` with its ticks. */
export interface Axis {
  from: number;
  to: number;
  ticks: number[];
}

function roundStep(span: number, count: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 2.5 && power >= 10 ? 2.5 : lead <= 5 ? 5 : 10);
}

const isKnown = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** Every number that is drawn: for stacked bars the height of each stack; the target too. */
function drawnValues(chart: DrawnChart): number[] {
  const target = chart.target && isKnown(chart.target.value) ? [chart.target.value] : [];
  if (chart.shape !== 'stacked_bars') return [...chart.series.flatMap((s) => s.values).filter(isKnown), ...target];
  const stacks = chart.labels.map((_, at) => chart.series.map((s) => s.values[at]).filter(isKnown));
  return [...stacks.filter((s) => s.length > 0).map((s) => s.reduce((sum, v) => sum + v, 0)), ...target];
}

/** An axis of round numbers around the values; it starts at zero unless told that it need not. */
export function axisAround(values: readonly number[], fromZero: boolean): Axis {
  if (values.length === 0) return { from: 0, to: 1, ticks: [] };
  let low = Math.min(...values);
  let high = Math.max(...values);
  // A change of one point in ninety must be seen: lines leave zero when it lies far below them.
  if (fromZero || low < (high - low) * 2) [low, high] = [Math.min(0, low), Math.max(0, high)];
  if (high === low) high = low === 0 ? 1 : low + Math.abs(low) * 0.1;
  const step = roundStep(high - low, 4);
  const from = Math.floor(low / step + 1e-9) * step;
  const to = Math.ceil(high / step - 1e-9) * step;
  const count = Math.min(12, Math.round((to - from) / step));
  return { from, to, ticks: Array.from({ length: count + 1 }, (_, at) => from + at * step) };
}

/** The axis of a chart. */
export const axisOf = (chart: DrawnChart): Axis => axisAround(drawnValues(chart), chart.shape !== 'lines');

/** A tick with no more places than its step needs. */
export function tickText({ ticks }: Axis, value: number, language: Language): string {
  const step = ticks.length > 1 ? (ticks[1] ?? 1) - (ticks[0] ?? 0) : 1;
  const places = (String(Number(step.toPrecision(3))).split('.')[1] ?? '').length;
  return new Intl.NumberFormat(language, { maximumFractionDigits: places }).format(value);
}

/** Rounded half-even to the places given, but a share just below 100 % is never written as 100. */
export function drawnNumber(value: number, decimals: number, unit: string, language: Language): string {
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    roundingMode: 'halfEven',
  } as const;
  const places = new Intl.NumberFormat(language, options as Intl.NumberFormatOptions);
  const text = places.format(value);
  if (!unit.includes('%') || value >= 100 || text !== places.format(100)) return text;
  return places.format(100 - 10 ** -decimals);
}

/** What is written at a value: as it is printed elsewhere where that is known; null at a gap. */
export function valueText(
  chart: DrawnChart,
  series: DrawnSeries,
  at: number,
  unit: string,
  language: Language,
): string | null {
  const value = series.values[at];
  if (!isKnown(value)) return null;
  return series.printed?.[at] ?? drawnNumber(value, chart.decimals, unit, language);
}

/** The target's name with its value; null where the chart has none. */
export const targetText = ({ target, decimals }: DrawnChart, unit: string, language: Language): string | null =>
  target && `${target.name} ${drawnNumber(target.value, decimals, unit, language)}`;

/** The chart in words for who cannot see it: its finding, its unit, then every series with its values and the target. */
export function summaryOf(title: string, unit: string, chart: DrawnChart, language: Language): string {
  const [colon, comma, stop] = language === 'zh' ? ['：', '，', '。'] : [': ', ', ', '. '];
  const series = chart.series.map((one) => {
    const points = chart.labels.map((name, at) => `${name} ${valueText(chart, one, at, unit, language) ?? '—'}`);
    return `${one.name}${colon}${points.join(comma)}`;
  });
  const target = targetText(chart, unit, language) ?? '';
  return [title.replace(/[.。]$/u, ''), unit, ...series, target].filter((part) => part !== '').join(stop);
}
