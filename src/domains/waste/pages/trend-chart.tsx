// How has the conversion rate gone month by month, and was the step of the year reached?
import { useMemo } from 'react';
import { ChartFrame } from '#platform/ui/chart/chart-frame.tsx';
import { tableOf } from '#platform/ui/chart/chart-table.ts';
import { axisLook, type ChartOption, EChart, tooltipLook } from '#platform/ui/chart/e-chart.tsx';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useProvenance } from '#platform/ui/provenance-context.tsx';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { axisAround, type DrawnChart, summaryOf } from '#units/drawn-chart.ts';
import { share, tonnes } from '#units/quantity.ts';
import { showNumber, showShare } from '#units/show.ts';
import {
  stepIn,
  type TrendFinding,
  type TrendMonth,
  trendFinding,
  type WasteDashboardAnswer,
} from './dashboard-answers.ts';

const percent = (rate: string | null) => (rate === null ? null : Number(rate) * 100);
const yearOf = (month: TrendMonth) => Number(month.period.slice(0, 4));

function useFinding(finding: TrendFinding): string {
  const { t, language } = useWords();
  const rate = (text: string | null) => (text === null ? '—' : showShare(share(text), { language }));
  switch (finding.said) {
    case 'none':
      return t('reports.page.waste.trend.none');
    case 'reached':
      return t(
        `reports.page.waste.trend.${finding.reached === finding.of ? 'all' : finding.reached === 0 ? 'no' : 'some'}`,
        {
          ...finding,
          target: rate(finding.target),
        },
      );
    case 'moved':
      return t(`reports.page.waste.trend.${finding.direction}`, {
        from: rate(finding.from.rate),
        fromMonth: finding.from.label,
        to: rate(finding.to.rate),
        toMonth: finding.to.label,
      });
  }
}

function MonthTable({ months, targets }: { months: readonly TrendMonth[]; targets: readonly (string | null)[] }) {
  const { t, language } = useWords();
  return (
    <NumbersScroll className="chart-table" label={t('reports.page.waste.trend.table')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('reports.page.waste.month')}</th>
            <th scope="col" className="right">
              {t('reports.page.waste.rate')}
            </th>
            <th scope="col" className="right">
              {t('reports.page.waste.targetColumn')}
            </th>
            <th scope="col" className="right">
              {t('reports.page.waste.mass')}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month, at) => (
            <tr key={month.period}>
              <th scope="row">{month.label}</th>
              <td className="right">
                <FigureButton
                  size="cell"
                  figure={{
                    id: month.figureId,
                    title: month.label,
                    printed:
                      month.rate === null ? '—' : showShare(share(month.rate), { language }).replace(/\s?%$/, ''),
                    provisional: month.provisional,
                  }}
                />
              </td>
              <td className="right">
                {targets[at] ? showShare(share(targets[at]), { language }).replace(/\s?%$/, '') : '—'}
              </td>
              <td className="right">
                {month.massTonnes === null ? '—' : showNumber(tonnes(month.massTonnes), { decimals: 1 })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

export function TrendChart({
  trend,
  figureId,
  source,
}: {
  trend: WasteDashboardAnswer['trend'];
  figureId?: string;
  source: string;
}) {
  const { t, language } = useWords();
  const { tokens } = useTheme();
  const { open } = useProvenance();
  const { months } = trend;
  const targets = useMemo(() => months.map((month) => stepIn(trend.target, yearOf(month))), [months, trend.target]);
  const title = useFinding(trendFinding(months, trend.target));
  const shown = useMemo<DrawnChart>(
    () => ({
      shape: 'lines',
      labels: months.map((month) => month.label),
      decimals: 1,
      target: null,
      series: [
        { name: t('reports.page.waste.rateName'), values: months.map((month) => percent(month.rate)) },
        { name: t('reports.page.waste.targetName'), values: targets.map(percent) },
      ],
    }),
    [months, targets, t],
  );
  const option = useMemo<ChartOption>(() => {
    const colour = tokens.series[0] ?? tokens.text;
    const values = shown.series.flatMap((series) => series.values).filter((value) => value !== null);
    const axis = axisAround(values, false);
    const text = (rate: string | null) => (rate === null ? '—' : showShare(share(rate), { language }));
    const lastTarget = targets.at(-1) ?? null;
    const lastRate = months.findLast((month) => month.rate !== null)?.rate ?? null;
    return {
      grid: { left: 44, right: language === 'zh' ? 96 : 104, top: 16, bottom: 28 },
      xAxis: {
        type: 'category',
        data: months.map((month) => month.label),
        boundaryGap: false,
        ...axisLook(tokens),
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: axis.from,
        max: axis.to,
        ...axisLook(tokens),
        axisLine: { show: false },
      },
      tooltip: {
        trigger: 'axis',
        ...tooltipLook(tokens),
        formatter: (points: unknown) => {
          const month = months[(points as { dataIndex: number }[])[0]?.dataIndex ?? -1];
          if (!month) return '';
          const target = stepIn(trend.target, yearOf(month));
          return [
            `<b>${month.label}</b>${month.provisional ? ` ◌ ${t('ui.status.provisional')}` : ''}`,
            `${t('reports.page.waste.rateName')} ${text(month.rate)}`,
            ...(target === null ? [] : [`${t('reports.page.waste.targetName')} ${text(target)}`]),
            month.massTonnes === null
              ? ''
              : `${t('reports.page.waste.massName')} ${showNumber(tonnes(month.massTonnes), { decimals: 1 })} t`,
          ]
            .filter(Boolean)
            .join('<br>');
        },
      },
      series: [
        {
          type: 'line',
          name: t('reports.page.waste.targetName'),
          step: 'middle',
          data: targets.map(percent),
          symbol: 'none',
          lineStyle: { color: tokens.chartTarget, width: 1.25, type: [5, 4] },
          endLabel: {
            show: true,
            color: tokens.text,
            fontWeight: 600,
            fontSize: 12,
            lineHeight: 16,
            formatter: `${t('reports.page.waste.targetName')}\n${text(lastTarget)}`,
          },
          labelLayout: { moveOverlap: 'shiftY' },
        },
        {
          type: 'line',
          name: t('reports.page.waste.rateName'),
          connectNulls: false,
          symbolSize: 7,
          showAllSymbol: true,
          data: months.map((month) => ({
            value: percent(month.rate) ?? '-',
            symbol: 'circle',
            itemStyle: month.provisional
              ? { color: tokens.surface, borderColor: colour, borderWidth: 2 }
              : { color: colour, borderColor: tokens.surface, borderWidth: 1 },
          })),
          lineStyle: { color: colour, width: 2 },
          itemStyle: { color: colour },
          endLabel: {
            show: true,
            color: colour,
            fontWeight: 600,
            fontSize: 12,
            lineHeight: 16,
            formatter: `${t('reports.page.waste.rateName')}\n${text(lastRate)}`,
          },
          labelLayout: { moveOverlap: 'shiftY' },
        },
      ],
    };
  }, [months, targets, shown, tokens, language, t, trend.target]);
  return (
    <ChartFrame
      level={2}
      title={title}
      unit="%"
      source={source}
      summary={summaryOf(title, '%', shown, language)}
      table={tableOf(shown, '%', language, t('reports.page.waste.month'))}
      shownTable={<MonthTable months={months} targets={targets} />}
      figureId={figureId}
    >
      <EChart
        option={option}
        height={260}
        onPress={(at) => {
          const month = months[at];
          if (month) open(month.figureId);
        }}
      />
    </ChartFrame>
  );
}
