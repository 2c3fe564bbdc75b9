// How do bars compare: from zero, with their numbers at their ends, lying where names are long or many, stacked into a whole?
import { tickText } from '#units/drawn-chart.ts';
import { colourOf, type Drawing, inkOn, letter, widest } from './drawing.ts';
import { shortened } from './measure.ts';
import { ValueAxis } from './value-axis.tsx';

/** Bars stand where names fit below them, and lie where they do not. */
export function Bars({ drawing }: { drawing: Drawing }) {
  const { chart, width } = drawing;
  const perGroup = chart.shape === 'stacked_bars' ? 1 : chart.series.length;
  // A few stacks lie, so that the parts are wide enough to hold their numbers.
  const isLying =
    (chart.shape === 'stacked_bars' && chart.labels.length <= 4) ||
    widest(chart.labels) > (width - 60) / Math.max(1, chart.labels.length) - 8 ||
    chart.labels.length * perGroup > 26;
  return (
    <>
      <Legend drawing={drawing} />
      {isLying ? <LyingBars drawing={drawing} /> : <StandingBars drawing={drawing} />}
    </>
  );
}

function Legend({ drawing: { chart, tokens } }: { drawing: Drawing }) {
  if (chart.series.length < 2) return null;
  return (
    <ul className="chart-legend" aria-hidden="true">
      {chart.series.map((series, at) => (
        <li key={series.name}>
          <span className="chart-swatch" style={{ background: colourOf(series, at, tokens) }} />
          {series.name}
        </li>
      ))}
    </ul>
  );
}

function LyingBars({ drawing }: { drawing: Drawing }) {
  const { chart, axis, width, tokens, text, targetText } = drawing;
  const isStacked = chart.shape === 'stacked_bars';
  const perRow = isStacked ? 1 : chart.series.length;
  const thick = perRow > 1 ? 12 : isStacked && chart.labels.length <= 4 ? 26 : 16;
  const pitch = perRow * thick + 10;
  const left = Math.min(width * 0.36, widest(chart.labels) + 12);
  const numbers = chart.series.flatMap((series) => chart.labels.map((_, at) => text(series, at) ?? '—'));
  const right = width - (isStacked ? 8 : widest(numbers) + 12);
  const first = chart.target ? 24 : 4;
  const bottom = first + chart.labels.length * pitch;
  const x = (value: number) => left + ((value - axis.from) / (axis.to - axis.from)) * (right - left);
  const zero = x(Math.max(axis.from, 0));
  return (
    <svg width={width} height={bottom + 4} aria-hidden="true" fontSize={letter} className="chart-drawing">
      {chart.labels.map((label, row) => {
        const y = first + row * pitch;
        let stack = 0;
        return (
          <g key={label}>
            <text x={left - 8} y={y + (perRow * thick) / 2 + 4} textAnchor="end" fill={tokens.text}>
              {shortened(label, letter, left - 12)}
            </text>
            {chart.series.map((series, at) => {
              const value = series.values[row] ?? null;
              const barY = isStacked ? y : y + at * thick;
              const from = isStacked ? x(stack) : zero;
              if (value !== null && isStacked) stack += value;
              const to = value === null ? from : isStacked ? x(stack) : x(value);
              return (
                <g key={series.name}>
                  <title>{`${label} · ${series.name} · ${text(series, row) ?? '—'}`}</title>
                  <rect
                    x={Math.min(from, to)}
                    y={barY}
                    width={Math.max(0, Math.abs(to - from) - (isStacked ? 1 : 0))}
                    height={thick - (perRow > 1 ? 1 : 0)}
                    fill={colourOf(series, at, tokens)}
                  />
                  {isStacked && value !== null && widest([text(series, row) ?? '']) + 8 < Math.abs(to - from) ? (
                    <text
                      x={(from + to) / 2}
                      y={barY + thick / 2 + 4}
                      textAnchor="middle"
                      fill={inkOn(colourOf(series, at, tokens))}
                    >
                      {text(series, row)}
                    </text>
                  ) : null}
                  {isStacked ? null : (
                    <text
                      x={chart.target ? width : Math.max(from, to) + 6}
                      textAnchor={chart.target ? 'end' : 'start'}
                      y={barY + thick / 2 + 4}
                      fill={value === null ? tokens.textFaint : tokens.text}
                    >
                      {text(series, row) ?? '—'}
                    </text>
                  )}
                </g>
              );
            })}
          </g>
        );
      })}
      <line x1={zero} x2={zero} y1={first - 4} y2={bottom - 6} stroke={tokens.lineStrong} />
      {chart.target && targetText ? (
        <>
          <line
            x1={x(chart.target.value)}
            x2={x(chart.target.value)}
            y1={first - 6}
            y2={bottom - 6}
            stroke={tokens.chartTarget}
            strokeDasharray="5 4"
          />
          <text
            x={x(chart.target.value)}
            y={12}
            textAnchor={x(chart.target.value) > (left + right) / 2 ? 'end' : 'start'}
            fontWeight={600}
            fill={tokens.text}
          >
            {targetText}
          </text>
        </>
      ) : null}
    </svg>
  );
}

