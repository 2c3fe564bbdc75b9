// What does a chart of the report look like: bars and lines with direct labels, drawn as a picture that any renderer places?
import type { DrawnChart, DrawnSeries, Tone } from '#units/drawn-chart.ts';
import { type Axis, axisOf, summaryOf, targetText, tickText, valueText } from '#units/drawn-chart.ts';
import type { BlockOf, ReportLanguage } from '../model/document.ts';
import { printable, widthInEms } from './printed-text.ts';

/** Colours that depend on the paper: literal for print, custom properties on a page with a dark theme. */
export interface ChartInk {
  text: string;
  muted: string;
  rule: string;
  paper: string;
  disposal: string;
}

/** Ink on white paper. */
const printInk: ChartInk = {
  text: '#1C2024',
  muted: '#59626B',
  rule: '#DDE1E5',
  paper: '#FFFFFF',
  disposal: '#4A4F55',
};

/** Okabe and Ito's colours in the house order: told apart with any kind of colour vision. */
const seriesColours = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#8C8C8C'] as const;

const toneColours: Record<Exclude<Tone, 'disposal'>, string> = {
  reuse: '#009E73',
  recycling: '#0072B2',
  energy_recovery: '#E69F00',
};

/** Width of every chart in points: the text width of an A4 page. */
const chartWidth = 454;
const font = 7.5;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeXml = (text: string): string => printable(text).replace(/[&<>"']/g, (char) => escapes[char] ?? '');
const n = (value: number): string => String(Math.round(value * 100) / 100);

/** The colour of a series: by what it means where it says so, else by its place. */
export function colourOf(series: DrawnSeries, at: number, ink: Pick<ChartInk, 'disposal'> = printInk): string {
  if (series.tone === 'disposal') return ink.disposal;
  if (series.tone) return toneColours[series.tone];
  return seriesColours[at % seriesColours.length] ?? '#8C8C8C';
}

interface Drawing {
  block: BlockOf<'chart'>;
  chart: DrawnChart;
  axis: Axis;
  language: ReportLanguage;
  ink: ChartInk;
}

type Anchor = 'start' | 'middle' | 'end';
function label(x: number, y: number, text: string, fill: string, anchor: Anchor = 'start', weight = 400): string {
  const bold = weight === 400 ? '' : ` font-weight="${weight}"`;
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}" fill="${fill}"${bold}>${escapeXml(text)}</text>`;
}
const rule = (x1: number, y1: number, x2: number, y2: number, stroke: string, extra = ''): string =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${stroke}" stroke-width="0.6"${extra}/>`;
const box = (x: number, y: number, w: number, h: number, fill: string): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, w))}" height="${n(Math.max(0, h))}" fill="${fill}"/>`;
const dashed = ' stroke-dasharray="3 2"';
const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => widthInEms(text) * font));

function shorten(text: string, width: number): string {
  const clean = printable(text);
  if (widthInEms(clean) * font <= width) return clean;
  const chars = [...clean];
  while (chars.length > 1 && widthInEms(`${chars.join('')}…`) * font > width) chars.pop();
  return `${chars.join('')}…`;
}

/** Marks differ by shape as well, so that lines can be told apart in a black and white print. */
function mark(x: number, y: number, at: number, fill: string): string {
  const [shape, r] = [at % 4, 2.3];
  if (shape === 0) return `<circle cx="${n(x)}" cy="${n(y)}" r="${r}" fill="${fill}"/>`;
  if (shape === 1) return box(x - r, y - r, 2 * r, 2 * r, fill);
  const points =
    shape === 2
      ? [x, y - r * 1.3, x + r * 1.2, y + r, x - r * 1.2, y + r]
      : [x, y - r * 1.35, x + r * 1.35, y, x, y + r * 1.35, x - r * 1.35, y];
  return `<polygon points="${points.map(n).join(' ')}" fill="${fill}"/>`;
}

