// What several meters measure, said at once: a file of readings may bring a hundred of which nothing else is known.
import { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { recordMany } from '#platform/records/server/record.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { waterDestinations, waterSources, waterUses } from '../model/flows.ts';
import { measuresOf, meter, meterRoles } from '../records/meter.ts';

/** What saying it needs of the installation. */
export interface MeasuresWorld {
  db: Database;
  kinds: Kinds;
  todayIn(timeZone: string): string;
}

const MOST = 500;

/** The endpoint by which meters are told what they measure. */
export function measureRoutes(world: MeasuresWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/water/meters/measures',
      summary: 'Says of meters of a factory what they measure: each becomes a new revision, or none does',
      body: z.object({
        site: z.uuid(),
        meters: z.array(z.uuid()).min(1).max(MOST),
        role: z.enum(meterRoles),
        source: z.enum(waterSources).nullish(),
        destination: z.enum(waterDestinations).nullish(),
        use: z.enum(waterUses).nullish(),
      }),
      may: ({ body }) => ({ action: 'records.record', scopeId: body.site }),
      answer: async ({ session }, { body: { site, meters, ...said } }) =>
        world.db.as(session.actorFor('records.record'), async (tx) => {
          const asked = [...new Set(meters)];
          const found = await findLatest(tx, meter, asked);
          const own = found.filter(({ values, voided }) => values.site === site && !voided);
          if (own.length < asked.length) throw new Refused('not_found');
          const given = own.map(({ id, revision, values }) => ({
            ...{ id, basedOn: revision, values: { ...values, ...measuresOf(said) } },
          }));
          const via = session.key ? 'api' : 'web';
          const recorded = await recordMany(tx, meter, given, {
            ...{ kinds: world.kinds, via, todayIn: world.todayIn, limits: {} },
          });
          return { changed: recorded.filter(({ outcome }) => outcome === 'changed').length };
        }),
    }),
  ];
}
