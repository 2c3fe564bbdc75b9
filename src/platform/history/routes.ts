// The history as a reader sees it: what was done, by whom, sealed in which block; and whether it still holds.
import { sql } from 'kysely';
import { z } from 'zod';
import { GROUP_ID } from '../access/organisation.ts';
import type { Database } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import type { Kinds } from '../records/server/refs.ts';
import { findHead } from './seal.ts';
import { verifyHistory } from './verify.ts';

/** Endpoints of the history. */
export function historyRoutes(world: { db: Database; kinds: Kinds }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/history',
      summary: 'The newest entries, as far as they are the reader’s',
      query: z.object({
        limit: z.coerce.number().int().min(1).max(500).default(100),
        before: z.coerce.number().int().optional(),
      }),
      may: () => ({ action: 'history.read' }),
      answer: async ({ session }, { limit, before }) =>
        world.db.as(session.actor, async (tx) => {
          const { rows } = await sql<{
            seq: number;
            n: number;
            at: Date;
            actor: string;
            via: string;
            action: string;
            kind: string | null;
            rows: number;
            reason: string | null;
            name_en: string | null;
            name_zh: string | null;
          }>`
            select e.seq, e.n, e.at, e.actor, e.via, e.action, e.kind, e.rows, e.reason, a.name_en, a.name_zh from history_entry e
            left join person_attribute a on a.person_id::text = e.actor
            where ${before === undefined ? sql`true` : sql`e.seq < ${before}`} order by e.seq desc, e.n desc limit ${limit}`.execute(
            tx,
          );
          const head = await findHead(tx);
          return {
            entries: rows.map(({ name_en, name_zh, ...row }) => ({
              ...row,
              actorName: { en: name_en ?? row.actor, zh: name_zh ?? row.actor },
              sealed: head ? row.seq < head.beforeSeq : false,
            })),
            head: head ? { height: head.height, hash: head.hash } : null,
          };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/history/verify',
      summary: 'Check chain, entries, revisions and content against each other',
      may: () => ({ action: 'settings.change', scopeId: GROUP_ID }),
      answer: async () => verifyHistory(world.db, world.kinds),
    }),
  ];
}
