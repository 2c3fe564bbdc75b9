// Findings as they stand: the list of a scope, and one with the series that shows it and the water that it costs.
import { z } from 'zod';
import { findScope } from '#platform/access/find-scope.ts';
import type { Session } from '#platform/access/session.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { InboxTask } from '#platform/records/server/inbox.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { exactText } from '#units/quantity.ts';
import type { FindingsAnswer, FindingTold, ListedFinding, OneFinding } from '../model/finding.ts';
import { findingVolume } from '../rules/finding-volume.ts';
import { countOpenFindings, findFinding, listFindings } from '../store/list-findings.ts';

const MOST = 500;

/** With the water that it costs, as far as anybody can say. */
function withVolume(finding: ListedFinding): FindingTold {
  const volume = findingVolume(finding, finding.lastDay);
  return {
    ...finding,
    soFarM3: volume ? exactText(volume.soFarM3) : null,
    yearlyM3: volume ? exactText(volume.yearlyM3) : null,
  };
}

/** Endpoints of findings. */
export function findingRoutes({ db }: { db: Database }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/findings',
      summary: 'Leaks and other things to look at, open ones first, at the meters of a scope',
      query: z.object({ scope: z.string().max(60).default('group'), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked): Promise<FindingsAnswer> =>
        db.as(session.actor, async (tx) => {
          const scope = await findScope(tx, asked.scope);
          const findings = await listFindings(tx, scope.type === 'group' ? 'all' : scope.siteIds, MOST);
          return { findings: findings.map(withVolume), most: MOST };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/findings/:id',
      summary: 'One finding with the series that shows it, what is usual, and the water that it costs',
      query: z.object({ id: z.uuid(), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id }): Promise<OneFinding> =>
        db.as(session.actor, async (tx) => {
          const found = await findFinding(tx, id);
          if (!found) throw new Refused('not_found');
          return {
            ...withVolume(found.finding),
            mayAnswer: session.may('records.record', found.finding.site.id),
            series: found.series.map(([day, value]) => ({ day, value })),
          };
        }),
    }),
  ];
}

/** Findings that wait for their cause, for whoever records at their factory. */
export async function findingTasks(tx: Tx, session: Session): Promise<InboxTask[]> {
  const open = await countOpenFindings(tx);
  return open
    .filter(({ siteId }) => session.may('records.record', siteId))
    .map(({ siteId, count }) => ({
      ...{ task: 'water.findings.task', to: '/water/findings', scopeId: siteId, month: null, count },
    }));
}
