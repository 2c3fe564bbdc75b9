// One number that grows with whatever is written: pages ask for it, and ask anew for what they show when it has grown.
import { sql } from 'kysely';
import { z } from 'zod';
import { type Database, systemActor } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';

/** Everybody's pages ask every few seconds: the number is read once for all who ask within this time. */
const SHARED_MS = 1_000;

/** The newest number of the history, and whether the figures have caught up with it. */
async function readChanges(db: Database): Promise<string> {
  return db.as(systemActor('figures'), async (tx) => {
    const { rows } = await sql<{ seq: number; behind: boolean }>`
      select coalesce((select seq from history_entry order by seq desc limit 1), 0) as seq, exists (select from kpi_dirty) as behind`.execute(
      tx,
    );
    return `${rows[0]?.seq ?? 0}${rows[0]?.behind ? '-' : ''}`;
  });
}

/** The route that pages poll; without news it answers 304 and nothing else. */
export function changeRoutes({ db }: { db: Database }): Route[] {
  let shared: { changes: Promise<string>; until: number } | undefined;
  const changesNow = () => {
    if (shared && shared.until > Date.now()) return shared.changes;
    const changes = readChanges(db);
    shared = { changes, until: Date.now() + SHARED_MS };
    changes.catch(() => {
      shared = undefined;
    });
    return changes;
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/changes',
      summary: 'A number that grows with whatever is written, and how many notices I have not read; 304 without news',
      query: z.object({}),
      may: () => 'signed-in',
      answer: async ({ session, request, reply }) => {
        const written = await changesNow();
        const unread = await db.as(session.actor, async (tx) => {
          const { rows } = await sql<{
            n: number;
          }>`select count(*)::int as n from notice where person_id = ${session.personId} and read_at is null and done_at is null`.execute(
            tx,
          );
          return rows[0]?.n ?? 0;
        });
        const tag = `"${written}.${unread}"`;
        reply.header('etag', tag).header('cache-control', 'private, no-cache');
        if (request.headers['if-none-match'] === tag) {
          await reply.code(304).send();
          return undefined;
        }
        return { written, unread };
      },
    }),
  ];
}
