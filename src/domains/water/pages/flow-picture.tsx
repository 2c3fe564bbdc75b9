// What flowed through a meter, drawn: bars or, of a year of hours, the least and the most; what is not known is hatched, never zero.
import { memo, type PointerEvent, useId, useMemo, useState } from 'react';
import { addDays, addMonths, type CalendarDate, daysBetween, firstDayOf, monthOf } from '#period/calendar-date.ts';
import { ChartFrame } from '#platform/ui/chart/chart-frame.tsx';
import type { ChartTable } from '#platform/ui/chart/chart-table.ts';
import { letter, widest } from '#platform/ui/chart/drawing.ts';
import { useWidth } from '#platform/ui/chart/measure.ts';
import { ValueAxis } from '#platform/ui/chart/value-axis.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { axisAround, tickText } from '#units/drawn-chart.ts';
import {
  bucketAt,
  bucketsOf,
  type DrawnBucket,
  flowPath,
  type Stretch,
  stretches,
  unknownStretches,
} from './flow-shape.ts';
import { FlowTable } from './flow-table.tsx';
import { type FlowTold, factoryClock, shownVolume } from './meter-answers.ts';

const [top, height, strip, foot] = [30, 240, 8, 26];
const DAY_MS = 86_400_000;

/** Days that are written under the drawing: the first of months, or as many days as there is room for. */
function daysWritten({ from, before }: FlowTold, room: number): { day: CalendarDate; month: boolean }[] {
  const days = daysBetween(from, before);
  const most = Math.max(2, Math.floor(room / 64));
  if (days <= 62) {
    const every = Math.max(1, Math.ceil(days / most));
    return Array.from({ length: Math.ceil(days / every) }, (_, at) => ({
      day: addDays(from, at * every),
      month: false,
    }));
  }
  const first = from.endsWith('-01') ? from : addMonths(firstDayOf(monthOf(from)), 1);
  const all: CalendarDate[] = [];
  for (let day = first; day < before; day = addMonths(day, 1)) all.push(day);
  const every = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, at) => at % every === 0).map((day) => ({ day, month: true }));
}

interface Drawn {
  flow: FlowTold;
  buckets: readonly DrawnBucket[];
  width: number;
  nowMs: number;
}

/** Where everything stands. */
function useScale({ flow, buckets, width }: Omit<Drawn, 'nowMs'>) {
  const { language } = useWords();
  return useMemo(() => {
    const axis = axisAround([0, ...buckets.map(({ value }) => value)], true);
    const ticks = axis.ticks.map((tick) => tickText(axis, tick, language));
    const [left, right] = [widest(ticks) + 10, width - 8];
    const perMs = (right - left) / (flow.beforeMs - flow.fromMs);
    return {
      ...{ axis, ticks, left, right },
      x: (ms: number) => left + (Math.min(Math.max(ms, flow.fromMs), flow.beforeMs) - flow.fromMs) * perMs,
      y: (value: number) => top + height - ((value - axis.from) / (axis.to - axis.from)) * height,
      msAt: (pixels: number) => flow.fromMs + (pixels - left) / perMs,
    };
  }, [flow, buckets, width, language]);
}
type ScaleOf = ReturnType<typeof useScale>;

function Hatched({
  of,
  x,
  y,
  high,
  fill,
}: {
  of: readonly Stretch[];
  x: ScaleOf['x'];
  y: number;
  high: number;
  fill: string;
}) {
  return of.map(({ from, before }) => (
    <rect key={from} x={x(from)} y={y} width={Math.max(1, x(before) - x(from))} height={high} fill={fill} />
  ));
}

/** The findings as numbered marks above the drawing, each as long as it lasted. */
function Findings({ flow, nowMs, x }: { flow: FlowTold; nowMs: number; x: ScaleOf['x'] }) {
  const { tokens } = useTheme();
  const msOf = (day: CalendarDate) => flow.fromMs + daysBetween(flow.from, day) * DAY_MS;
  return flow.findings.map(({ id, from, until }, at) => {
    const [begins, ends] = [x(msOf(from)), x(until === null ? nowMs : msOf(until))];
    return (
      <g key={id}>
        <line
          x1={begins}
          x2={Math.max(begins + 2, ends)}
          y1={top - 8}
          y2={top - 8}
          stroke={tokens.behind}
          strokeWidth={3}
        />
        <line x1={begins} x2={begins} y1={top - 8} y2={top + height} stroke={tokens.behind} strokeDasharray="2 3" />
        <text x={begins + 2} y={top - 14} fill={tokens.text} fontWeight={600}>
          {at + 1}
        </text>
      </g>
    );
  });
}

