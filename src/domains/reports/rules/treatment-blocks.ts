// Where did the waste go: each treatment in the order of the hierarchy, with its share, beside the year before?
import { hierarchyStepOf, hierarchySteps } from '#domains/waste/model/hierarchy.ts';
import { treatments } from '#domains/waste/model/treatment.ts';
import { type Period, printPeriod } from '#period/period.ts';
import type { Tone } from '#units/drawn-chart.ts';
import { showFigure } from '#units/show-figure.ts';
import type { Block, Inline } from '../model/document.ts';
import type { ReportFigure } from '../model/report-number.ts';
import { figureParts } from './figure-parts.ts';
import { inlineOf } from './numbers.ts';
import { nameOfNumber, periodName, type ReportContext } from './report-context.ts';
import { reportKpis } from './report-periods.ts';

const tones: Readonly<Record<(typeof hierarchySteps)[number], Tone>> = {
  reuse: 'reuse',
  recycling: 'recycling',
  energy_recovery: 'energy_recovery',
  disposal: 'disposal',
};

const shippedIn = (context: ReportContext, period: Period) =>
  context.figureOf({ kpi: reportKpis.shipped, scopeId: context.group.id, period: printPeriod(period) });

/** A table of what occurred, and the same by step of the hierarchy as a chart. */
export function treatmentBlocks(context: ReportContext): Block[] {
  const now = shippedIn(context, context.periods.period);
  const before = shippedIn(context, context.periods.lastYear);
  if (!now || now.value === null) return [];
  const [parts, former] = [figureParts(now), before ? figureParts(before) : undefined];
  const occurs = (path: string) => parts.has(`sum.${path}`) || former?.has(`sum.${path}`) === true;
  const cells = (path: string, what: string): Inline[][] =>
    [now, before].flatMap((figure: ReportFigure | undefined) =>
      (['sum', 'share'] as const).map((of) => [
        inlineOf(
          context.numbers.part(figure, `${of}.${path}`, {
            bare: true,
            name: nameOfNumber(
              context,
              figure,
              of === 'sum' ? what : context.say('reports.doc.part.shareOf', { what }),
            ),
          }),
        ),
      ]),
    );
  const rows = hierarchySteps.flatMap((step) => {
    if (!occurs(`step=${step}`)) return [];
    const named = context.say(`reports.doc.step.${step}`);
    const own = treatments.filter((one) => hierarchyStepOf(one) === step && occurs(`treatment=${one}`));
    return [
      [[{ text: named, strong: true }], ...cells(`step=${step}`, named)],
      // A step of one treatment is that treatment.
      ...(own.length === 1 ? [] : own).map((one) => {
        const what = context.say(`waste.treatment.${one}`);
        return [[{ text: what }], ...cells(`treatment=${one}`, what)];
      }),
    ];
  });
  const labels = [...(former && before?.value ? [before] : []), now];
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: context.say('reports.doc.treatments.table', { period: periodName(context, now.period) }),
      columns: [
        { title: context.say('reports.doc.column.treatment'), align: 'left' },
        { title: context.say('reports.doc.column.mass'), align: 'right' },
        { title: context.say('reports.doc.column.share'), align: 'right' },
        { title: context.say('reports.doc.column.massYearBefore'), align: 'right' },
        { title: context.say('reports.doc.column.shareYearBefore'), align: 'right' },
      ],
      rows,
      note: null,
    },
  ];
  const massOf = (figure: ReportFigure, step: string) =>
    (figure === now ? parts : former)?.get(`sum.step=${step}`)?.value ?? null;
  const largest = hierarchySteps
    .map((step) => ({ step, mass: Number(massOf(now, step) ?? 0) }))
    .sort((one, other) => other.mass - one.mass)[0];
  blocks.push({
    kind: 'chart',
    title: context.say('reports.doc.treatments.chart', {
      step: context.say(`reports.doc.step.${largest?.step ?? 'recycling'}`),
    }),
    unit: 't',
    source: context.say(`reports.doc.chart.source.${context.basis}`),
    chart: {
      shape: 'stacked_bars',
      labels: labels.map((figure) => periodName(context, figure.period)),
      series: hierarchySteps
        .filter((step) => occurs(`step=${step}`))
        .map((step) => {
          const masses = labels.map((figure) => massOf(figure, step));
          return {
            name: context.say(`reports.doc.step.${step}`),
            tone: tones[step],
            values: masses.map((mass) => (mass === null ? null : Number(mass))),
            printed: masses.map((mass) => (mass === null ? null : showFigure(mass, 't', context.language, true))),
          };
        }),
      decimals: 1,
      target: null,
    },
  });
  return blocks;
}
