// A chart that answers the pointer, for dashboards; its library is fetched with the page that shows it, never with the first.
import {
  BarChart,
  type BarSeriesOption,
  LineChart,
  type LineSeriesOption,
  type SankeySeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, format, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { fontFamily, type Tokens } from '../theme.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, LabelLayout, SVGRenderer]);

/** What may be drawn: lines and bars on one grid; flows where the page that shows them brings them. */
export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | SankeySeriesOption | GridComponentOption | TooltipComponentOption
>;

/** How axes look in a theme. */
export const axisLook = (tokens: Tokens) => ({
  axisLine: { lineStyle: { color: tokens.lineStrong } },
  axisTick: { show: false },
  axisLabel: { color: tokens.textSecondary, fontSize: 12 },
  splitLine: { lineStyle: { color: tokens.chartGrid } },
});

/** How the note at the pointer looks in a theme. */
export const tooltipLook = (tokens: Tokens) => ({
  backgroundColor: tokens.raised,
  borderColor: tokens.lineStrong,
  textStyle: { color: tokens.text, fontSize: 12 },
  confine: true,
});

/** The note itself, a heading over a line, as HTML: a name that somebody typed is text, never markup. */
export const noteAt = (heading: string, line: string): string =>
  `<b>${format.encodeHTML(heading)}</b><br>${format.encodeHTML(line)}`;

/** Draws an option at the width of its place. Who cannot see it has the frame's words and table. */
export function EChart({
  option,
  height,
  onPress,
}: {
  option: ChartOption;
  height: number;
  /** the place in its series of what was pressed; of a flow chart also whether a node or an edge was */
  onPress?: (at: number, what: string | undefined) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | null>(null);
  const pressed = useRef(onPress);
  pressed.current = onPress;
  useEffect(() => {
    if (!place.current) return;
    const drawn = init(place.current, null, { renderer: 'svg' });
    chart.current = drawn;
    drawn.on('click', (event) => pressed.current?.(event.dataIndex as number, event.dataType as string | undefined));
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, textStyle: { fontFamily }, ...option }, { notMerge: true });
    chart.current?.resize();
  }, [option]);
  return <div ref={place} className="chart-place" style={{ height }} aria-hidden="true" />;
}