/** How what is not known and what is estimated are filled, told apart without colour: one leans right, the other left. */
function Hatching({ id, width }: { id: string; width: number }) {
  const { tokens } = useTheme();
  const unknown = { id: `${id}unknown`, width, height: width, patternTransform: 'rotate(45)' };
  const estimated = { id: `${id}estimated`, width: 4, height: 4, patternTransform: 'rotate(-45)' };
  return (
    <defs>
      <pattern {...unknown} patternUnits="userSpaceOnUse">
        <line x1="0" x2="0" y1="0" y2={width} stroke={tokens.lineStrong} strokeWidth="1.5" />
      </pattern>
      <pattern {...estimated} patternUnits="userSpaceOnUse">
        <rect width="2" height="4" fill={tokens.atRisk} />
      </pattern>
    </defs>
  );
}

/** So many pixels a day takes when it is written. */
const LABEL = 40;

/** All that does not move with the pointer. */
const Ground = memo(function Ground({ flow, buckets, nowMs, scale }: Drawn & { scale: ScaleOf }) {
  const { language } = useWords();
  const { tokens } = useTheme();
  const id = useId();
  const { axis, ticks, left, right, x, y } = scale;
  const { path, bars } = useMemo(() => flowPath(buckets, { x, y, ground: top + height }), [buckets, x, y]);
  const colour = tokens.series[0] ?? tokens.text;
  const unknown = unknownStretches(buckets, flow.by, { from: flow.fromMs, before: Math.min(flow.beforeMs, nowMs) });
  const label = (isMonth: boolean) =>
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      ...(isMonth ? { month: 'short' as const } : { day: 'numeric' as const, month: 'short' as const }),
      timeZone: 'UTC',
    });
  const written = daysWritten(flow, right - left)
    .map((one) => ({ ...one, at: x(flow.fromMs + daysBetween(flow.from, one.day) * DAY_MS) }))
    // The last one ends where it stands, and would be written over the one before.
    .filter(({ at }, index, all) => at <= right - LABEL || (all[index - 1]?.at ?? 0) < at - 2 * LABEL - 8);
  return (
    <>
      <Hatching id={id} width={7} />
      <ValueAxis axis={axis} ticks={ticks} left={left} right={right} y={y} ground={axis.ticks[0]} tokens={tokens} />
      <Hatched of={unknown} x={x} y={top} high={height} fill={`url(#${id}unknown)`} />
      {bars ? <path d={path} fill={colour} /> : <path d={path} fill="none" stroke={colour} strokeWidth={1.2} />}
      <Hatched
        of={stretches(buckets, ({ estimated }) => estimated)}
        x={x}
        y={top + height + 2}
        high={strip - 2}
        fill={`url(#${id}estimated)`}
      />
      {buckets.map((one) =>
        one.atLeast ? (
          <path key={one.from} d={`M${x(one.from) - 4} ${y(one.value) - 3}l4 -6l4 6z`} fill={tokens.text} />
        ) : null,
      )}
      <Findings flow={flow} nowMs={nowMs} x={x} />
      {written.map(({ day, month, at }) => (
        <text
          key={day}
          x={at}
          textAnchor={at > right - LABEL ? 'end' : 'start'}
          y={top + height + strip + 18}
          fill={tokens.textSecondary}
        >
          {month && day.slice(5, 7) === '01' ? day.slice(0, 4) : label(month).format(new Date(`${day}T00:00:00Z`))}
        </text>
      ))}
    </>
  );
});

/** What the marks mean that there are, each with its own shape. */
function Legend({ of }: { of: readonly string[] }) {
  const { t } = useWords();
  const id = useId();
  const { tokens } = useTheme();
  const swatches = {
    measured: <rect width="14" height="10" fill={tokens.series[0] ?? tokens.text} />,
    estimated: <rect y="3" width="14" height="5" fill={`url(#${id}estimated)`} />,
    unknown: <rect width="14" height="10" fill={`url(#${id}unknown)`} stroke={tokens.line} />,
    atLeast: <path d="M3 9l4 -7l4 7z" fill={tokens.text} />,
    finding: <path d="M0 4h14M1 4v8" stroke={tokens.behind} strokeWidth="2" />,
  };
  return (
    <ul className="chart-legend">
      {Object.entries(swatches)
        .filter(([name]) => of.includes(name))
        .map(([name, drawn]) => (
          <li key={name}>
            <svg width="14" height="10" aria-hidden="true" className="flow-swatch">
              <Hatching id={id} width={5} />
              {drawn}
            </svg>{' '}
            {t(`water.oneMeter.flow.legend.${name}`)}
          </li>
        ))}
    </ul>
  );
}

