// How does a chart of the report become a chart of Word: native, with its numbers inside, open to be changed and re-used?
import { ChartRun, type ChartSeries as WordSeries } from 'docx/charts';
import { axisOf } from '#units/drawn-chart.ts';
import type { BlockOf, ReportLanguage } from '../model/document.ts';
import { chartSummary, colourOf } from './chart-svg.ts';
import { printable, widthInEms } from './printed-text.ts';

const ink = '1C2024';
const muted = '59626B';
const labels = { size: 7.5, color: ink } as const;

/** Pixels at 96 to the inch: the text width of 160 mm. */
const width = 605;

/** The chart as a run to be set in a paragraph of its own; a target is a dashed line with its name. */
export function chartRun(block: BlockOf<'chart'>, language: ReportLanguage): ChartRun {
  const { chart } = block;
  const axis = axisOf(chart);
  const numberFormat = chart.decimals > 0 ? `#,##0.${'0'.repeat(chart.decimals)}` : '#,##0';
  const isLines = chart.shape === 'lines';
  const isStacked = chart.shape === 'stacked_bars';
  const isLying = !isLines && Math.max(0, ...chart.labels.map(widthInEms)) * chart.labels.length > 56;
  const dataLabels = isStacked || isLines ? undefined : { value: true, numberFormat, font: labels };
  const atEnd = (values: (number | null)[]) => {
    const last = values.findLastIndex((value) => value !== null);
    return values.map((_, at) =>
      at === last ? ({ value: true, position: 'above', numberFormat, font: labels } as const) : (false as const),
    );
  };
  const series: WordSeries[] = chart.series.map((given, at) => ({
    name: printable(given.name),
    values: chart.labels.map((_, point) => given.values[point] ?? null),
    color: colourOf(given, at).slice(1),
    ...(isLines
      ? {
          line: { width: 1.75 },
          markers: { shape: (['circle', 'square', 'triangle', 'diamond'] as const)[at % 4], size: 6 },
          pointLabels: atEnd(chart.labels.map((_, point) => given.values[point] ?? null)),
        }
      : {}),
  }));
  const { target } = chart;
  if (target && !isLying) {
    series.push({
      name: printable(target.name),
      values: chart.labels.map(() => target.value),
      color: ink,
      type: 'line',
      line: { width: 1, dash: 'dash' },
      markers: false,
      dataLabels: false,
    });
  }
  const places = { font: { size: 7.5, color: muted } } as const;
  const common = {
    categories: chart.labels.map(printable),
    series,
    chartArea: { fill: 'none', border: 'none' as const },
    legend: series.length > 1 ? { position: 'top' as const, font: labels } : (false as const),
    valueAxis: {
      ...places,
      numberFormat: axis.to - axis.from < 4 ? numberFormat : '#,##0',
      gridlines: !isLying || isStacked,
      visible: !isLying || isStacked,
      minimum: axis.from,
      maximum: axis.to,
      interval: axis.ticks.length > 1 ? (axis.ticks[1] ?? 0) - (axis.ticks[0] ?? 0) : undefined,
    },
    categoryAxis: { ...places, reverseOrder: isLying },
    dataLabels,
    emptyValues: 'gap' as const,
    transformation: {
      width,
      height: isLying ? 50 + chart.labels.length * 24 * (isStacked ? 1 : chart.series.length) : 210,
    },
    altText: {
      name: printable(block.title),
      title: printable(block.title),
      description: chartSummary(block, language),
    },
  };
  if (isLines) return new ChartRun({ ...common, type: 'line' });
  const bars = {
    ...common,
    stacking: isStacked ? ('stacked' as const) : ('none' as const),
    gapWidth: 60,
    overlap: isStacked ? 100 : 0,
  };
  return isLying ? new ChartRun({ ...bars, type: 'bar' }) : new ChartRun({ ...bars, type: 'column' });
}
