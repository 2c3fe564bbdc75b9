// The round of readings by hand: its meters in walking order, and the questions of a reading, asked again where it is recorded.
import { z } from 'zod';
import { findScope } from '#platform/access/find-scope.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { Problem } from '#platform/records/declare/kind.ts';
import type { RecordGuard } from '#platform/records/server/record.ts';
import { readingInstant } from '../rules/reading-instant.ts';
import { questionsAt } from '../rules/round-meter.ts';
import { findAt, listRound, listRoundLabels } from '../store/round.ts';
import { FIRST_TIME } from './first-time.ts';

/**
 * What a reading by hand runs into that stands: the phone has judged it by what it knew, which without network may be old.
 * A question that was confirmed there, with a reason, is not asked again.
 */
export const handReadingGuard: RecordGuard = async (tx: Tx, values): Promise<Problem[]> => {
  const { meter, readAt, count, confirmed } = values as {
    meter: string;
    readAt: string;
    count: string;
    confirmed: string[] | null;
  };
  const receivedMs = Date.now();
  if (
    readingInstant({ deviceMs: Date.parse(readAt), receivedMs, live: false }, { notBeforeMs: FIRST_TIME }).atMs === null
  )
    return [{ field: 'readAt', code: 'hand_reading_clock', facts: { given: readAt }, level: 'error' }];
  const found = await findAt(tx, meter, new Date(readAt).toISOString());
  if (!found) return [];
  const asked = questionsAt(found, Date.parse(readAt), count).filter((one) => !confirmed?.includes(one));
  const { last } = found;
  const facts = { given: count, last: last?.count ?? '' };
  return asked.map((code) => ({ field: 'count', code: `hand_reading_${code}`, facts, level: 'error' }));
};

/** Endpoints of the round. */
export function roundRoutes({ db, url }: { db: Database; url: string }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/round',
      summary: 'The meters that the reader reads by hand, in walking order, with their last reading and what is usual',
      query: z.object({ lang: z.string().optional() }),
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }) => {
        const sites = session.actorFor('records.record').writes;
        return db.as(session.actor, async (tx) => ({ meters: await listRound(tx, sites, new Date().toISOString()) }));
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/round/labels',
      summary: 'What stands on the labels of the meters of the reading round, with the address that each leads to',
      query: z.object({ scope: z.string().max(60).default('group'), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked) =>
        db.as(session.actor, async (tx) => {
          const scope = await findScope(tx, asked.scope);
          const meters = await listRoundLabels(tx, scope.type === 'group' ? 'all' : scope.siteIds);
          return { labels: meters.map((meter) => ({ ...meter, link: `${url}/water/round/${meter.id}` })) };
        }),
    }),
  ];
}
