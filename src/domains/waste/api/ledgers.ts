// The endpoints of government ledgers: which layouts there are, one as a workbook, and what is missing for it.
import { z } from 'zod';
import { type Route, type RouteContext, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import type { LedgerLayout } from '../model/ledger-layout.ts';
import { ledgerSourceOf } from '../model/ledger-sources.ts';
import { cellText, checkSentence, gapSentence } from './ledger-words.ts';
import { ledgerFile } from './ledger-workbook.ts';
import {
  askedLayout,
  type LedgerQuestion,
  type LedgerWorld,
  layoutsInForce,
  readLedger,
  readLedgerLayouts,
} from './read-ledger.ts';

/** Rows of each sheet that a page shows before anything is downloaded. */
const FIRST_ROWS = 8;

const lineOf = ({ sheets, ...layout }: LedgerLayout) => ({
  ...layout,
  sheets: sheets.map(({ id, title, rows, waste, unit, columns }) => ({
    id,
    title,
    rows,
    waste,
    unit,
    columns: columns.map(({ heading, from }) => ({ heading, from, gives: ledgerSourceOf(from).gives })),
  })),
});

/** The routes of ledgers. Layouts are read here, when the program starts: a broken one stops it with its place. */
export function ledgerRoutes(world: LedgerWorld): Route[] {
  const layouts = readLedgerLayouts(world.packs);
  const asked = z.object({
    layout: z.string().max(60),
    site: z.string().max(60),
    period: z.string(),
    basis: z.enum(['approved', 'shown']).default('approved'),
    lang: z.string().optional(),
  });
  const read = ({ session, request }: RouteContext, { layout, site, period, basis }: z.output<typeof asked>) => {
    const question: LedgerQuestion = { site, period: askedPeriod(period), basis, language: languageOf(request, 'zh') };
    const reader = { actor: session.actor, mayRead: (scopeId: string) => session.may('records.read', scopeId) };
    return readLedger(world, askedLayout(layouts, layout), reader, question);
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/ledgers',
      summary: 'Layouts of government ledgers in force, with their sources and whether anybody has verified them',
      may: () => ({ action: 'records.read' }),
      answer: async () => ({ layouts: layoutsInForce(layouts, world.todayIn('Asia/Shanghai')).map(lineOf) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/waste/ledgers/:layout.xlsx',
      summary: 'The ledger of a factory and period as a workbook',
      query: asked,
      file: true,
      may: () => ({ action: 'records.read' }),
      answer: async (context, input) => ledgerFile(await read(context, input), world.words),
    }),
    route({
      method: 'GET',
      path: '/api/v1/waste/ledgers/:layout/gaps',
      summary: 'What is missing for a ledger, how it stands to the figures, and its first rows',
      query: asked,
      may: () => ({ action: 'records.read' }),
      answer: async (context, input) => {
        const { ledger, site, question } = await read(context, input);
        const { language } = question;
        const title = (id: string) => ledger.sheets.find(({ sheet }) => sheet.id === id)?.sheet.title[language] ?? id;
        return {
          site: { id: site.id, code: site.code, name: site.name },
          gaps: ledger.gaps.map((gap) => ({ ...gap, words: gapSentence(gap, world.words, language, title) })),
          checks: ledger.checks.map((check) => ({ ...check, words: checkSentence(check, world.words, language) })),
          sheets: ledger.sheets.map(({ sheet, rows, cells }) => ({
            id: sheet.id,
            rows: rows.length,
            first: cells.slice(0, FIRST_ROWS).map((row, at) => ({
              state: rows[at]?.state ?? 'approved',
              cells: row.map((cell) => cellText(cell, world.words, language)),
            })),
          })),
        };
      },
    }),
  ];
}
