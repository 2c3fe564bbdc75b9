// The endpoints of reports: the living report, editions, figures and where they come from, and verification.
import { z } from 'zod';
import { printPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { type Route, type RouteContext, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import type { Basis, FigureKey } from '#platform/kpi/ledger.ts';
import { viewOf } from '#platform/kpi/view.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { readLimits } from '../render/printed-file.ts';
import { findEdition, listPrinted } from '../store/editions.ts';
import { keepLivingReports, listEditionLines, livingReportJson, readLivingReport } from './living-report.ts';
import { fileOf, formats } from './print.ts';
import { readProvenance } from './provenance.ts';
import { publish } from './publish.ts';
import { verifyEdition, verifyFile } from './verify.ts';
import type { ReportWorld } from './world.ts';

const basis = z.enum(['approved', 'shown']).default('approved');
const lang = z.string().optional();
const MOST_FIGURES = 500;

const inLanguage = ({ request }: Pick<RouteContext, 'request'>) => languageOf(request, 'en');
const listOf = (text: string) => text.split(',').filter((one) => one !== '');

/** The bytes of the one file of a multipart request. @throws Refused `wrong_input`, `file_too_large` */
async function uploaded({ request }: RouteContext): Promise<Buffer> {
  try {
    const part = await request.file({ limits: { fileSize: readLimits.fileBytes } });
    if (part) return await part.toBuffer();
  } catch (error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw new Refused('file_too_large');
    if (statusCode !== undefined) throw error;
  }
  // None, or a form that breaks off.
  throw new Refused('wrong_input');
}

function livingRoutes(world: ReportWorld): Route[] {
  const kept = keepLivingReports(world);
  return [
    route({
      method: 'GET',
      path: '/api/v1/report',
      summary: 'The living report of a period, with its editions',
      query: z.object({ period: z.string(), basis, lang }),
      may: () => ({ action: 'report.read' }),
      answer: async (context, asked) => {
        const { session, reply } = context;
        const question = {
          period: askedPeriod(asked.period),
          basis: asked.basis as Basis,
          language: inLanguage(context),
        };
        const json = await livingReportJson(world, kept, session.actor, question);
        const mayPublish = session.mayForGroup('report.publish');
        return reply.type('application/json; charset=utf-8').send(`${json.slice(0, -1)},"mayPublish":${mayPublish}}`);
      },
    }),
    ...formats.map((format) =>
      route({
        method: 'GET',
        path: `/api/v1/report/draft.${format}`,
        summary: `The living report as a draft, ${format.toUpperCase()}`,
        query: z.object({ period: z.string(), basis, lang }),
        file: true,
        may: () => ({ action: 'report.read' }),
        answer: async (context, asked) => {
          const period = askedPeriod(asked.period);
          const question = { period, basis: asked.basis as Basis, language: inLanguage(context) };
          const { document } = await readLivingReport(world, context.session.actor, question);
          return fileOf(document, format, printPeriod(period));
        },
      }),
    ),
    route({
      method: 'POST',
      path: '/api/v1/report/publish',
      summary: 'Freeze the living report of a period as the next edition',
      body: z.object({ period: z.string(), note: z.string().trim().max(500).optional() }),
      may: () => ({ action: 'report.publish', scopeId: GROUP_ID }),
      answer: async ({ session }, { body }) =>
        publish(world, session.actorFor('report.publish'), {
          period: askedPeriod(body.period),
          note: body.note || null,
          via: 'api',
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/report/verify',
      summary: 'Whether a printed copy is what was published',
      query: z.object({ level: z.coerce.number().int().min(1).max(2).default(1), lang }),
      may: () => ({ action: 'report.read' }),
      answer: async (context, { level }) =>
        verifyFile(world, await uploaded(context), level === 2 ? 2 : 1, inLanguage(context)),
    }),
  ];
}

function editionRoutes(world: ReportWorld): Route[] {
  const one = z.object({ id: z.string().max(40), lang });
  return [
    route({
      method: 'GET',
      path: '/api/v1/editions',
      summary: 'Published editions, the newest first, with what was restated since',
      may: () => ({ action: 'report.read' }),
      answer: async () => ({ editions: await listEditionLines(world) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/editions/:id',
      summary: 'An edition as it was frozen',
      query: one,
      may: () => ({ action: 'report.read' }),
      answer: async (context, { id }) => {
        const lines = await listEditionLines(world);
        return world.db.as(context.session.actor, async (tx) => {
          const edition = await findEdition(tx, id);
          const line = lines.find((each) => each.id === edition?.id);
          if (!edition || !line) throw new Refused('not_found');
          return {
            edition: line,
            document: edition.documents[inLanguage(context)],
            figures: await listPrinted(tx, edition.id),
          };
        });
      },
    }),
    ...formats.map((format) =>
      route({
        method: 'GET',
        path: `/api/v1/editions/:id/report.${format}`,
        summary: `An edition as ${format.toUpperCase()}`,
        query: one,
        file: true,
        may: () => ({ action: 'report.read' }),
        answer: async (context, { id }) => {
          const edition = await world.db.as(context.session.actor, (tx) => findEdition(tx, id));
          if (!edition) throw new Refused('not_found');
          return fileOf(edition.documents[inLanguage(context)], format, edition.period);
        },
      }),
    ),
    route({
      method: 'GET',
      path: '/api/v1/editions/:id/verify',
      summary: 'Whether an edition still follows from its sums, or from the records',
      query: z.object({ id: z.string().max(40), level: z.coerce.number().int().min(1).max(2).default(1) }),
      may: () => ({ action: 'report.read' }),
      answer: async (context, { id, level }) => verifyEdition(world, id, level === 2 ? 2 : 1, inLanguage(context)),
    }),
  ];
}

function figureRoutes(world: ReportWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/figures',
      summary: 'Figures of the ledger by KPI, scope and period',
      query: z.object({ kpi: z.string(), scope: z.string().default('group'), period: z.string(), basis, lang }),
      may: () => ({ action: 'figures.read' }),
      answer: async (context, asked) => {
        const { actor } = context.session;
        const kpis = listOf(asked.kpi);
        for (const kpi of kpis) if (!world.kpis.has(kpi)) throw new Refused('unknown_kpi', { given: kpi });
        const periods = listOf(asked.period).map((written) => printPeriod(askedPeriod(written)));
        const { scopes, organisation } = await world.db.as(actor, async (tx) => {
          const found = [];
          for (const scope of listOf(asked.scope).slice(0, MOST_FIGURES)) found.push(await findScope(tx, scope));
          return { scopes: found, organisation: (await world.figures.context(tx)).organisation };
        });
        const keys: FigureKey[] = kpis.flatMap((kpi) =>
          scopes.flatMap((scope) =>
            periods.map((period) => ({ kpi, scopeId: scope.id, period, basis: asked.basis as Basis })),
          ),
        );
        if (keys.length > MOST_FIGURES) throw new Refused('wrong_input');
        const seen = keys.filter(({ scopeId }) => actor.figures === 'all' || actor.figures.includes(scopeId));
        const figures = await world.figures.ask(seen, actor);
        const view = { kpis: world.kpis, words: world.words, organisation, language: inLanguage(context) };
        return { figures: figures.flatMap((figure) => (figure ? [viewOf(figure, view)] : [])) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/f/:id',
      summary: 'Where a figure comes from: formula, standards, inputs, sums, records, papers',
      query: z.object({ id: z.string().max(32), lang }),
      may: () => ({ action: 'figures.read' }),
      answer: async (context, { id }) =>
        readProvenance(world, context.session.actor, inLanguage(context), id.toUpperCase()),
    }),
  ];
}

/** The routes of reports. */
export const reportRoutes = (world: ReportWorld): Route[] => [
  ...livingRoutes(world),
  ...editionRoutes(world),
  ...figureRoutes(world),
];
