// A chart drawn as our own SVG at the width of its place: small enough for the first page, sharp on any screen.
import { axisOf, type DrawnChart, targetText, valueText } from '#units/drawn-chart.ts';
import { useWords } from '../language.tsx';
import { useTheme } from '../theme-provider.tsx';
import { Bars } from './bars.tsx';
import type { Drawing } from './drawing.ts';
import { Lines } from './lines.tsx';
import { useWidth } from './measure.ts';

/** The chart as SVG, hidden from who cannot see it: the frame says its words and holds its table. */
export function InlineChart({ chart, unit }: { chart: DrawnChart; unit: string }) {
  const [place, width] = useWidth<HTMLDivElement>();
  const { tokens } = useTheme();
  const { language } = useWords();
  const drawing: Drawing = {
    chart,
    axis: axisOf(chart),
    width,
    tokens,
    language,
    text: (series, at) => valueText(chart, series, at, unit, language),
    targetText: targetText(chart, unit, language),
  };
  return (
    <div ref={place} className="chart-place">
      {width === 0 ? null : chart.shape === 'lines' ? <Lines drawing={drawing} /> : <Bars drawing={drawing} />}
    </div>
  );
}
