// One measured target: its steps, where the year stands, where it is heading, and how that was foretold.
import { useState } from 'react';
import { ChartFrame } from '#platform/ui/chart/chart-frame.tsx';
import { useCoverageText } from '#platform/ui/coverage.tsx';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { exact } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { targetInForce } from '../rules/target-status.ts';
import { StepChart, type YearPoint } from './step-chart.tsx';
import { type ForecastBeside, TargetForecasts } from './target-forecasts.tsx';
import { ReasonSentence, TargetReasons } from './target-reasons.tsx';
import { type FourViews, TargetViews } from './target-views.tsx';

interface StepShown {
  year: number;
  value: string;
  printed: string;
}

/** One target of `/targets/progress`. */
export interface TargetProgress {
  id: string;
  code: string;
  title: LocalText;
  measure: 'quantitative' | 'qualitative';
  kpi: string | null;
  baseYear: number | null;
  owner: LocalText | string | null;
  /** which of the owner's definitions of its KPI it was set for */
  definition?: string;
  /** as the target says them: values, or changes against the base year */
  steps: readonly StepShown[];
  /** absent where the steps are values */
  change?: 'relative' | 'points';
  /** the same as values of the KPI; null where they are values, or the base is not known */
  levels: readonly StepShown[] | null;
  base: FigureAnswer | null;
  changed: { words: string | null; printed: string; printedForecast: string; aimedAtPrinted: string } | null;
  current: FigureAnswer | null;
  /** null for the group */
  scope: { id: string; type: string; code: string; name: LocalText } | null;
  views: FourViews;
  forecast: { value: string; printed: string; method: string } | null;
  forecastsBeside: readonly ForecastBeside[];
  hasReasons: boolean;
  status: Status;
  statusWords: string;
}

const yearOf = (period: string) => Number(/\d{4}/.exec(period)?.[0] ?? 0);

function useReported(target: TargetProgress, year: number): readonly FigureAnswer[] {
  const first = Math.min(target.baseYear ?? year, ...target.steps.map((step) => step.year));
  const years = Array.from({ length: Math.max(0, year - first) }, (_, at) => String(first + at));
  const { data } = useJson<{ figures: FigureAnswer[] }>(
    '/figures',
    { kpi: target.kpi, scope: target.scope?.id ?? 'group', period: years },
    { enabled: target.kpi !== null && target.current !== null && years.length > 0, keep: true },
  );
  return data?.figures ?? [];
}

export function OwnerText({ target }: { target: TargetProgress }) {
  const { t, local } = useWords();
  const name = typeof target.owner === 'string' ? target.owner : local(target.owner);
  const parts = [
    target.scope ? t('targets.page.holdsFor', { name: local(target.scope.name) }) : '',
    name ? t('reports.page.targets.owner', { name }) : '',
    target.baseYear ? t('reports.page.targets.baseYear', { year: target.baseYear }) : '',
  ].filter(Boolean);
  return parts.length > 0 ? <p className="side-text">{parts.join(' · ')}</p> : null;
}

