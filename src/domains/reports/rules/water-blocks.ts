// What does the report say of water: the figures of GRI 303 and GB/T 7119 of the group, and where the water comes from and goes to?
import { printPeriod } from '#period/period.ts';
import type { Block, Inline } from '../model/document.ts';
import type { ReportFigure } from '../model/report-number.ts';
import { inlineOf, noNumber } from './numbers.ts';
import { afterBlocks, factBlocks } from './prose-blocks.ts';
import { nameOfNumber, periodName, type ReportContext, titleOf, told } from './report-context.ts';
import { waterReportKpis, waterStandingReportKpis } from './report-periods.ts';

/** The inputs of a figure that are lines of its own, in the order in which GRI names them. */
const lines = {
  'water.withdrawal': ['surfaceMl', 'groundMl', 'seaMl', 'producedMl', 'thirdPartyMl'],
  'water.discharge': ['surfaceMl', 'groundMl', 'seaMl', 'thirdPartyMl'],
} as const;
const qualities = ['freshMl', 'otherQualityMl', 'qualityUnknownMl'] as const;

const figureOf = (context: ReportContext, kpi: string, period = context.periods.period) =>
  context.figureOf({ kpi, scopeId: context.group.id, period: printPeriod(period) });

const cellOf = (context: ReportContext, figure: ReportFigure | undefined): Inline[] => [
  inlineOf(context.numbers.value(figure, { name: nameOfNumber(context, figure) })),
];

/** Figures of the period beside those of a year before. */
function besideLastYear(context: ReportContext, caption: string, kpis: readonly string[], note: string): Block {
  const { period, lastYear } = context.periods;
  return {
    kind: 'table',
    caption,
    columns: [
      { title: context.say('reports.doc.column.measure'), align: 'left' },
      ...[period, lastYear].map((one) => ({
        title: periodName(context, printPeriod(one)),
        align: 'right' as const,
      })),
    ],
    rows: kpis.map((kpi) => [
      [{ text: titleOf(context, kpi, figureOf(context, kpi)) }],
      cellOf(context, figureOf(context, kpi)),
      cellOf(context, figureOf(context, kpi, lastYear)),
    ]),
    note,
  };
}

/** What water comes to. Utilisation says by which definition it is. */
function figuresTable(context: ReportContext): Block {
  const definition = figureOf(context, 'water.utilisation')?.extra.definition;
  const note =
    typeof definition === 'string'
      ? context.say('reports.doc.water.definition', { definition: context.say(`water.utilisation.${definition}`) })
      : context.say('reports.doc.water.noDefinition');
  return besideLastYear(context, context.say('reports.doc.water.figures'), waterReportKpis, note);
}

/** On how many factories the systems run, the yearly test is done, the risk is assessed; where any of it is told. */
function standingsTable(context: ReportContext): Block[] {
  const isTold = waterStandingReportKpis.some((kpi) => (figureOf(context, kpi)?.value ?? null) !== null);
  if (!isTold) return [];
  const [caption, note] = [context.say('reports.doc.water.standings'), context.say('reports.doc.water.standingsNote')];
  return [besideLastYear(context, caption, waterStandingReportKpis, note)];
}

/** Withdrawal by source or discharge by destination, then by quality; a line without water is not printed. */
function linesTable(context: ReportContext, kpi: keyof typeof lines): Block[] {
  const figure = figureOf(context, kpi);
  if (!figure || figure.value === null) return [];
  const rows = [...lines[kpi], ...qualities].flatMap((input) => {
    if (figure.inputs[input] === undefined) return [];
    const what = context.say(`figure.input.${input}`);
    const part = context.numbers.part(figure, `inputs.${input}`, {
      bare: true,
      name: nameOfNumber(context, figure, what),
    });
    return [[[{ text: what }], [inlineOf(part)]]];
  });
  const total = inlineOf(context.numbers.value(figure, { bare: true, name: nameOfNumber(context, figure) }));
  return [
    {
      kind: 'table',
      caption: context.say(kpi),
      columns: [
        { title: context.say('reports.doc.water.line'), align: 'left' },
        { title: 'ML', align: 'right' },
      ],
      rows: [...rows, [[{ text: context.say('reports.doc.total'), strong: true }], [total]]],
      note: null,
    },
  ];
}

const volumes = ['water.withdrawal', 'water.discharge', 'water.consumption'] as const;

/**
 * Water of areas with water stress, and of factories of which that is not known, which is a column of its own. Consumption
 * has no part of those, and none at all while one of them has water.
 */
function stressTable(context: ReportContext): Block {
  const figures = volumes.map((kpi) => ({ kpi, figure: figureOf(context, kpi) }));
  const part = (figure: ReportFigure | undefined, input: string): Inline[] => {
    if (figure?.inputs[input] === undefined) return [{ text: noNumber }];
    const name = nameOfNumber(context, figure, context.say(`figure.input.${input}`));
    return [inlineOf(context.numbers.part(figure, `inputs.${input}`, { bare: true, name }))];
  };
  const told = figures.map(({ figure }) => figure?.extra).filter((extra) => extra?.stressEditions !== undefined);
  const editions = [...new Set(told.map((extra) => String(extra?.stressEditions)))].join(', ');
  const isUnknown = figures.some(({ figure }) => figure?.inputs.notLookedUpMl !== undefined);
  const notes = [
    ...(editions === '' ? [] : [context.say('reports.doc.water.stressBy', { editions })]),
    ...(told.some((extra) => extra?.stressSynthetic === true) ? [context.say('reports.doc.water.stressMadeUp')] : []),
    ...(isUnknown ? [context.say('reports.doc.water.stressNotKnown')] : []),
  ];
  return {
    kind: 'table',
    caption: context.say('reports.doc.water.stress'),
    columns: [
      { title: context.say('reports.doc.column.measure'), align: 'left' },
      ...['stressedMl', 'notLookedUpMl'].map((input) => ({
        title: `${context.say(`figure.input.${input}`)} (ML)`,
        align: 'right' as const,
      })),
    ],
    rows: figures.map(({ kpi, figure }) => [
      [{ text: context.say(kpi) }],
      part(figure, 'stressedMl'),
      part(figure, 'notLookedUpMl'),
    ]),
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

/** The section: figures where any water is told, and else that none is. */
export function waterBlocks(context: ReportContext): Block[] {
  const withdrawal = figureOf(context, 'water.withdrawal');
  const figures: Block[] =
    !withdrawal || withdrawal.value === null
      ? [{ kind: 'not-recorded', text: context.say('reports.doc.water.none') }]
      : [
          {
            kind: 'paragraph',
            inlines: told(context, 'reports.doc.water.sentence', {
              withdrawal: inlineOf(context.numbers.value(withdrawal, { name: nameOfNumber(context, withdrawal) })),
              sitesIn: inlineOf(
                context.numbers.part(withdrawal, 'coverage.sitesIn', {
                  name: nameOfNumber(context, withdrawal, context.say('reports.doc.part.sitesIn')),
                }),
              ),
              sitesExpected: inlineOf(
                context.numbers.part(withdrawal, 'coverage.sitesExpected', {
                  name: nameOfNumber(context, withdrawal, context.say('reports.doc.part.sitesExpected')),
                }),
              ),
            }),
          },
          figuresTable(context),
          ...linesTable(context, 'water.withdrawal'),
          ...linesTable(context, 'water.discharge'),
          stressTable(context),
        ];
  return [...factBlocks(context, 'water'), ...figures, ...standingsTable(context), ...afterBlocks(context, 'water')];
}
