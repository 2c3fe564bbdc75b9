// How do lines run over time: named at their ends, broken where there is no data, beside a target with its name?
import { tickText } from '#units/drawn-chart.ts';
import { colourOf, type Drawing, letter, widest } from './drawing.ts';
import { shortened } from './measure.ts';
import { ValueAxis } from './value-axis.tsx';

const [top, height, foot] = [10, 200, 26];

/** Marks differ by shape as well as by colour. */
function Mark({ x, y, at, fill, ground }: { x: number; y: number; at: number; fill: string; ground: string }) {
  const [shape, r] = [at % 4, 3.5];
  const paint = { fill, stroke: ground, strokeWidth: 1.5 };
  if (shape === 0) return <circle cx={x} cy={y} r={r} {...paint} />;
  if (shape === 1) return <rect x={x - r} y={y - r} width={2 * r} height={2 * r} {...paint} />;
  const points =
    shape === 2
      ? `${x},${y - r * 1.3} ${x + r * 1.2},${y + r} ${x - r * 1.2},${y + r}`
      : `${x},${y - r * 1.4} ${x + r * 1.4},${y} ${x},${y + r * 1.4} ${x - r * 1.4},${y}`;
  return <polygon points={points} {...paint} />;
}

interface End {
  key: string;
  y: number;
  name: string;
  value: string;
  fill: string;
}

/** Names at the ends of lines, pushed apart where they would touch and kept on the chart. */
function placed(ends: readonly End[], gap: number): End[] {
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  let last = Number.NEGATIVE_INFINITY;
  const pushed = sorted.map((end) => {
    last = Math.max(end.y, last + gap);
    return { ...end, y: last };
  });
  const over = Math.max(0, last - (top + height));
  return pushed.map((end) => ({ ...end, y: end.y - over }));
}

export function Lines({ drawing }: { drawing: Drawing }) {
  const { chart, axis, width, tokens, text, targetText, language } = drawing;
  const ticks = axis.ticks.map((tick) => tickText(axis, tick, language));
  const left = widest(ticks) + 10;
  const lastOf = (values: readonly (number | null)[]) => values.findLastIndex((value) => value !== null);
  const names = chart.series.map((series) => `${series.name} ${text(series, lastOf(series.values)) ?? ''}`);
  const room = Math.min(width * 0.34, widest([...names, targetText ?? ''], 600) + 16);
  const right = width - room;
  const y = (value: number) => top + height - ((value - axis.from) / (axis.to - axis.from)) * height;
  const pitch = chart.labels.length > 1 ? (right - left - 16) / (chart.labels.length - 1) : 0;
  const x = (at: number) => left + 8 + pitch * at;
  const every = Math.max(1, Math.ceil((widest(chart.labels) + 12) / Math.max(1, pitch)));

  const ends: End[] = chart.series.flatMap((series, at) => {
    const last = lastOf(series.values);
    const value = series.values[last];
    if (value === null || value === undefined) return [];
    return [
      {
        key: series.name,
        y: y(value),
        name: series.name,
        value: text(series, last) ?? '',
        fill: colourOf(series, at, tokens),
      },
    ];
  });
  if (chart.target && targetText)
    ends.push({ key: 'target', y: y(chart.target.value), name: targetText, value: '', fill: tokens.chartTarget });

  return (
    <svg width={width} height={top + height + foot} aria-hidden="true" fontSize={letter} className="chart-drawing">
      <ValueAxis axis={axis} ticks={ticks} left={left} right={right} y={y} ground={axis.ticks[0]} tokens={tokens} />
      {chart.labels.map((label, at) =>
        at % every === 0 ? (
          <text
            key={label}
            x={Math.max(x(at), widest([label]) / 2)}
            y={top + height + 18}
            textAnchor="middle"
            fill={tokens.textSecondary}
          >
            {label}
          </text>
        ) : null,
      )}
      {chart.target ? (
        <line
          x1={left}
          x2={right}
          y1={y(chart.target.value)}
          y2={y(chart.target.value)}
          stroke={tokens.chartTarget}
          strokeDasharray="5 4"
        />
      ) : null}
      {chart.series.map((series, at) => {
        const fill = colourOf(series, at, tokens);
        let isPenUp = true;
        let path = '';
        series.values.forEach((value, point) => {
          if (value !== null) path += `${isPenUp ? 'M' : 'L'}${x(point).toFixed(1)} ${y(value).toFixed(1)}`;
          isPenUp = value === null;
        });
        return (
          <g key={series.name}>
            <path d={path} fill="none" stroke={fill} strokeWidth={2} strokeLinejoin="round" />
            {series.values.map((value, point) =>
              value === null ? null : (
                <g key={chart.labels[point]}>
                  <title>{`${series.name} · ${chart.labels[point]} · ${text(series, point)}`}</title>
                  <Mark x={x(point)} y={y(value)} at={at} fill={fill} ground={tokens.surface} />
                </g>
              ),
            )}
          </g>
        );
      })}
      {placed(ends, letter + 4).map((end) => (
        <text key={end.key} x={right + 8} y={end.y + 4} fill={tokens.text}>
          <tspan fill={end.fill} fontWeight={600}>
            {shortened(end.name, letter, room - 14 - (end.value ? widest([end.value]) + 6 : 0))}
          </tspan>
          {end.value ? ` ${end.value}` : ''}
        </text>
      ))}
    </svg>
  );
}
