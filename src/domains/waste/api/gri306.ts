// The disclosures GRI 306-3, -4 and -5 as a workbook, in the unit of mass that the reader's report is written in.
import { Readable } from 'node:stream';
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { labelPeriod } from '#period/label.ts';
import { printPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import { type Language, word } from '#platform/i18n/words.ts';
import { type CellToWrite, type SheetToWrite, workbookBytes } from '#platform/intake/read/write-workbook.ts';
import type { Figure } from '#platform/kpi/ledger.ts';
import { noDataWords } from '#platform/kpi/view.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { type MassUnit, tonnesTo } from '#units/mass.ts';
import { Exact, exactText, tonnes } from '#units/quantity.ts';
import type { GeneratedLine, SideLine } from '../model/gri-lines.ts';
import { type GriUnit, griUnits } from '../model/gri-units.ts';
import { gri306DisposedCategories, gri306DivertedCategories } from '../model/treatment.ts';
import { sideMass } from '../rules/gri306-lines.ts';
import { analysisQuery, maySee } from './analysis-question.ts';
import type { LedgerWorld } from './read-ledger.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const disclosures = [
  { id: '306-3', kpi: 'waste.gri306-generated' },
  { id: '306-4', kpi: 'waste.gri306-diverted', categories: gri306DivertedCategories },
  { id: '306-5', kpi: 'waste.gri306-disposed', categories: gri306DisposedCategories },
] as const;

/** Pounds and short tons never come out even: a millionth of them is under a gram. */
const decimals = 6;

/** A mass in tonnes as exact text in another unit; what is not on record stays blank. */
export function griMass(massTonnes: string | undefined, unit: MassUnit): string | null {
  if (massTonnes === undefined) return null;
  return exactText(new Exact(tonnesTo(tonnes(massTonnes), unit)).toDecimalPlaces(decimals, Decimal.ROUND_HALF_EVEN));
}

type Say = (key: string, facts?: Record<string, string>) => string;
const number = (text: string | null): CellToWrite => (text === null ? null : { text, as: 'number' });
const linesOf = <T>(figure: Figure): readonly T[] => {
  const { computed } = figure.result;
  return 'value' in computed ? ((computed.extra?.lines ?? []) as readonly T[]) : [];
};
function generatedRows(figure: Figure, unit: GriUnit, say: Say): CellToWrite[][] {
  const { computed } = figure.result;
  if (!('value' in computed)) return [];
  const cell = (text: string | undefined) => number(griMass(text, unit));
  const rows = linesOf<GeneratedLine>(figure).map((line) => [
    say(`waste.composition.${line.composition}`),
    ...[line.hazardousMassTonnes, line.nonHazardousMassTonnes, line.massTonnes].map(cell),
  ]);
  const { hazardousMassTonnes, nonHazardousMassTonnes } = computed.inputs;
  return [
    ...rows,
    [say('reports.page.why.total'), ...[hazardousMassTonnes, nonHazardousMassTonnes, computed.value].map(cell)],
  ];
}

function sideRows(figure: Figure, categories: readonly string[], unit: GriUnit, say: Say): CellToWrite[][] {
  const { computed } = figure.result;
  if (!('value' in computed)) return [];
  const lines = linesOf<SideLine>(figure);
  const cells = (fits: (line: SideLine) => boolean): CellToWrite[] =>
    [true, false, undefined]
      .map((onSite) => sideMass(lines, (line) => fits(line) && (onSite === undefined || line.onSite === onSite)))
      .map((text) => number(griMass(text, unit)));
  const rows = [true, false].flatMap((hazardous) =>
    categories.map((category) => [
      say(hazardous ? 'reports.page.gri.hazardousWaste' : 'reports.page.gri.nonHazardousWaste'),
      say(`reports.page.gri.category.${category}`),
      ...cells((line) => line.hazardous === hazardous && line.category === category),
    ]),
  );
  return [...rows, [say('reports.page.why.total'), null, ...cells(() => true)]];
}

/** One sheet a disclosure; without a figure it says why. */
export function griSheets(figures: readonly (Figure | undefined)[], unit: GriUnit, say: Say): SheetToWrite[] {
  const symbol = say(`waste.gri.unit.${unit}`);
  const heading = (key: string) => `${say(`waste.gri.${key}`)} (${symbol})`;
  return disclosures.map(({ id, ...disclosure }, at) => {
    const figure = figures[at];
    const computed = figure?.result.computed;
    const isSide = 'categories' in disclosure;
    const words = isSide ? ['hazard', 'operation'] : ['composition'];
    const masses = isSide ? ['onSite', 'offSite', 'total'] : ['hazardous', 'nonHazardous', 'total'];
    const rows: CellToWrite[][] =
      figure && computed && 'value' in computed
        ? isSide
          ? sideRows(figure, disclosure.categories, unit, say)
          : generatedRows(figure, unit, say)
        : [[say(`figure.noData.${computed && 'noData' in computed ? computed.noData : 'no_loads_in_period'}`)]];
    return {
      name: id,
      columns: [
        ...words.map((key) => ({ heading: say(`waste.gri.${key}`), width: 34 })),
        ...masses.map((key) => ({ heading: heading(key), width: 22, as: 'number' as const })),
      ],
      rows,
    };
  });
}

/** The route of the workbook. */
export function griRoutes(world: LedgerWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/gri306.xlsx',
      summary: 'GRI 306-3, 306-4 and 306-5 of a scope and period as a workbook, in t, kg, short tons or pounds',
      query: analysisQuery.extend({ unit: z.enum(griUnits).default('t') }),
      file: true,
      may: () => ({ action: 'figures.read' }),
      answer: async ({ session, request }, asked) => {
        const period = askedPeriod(asked.period);
        const language: Language = languageOf(request, 'en');
        const { actor } = session;
        const scope = await world.db.as(actor, (tx) => findScope(tx, asked.scope));
        if (!maySee(actor, scope.id)) throw new Refused('not_allowed');
        const key = { scopeId: scope.id, period: printPeriod(period), basis: asked.basis };
        const figures = await world.figures.ask(
          disclosures.map(({ kpi }) => ({ kpi, ...key })),
          actor,
        );
        const say: Say = (of, facts) => word(world.words, language, of, facts);
        const about: SheetToWrite = {
          name: say('waste.ledger.about'),
          columns: [
            { heading: say('waste.ledger.about.what'), width: 28 },
            { heading: say('waste.ledger.about.says'), width: 80 },
          ],
          rows: [
            [say('audit.index.scope'), `${scope.code} ${scope.name[language]}`],
            [say('audit.index.period'), labelPeriod(period, language)],
            [say('waste.ledger.about.basis'), say(`waste.ledger.basis.${asked.basis}`)],
            [say('audit.column.unit'), say(`waste.gri.unit.${asked.unit}`)],
            ...disclosures.map(({ id }, at) => [
              id,
              figures[at]
                ? `${world.url}/f/${figures[at].id}`
                : noDataWords(world.words, language, 'no_loads_in_period'),
            ]),
          ],
        };
        return {
          fileName: `GRI 306 ${scope.code} ${printPeriod(period)} ${asked.unit}.xlsx`,
          mediaType: XLSX,
          body: Readable.from(workbookBytes([...griSheets(figures, asked.unit, say), about])),
        };
      },
    }),
  ];
}
