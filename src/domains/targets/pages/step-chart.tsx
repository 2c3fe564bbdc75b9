// How do the steps of a target run by year, and where do the reported years, the year to date and the forecast stand?
import { letter, widest } from '#platform/ui/chart/drawing.ts';
import { useWidth } from '#platform/ui/chart/measure.ts';
import { ValueAxis } from '#platform/ui/chart/value-axis.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { axisAround, tickText } from '#units/drawn-chart.ts';

/** A value at a year; plain numbers, only for drawing. */
export interface YearPoint {
  year: number;
  value: number;
  printed: string;
}

export interface StepChartProps {
  steps: readonly YearPoint[];
  /** whole years as they were */
  reported: readonly YearPoint[];
  toDate: YearPoint | null;
  forecast: YearPoint | null;
}

const [top, height, foot] = [22, 160, 24];

/** The years of the chart, first to last, without gaps. */
export function yearsOf({ steps, reported, toDate, forecast }: StepChartProps): number[] {
  const years = [...steps, ...reported, ...(toDate ? [toDate] : []), ...(forecast ? [forecast] : [])].map(
    (one) => one.year,
  );
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Steps are drawn as steps: a value holds for its whole year, and nothing lies in between. */
export function StepChart(props: StepChartProps) {
  const { steps, reported, toDate, forecast } = props;
  const [place, width] = useWidth<HTMLDivElement>();
  const { tokens } = useTheme();
  const { language } = useWords();
  const years = yearsOf(props);
  const points = [...steps, ...reported, ...(toDate ? [toDate] : []), ...(forecast ? [forecast] : [])];
  const axis = axisAround(
    points.map((point) => point.value),
    false,
  );
  const ticks = axis.ticks.map((tick) => tickText(axis, tick, language));
  const left = widest(ticks) + 10;
  const right = width - 8;
  const band = (right - left) / Math.max(1, years.length);
  const start = (year: number) => left + band * years.indexOf(year);
  const middle = (year: number) => start(year) + band / 2;
  const y = (value: number) => top + height - ((value - axis.from) / (axis.to - axis.from)) * height;
  const colour = tokens.series[0] ?? tokens.text;
  // A value's number stands below its point and the step of its year, unless it is far above the step.
  const numberAt = (point: YearPoint) => {
    const step = steps.find((one) => one.year === point.year);
    if (step && y(step.value) - y(point.value) > 34) return y(point.value) - 10;
    return Math.max(y(point.value), step ? y(step.value) : 0) + 18;
  };
  const line = reported.map((point, at) => `${at === 0 ? 'M' : 'L'}${middle(point.year)} ${y(point.value)}`).join('');
  return (
    <div ref={place} className="chart-place">
      {width === 0 || years.length === 0 ? null : (
        <svg width={width} height={top + height + foot} aria-hidden="true" fontSize={letter} className="chart-drawing">
          <ValueAxis axis={axis} ticks={ticks} left={left} right={right} y={y} ground={axis.ticks[0]} tokens={tokens} />
          {years.map((year) => (
            <text key={year} x={middle(year)} y={top + height + 17} textAnchor="middle" fill={tokens.textSecondary}>
              {year}
            </text>
          ))}
          {steps.map((step) => (
            <g key={step.year}>
              <line
                x1={start(step.year) + 2}
                x2={start(step.year) + band - 2}
                y1={y(step.value)}
                y2={y(step.value)}
                stroke={tokens.chartTarget}
                strokeWidth={2}
              />
              <text x={start(step.year) + 4} y={y(step.value) - 6} fontWeight={600} fill={tokens.text}>
                {step.printed}
              </text>
            </g>
          ))}
          <path d={line} fill="none" stroke={colour} strokeWidth={2} />
          {reported.map((point) => (
            <circle
              key={point.year}
              cx={middle(point.year)}
              cy={y(point.value)}
              r={4}
              fill={colour}
              stroke={tokens.surface}
            />
          ))}
          {toDate ? (
            <circle cx={middle(toDate.year)} cy={y(toDate.value)} r={4} fill={colour} stroke={tokens.surface} />
          ) : null}
          {forecast ? (
            <circle
              cx={middle(forecast.year) + 14}
              cy={y(forecast.value)}
              r={4}
              fill={tokens.surface}
              stroke={colour}
              strokeWidth={2}
            />
          ) : null}
          {[...reported, ...(toDate ? [toDate] : [])].map((point) => (
            <text key={point.year} x={middle(point.year)} y={numberAt(point)} textAnchor="middle" fill={colour}>
              {point.printed}
            </text>
          ))}
          {forecast && forecast.printed !== toDate?.printed && band > 96 ? (
            <text x={middle(forecast.year) + 24} y={y(forecast.value) + 4} fill={colour}>
              {forecast.printed}
            </text>
          ) : null}
        </svg>
      )}
    </div>
  );
}
