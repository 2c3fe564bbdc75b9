// Sources, uses and destinations as bands: as much leaves every node as enters it, and what nobody accounts for has a band.
import { SankeyChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { ChartFrame } from '#platform/ui/chart/chart-frame.tsx';
import { type ChartOption, EChart, noteAt, tooltipLook } from '#platform/ui/chart/e-chart.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { BalanceAnswer } from './balance-answers.ts';
import { columnOf, columnsFor, labelSpan, NODE_WIDTH } from './balance-columns.ts';

use([SankeyChart]);

const volume = (text: string) => `${showNumber(new Exact(text), { decimals: 0 })} m³`;
/** A page of 360 pixels leaves so many for the picture. */
const NARROWEST_PHONE = 294;
const WIDE_LABEL = 262;
const isUnaccounted = (node: string) => node.endsWith(':unaccounted') || node === 'use:unallocated';

/** What a node is called. */
export function useNodeName(): (node: string) => string {
  const { t } = useWords();
  return (node) => {
    const [sort = '', code = ''] = node.split(':');
    if (sort === 'source') return t(`water.source.${code}`);
    if (sort === 'to') return t(`water.destination.${code}`);
    if (sort === 'use' && code !== 'unallocated') return t(`water.use.${code}`);
    return t(`water.balance.node.${node.replace(':', '.')}`);
  };
}

/** The picture of a balance, with the same numbers as a table. */
export function BalancePicture({ answer, title }: { answer: BalanceAnswer; title: string }) {
  const { t } = useWords();
  const { tokens } = useTheme();
  const isPhone = useIsPhone();
  const nameOf = useNodeName();
  const { picture } = answer;
  const nodes = useMemo(() => {
    const names = [...new Set(picture.flatMap(({ from, to }) => [from, to]))];
    const through = (node: string, side: 'from' | 'to') =>
      picture.reduce((total, band) => (band[side] === node ? total.plus(band.volumeM3) : total), new Exact(0));
    return names.map((name) => ({ name, volumeM3: Exact.max(through(name, 'from'), through(name, 'to')).toFixed() }));
  }, [picture]);
  const option = useMemo<ChartOption>(() => {
    const columns = columnsFor(isPhone);
    const room = (column: number) => {
      if (!isPhone) return WIDE_LABEL;
      const span = labelSpan(columns, column, NARROWEST_PHONE);
      return span ? span.to - span.from : 0;
    };
    return {
      tooltip: {
        trigger: 'item',
        ...tooltipLook(tokens),
        formatter: (point: unknown) => {
          const { dataType, dataIndex } = point as { dataType?: string; dataIndex: number };
          const [node, band] = [nodes[dataIndex], picture[dataIndex]];
          if (dataType !== 'edge') return node ? noteAt(nameOf(node.name), volume(node.volumeM3)) : '';
          return band ? noteAt(`${nameOf(band.from)} → ${nameOf(band.to)}`, volume(band.volumeM3)) : '';
        },
      },
      series: [
        {
          type: 'sankey',
          ...{
            left: 0,
            right: isPhone ? 0 : 270,
            top: 8,
            bottom: isPhone ? 24 : 8,
            nodeWidth: NODE_WIDTH,
            nodeGap: isPhone ? 34 : 22,
          },
          ...{ layoutIterations: 0, draggable: false, emphasis: { focus: 'adjacency' } },
          data: nodes.map(({ name, volumeM3 }) => ({
            ...{ name, depth: columns.at[columnOf(name)] ?? 0 },
            itemStyle: { color: isUnaccounted(name) ? tokens.behind : tokens.textFaint, borderWidth: 0 },
            label: {
              ...{ position: columns.sides[columnOf(name)] ?? ('right' as const), color: tokens.text },
              ...{ fontSize: isPhone ? 11 : 12, lineHeight: isPhone ? 14 : 15 },
              ...{ width: room(columnOf(name)), overflow: 'break' as const },
              show: columns.sides[columnOf(name)] !== null,
              formatter: `${isUnaccounted(name) ? '▲ ' : ''}${nameOf(name)}${isPhone ? '\n' : '  '}${volume(volumeM3)}`,
            },
          })),
          links: picture.map(({ from, to, volumeM3 }) => ({
            ...{ source: from, target: to, value: Number(volumeM3) },
            lineStyle: {
              color: isUnaccounted(from) || isUnaccounted(to) ? tokens.behind : tokens.textFaint,
              opacity: 0.28,
              curveness: 0.5,
            },
          })),
        },
      ],
    };
  }, [nodes, picture, tokens, isPhone, nameOf]);
  const tallest = Math.max(...[0, 1, 2, 3, 4].map((at) => nodes.filter(({ name }) => columnOf(name) === at).length));
  const rows = picture.map(({ from, to, volumeM3 }) => [
    nameOf(from),
    nameOf(to),
    showNumber(new Exact(volumeM3), { decimals: 0 }),
  ]);
  return (
    <ChartFrame
      level={2}
      title={title}
      unit="m³"
      source={t('water.balance.source')}
      summary={rows.map(([from, to, text]) => `${from} → ${to}: ${text} m³`).join('; ')}
      table={{ columns: ['from', 'to', 'volume'].map((one) => t(`water.balance.picture.${one}`)), rows }}
    >
      <EChart option={option} height={Math.max(260, tallest * (isPhone ? 64 : 56))} />
    </ChartFrame>
  );
}
