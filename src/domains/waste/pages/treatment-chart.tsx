// What happened to the waste: which treatments took how much of it, best first?
import { useMemo } from 'react';
import { ChartFrame } from '#platform/ui/chart/chart-frame.tsx';
import { axisLook, type ChartOption, EChart, noteAt, tooltipLook } from '#platform/ui/chart/e-chart.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { wholePercent } from '#platform/ui/percent.ts';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { type DrawnChart, summaryOf } from '#units/drawn-chart.ts';
import { Exact, share } from '#units/quantity.ts';
import { showNumber, showShare } from '#units/show.ts';
import { largest, shareOfStep, type TreatmentSum } from './dashboard-answers.ts';

const hierarchy = ['reuse', 'recycling', 'energy_recovery', 'disposal'] as const;

export function TreatmentChart({
  treatments,
  figureId,
  source,
}: {
  treatments: readonly TreatmentSum[];
  figureId?: string | undefined;
  source: string;
}) {
  const { t, language } = useWords();
  const { tokens } = useTheme();
  const most = largest(treatments);
  const landfill = treatments.find((one) => one.code === 'landfill');
  const percent = (text: string) => showShare(share(text), { language });
  const title =
    most === undefined
      ? t('reports.page.waste.treatment.none')
      : t(
          landfill && landfill !== most ? 'reports.page.waste.treatment.finding' : 'reports.page.waste.treatment.most',
          {
            most: most.label,
            share: percent(most.share),
            landfill: landfill ? percent(landfill.share) : '',
          },
        );
  const tonnesText = (mass: string) => showNumber(new Exact(mass), { decimals: 1 });
  const shown = useMemo<DrawnChart>(
    () => ({
      shape: 'bars',
      labels: treatments.map((one) => one.label),
      decimals: 1,
      target: null,
      series: [
        {
          name: t('reports.page.waste.massName'),
          values: treatments.map((one) => Number(one.massTonnes)),
          printed: treatments.map((one) => showNumber(new Exact(one.massTonnes), { decimals: 1 })),
        },
      ],
    }),
    [treatments, t],
  );
  const option = useMemo<ChartOption>(() => {
    const rows = [...treatments].reverse();
    return {
      grid: { left: 8, right: 120, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value', min: 0, show: false },
      yAxis: {
        type: 'category',
        data: rows.map((one) => one.label),
        ...axisLook(tokens),
        axisLabel: { color: tokens.text, fontSize: 12, width: 236, overflow: 'truncate', interval: 0 },
      },
      tooltip: {
        trigger: 'item',
        ...tooltipLook(tokens),
        formatter: (point: unknown) => {
          const one = rows[(point as { dataIndex: number }).dataIndex];
          return one ? noteAt(one.label, `${showNumber(new Exact(one.massTonnes), { decimals: 3 })} t`) : '';
        },
      },
      series: [
        {
          type: 'bar',
          barWidth: 14,
          data: rows.map((one) => ({
            value: Number(one.massTonnes),
            itemStyle: { color: tokens.hierarchy[one.hierarchy] },
          })),
          label: {
            show: true,
            position: 'right',
            color: tokens.text,
            fontSize: 12,
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const one = rows[dataIndex];
              return one
                ? `${showNumber(new Exact(one.massTonnes), { decimals: 1 })}  ·  ${showShare(share(one.share), { language })}`
                : '';
            },
          },
        },
      ],
    };
  }, [treatments, tokens, language]);
  return (
    <ChartFrame
      level={2}
      title={title}
      unit={t('reports.page.waste.treatment.unit')}
      source={source}
      summary={summaryOf(title, 't', shown, language)}
      table={{
        columns: [t('reports.page.why.treatment'), t('reports.page.waste.mass'), '%'],
        rows: treatments.map((one) => [one.label, tonnesText(one.massTonnes), percent(one.share).replace(/\s?%$/, '')]),
      }}
      figureId={figureId}
    >
      <ul className="hierarchy-line">
        {hierarchy.map((step) => (
          <li key={step}>
            <span className="chart-swatch" style={{ background: tokens.hierarchy[step] }} aria-hidden="true" />
            {t(`reports.page.waste.hierarchy.${step}`)}{' '}
            <strong>{wholePercent(shareOfStep(treatments, step), language)}</strong>
          </li>
        ))}
      </ul>
      <EChart option={option} height={Math.max(80, treatments.length * 26 + 8)} />
    </ChartFrame>
  );
}
