// The endpoints of an audit: what would be drawn, and all of it in one archive.
import { z } from 'zod';
import { type Route, type RouteContext, route } from '#platform/http/route.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { exactText } from '#units/quantity.ts';
import { readSampleHow } from '../rules/audit-sample.ts';
import { auditFile } from './audit-zip.ts';
import { type AuditWorld, readAudit } from './read-audit.ts';

/** The routes of an audit; who may read records, papers and history of a scope may take them along. */
export function auditRoutes(world: AuditWorld): Route[] {
  const asked = z.object({
    scope: z.string().max(60).default('group'),
    period: z.string(),
    how: z.string().max(60),
    lang: z.string().optional(),
  });
  const read = ({ session }: RouteContext, { scope, period, how }: z.output<typeof asked>) => {
    const drawn = readSampleHow(how);
    if (!drawn) throw new Refused('wrong_input');
    return readAudit(world, session, { scope, period: askedPeriod(period), how: drawn });
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/audit',
      summary: 'A sample of the loads behind a figure: seed:N:SEED or top:N',
      query: asked,
      may: () => ({ action: 'history.read' }),
      answer: async (context, input) => {
        const { scope, population, sample, papers, figures, head } = await read(context, input);
        return {
          scope: { id: scope.id, type: scope.type, code: scope.code, name: scope.name },
          population,
          sample: sample.map(({ massTonnes, ...load }) => ({
            ...load,
            massTonnes: exactText(massTonnes),
            papers: papers.filter(({ loadId }) => loadId === load.id).length,
          })),
          files: new Set(papers.map(({ sha256 }) => sha256)).size,
          figureId: figures[0]?.id ?? null,
          head: head ? { height: head.height, hash: head.hash } : null,
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/waste/audit.zip',
      summary: 'The sample with its papers, the history of each record, and the figures, in one archive',
      query: asked,
      file: true,
      may: () => ({ action: 'history.read' }),
      answer: async (context, input) => auditFile(world, context.session.actor, await read(context, input)),
    }),
  ];
}
