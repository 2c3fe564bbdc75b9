// Notes every file that somebody takes: an export, a paper, a report.
import type { FastifyRequest } from 'fastify';
import type { Database } from '../db/database.ts';
import type { Route } from '../http/route.ts';
import { noteAccess } from './access-events.ts';
import { deviceOf, networkOf } from './device.ts';
import type { Session } from './session.ts';

/** What is taken is named by the address that was declared, with what stands in its place; never by the query. */
const subjectOf = (request: FastifyRequest, { path }: Route): string =>
  Object.entries((request.params ?? {}) as Record<string, string>).reduce(
    (named, [name, value]) => named.replace(`:${name}`, value),
    path.replace(/^\/api\/v1\//, ''),
  );

/** For the server: one note a file, under the reader's own name, before he has it. */
export const noteFile =
  (db: Database) =>
  async (session: Session, request: FastifyRequest, route: Route): Promise<void> => {
    const what = route.path.startsWith('/api/v1/evidence/') ? ('file' as const) : ('export' as const);
    const where = { network: networkOf(request.ip), device: deviceOf(request.headers['user-agent']) };
    await db.as(session.actor, (tx) => noteAccess(tx, { what, subject: subjectOf(request, route), ...where }));
  };