export function TargetCard({ target, period }: { target: TargetProgress; period: string }) {
  const { t, local, has, language } = useWords();
  const { tokens } = useTheme();
  const coverageText = useCoverageText();
  const [isOpen, open] = useState(false);
  const { current, forecast } = target;
  // A change is drawn as the value that it comes to; without its base there is nothing to draw it on.
  const steps = target.change ? (target.levels ?? []) : target.steps;
  const year = current ? yearOf(current.period) : yearOf(period);
  const inForce = targetInForce(
    steps.map((one) => ({ year: one.year, value: exact(one.value) })),
    year,
  );
  const step = steps.find((one) => one.year === inForce?.year);
  const reported = useReported(target, year);
  // A share is drawn in percent, everything else as it is.
  const isShare = current?.unit === 'share' || (!target.change && steps.some((one) => one.printed.includes('%')));
  const drawn = (value: string) => Number(value) * (isShare ? 100 : 1);
  // What is no share has its numbers in the chart without their unit, which is told once below it.
  const unit = isShare ? undefined : [current, target.base].find((one) => one?.value)?.unit;
  const label = (value: string, printed: string) => (unit ? showFigure(value, unit, language, true) : printed);
  const signed = current?.value && unit ? current.printed.slice(label(current.value, '').length).trim() : '';
  const point = (of: number, { value, printed }: { value: string; printed: string }): YearPoint => ({
    year: of,
    value: drawn(value),
    printed: label(value, printed),
  });
  const past: YearPoint[] = reported.flatMap((figure) =>
    figure.value === null || yearOf(figure.period) >= year
      ? []
      : [point(yearOf(figure.period), { value: figure.value, printed: figure.printed })],
  );
  const isDrawn =
    (past.length > 0 || (current !== null && current.value !== null)) && (!target.change || target.levels !== null);
  // Below its number, so that neither breaks: a change is told with the year it is taken from.
  const onBase = (change: string) =>
    change === '—' ? null : (
      <span className="target-change">{t('targets.page.onBase', { change, year: target.baseYear ?? '' })}</span>
    );
  const saidAs = (of: number) => {
    const said = target.change && isDrawn ? target.steps.find((one) => one.year === of) : undefined;
    return said ? onBase(said.printed) : null;
  };
  const methodKey = `reports.page.targets.method.${forecast?.method}`;
  const title = local(target.title);
  const rows = [...new Set([...past.map((one) => one.year), ...steps.map((one) => one.year), year])].sort(
    (a, b) => a - b,
  );
  const cellsOf = (of: number) => {
    const figure = of === year ? current : reported.find((one) => yearOf(one.period) === of);
    return { figure, step: steps.find((one) => one.year === of) };
  };
  const table = {
    columns: ['year', 'step', 'reported'].map((key) => t(`reports.page.targets.column.${key}`)),
    rows: rows.map((of) => {
      const { figure, step: own } = cellsOf(of);
      return [String(of), own?.printed ?? '—', figure?.value ? figure.printed : '—'];
    }),
  };
  const sentence =
    step && current?.value
      ? t(forecast ? 'reports.page.targets.finding' : 'reports.page.targets.findingNow', {
          year,
          now: current.printed,
          step: step.printed,
          forecast: forecast?.printed ?? '',
        })
      : t('reports.page.targets.findingNone', { year });
  return (
    <section className="board target" aria-labelledby={`target-${target.id}`}>
      <header className="target-head">
        <div>
          <h2 id={`target-${target.id}`} className="board-title">
            {title}
          </h2>
          <OwnerText target={target} />
        </div>
        <p className="target-status">
          <StatusMark status={target.status} />
        </p>
      </header>
      <div className="target-body">
        <div>
          <dl className="target-facts">
            {(isDrawn ? [step ?? { year, printed: '—' }] : target.steps).map((one) => (
              <div key={one.year}>
                <dt>{t('reports.page.targets.step', { year: one.year })}</dt>
                <dd>
                  {one.printed}
                  {saidAs(one.year)}
                </dd>
              </div>
            ))}
            {target.base ? (
              <div>
                <dt>{t('targets.page.base', { period: target.base.periodLabel })}</dt>
                <dd>
                  <FigureButton figure={pressable(target.base)} size="key" />
                  {target.base.coverage.carriedIn ? (
                    <span className="target-change">{t('targets.page.carriedIn')}</span>
                  ) : null}
                </dd>
              </div>
            ) : null}
            <div>
              <dt>{current ? current.periodLabel : t('reports.page.targets.toDate')}</dt>
              <dd>
                {current ? <FigureButton figure={pressable(current)} size="key" /> : '—'}
                {target.changed ? onBase(target.changed.printed) : null}
              </dd>
            </div>
            {forecast ? (
              <div>
                <dt>{t('reports.page.targets.forecast', { year })}</dt>
                <dd>
                  {forecast.printed}
                  {target.changed ? onBase(target.changed.printedForecast) : null}
                </dd>
              </div>
            ) : null}
          </dl>
          <p className={`target-reason status-${target.status}`}>{target.statusWords}</p>
          {target.changed?.words ? <p>{target.changed.words}</p> : null}
          {target.definition && target.kpi ? (
            <p className="side-text">
              {t('targets.page.byDefinition', { definition: t(`${target.kpi}.${target.definition}`) })}
            </p>
          ) : null}
          {forecast ? <p className="side-text">{has(methodKey) ? t(methodKey) : forecast.method}</p> : null}
          {target.hasReasons && (target.status === 'behind' || target.status === 'at_risk') ? (
            <ReasonSentence target={target.id} period={period} />
          ) : null}
          {current ? <p className="side-text">{coverageText(current.coverage)}</p> : null}
        </div>
        {isDrawn ? (
          <ChartFrame
            level={3}
            title={sentence}
            unit={isShare ? '%' : signed}
            source={current ? coverageText(current.coverage) : t('reports.page.targets.noSource')}
            summary={table.rows.map((row) => row.join(', ')).join('; ')}
            table={table}
            figureId={current?.id}
          >
            <ul className="chart-legend" aria-hidden="true">
              <li>
                <strong>▬</strong> {t('reports.page.targets.legend.step')}
              </li>
              <li>
                <span style={{ color: tokens.series[0] }}>●</span> {t('reports.page.targets.legend.reported')}
              </li>
              {forecast ? (
                <li>
                  <span style={{ color: tokens.series[0] }}>○</span> {t('reports.page.targets.legend.forecast')}
                </li>
              ) : null}
            </ul>
            <StepChart
              steps={steps.map((one) => point(one.year, one))}
              reported={past}
              toDate={current?.value ? point(year, { value: current.value, printed: current.printed }) : null}
              forecast={forecast ? point(year, forecast) : null}
            />
          </ChartFrame>
        ) : null}
      </div>
      {current && target.views.period ? (
        <div className="target-more">
          <TargetViews views={target.views} toDate={current} />
          {forecast ? <TargetForecasts year={year} judgedBy={forecast} beside={target.forecastsBeside} /> : null}
        </div>
      ) : null}
      {target.hasReasons ? (
        <details className="target-why" open={isOpen} onToggle={(event) => open(event.currentTarget.open)}>
          <summary>{t('targets.page.reasons')}</summary>
          {isOpen ? <TargetReasons target={target.id} period={period} /> : null}
        </details>
      ) : null}
    </section>
  );
}