function StandingBars({ drawing }: { drawing: Drawing }) {
  const { chart, axis, width, tokens, text, targetText, language } = drawing;
  const isStacked = chart.shape === 'stacked_bars';
  const [top, height] = [18, 190];
  const ticks = axis.ticks.map((tick) => tickText(axis, tick, language));
  const left = widest(ticks) + 10;
  const right = width - (targetText ? Math.min(width * 0.3, widest([targetText], 600) + 12) : 0);
  const y = (value: number) => top + height - ((value - axis.from) / (axis.to - axis.from)) * height;
  const pitch = (right - left) / Math.max(1, chart.labels.length);
  const perGroup = isStacked ? 1 : chart.series.length;
  const thick = Math.min(48, (pitch * 0.66) / perGroup);
  const numbers = chart.series.flatMap((series) => chart.labels.map((_, at) => text(series, at) ?? ''));
  const fits = !isStacked && widest(numbers) < Math.min(pitch / perGroup, thick + 18);
  return (
    <svg width={width} height={top + height + 26} aria-hidden="true" fontSize={letter} className="chart-drawing">
      <ValueAxis axis={axis} ticks={ticks} left={left} right={right} y={y} ground={0} tokens={tokens} />
      {chart.labels.map((label, group) => {
        const centre = left + pitch * (group + 0.5);
        let stack = 0;
        return (
          <g key={label}>
            <text x={centre} y={top + height + 18} textAnchor="middle" fill={tokens.textSecondary}>
              {label}
            </text>
            {chart.series.map((series, at) => {
              const value = series.values[group] ?? null;
              const from = isStacked ? stack : 0;
              if (value !== null && isStacked) stack += value;
              const barX = isStacked ? centre - thick / 2 : centre - (thick * perGroup) / 2 + at * thick;
              const [a, b] = [y(from), y(value === null ? from : isStacked ? stack : value)];
              return (
                <g key={series.name}>
                  <title>{`${label} · ${series.name} · ${text(series, group) ?? '—'}`}</title>
                  <rect
                    x={barX}
                    y={Math.min(a, b)}
                    width={Math.max(1, thick - (perGroup > 1 ? 2 : 0))}
                    height={Math.max(0, Math.abs(a - b) - (isStacked ? 1 : 0))}
                    fill={colourOf(series, at, tokens)}
                  />
                  {fits || (value === null && !isStacked) ? (
                    <text
                      x={barX + thick / 2}
                      y={Math.min(a, b) - 5}
                      textAnchor="middle"
                      fill={value === null ? tokens.textFaint : tokens.text}
                    >
                      {text(series, group) ?? '—'}
                    </text>
                  ) : null}
                </g>
              );
            })}
          </g>
        );
      })}
      {chart.target && targetText ? (
        <>
          <line
            x1={left}
            x2={right}
            y1={y(chart.target.value)}
            y2={y(chart.target.value)}
            stroke={tokens.chartTarget}
            strokeDasharray="5 4"
          />
          <text x={right + 6} y={y(chart.target.value) + 4} fontWeight={600} fill={tokens.text}>
            {shortened(targetText, letter, width - right - 8)}
          </text>
        </>
      ) : null}
    </svg>
  );
}
