// What do the standards say of the same loads: UL 2799 in both readings, and GRI 306-3, 306-4 and 306-5?
import { gri306DisposedCategories, gri306DivertedCategories } from '#domains/waste/model/treatment.ts';
import { printPeriod } from '#period/period.ts';
import type { Block, Inline } from '../model/document.ts';
import type { ReportFigure } from '../model/report-number.ts';
import { inlineOf } from './numbers.ts';
import { nameOfNumber, periodName, type ReportContext, told } from './report-context.ts';
import { reportKpis } from './report-periods.ts';

type Levels = 'indicative' | { byTotal: string | null; byNonThermal: string | null; ambiguous: boolean };

/** The level of a figure in one reading, in words. */
function levelWords(context: ReportContext, figure: ReportFigure, reading: 'byTotal' | 'byNonThermal'): string {
  const level = figure.extra.level as Levels | undefined;
  if (level === undefined) return '';
  if (level === 'indicative') return context.say('reports.doc.ul.indicative');
  const id = level[reading];
  return id === null ? context.say('reports.doc.ul.none') : context.say(`reports.doc.ul.level.${id}`);
}

/** The period and the twelve months to its end, in both readings of the bands. */
export function ulBlocks(context: ReportContext): Block[] {
  const { period, twelve } = context.periods;
  const spans = printPeriod(period) === printPeriod(twelve) ? [twelve] : [period, twelve];
  const figures = spans.flatMap((span) => {
    const figure = context.figureOf({ kpi: reportKpis.ul, scopeId: context.group.id, period: printPeriod(span) });
    return figure && figure.value !== null ? [figure] : [];
  });
  if (figures.length === 0) return [];
  const part = (figure: ReportFigure, path: string, of: string): Inline[] => [
    inlineOf(
      context.numbers.part(figure, path, {
        bare: true,
        name: nameOfNumber(context, figure, context.say(`reports.doc.part.${of}`)),
      }),
    ),
  ];
  const isAmbiguous = figures.some(
    ({ extra }) => typeof extra.level === 'object' && (extra.level as { ambiguous: boolean }).ambiguous,
  );
  const isIndicative = figures.some(({ extra }) => extra.level === 'indicative');
  const rates: readonly [column: string, cell: (figure: ReportFigure) => Inline[]][] = [
    [
      'ulTotal',
      (figure) => [inlineOf(context.numbers.value(figure, { bare: true, name: nameOfNumber(context, figure) }))],
    ],
    ['ulNonThermal', (figure) => part(figure, 'extra.nonThermalShare', 'nonThermal')],
    ['ulThermal', (figure) => part(figure, 'extra.claim.thermalShare', 'thermal')],
    ['ulCredited', (figure) => part(figure, 'extra.creditedShare', 'credited')],
    ['levelByTotal', (figure) => [{ text: levelWords(context, figure, 'byTotal') }]],
    ['levelByNonThermal', (figure) => [{ text: levelWords(context, figure, 'byNonThermal') }]],
  ];
  return [
    {
      kind: 'table',
      caption: context.say('reports.doc.ul.table'),
      columns: [
        { title: context.say('reports.doc.column.measure'), align: 'left' },
        ...figures.map((figure) => ({ title: periodName(context, figure.period), align: 'right' as const })),
      ],
      rows: rates.map(([column, cell]) => [
        [{ text: context.say(`reports.doc.column.${column}`) }],
        ...figures.map(cell),
      ]),
      note: [
        context.say('reports.doc.ul.note'),
        isIndicative ? context.say('reports.doc.ul.noteIndicative') : '',
        isAmbiguous ? context.say('reports.doc.ul.noteAmbiguous') : '',
      ]
        .filter(Boolean)
        .join(context.language === 'zh' ? '' : ' '),
    },
  ];
}

interface GeneratedLine {
  composition: string;
}

const griFigure = (context: ReportContext, kpi: string) =>
  context.figureOf({ kpi, scopeId: context.group.id, period: printPeriod(context.periods.period) });

