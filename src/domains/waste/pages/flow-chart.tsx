// Where does the waste go? Composition, stream, treatment: every flow with its mass and share, leading to its loads.
import { useNavigate } from '@tanstack/react-router';
import { SankeyChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { ChartFrame } from '#platform/ui/chart/chart-frame.tsx';
import { type ChartOption, EChart, noteAt, tooltipLook } from '#platform/ui/chart/e-chart.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { exactText, shareOf, sum, type Tonnes } from '#units/quantity.ts';
import { showShare } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import { streamNotRecorded } from '../model/flow.ts';
import { hierarchyStepOf } from '../model/hierarchy.ts';
import { treatments } from '../model/treatment.ts';
import { type Flow, type FlowsAnswer, loadsOf } from './analysis-answers.ts';
import { FlowTable } from './flow-table.tsx';

use([SankeyChart]);

const massOf = (flows: readonly Flow[]): Tonnes => sum(flows.map((flow) => flow.massTonnes));

/** A node of the drawing, and which loads it stands for. */
interface Node {
  name: string;
  label: string;
  depth: number;
  colour: string;
  mass: Tonnes;
  only: { streamId?: string; treatment?: string } | null;
}

interface Drawn {
  nodes: Node[];
  links: {
    source: string;
    target: string;
    mass: Tonnes;
    colour: string;
    only: { streamId?: string; treatment?: string } | null;
  }[];
}

/** Names of streams in an answer, with their codes. */
export function useStreamNames(streams: FlowsAnswer['streams']): (id: string) => string {
  const { t, local } = useWords();
  return useMemo(() => {
    const known = new Map(streams.map((stream) => [stream.id, `${stream.code} ${local(stream.name)}`]));
    return (id) => (id === streamNotRecorded ? t('waste.stream.notRecorded') : (known.get(id) ?? id));
  }, [streams, t, local]);
}

function useDrawn(flows: readonly Flow[], nameOf: (id: string) => string, withStreams: boolean): Drawn {
  const { t } = useWords();
  const { tokens } = useTheme();
  return useMemo(() => {
    const composed = Map.groupBy(flows, (flow) => flow.composition);
    const streamed = Map.groupBy(flows, (flow) => flow.streamId);
    const treated = Map.groupBy(flows, (flow) => flow.treatment);
    const colourOf = (treatment: string) => tokens.hierarchy[hierarchyStepOf(treatment)];
    const nodes: Node[] = [
      ...[...composed].map(([composition, own]) => ({
        ...{ name: `c ${composition}`, label: t(`waste.composition.${composition}`), depth: 0, only: null },
        ...{ colour: tokens.textFaint, mass: massOf(own) },
      })),
      ...[...(withStreams ? streamed : [])].map(([streamId, own]) => ({
        ...{ name: `s ${streamId}`, label: nameOf(streamId), depth: 1, only: { streamId } },
        ...{ colour: tokens.textFaint, mass: massOf(own) },
      })),
      ...treatments.flatMap((treatment) => {
        const own = treated.get(treatment);
        return own
          ? [
              {
                ...{ name: `t ${treatment}`, label: t(`waste.treatment.${treatment}`), only: { treatment } },
                ...{ depth: withStreams ? 2 : 1, colour: colourOf(treatment), mass: massOf(own) },
              },
            ]
          : [];
      }),
    ];
    const into = withStreams
      ? [...streamed].map(([streamId, own]) => ({
          ...{ source: `c ${own[0]?.composition}`, target: `s ${streamId}`, mass: massOf(own) },
          ...{ colour: tokens.textFaint, only: { streamId } },
        }))
      : [];
    const out = withStreams
      ? flows.map(({ streamId, treatment, massTonnes }) => ({
          ...{ source: `s ${streamId}`, target: `t ${treatment}`, mass: massTonnes },
          ...{ colour: colourOf(treatment), only: { streamId, treatment } },
        }))
      : [...Map.groupBy(flows, (flow) => `c ${flow.composition}|t ${flow.treatment}`)].map(([key, own]) => {
          const [source = '', target = ''] = key.split('|');
          const treatment = target.slice(2);
          return { source, target, mass: massOf(own), colour: colourOf(treatment), only: { treatment } };
        });
    return { nodes, links: [...into, ...out] };
  }, [flows, nameOf, withStreams, t, tokens]);
}

function useFinding(flows: readonly Flow[], nameOf: (id: string) => string): string {
  const { t, language } = useWords();
  const total = massOf(flows);
  const lost = flows.filter((flow) => flow.step === 'disposal');
  const largest = [...lost].sort((one, other) => other.massTonnes.cmp(one.massTonnes))[0];
  const all = showFigure(exactText(total), 't', language);
  if (!largest) return t('waste.flows.allConverted', { total: all });
  const kept = massOf(flows.filter((flow) => flow.step !== 'disposal'));
  return t('waste.flows.finding', {
    converted: showShare(shareOf(kept, total), { language }),
    total: all,
    stream: nameOf(largest.streamId),
    treated: t(`waste.treated.${largest.treatment}`),
    mass: showFigure(exactText(largest.massTonnes), 't', language),
  });
}

export function FlowChart({
  flows,
  answer,
  figureId,
  source,
}: {
  flows: readonly Flow[];
  answer: FlowsAnswer;
  figureId: string;
  source: string;
}) {
  const { t, language } = useWords();
  const { tokens } = useTheme();
  const isPhone = useIsPhone();
  const navigate = useNavigate();
  const nameOf = useStreamNames(answer.streams);
  const title = useFinding(flows, nameOf);
  const drawn = useDrawn(flows, nameOf, !isPhone);
  const total = massOf(flows);
  const option = useMemo<ChartOption>(() => {
    const said = (mass: Tonnes) =>
      `${showFigure(exactText(mass), 't', language)} · ${showShare(shareOf(mass, total), { language })}`;
    const lastDepth = isPhone ? 1 : 2;
    return {
      tooltip: {
        trigger: 'item',
        ...tooltipLook(tokens),
        formatter: (point: unknown) => {
          const { dataType, dataIndex } = point as { dataType?: string; dataIndex: number };
          const node = drawn.nodes[dataIndex];
          if (dataType !== 'edge') return node ? noteAt(node.label, said(node.mass)) : '';
          const link = drawn.links[dataIndex];
          const called = (name: string | undefined) => drawn.nodes.find((one) => one.name === name)?.label ?? '';
          return link ? noteAt(`${called(link.source)} → ${called(link.target)}`, said(link.mass)) : '';
        },
      },
      series: [
        {
          type: 'sankey',
          left: 0,
          right: isPhone ? 0 : 340,
          top: 4,
          bottom: 4,
          nodeWidth: 12,
          nodeGap: isPhone ? 30 : 15,
          layoutIterations: 0,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          data: drawn.nodes.map((node) => ({
            name: node.name,
            depth: node.depth,
            itemStyle: { color: node.colour, borderWidth: 0 },
            label: {
              position: node.depth === lastDepth && isPhone ? ('left' as const) : ('right' as const),
              color: tokens.text,
              fontSize: 12,
              lineHeight: 15,
              width: isPhone ? 150 : node.depth === lastDepth ? 336 : 320,
              overflow: 'truncate' as const,
              formatter: isPhone ? `${node.label}\n${said(node.mass)}` : `${node.label}  ${said(node.mass)}`,
            },
          })),
          links: drawn.links.map((link) => ({
            source: link.source,
            target: link.target,
            value: link.mass.toNumber(),
            lineStyle: { color: link.colour, opacity: link.target.startsWith('t ') ? 0.34 : 0.16, curveness: 0.5 },
          })),
        },
      ],
    };
  }, [drawn, tokens, language, isPhone, total]);
  const press = (at: number, what: string | undefined) => {
    const only = (what === 'edge' ? drawn.links[at]?.only : drawn.nodes[at]?.only) ?? null;
    if (!only || only.streamId === streamNotRecorded) return;
    void navigate({
      to: '/records/waste.load',
      search: (now: object) => ({ ...now, ...loadsOf(figureId, only) }),
    } as never);
  };
  const largest = [...flows].sort((one, other) => other.massTonnes.cmp(one.massTonnes)).slice(0, 3);
  const oneOf = (flow: Flow) =>
    t('waste.flows.one', {
      stream: nameOf(flow.streamId),
      treatment: t(`waste.treatment.${flow.treatment}`),
      mass: showFigure(exactText(flow.massTonnes), 't', language),
    });
  const rows = flows.map((flow) => [
    t(`waste.composition.${flow.composition}`),
    nameOf(flow.streamId),
    t(`waste.treatment.${flow.treatment}`),
    showFigure(exactText(flow.massTonnes), 't', language, true),
    showFigure(exactText(shareOf(flow.massTonnes, total)), 'share', language, true),
  ]);
  const columns = ['composition', 'stream', 'treatment', 'mass', 'share'].map((one) => t(`waste.flows.${one}`));
  const nodesInTallest = Math.max(
    ...[0, 1, 2].map((depth) => drawn.nodes.filter((node) => node.depth === depth).length),
  );
  return (
    <ChartFrame
      level={2}
      title={title}
      unit={t('waste.flows.unit')}
      source={source}
      summary={t('waste.flows.summary', {
        count: flows.length,
        total: showFigure(exactText(total), 't', language),
        largest: largest.map(oneOf).join(language === 'zh' ? '；' : '; '),
      })}
      table={{ columns, rows }}
      shownTable={<FlowTable flows={flows} nameOf={nameOf} figureId={figureId} total={total} title={title} />}
      figureId={figureId}
    >
      <p className="side-text">{t(isPhone ? 'waste.flows.onPhone' : 'waste.flows.hint')}</p>
      <EChart option={option} height={Math.max(300, nodesInTallest * (isPhone ? 56 : 34))} onPress={press} />
    </ChartFrame>
  );
}