function legend({ chart, ink }: Drawing, left: number): { svg: string; height: number } {
  if (chart.series.length < 2 || chart.shape === 'lines') return { svg: '', height: 0 };
  let [x, y] = [left, 8];
  let svg = '';
  chart.series.forEach((series, at) => {
    const width = widthInEms(series.name) * font + 24;
    if (x > left && x + width > chartWidth) [x, y] = [left, y + 12];
    svg += box(x, y - 6, 7, 7, colourOf(series, at, ink)) + label(x + 11, y, series.name, ink.text);
    x += width;
  });
  return { svg, height: y + 10 };
}

function lyingBars(drawing: Drawing): { svg: string; height: number } {
  const { block, chart, axis, language, ink } = drawing;
  const stacked = chart.shape === 'stacked_bars';
  const perRow = stacked ? 1 : chart.series.length;
  const thick = perRow > 1 ? 7 : 9;
  const pitch = perRow * thick + 5;
  const left = Math.min(170, widest(chart.labels) + 10);
  const numbers = chart.series.flatMap((s) =>
    chart.labels.map((_, at) => valueText(chart, s, at, block.unit, language) ?? '—'),
  );
  const right = chartWidth - (stacked ? 12 : widest(numbers) + 10);
  const top = legend(drawing, left);
  const first = top.height + (chart.target ? 14 : 4);
  const bottom = first + chart.labels.length * pitch;
  const x = (value: number): number => left + ((value - axis.from) / (axis.to - axis.from)) * (right - left);
  // A target's line would run through numbers at the ends of the bars: they move to a column of their own.
  const number = (end: number, y: number, text: string, fill: string): string =>
    chart.target ? label(chartWidth, y, text, fill, 'end') : label(end + 4, y, text, fill);
  let svg = top.svg;
  if (stacked) {
    for (const tick of axis.ticks) {
      svg +=
        rule(x(tick), first - 2, x(tick), bottom, ink.rule) +
        label(x(tick), bottom + 10, tickText(axis, tick, language), ink.muted, 'middle');
    }
  }
  chart.labels.forEach((name, row) => {
    const y = first + row * pitch;
    svg += label(left - 6, y + (pitch - 7) / 2 + 2.7, shorten(name, left - 8), ink.text, 'end');
    let stack = 0;
    chart.series.forEach((series, at) => {
      const value = series.values[row] ?? null;
      const from = stacked ? stack : Math.max(axis.from, 0);
      const barY = stacked ? y : y + at * thick;
      if (value === null) {
        if (!stacked) svg += number(x(from), barY + thick / 2 + 2.4, '—', ink.muted);
        return;
      }
      const to = from + value;
      const fill = colourOf(series, at, ink);
      svg += box(
        Math.min(x(from), x(to)),
        barY,
        Math.abs(x(to) - x(from)) - (stacked ? 0.6 : 0),
        thick - (perRow > 1 ? 1 : 0),
        fill,
      );
      if (!stacked)
        svg += number(
          Math.max(x(from), x(to)),
          barY + thick / 2 + 2.4,
          valueText(chart, series, row, block.unit, language) ?? '',
          ink.text,
        );
      stack = to;
    });
    if (stacked && chart.series.every((s) => (s.values[row] ?? null) === null))
      svg += label(left + 4, y + 8, '—', ink.muted);
  });
  svg += rule(x(Math.max(axis.from, 0)), first - 2, x(Math.max(axis.from, 0)), bottom - 3, ink.muted);
  if (chart.target) {
    const at = x(chart.target.value);
    const anchor = at > (left + right) / 2 ? 'end' : 'start';
    svg +=
      rule(at, first - 5, at, bottom - 3, ink.text, dashed) +
      label(at, first - 8, targetText(chart, block.unit, language) ?? '', ink.text, anchor, 600);
  }
  return { svg, height: bottom + (stacked ? 16 : 2) };
}