/** Composition, hazardous or not: GRI 306-3. */
function generatedTable(context: ReportContext): Block[] {
  const figure = griFigure(context, reportKpis.generated);
  if (!figure || figure.value === null) return [];
  const masses = ['hazardousMassTonnes', 'nonHazardousMassTonnes', 'massTonnes'] as const;
  const cell = (path: string, of: string): Inline[] => [
    inlineOf(context.numbers.part(figure, path, { bare: true, name: nameOfNumber(context, figure, of) })),
  ];
  const rows = ((figure.extra.lines as readonly GeneratedLine[] | undefined) ?? []).map(({ composition }) => {
    const what = context.say(`waste.composition.${composition}`);
    return [
      [{ text: what }],
      ...masses.map((mass) =>
        cell(
          `extra.lines[composition=${composition}].${mass}`,
          mass === 'massTonnes' ? what : `${what}, ${context.say(`figure.input.${mass}`)}`,
        ),
      ),
    ];
  });
  return [
    {
      kind: 'table',
      caption: context.say('reports.doc.gri.generated'),
      columns: [
        { title: context.say('reports.doc.column.composition'), align: 'left' },
        ...masses.map((mass) => ({ title: context.say(`reports.doc.column.${mass}`), align: 'right' as const })),
      ],
      rows: [
        ...rows,
        [
          [{ text: context.say('reports.doc.total'), strong: true }],
          cell('inputs.hazardousMassTonnes', context.say('figure.input.hazardousMassTonnes')),
          cell('inputs.nonHazardousMassTonnes', context.say('figure.input.nonHazardousMassTonnes')),
          [inlineOf(context.numbers.value(figure, { bare: true, name: nameOfNumber(context, figure) }))],
        ],
      ],
      note: context.say('reports.doc.gri.generatedNote'),
    },
  ];
}

/**
 * One side by operation: GRI 306-4 or 306-5, off site, and on site where a storage ledger says so. What is treated on
 * site without a ledger is not known, and not printed as nothing.
 */
function sideTable(
  context: ReportContext,
  kpi: string,
  disclosure: 'diverted' | 'disposed',
  categories: readonly string[],
): Block[] {
  const figure = griFigure(context, kpi);
  if (!figure || figure.value === null) return [];
  const cell = (path: string, of: string): Inline[] => [
    inlineOf(context.numbers.part(figure, path, { bare: true, name: nameOfNumber(context, figure, of) })),
  ];
  const columns = ['hazardousMassTonnes', 'nonHazardousMassTonnes'] as const;
  const isOnSiteKnown = figure.inputs.onSiteMassTonnes !== undefined;
  const places = isOnSiteKnown ? [false, true] : [false];
  return [
    {
      kind: 'paragraph',
      inlines: told(context, `reports.doc.gri.${disclosure}.sentence`, {
        mass: inlineOf(context.numbers.value(figure, { name: nameOfNumber(context, figure) })),
      }),
    },
    {
      kind: 'table',
      caption: context.say(`reports.doc.gri.${disclosure}`),
      columns: [
        { title: context.say('reports.doc.column.operation'), align: 'left' },
        ...columns.map((column) => ({ title: context.say(`reports.doc.column.${column}`), align: 'right' as const })),
      ],
      rows: [
        ...places.flatMap((onSite) =>
          categories.map((category) => {
            const operation = context.say(`reports.doc.gri.category.${category}`);
            const what = onSite ? context.say('reports.doc.gri.onSite', { operation }) : operation;
            return [
              [{ text: what }],
              ...columns.map((column) =>
                cell(
                  `extra.lines[category=${category},hazardous=${column === 'hazardousMassTonnes'},onSite=${onSite}].massTonnes`,
                  `${what}, ${context.say(`figure.input.${column}`)}`,
                ),
              ),
            ];
          }),
        ),
        [
          [{ text: context.say('reports.doc.total'), strong: true }],
          ...columns.map((column) => cell(`inputs.${column}`, context.say(`figure.input.${column}`))),
        ],
      ],
      note: context.say(isOnSiteKnown ? 'reports.doc.gri.onSiteNote' : 'reports.doc.gri.offSiteNote'),
    },
  ];
}

/** The three disclosures. */
export function griBlocks(context: ReportContext): Block[] {
  const tables = [
    ...generatedTable(context),
    ...sideTable(context, reportKpis.diverted, 'diverted', gri306DivertedCategories),
    ...sideTable(context, reportKpis.disposed, 'disposed', gri306DisposedCategories),
  ];
  return tables.length === 0 ? [] : [{ kind: 'paragraph', inlines: told(context, 'reports.doc.gri.intro') }, ...tables];
}