/** The numbers of the drawing, made when somebody asks for them: of a year of hours there are 8,760. */
function tableOf(flow: FlowTold, buckets: readonly DrawnBucket[], t: (key: string) => string): ChartTable {
  const clock = factoryClock(flow.timeZone);
  const columns = ['time', 'utc', 'volume', 'estimated', 'known', 'atLeast'].map((one) =>
    t(`water.oneMeter.flow.table.${one}`),
  );
  let rows: string[][] | undefined;
  return {
    columns: [`${columns[0]} (${flow.timeZone})`, ...columns.slice(1)],
    get rows() {
      rows ??= buckets.map(({ from, before, atLeast }, at) => [
        ...[
          flow.by === 'hour' ? clock(from) : clock(from).slice(0, flow.by === 'day' ? 10 : 7),
          new Date(from).toISOString(),
        ],
        ...[flow.volumeM3[at] ?? '', flow.estimatedM3[at] ?? ''],
        String(Math.min(100, Math.round(((flow.knownSeconds[at] ?? 0) * 100_000) / (before - from)))),
        atLeast ? t('water.oneMeter.flow.table.yes') : '',
      ]);
      return rows;
    },
  };
}

/** The chart in its frame, with its numbers as a table and as CSV. */
export function FlowPicture({ flow, meter }: { flow: FlowTold; meter: string }) {
  const { t } = useWords();
  const { tokens } = useTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [pointed, point] = useState<number>();
  const [nowMs] = useState(() => Date.now());
  const buckets = useMemo(() => bucketsOf(flow), [flow]);
  const table = useMemo(() => tableOf(flow, buckets, t), [flow, buckets, t]);
  const scale = useScale({ flow, buckets, width });
  const clock = useMemo(() => factoryClock(flow.timeZone), [flow.timeZone]);
  const one = pointed === undefined ? undefined : buckets[pointed];
  const told = (at: number, bucket: DrawnBucket) =>
    t('water.oneMeter.flow.pointed', {
      ...{ from: clock(bucket.from), before: clock(bucket.before) },
      volume: `${bucket.atLeast ? '≥ ' : ''}${shownVolume(flow.volumeM3[at] ?? '0')}`,
    }) +
    (bucket.estimated
      ? ` · ${t('water.oneMeter.flow.ofWhichEstimated', { volume: shownVolume(flow.estimatedM3[at] ?? '0') })}`
      : '') +
    (bucket.partly ? ` · ${t('water.oneMeter.flow.partly')}` : '');
  const move = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>) =>
    point(bucketAt(buckets, scale.msAt(clientX - currentTarget.getBoundingClientRect().left)));
  const shown = useMemo(() => {
    const unknown = unknownStretches(buckets, flow.by, { from: flow.fromMs, before: Math.min(flow.beforeMs, nowMs) });
    return [
      'measured',
      ...(buckets.some(({ estimated }) => estimated) ? ['estimated'] : []),
      ...(unknown.length > 0 ? ['unknown'] : []),
      ...(flow.atLeast.length > 0 ? ['atLeast'] : []),
      ...(flow.findings.length > 0 ? ['finding'] : []),
    ];
  }, [flow, buckets, nowMs]);
  const highest = buckets.reduce((most, bucket, at) => (bucket.value > (buckets[most]?.value ?? -1) ? at : most), 0);
  const top1 = buckets[highest];
  const title = t(`water.oneMeter.flow.title.${flow.by}`);
  return (
    <ChartFrame
      level={2}
      title={title}
      unit="m³"
      source={t('water.findings.picture.source', { meter })}
      summary={top1 ? `${title}. ${t('water.oneMeter.flow.highest')} ${told(highest, top1)}.` : title}
      table={table}
      shownTable={<FlowTable flow={flow} table={table} caption={title} />}
    >
      <Legend of={shown} />
      <p className="flow-pointed" aria-hidden="true">
        {pointed !== undefined && one ? told(pointed, one) : t('water.oneMeter.flow.point')}
      </p>
      <div ref={place} className="chart-place">
        {width === 0 ? null : (
          <svg
            width={width}
            height={top + height + strip + foot}
            aria-hidden="true"
            fontSize={letter}
            className="chart-drawing"
            onPointerMove={move}
            onPointerLeave={() => point(undefined)}
          >
            <Ground flow={flow} buckets={buckets} width={width} nowMs={nowMs} scale={scale} />
            {one ? (
              <line
                x1={(scale.x(one.from) + scale.x(one.before)) / 2}
                x2={(scale.x(one.from) + scale.x(one.before)) / 2}
                y1={top}
                y2={top + height}
                stroke={tokens.text}
                strokeWidth={1}
              />
            ) : null}
          </svg>
        )}
      </div>
    </ChartFrame>
  );
}
