// Which round numbers stand on a chart's axis, and how is a value written on it?
import type { BlockOf, Chart, ChartSeries, ReportLanguage } from '../model/document.ts';

/** An axis from `from` to `to` with its ticks; all plain numbers, only for drawing. */
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

/** Every number drawn on the chart: for stacked bars the height of each stack. */
function drawnValues(chart: Chart): number[] {
  const known = (value: number | null | undefined): value is number =>
    typeof value === 'number' && Number.isFinite(value);
  const target = chart.target && known(chart.target.value) ? [chart.target.value] : [];
  if (chart.shape !== 'stacked_bars') return [...chart.series.flatMap((s) => s.values).filter(known), ...target];
  const stacks = chart.labels.map((_, at) => chart.series.map((s) => s.values[at]).filter(known));
  return [...stacks.filter((s) => s.length > 0).map((s) => s.reduce((sum, v) => sum + v, 0)), ...target];
}

/** Bars start at zero. Lines start where the values begin when zero is far below them, so that a change of a point can be seen. */
export function axisOf(chart: Chart): Axis {
  const values = drawnValues(chart);
  if (values.length === 0) return { from: 0, to: 1, ticks: [] };
  let low = Math.min(...values);
  let high = Math.max(...values);
  const startsAtZero = chart.shape !== 'lines' || low < (high - low) * 2;
  if (startsAtZero) {
    low = Math.min(0, low);
    high = Math.max(0, high);
  }
  if (high === low) high = low === 0 ? 1 : low + Math.abs(low) * 0.1;
  const step = roundStep(high - low, 4);
  const from = Math.floor(low / step + 1e-9) * step;
  const to = Math.ceil(high / step - 1e-9) * step;
  const count = Math.min(12, Math.round((to - from) / step));
  return { from, to, ticks: Array.from({ length: count + 1 }, (_, at) => from + at * step) };
}

/** A tick with no more places than its step needs. */
export function tickText(axis: Axis, value: number, language: ReportLanguage): string {
  const step = axis.ticks.length > 1 ? (axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0) : 1;
  const places = (String(Number(step.toPrecision(3))).split('.')[1] ?? '').length;
  return new Intl.NumberFormat(language, { maximumFractionDigits: places }).format(value);
}

/** A value as written beside its bar or point: as the report prints it elsewhere where that is known. */
export function valueText(
  chart: Chart,
  series: ChartSeries,
  at: number,
  unit: string,
  language: ReportLanguage,
): string | null {
  const value = series.values[at];
  if (value === null || value === undefined) return null;
  const printed = series.printed?.[at];
  return printed ?? numberText(value, chart.decimals, unit, language);
}

/** Rounded half-even to the given places, but a share just below 100 % is never written as 100. */
export function numberText(value: number, decimals: number, unit: string, language: ReportLanguage): string {
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

/** The target's name with its value, or null where the chart has none. */
export function targetText({ chart, unit }: BlockOf<'chart'>, language: ReportLanguage): string | null {
  return chart.target && `${chart.target.name} ${numberText(chart.target.value, chart.decimals, unit, language)}`;
}
