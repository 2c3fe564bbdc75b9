// What does the report say of water: the figures of GRI 303 and GB/T 7119 of the group, and where the water comes from and goes to?
import { printPeriod } from '#period/period.ts';
import type { Block, Inline } from '../model/document.ts';
import type { ReportFigure } from '../model/report-number.ts';
import { inlineOf, noNumber } from './numbers.ts';
import { afterBlocks, factBlocks } from './prose-blocks.ts';
import { nameOfNumber, periodName, type ReportContext, titleOf, told } from './report-context.ts';
import { waterReportKpis, waterStandingReportKpis, waterSupplierReportKpis } from './report-periods.ts';

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

/** Of how many suppliers water management is known and in place; that nobody was assessed is said and is no zero. */
function suppliersSentence(context: ReportContext): Block[] {
  const inPlace = figureOf(context, waterSupplierReportKpis.inPlace);
  const assessed = figureOf(context, waterSupplierReportKpis.assessed);
  if (inPlace?.noData === 'no_supplier_assessed')
    return [{ kind: 'not-recorded', text: context.say('reports.doc.water.suppliersNone') }];
  if (!inPlace || !assessed || inPlace.value === null) return [];
  const part = (figure: ReportFigure, input: string) => {
    const name = nameOfNumber(context, figure, context.say(`figure.input.${input}`));
    return inlineOf(context.numbers.part(figure, `inputs.${input}`, { name }));
  };
  const value = (figure: ReportFigure) =>
    inlineOf(context.numbers.value(figure, { name: nameOfNumber(context, figure) }));
  return [
    {
      kind: 'paragraph',
      inlines: told(context, 'reports.doc.water.suppliers', {
        ...{ all: part(assessed, 'suppliersInScopeCount'), assessed: part(assessed, 'suppliersAssessedCount') },
        ...{
          notAssessed: part(assessed, 'suppliersNotAssessedCount'),
          inPlace: part(inPlace, 'suppliersInPlaceCount'),
        },
        ...{ assessedShare: value(assessed), inPlaceShare: value(inPlace) },
      }),
    },
  ];
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

/** Water of areas with water stress, and of factories of which that is not known, which is a column of its own. */
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
  const isUntold = figures.some(({ figure }) => figure?.inputs.stressedWithoutDischargeMl !== undefined);
  const notes = [
    ...(editions === '' ? [] : [context.say('reports.doc.water.stressBy', { editions })]),
    ...(told.some((extra) => extra?.stressSynthetic === true) ? [context.say('reports.doc.water.stressMadeUp')] : []),
    ...(isUnknown ? [context.say('reports.doc.water.stressNotKnown')] : []),
    ...(isUntold ? [context.say('reports.doc.water.stressWithoutDischarge')] : []),
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

interface StressedLine {
  line: string;
  from?: string;
  unknownMl: string;
}

const flows = ['water.withdrawal', 'water.discharge'] as const;
const stressedColumns = ['freshMl', 'otherMl', 'unknownMl', 'totalMl', 'notLookedUpMl'] as const;

/** GRI 303-3-b and 303-4-c: in areas with stress by source and destination, by quality, what is not assessed beside it. */
function stressedLinesTable(context: ReportContext): Block[] {
  const told = flows.flatMap((kpi) => {
    const figure = figureOf(context, kpi);
    // Where nothing was looked up no line is known.
    return figure?.inputs.stressedMl === undefined ? [] : [{ kpi, figure }];
  });
  const linesOf = (figure: ReportFigure) => (figure.extra.stressedLines ?? []) as readonly StressedLine[];
  const isStressed = told.some(({ figure }) => Number(figure.inputs.stressedMl) > 0);
  if (!isStressed) return [];
  const isUntold = told.some(({ figure }) => linesOf(figure).some(({ unknownMl }) => Number(unknownMl) > 0));
  const isUnknown = told.some(({ figure }) => figure.inputs.notLookedUpMl !== undefined);
  const columns = stressedColumns.filter(
    (column) => (column !== 'unknownMl' || isUntold) && (column !== 'notLookedUpMl' || isUnknown),
  );
  const cell = (figure: ReportFigure, path: string, of: string): Inline[] => [
    inlineOf(context.numbers.part(figure, path, { bare: true, name: nameOfNumber(context, figure, of) })),
  ];
  const lineRow = (kpi: string, figure: ReportFigure, { line, from }: StressedLine) => {
    const what = from ? context.say(`water.gri-line.from.${from}`) : context.say(`water.gri-line.${line}`);
    const name = from ? `from=${from},line=${line}` : `line=${line}`;
    const flow = context.say(`reports.doc.water.stressed.${kpi}`);
    return [
      [line === 'all' ? { text: flow, strong: true } : { text: from ? `– ${what}` : `${flow}: ${what}` }],
      ...columns.map((column) =>
        from && column === 'notLookedUpMl'
          ? [{ text: '' }]
          : cell(
              figure,
              `extra.stressedLines[${name}].${column}`,
              `${what}, ${context.say(`reports.doc.water.stressed.${column}`)}`,
            ),
      ),
    ];
  };
  return [
    {
      kind: 'table',
      caption: context.say('reports.doc.water.stressedLines'),
      columns: [
        { title: context.say('reports.doc.water.line'), align: 'left' },
        ...columns.map((column) => ({
          title: `${context.say(`reports.doc.water.stressed.${column}`)} (ML)`,
          align: 'right' as const,
        })),
      ],
      rows: told.flatMap(({ kpi, figure }) => linesOf(figure).map((one) => lineRow(kpi, figure, one))),
      note: null,
    },
  ];
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
          ...stressedLinesTable(context),
        ];
  return [
    ...factBlocks(context, 'water'),
    ...figures,
    ...standingsTable(context),
    ...suppliersSentence(context),
    ...afterBlocks(context, 'water'),
  ];
}