function frame(
  drawing: Drawing,
  top: number,
  height: number,
  right: number,
): { svg: string; left: number; y: (value: number) => number } {
  const { axis, language, ink } = drawing;
  const left = widest(axis.ticks.map((tick) => tickText(axis, tick, language))) + 8;
  const y = (value: number): number => top + height - ((value - axis.from) / (axis.to - axis.from)) * height;
  let svg = '';
  for (const tick of axis.ticks) {
    const isBase = tick === 0 || tick === axis.from;
    svg += rule(left, y(tick), right, y(tick), isBase ? ink.muted : ink.rule);
    svg += label(left - 5, y(tick) + 2.6, tickText(axis, tick, language), ink.muted, 'end');
  }
  return { svg, left, y };
}

function categoryLabels({ chart, ink }: Drawing, centre: (at: number) => number, pitch: number, y: number): string {
  const room = Math.max(1, Math.ceil((widest(chart.labels.map((l) => shorten(l, 90))) + 6) / pitch));
  return chart.labels
    .map((name, at) => (at % room === 0 ? label(centre(at), y, shorten(name, 90), ink.muted, 'middle') : ''))
    .join('');
}

function standingBars(drawing: Drawing): { svg: string; height: number } {
  const { block, chart, axis, language, ink } = drawing;
  const stacked = chart.shape === 'stacked_bars';
  const targetWidth = chart.target ? widthInEms(targetText(chart, block.unit, language) ?? '') * font + 8 : 0;
  const right = chartWidth - targetWidth;
  const top = legend(drawing, 0);
  const [first, height] = [top.height + 10, 104];
  const grid = frame(drawing, first, height, right);
  const pitch = (right - grid.left) / chart.labels.length;
  const perGroup = stacked ? 1 : chart.series.length;
  const thick = Math.min(34, (pitch * 0.68) / perGroup);
  const centre = (at: number): number => grid.left + pitch * (at + 0.5);
  const numbers = chart.series.flatMap((s) =>
    chart.labels.map((_, at) => valueText(chart, s, at, block.unit, language) ?? ''),
  );
  const fits = !stacked && widest(numbers) < Math.min(pitch / perGroup, thick + 14);
  let svg = top.svg + grid.svg;
  chart.labels.forEach((_, group) => {
    let stack = 0;
    const start = centre(group) - (thick * perGroup) / 2;
    chart.series.forEach((series, at) => {
      const value = series.values[group] ?? null;
      const x = stacked ? start : start + at * thick;
      if (value === null) {
        if (!stacked) svg += label(x + thick / 2, grid.y(Math.max(axis.from, 0)) - 3, '—', ink.muted, 'middle');
        return;
      }
      const [a, b] = [grid.y(stacked ? stack : 0), grid.y(stacked ? stack + value : value)];
      svg += box(
        x,
        Math.min(a, b),
        thick - (perGroup > 1 ? 1 : 0),
        Math.abs(a - b) - (stacked ? 0.6 : 0),
        colourOf(series, at, ink),
      );
      if (fits)
        svg += label(
          x + thick / 2,
          Math.min(a, b) - 3,
          valueText(chart, series, group, block.unit, language) ?? '',
          ink.text,
          'middle',
        );
      stack += value;
    });
    if (stacked && chart.series.every((s) => (s.values[group] ?? null) === null))
      svg += label(centre(group), grid.y(0) - 3, '—', ink.muted, 'middle');
  });
  if (chart.target) {
    const y = grid.y(chart.target.value);
    svg +=
      rule(grid.left, y, right, y, ink.text, dashed) +
      label(right + 4, y + 2.6, targetText(chart, block.unit, language) ?? '', ink.text, 'start', 600);
  }
  svg += categoryLabels(drawing, centre, pitch, first + height + 12);
  return { svg, height: first + height + 17 };
}

