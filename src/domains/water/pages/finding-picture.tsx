// The picture of a finding: what was measured, what is usual, the limit, and what lies above; told by shapes and words, not by colour.
import { useId } from 'react';
import type { CalendarDate } from '#period/calendar-date.ts';
import { ChartFrame } from '#platform/ui/chart/chart-frame.tsx';
import type { ChartTable } from '#platform/ui/chart/chart-table.ts';
import { letter, widest } from '#platform/ui/chart/drawing.ts';
import { useWidth } from '#platform/ui/chart/measure.ts';
import { ValueAxis } from '#platform/ui/chart/value-axis.tsx';
import { useDay } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { axisAround, tickText } from '#units/drawn-chart.ts';
import type { OneFinding, SeriesPoint } from '../model/finding.ts';
import { shownFlow } from './finding-answers.ts';

const [top, height, foot] = [22, 220, 26];

/** What the series of a finding is, as a word key. */
function seriesWord({ kind, unit }: OneFinding): string {
  if (kind === 'creeping') return 'weeks';
  if (kind === 'register' || kind === 'all_hours' || kind === 'unaccounted') return kind;
  return unit;
}

const isKnown = (value: number | null): value is number => value !== null;

interface Drawn {
  finding: OneFinding;
  width: number;
}

/** The path of a line that is broken where nothing is known. */
function pathOf(series: readonly SeriesPoint[], x: (at: number) => number, y: (value: number) => number): string {
  let isPenUp = true;
  return series.reduce((path, { value }, at) => {
    const next = value === null ? path : `${path}${isPenUp ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    isPenUp = value === null;
    return next;
  }, '');
}

/** A level across the picture. */
function Level({ at, left, right, dash }: { at: number; left: number; right: number; dash: string }) {
  const { tokens } = useTheme();
  return <line x1={left} x2={right} y1={at} y2={at} stroke={tokens.chartTarget} strokeDasharray={dash} />;
}

function Drawing({ finding, width }: Drawn) {
  const { t, language } = useWords();
  const { tokens } = useTheme();
  const day = useDay();
  const hatch = useId();
  const { series, usual, limit, from, until, kind } = finding;
  const shownLimit = kind === 'creeping' ? null : limit;
  const values = [
    ...series.map(({ value }) => value).filter(isKnown),
    usual,
    ...(shownLimit === null ? [] : [shownLimit]),
  ];
  const axis = axisAround(values, true);
  const ticks = axis.ticks.map((tick) => tickText(axis, tick, language));
  const names = {
    usual: `${t('water.findings.usual')} ${shownFlow(usual)}`,
    limit: shownLimit === null ? '' : `${t('water.findings.limit')} ${shownFlow(shownLimit)}`,
  };
  const [left, right] = [widest(ticks) + 10, width - widest([names.usual, names.limit]) - 16];
  const y = (value: number) => top + height - ((value - axis.from) / (axis.to - axis.from)) * height;
  const pitch = series.length > 1 ? (right - left - 16) / (series.length - 1) : 0;
  const x = (at: number) => left + 8 + pitch * at;
  // The jump of a register stands in the middle of what is around it.
  const begins = kind === 'register' ? Math.floor(series.length / 2) : series.findIndex((point) => point.day >= from);
  const above = series.map(({ day: on, value }) => on >= from && (until === null || on < until) && isKnown(value));
  // On a phone there is room for the first and the last.
  const labels = [0, ...(width < 600 ? [] : [Math.floor((series.length - 1) / 2)]), series.length - 1];
  const colour = tokens.series[0] ?? tokens.text;
  // Names of levels that lie close together would touch.
  const gap = shownLimit === null ? 0 : Math.max(0, letter + 4 - (y(usual) - y(shownLimit)));
  return (
    <svg width={width} height={top + height + foot} aria-hidden="true" fontSize={letter} className="chart-drawing">
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" x2="0" y1="0" y2="6" stroke={colour} strokeWidth="2" />
        </pattern>
      </defs>
      <ValueAxis axis={axis} ticks={ticks} left={left} right={right} y={y} ground={axis.ticks[0]} tokens={tokens} />
      {series.map(({ day: on, value }, at) =>
        above[at] && isKnown(value) && value > usual ? (
          <rect
            // A register's picture has several values of one day.
            key={`${on} ${at.toString()}`}
            x={x(at) - Math.max(1, pitch / 2)}
            y={y(value)}
            width={Math.max(2, pitch)}
            height={y(usual) - y(value)}
            fill={`url(#${hatch})`}
            opacity="0.6"
          />
        ) : null,
      )}
      <Level at={y(usual)} left={left} right={right} dash="6 4" />
      <text x={right + 8} y={y(usual) + 4 + gap / 2} fill={tokens.text}>
        {names.usual}
      </text>
      {shownLimit === null ? null : (
        <>
          <Level at={y(shownLimit)} left={left} right={right} dash="2 3" />
          <text x={right + 8} y={y(shownLimit) + 4 - gap / 2} fill={tokens.text}>
            {names.limit}
          </text>
        </>
      )}
      <path d={pathOf(series, x, y)} fill="none" stroke={colour} strokeWidth={2} strokeLinejoin="round" />
      {begins > 0 ? (
        <g>
          <line x1={x(begins)} x2={x(begins)} y1={top - 4} y2={top + height} stroke={tokens.lineStrong} />
          <text
            x={x(begins)}
            y={top - 8}
            textAnchor={x(begins) > width / 2 ? 'end' : 'start'}
            fill={tokens.text}
            fontWeight={600}
          >
            {t(kind === 'register' ? 'water.findings.picture.jump' : 'water.findings.picture.begins', {
              day: day(from),
            })}
          </text>
        </g>
      ) : null}
      {[...new Set(labels)].map((at) => (
        <text
          key={at}
          x={x(at)}
          y={top + height + 18}
          textAnchor={at === 0 ? 'start' : at === series.length - 1 ? 'end' : 'middle'}
          fill={tokens.textSecondary}
        >
          {day(series[at]?.day ?? from)}
        </text>
      ))}
    </svg>
  );
}

/** The chart in its frame, with the same numbers as a table. */
export function FindingPicture({ finding }: { finding: OneFinding }) {
  const { t, local } = useWords();
  const day = useDay();
  const [place, width] = useWidth<HTMLDivElement>();
  const { series, meter, usual, limit, kind, unit, from } = finding;
  const title = t(`water.findings.picture.${seriesWord(finding)}`);
  const unitWord = t(`water.findings.unit.${unit}`);
  const table: ChartTable = {
    columns: [t('water.findings.picture.day'), t('water.findings.picture.values')],
    rows: series.map(({ day: on, value }, at) => [
      kind === 'register' ? `${day(on as CalendarDate)} · ${at + 1}` : day(on as CalendarDate),
      value === null ? '—' : shownFlow(value),
    ]),
  };
  const summary = [
    `${title}.`,
    `${t('water.findings.usual')} ${shownFlow(usual)} ${unitWord}.`,
    limit === null ? '' : `${t('water.findings.limit')} ${shownFlow(limit)} ${unitWord}.`,
    `${t('water.findings.picture.begins', { day: day(from) })}.`,
  ].join(' ');
  return (
    <ChartFrame
      level={2}
      title={title}
      unit={unitWord}
      source={t('water.findings.picture.source', { meter: `${meter.code} ${local(meter.name)}` })}
      summary={summary}
      table={table}
    >
      <div ref={place} className="chart-place">
        {width === 0 ? null : <Drawing finding={finding} width={width} />}
      </div>
    </ChartFrame>
  );
}
