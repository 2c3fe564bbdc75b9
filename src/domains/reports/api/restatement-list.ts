// The endpoints of corrections after closing: those that wait to be decided, those that wait for the next edition, and what is small.
import { z } from 'zod';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Session } from '#platform/access/session.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { keepSetting } from '#platform/records/server/kept-settings.ts';
import { hide, maskOf } from '#platform/records/server/masked.ts';
import { namesFor, type ReferredName } from '#platform/records/server/names.ts';
import { peopleNamed } from '#platform/records/server/people-named.ts';
import { closable } from '#platform/records/server/period-grid.ts';
import { listRevisions, type RecordRead } from '#platform/records/server/read.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { findEdition, listEditions } from '../store/editions.ts';
import { listOpenRestatements } from '../store/open-restatements.ts';
import { listRestatements } from '../store/restatements.ts';
import { restatedEdition, thresholdKept } from './restated-edition.ts';
import { type ReportWorld, restatableKinds } from './world.ts';

/** A share as it is typed: `0.001`. */
const fraction = z.string().regex(/^0(\.\d{1,6})?$/);

/** The routes of restatements. */
export function restatementRoutes(world: ReportWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/restatements',
      summary: 'Corrections of closed months: what waits to be decided, and what waits for the next edition',
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }) =>
        world.db.as(session.actor, async (tx) => ({
          waiting: await waiting(tx, world, session),
          approved: await awaiting(tx, world, session),
          threshold: await thresholdKept(tx),
        })),
    }),
    route({
      method: 'GET',
      path: '/api/v1/editions/:id/restatement',
      summary: 'What an edition would print otherwise now, and whether that is small',
      query: z.object({ id: z.string().max(40), lang: z.string().optional() }),
      may: () => ({ action: 'report.read' }),
      answer: async ({ session, request }, { id }) => {
        const edition = await world.db.as(session.actor, (tx) => findEdition(tx, id));
        if (!edition) throw new Refused('not_found');
        return restatedEdition(world, edition, languageOf(request, 'en'));
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/restatements/threshold',
      summary: 'Set from where on a change of a published figure asks for a reissue, with a reason',
      body: z.object({ points: fraction, share: fraction, reason: z.string().trim().min(1).max(1_000) }),
      may: () => ({ action: 'review.set', scopeId: GROUP_ID }),
      answer: async ({ session }, { body: { reason, ...threshold } }) => {
        await world.db.as(session.actorFor('review.set'), (tx) =>
          keepSetting(tx, 'restatement.threshold', threshold, 'api', reason, { figures: false }),
        );
        return { ok: true };
      },
    }),
  ];
}

/** Old beside new of one record, as far as the reader may see it. */
interface OldAndNew {
  before: Pick<RecordRead, 'values' | 'lines'> | null;
  now: Pick<RecordRead, 'values' | 'lines' | 'voided'>;
  names: Record<string, ReferredName>;
}

async function oldAndNew(
  tx: Tx,
  world: ReportWorld,
  session: Session,
  kind: RecordKind,
  revisions: readonly RecordRead[],
  [before, now]: readonly [RecordRead | undefined, RecordRead],
): Promise<OldAndNew> {
  const mask = maskOf(session, kind);
  const shown = (record: RecordRead) => {
    const { values, lines, voided } = hide(record, mask);
    return { values, lines, voided };
  };
  return {
    before: before ? shown(before) : null,
    now: shown(now),
    names: await namesFor(tx, world.kinds, kind, revisions),
  };
}

async function waiting(tx: Tx, world: ReportWorld, session: Session) {
  const found = [];
  for (const kind of closable(world.kinds))
    for (const one of await listOpenRestatements(tx, {
      ...{ kind: kind.kind, table: kind.table, siteColumn: `${kind.site ?? 'site'}_id` },
    })) {
      if (!session.may('records.read', one.siteId)) continue;
      const revisions = await listRevisions(tx, kind, one.recordId);
      const now = revisions.at(-1);
      if (!now) continue;
      const counting = revisions.find(({ counts }) => counts);
      found.push({
        ...{ kind: kind.kind, ...one },
        ...(await oldAndNew(tx, world, session, kind, revisions, [counting, now])),
      });
    }
  const names = await peopleNamed(
    tx,
    found.map(({ actor }) => actor),
  );
  return found.map((one) => ({ ...one, actorName: names(one.actor) }));
}

/** What was approved since the newest edition that covers its month: the next one will hold it. */
async function awaiting(tx: Tx, world: ReportWorld, session: Session) {
  const editions = await listEditions(tx);
  const all = await listRestatements(tx, restatableKinds(world));
  const found = [];
  for (const one of all) {
    const newest = editions.find(({ from, before }) => from <= one.month && one.month < before);
    const kind = world.kinds.get(one.kind);
    if (!newest || newest.id !== one.editionId || !kind || !session.may('records.read', one.siteId)) continue;
    const revisions = await listRevisions(tx, kind, one.recordId);
    const now = revisions.find(({ approvedSeq }) => approvedSeq === one.seq);
    if (!now) continue;
    const replaced = revisions.find(({ endedSeq }) => endedSeq === one.seq);
    found.push({
      ...{ kind: one.kind, recordId: one.recordId, siteId: one.siteId, month: one.month.slice(0, 7) },
      ...{ at: one.at, reason: one.reason, actorName: one.actorName, approvedByName: one.approvedByName },
      edition: { id: newest.id, number: newest.number, period: newest.period },
      ...(await oldAndNew(tx, world, session, kind, revisions, [replaced, now])),
    });
  }
  return found;
}
