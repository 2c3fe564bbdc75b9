// The lines across a chart at the round numbers of its axis, each with its number at the left.
import type { Axis } from '#units/drawn-chart.ts';
import type { Tokens } from '../theme.ts';

export interface ValueAxisProps {
  axis: Axis;
  /** the ticks as they are written */
  ticks: readonly string[];
  /** pixels between which the lines run */
  left: number;
  right: number;
  /** pixels from above at which a value stands */
  y: (value: number) => number;
  /** the tick on which everything stands */
  ground: number | undefined;
  tokens: Tokens;
}

export function ValueAxis({ axis, ticks, left, right, y, ground, tokens }: ValueAxisProps) {
  return axis.ticks.map((tick, at) => (
    <g key={tick}>
      <line
        x1={left}
        x2={right}
        y1={y(tick)}
        y2={y(tick)}
        stroke={tick === ground ? tokens.lineStrong : tokens.chartGrid}
      />
      <text x={left - 6} y={y(tick) + 4} textAnchor="end" fill={tokens.textSecondary}>
        {ticks[at]}
      </text>
    </g>
  ));
}
