// Notes every file that somebody takes, an export, a paper, a report; and what somebody asked for and may not.
import type { FastifyRequest } from 'fastify';
import type { Database } from '../db/database.ts';
import type { Route } from '../http/route.ts';
import { noteAccess } from './access-events.ts';
import { deviceOf, networkOf } from './device.ts';
import type { Session } from './session.ts';
import { Attempts } from './sign-in-attempts.ts';

/** What is asked for is named by the address that was declared, with what stands in its place; never by the query. */
const subjectOf = (request: FastifyRequest, { path }: Route): string =>
  Object.entries((request.params ?? {}) as Record<string, string>).reduce(
    (named, [name, value]) => named.replace(`:${name}`, value),
    path.replace(/^\/api\/v1\//, ''),
  );

const whereOf = (request: FastifyRequest) => ({
  network: networkOf(request.ip),
  device: deviceOf(request.headers['user-agent']),
});

/** For the server: one note a file, under the reader's own name, before he has it. */
export const noteFile =
  (db: Database) =>
  async (session: Session, request: FastifyRequest, route: Route): Promise<void> => {
    const what = route.path.startsWith('/api/v1/evidence/') ? ('file' as const) : ('export' as const);
    await db.as(session.actor, (tx) =>
      noteAccess(tx, { what, subject: subjectOf(request, route), ...whereOf(request) }),
    );
  };

/** Whoever tries every door is noted at each, and at the same one not again for a while. */
const onceInAWhile = { most: 1, seconds: 600 } as const;

/** For the server: notes that somebody asked for what he may not, by the route that was declared. */
export const noteNotAllowed = (db: Database) => {
  const noted = new Attempts();
  return async (session: Session, request: FastifyRequest, route: Route): Promise<void> => {
    const subject = `${route.method} ${route.path.replace(/^\/api\/v1\//, '')}`;
    if (!noted.take(`${session.personId} ${subject}`, onceInAWhile).allowed) return;
    await db.as(session.actor, (tx) =>
      noteAccess(tx, { what: 'not-allowed', outcome: 'refused', subject, ...whereOf(request) }),
    );
  };
};
