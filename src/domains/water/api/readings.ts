// Readings by HTTP: a batch is kept whole or not at all, and is acknowledged when it is on disk; what flowed by the hour.
import { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { instantShape } from '#platform/http/instant.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { Problem } from '#platform/records/declare/kind.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { readingInstant } from '../rules/reading-instant.ts';
import {
  findHours,
  findPoint,
  type IncomingReading,
  keepNewer,
  keepReadings,
  pointsByCode,
} from '../store/readings.ts';
import { FIRST_TIME } from './first-time.ts';

/** What the endpoints of readings need of the installation. */
export interface ReadingsWorld {
  db: Database;
}

const READINGS_AT_MOST = 20_000;
const BYTES_AT_MOST = 4 * 1024 * 1024;
const PROBLEMS_TOLD = 50;
const MOST_MONTHS = 13;
const DAY_MS = 86_400_000;

const batch = z.object({
  readings: z
    .array(
      z.object({
        /** factory and meter by their codes: `SZ1/W-01` */
        meter: z.string().max(80),
        at: z.iso.datetime({ offset: true }),
        /** an exact decimal, as text where it may be long */
        count: z.union([z.string().regex(/^\d{1,18}(\.\d{1,9})?$/), z.int().min(0)]),
      }),
    )
    .min(1)
    .max(READINGS_AT_MOST),
});

/** Endpoints of readings. */
export function readingRoutes({ db }: ReadingsWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/water/readings',
      summary:
        'Readings of meters, up to 20,000 at once: all are kept or none; one that is there already is not kept again',
      largest: BYTES_AT_MOST,
      body: batch,
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }, { body: { readings } }) => {
        const receivedMs = Date.now();
        const actor = session.actorFor('records.record');
        // By itself: while a transaction is open, nobody else has the embedded database.
        const points = await db.as(actor, (tx) =>
          pointsByCode(
            tx,
            readings.map(({ meter }) => meter),
          ),
        );
        // Who may write to none of them is told no more than that.
        if (points.size === 0) throw new Refused('not_found');
        const problems: Problem[] = [];
        const incoming: IncomingReading[] = [];
        for (const [index, { meter, at, count }] of readings.entries()) {
          const wrong = (field: string, code: string, given: string) =>
            problems.push({ field, code, facts: { given }, level: 'error', line: index + 1 });
          const point = points.get(meter);
          if (!point) wrong('meter', 'unknown_meter', meter);
          const deviceMs = Date.parse(at);
          const instant = readingInstant({ deviceMs, receivedMs, live: false }, { notBeforeMs: FIRST_TIME });
          if (instant.code === 'clock_ahead') wrong('at', 'reading_in_future', at);
          else if (instant.atMs === null) wrong('at', 'clock_was_not_set', at);
          else if (point) {
            const reportedAt = new Date(deviceMs).toISOString();
            const countsAt = instant.atMs === deviceMs ? reportedAt : new Date(instant.atMs).toISOString();
            incoming.push({
              point: point.point,
              at: countsAt,
              reportedAt,
              count: String(count),
              clock: instant.code,
            });
          }
        }
        if (problems.length > 0) throw new Refused('readings_not_kept', {}, problems.slice(0, PROBLEMS_TOLD));
        const received = { path: 'http', receivedAt: new Date(receivedMs).toISOString() };
        if (await keepNewer(db, actor, incoming, received)) return { kept: readings.length, known: 0 };
        const kept = await db.as(actor, (tx) => keepReadings(tx, incoming, received));
        return { kept, known: readings.length - kept };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/meters/:id/hours',
      summary: 'What flowed through a meter by the hour, with the intervals of which there is something to say',
      query: z.object({
        id: z.uuid(),
        from: instantShape,
        before: instantShape,
      }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id, from, before }) => {
        if (Date.parse(before) - Date.parse(from) > MOST_MONTHS * 31 * DAY_MS)
          throw new Refused('period_too_long', { most: MOST_MONTHS });
        return db.as(session.actor, async (tx) => {
          const point = await findPoint(tx, id);
          if (point === null) throw new Refused('not_found');
          return findHours(tx, point, { from, before });
        });
      },
    }),
  ];
}
