// What is a chart on a page as a table, to read and to take away?
import type { Language } from '#platform/i18n/words.ts';
import { type DrawnChart, valueText } from '#units/drawn-chart.ts';

/** A chart's numbers as a table: the first column names, the others hold what is written on the chart. */
export interface ChartTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** The chart as a table; a gap is "—". `first` heads the column of labels. */
export function tableOf(chart: DrawnChart, unit: string, language: Language, first = ''): ChartTable {
  return {
    columns: [first, ...chart.series.map((series) => series.name)],
    rows: chart.labels.map((name, at) => [
      name,
      ...chart.series.map((series) => valueText(chart, series, at, unit, language) ?? '—'),
    ]),
  };
}

/** A table as CSV that Excel opens: a byte order mark, plain numbers, quoted where needed, and no cell that it would run as a formula. */
export function csvOf({ columns, rows }: ChartTable): string {
  const cell = (shown: string) => {
    // Numbers as a spreadsheet reads them: no thousands, a plain minus.
    const isNumber = /^[−-]?\d{1,3}(,\d{3})*(\.\d+)?$/.test(shown);
    const text = isNumber ? shown.replaceAll(',', '').replace('−', '-') : shown;
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
