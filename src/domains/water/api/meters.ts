// The meter tree of a scope and period: what flowed through each meter, and where a main and its sub-meters do not agree.
import { z } from 'zod';
import { printPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Database } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { cubicMetres, exactText, share } from '#units/quantity.ts';
import type { MeterPlaceAnswer } from '../model/meter-place.ts';
import { meterTree } from '../rules/meter-tree.ts';
import { findMeterPlace } from '../store/meter-place.ts';
import { listMeters, type MeterRow } from '../store/meters.ts';

const text = (volume: Parameters<typeof exactText>[0] | null) => (volume === null ? null : exactText(volume));

/** Every main of the meters with its difference to what lies below it. */
function nodesOf(meters: readonly MeterRow[]) {
  return meterTree(
    meters.map(({ id, parentId, volumeM3, feedsIn, unmeteredShare }) => ({
      ...{ id, parentId, feedsIn, volumeM3: volumeM3 === null ? null : cubicMetres(volumeM3) },
      ...(unmeteredShare === null ? {} : { unmeteredShare: share(unmeteredShare) }),
    })),
  ).map(({ id, state, inM3, subsM3, differenceM3, differenceShare, notKnown }) => ({
    ...{ id, state, notKnown, inM3: text(inM3), subsM3: text(subsM3), differenceM3: text(differenceM3) },
    differenceShare: text(differenceShare),
  }));
}

/** Endpoints of meters. */
export function meterRoutes({ db }: { db: Database }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/meters/:id/place',
      summary: 'What stands at a meter now, and what it showed last',
      query: z.object({ id: z.uuid(), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id }): Promise<MeterPlaceAnswer> =>
        db.as(session.actor, async (tx) => {
          const place = await findMeterPlace(tx, id, Date.now());
          if (!place) throw new Refused('not_found');
          return { ...place, mayRecord: session.may('records.record', place.site.id) };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/meters',
      summary:
        'The meters of a scope with what flowed through each in a period, and the mains whose sub-meters do not agree with them',
      query: z.object({ scope: z.string().max(60).default('group'), period: z.string(), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked) =>
        db.as(session.actor, async (tx) => {
          const period = askedPeriod(asked.period);
          const scope = await findScope(tx, asked.scope);
          const meters = await listMeters(tx, scope.type === 'group' ? 'all' : scope.siteIds, period);
          return { period: printPeriod(period), meters, nodes: nodesOf(meters) };
        }),
    }),
  ];
}
