// What the shapes of charts share: what they draw with, their letters and their colours.
import type { Axis, DrawnChart, DrawnSeries } from '#units/drawn-chart.ts';
import type { Tokens } from '../theme.ts';
import { textWidth } from './measure.ts';

/** What a shape of chart is drawn with. */
export interface Drawing {
  chart: DrawnChart;
  axis: Axis;
  /** pixels that there are */
  width: number;
  tokens: Tokens;
  /** what is written at a value; null at a gap */
  text: (series: DrawnSeries, at: number) => string | null;
  /** the target's name with its value */
  targetText: string | null;
  language: 'en' | 'zh';
}

/** The size of letters on a chart, in pixels. */
export const letter = 12;

/** The colour of a series: by what it means where it says so, else by its place in the colour-blind-safe order. */
export const colourOf = (series: DrawnSeries, at: number, tokens: Tokens): string =>
  series.tone ? tokens.hierarchy[series.tone] : (tokens.series[at % tokens.series.length] ?? tokens.textSecondary);

/** The widest of the texts, in pixels. */
export const widest = (texts: readonly string[], weight = 400): number =>
  Math.max(0, ...texts.map((text) => textWidth(text, letter, weight)));

const channel = (part: string) => {
  const value = Number.parseInt(part, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

/** Relative luminance of `#RRGGBB`, as WCAG defines it. */
const luminance = (colour: string): number =>
  0.2126 * channel(colour.slice(1, 3)) + 0.7152 * channel(colour.slice(3, 5)) + 0.0722 * channel(colour.slice(5, 7));

/** White or near-black, whichever is read better on a colour `#RRGGBB`. */
export const inkOn = (colour: string): string => {
  const ground = luminance(colour);
  return 1.05 / (ground + 0.05) > (ground + 0.05) / (luminance('#111513') + 0.05) ? '#FFFFFF' : '#111513';
};