/** Names at the ends of the lines, pushed apart where they would touch. */
function placeEnds(ends: { y: number; svg: (y: number) => string }[], gap: number): string {
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  let last = Number.NEGATIVE_INFINITY;
  return sorted
    .map((end) => {
      last = Math.max(end.y, last + gap);
      return end.svg(last);
    })
    .join('');
}

function lines(drawing: Drawing): { svg: string; height: number } {
  const { block, chart, language, ink } = drawing;
  const endText = (s: DrawnSeries): string => {
    const at = s.values.findLastIndex((v) => v !== null);
    return at < 0 ? s.name : `${s.name} ${valueText(chart, s, at, block.unit, language)}`;
  };
  const ends = chart.series.map(endText);
  const right = chartWidth - Math.min(190, widest([...ends, targetText(chart, block.unit, language) ?? '']) + 18);
  const [first, height] = [8, 108];
  const grid = frame(drawing, first, height, right);
  const pitch = chart.labels.length > 1 ? (right - grid.left - 16) / (chart.labels.length - 1) : 0;
  const centre = (at: number): number => grid.left + 8 + pitch * at;
  let svg = grid.svg;
  const names: { y: number; svg: (y: number) => string }[] = [];
  if (chart.target) {
    const y = grid.y(chart.target.value);
    svg += rule(grid.left, y, right, y, ink.text, dashed);
    names.push({
      y,
      svg: (at) => label(right + 12, at + 2.6, targetText(chart, block.unit, language) ?? '', ink.text, 'start', 600),
    });
  }
  chart.series.forEach((series, at) => {
    const fill = colourOf(series, at, ink);
    let path = '';
    let isPenUp = true;
    let end: number | null = null;
    chart.labels.forEach((_, point) => {
      const value = series.values[point] ?? null;
      if (value !== null) {
        path += `${isPenUp ? 'M' : 'L'}${n(centre(point))} ${n(grid.y(value))}`;
        end = grid.y(value);
      }
      isPenUp = value === null;
    });
    svg += `<path d="${path || 'M0 0'}" fill="none" stroke="${fill}" stroke-width="1.4" stroke-linejoin="round"/>`;
    chart.labels.forEach((_, point) => {
      const value = series.values[point] ?? null;
      if (value !== null) svg += mark(centre(point), grid.y(value), at, fill);
    });
    if (end !== null)
      names.push({
        y: end,
        svg: (y) => mark(right + 5, y, at, fill) + label(right + 12, y + 2.6, shorten(ends[at] ?? '', 172), ink.text),
      });
  });
  svg += placeEnds(names, 10);
  svg += categoryLabels(drawing, centre, pitch || 90, first + height + 12);
  return { svg, height: first + height + 17 };
}

/** The chart as a stand-alone SVG, `chartWidth` points wide; its text alternative is `chartSummary`. */
export function chartSvg(block: BlockOf<'chart'>, language: ReportLanguage, ink: ChartInk = printInk): string {
  const { chart } = block;
  const drawing: Drawing = { block, chart, axis: axisOf(chart), language, ink };
  const perGroup = chart.shape === 'stacked_bars' ? 1 : chart.series.length;
  const isLying =
    widest(chart.labels) > chartWidth / Math.max(1, chart.labels.length) - 10 || chart.labels.length * perGroup > 26;
  const drawn = chart.shape === 'lines' ? lines(drawing) : isLying ? lyingBars(drawing) : standingBars(drawing);
  const alt = escapeXml(chartSummary(block, language));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${chartWidth} ${n(drawn.height)}" width="${chartWidth}" height="${n(drawn.height)}"` +
    ` role="img" aria-label="${alt}" font-family="Noto Sans SC, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif" font-size="${font}">${drawn.svg}</svg>`
  );
}

/** The chart in words, for those who cannot see it. */
export const chartSummary = ({ title, unit, chart }: BlockOf<'chart'>, language: ReportLanguage): string =>
  printable(summaryOf(title, unit, chart, language)).trim();
