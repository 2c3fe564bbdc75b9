// What waits for somebody: open revisions by kind, site and month, with the step that he may take and by when.
import { sql } from 'kysely';
import { GROUP_ID } from '../../access/organisation.ts';
import type { Session } from '../../access/session.ts';
import type { Database, Tx } from '../../db/database.ts';
import { type Route, route } from '../../http/route.ts';
import type { RecordKind } from '../declare/kind.ts';
import { type NamedStandIn, standInsOf } from './delegations.ts';
import { hideWords, maskOf } from './masked.ts';
import { type DueWorld, listOpen } from './open-reviews.ts';
import type { Mask } from './read.ts';
import { listReturnedAt } from './returned.ts';
import { listHandedOver, listOpenWork, type OpenWork, whoseWork } from './whose-work.ts';

/** What a domain knows to wait for somebody beyond steps of review: a sentence, and the page on which it is done. */
export interface InboxTask {
  /** key of its sentence, with `{count}`; `|do` behind it is the word of its button */
  task: string;
  /** the page, without scope and period */
  to: string;
  scopeId: string;
  month: string | null;
  count: number;
  /** what else its sentence says; a calendar date is written in the reader's words, and `dueOn` is when it is due */
  facts?: Readonly<Record<string, string | number>>;
}
/** Asks a domain for the tasks of a session. */
export type InboxSource = (tx: Tx, session: Session) => Promise<readonly InboxTask[]>;

/** Returned records that one item of the inbox names with their words; the list holds the rest. */
const RETURNED_NAMED = 20;

/** What the inbox needs of the installation. */
export interface InboxWorld extends DueWorld {
  db: Database;
  sources: readonly InboxSource[];
  todayIn(timeZone: string): string;
}

/** The inbox of a session. */
export function inboxRoutes(world: InboxWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/inbox',
      summary: 'What waits for me, by record kind, factory and month, with its due date',
      may: () => 'signed-in',
      answer: async ({ session }) => {
        const standIns = await standInsOf(world.db, session, world.todayIn('Asia/Shanghai'));
        return world.db.as(session.actor, async (tx) => {
          const tasks: InboxTask[] = [];
          for (const source of world.sources) tasks.push(...(await source(tx, session)));
          // A step over an item is bound to what this snapshot saw of it.
          const { rows } = await sql<{ seen: string }>`select pg_current_snapshot()::text as seen`.execute(tx);
          return {
            items: await waitingFor(tx, world, session, standIns),
            tasks,
            seen: rows[0]?.seen ?? '',
            standingInFor: standIns.map(({ personId, name, beforeOn }) => ({ personId, name, beforeOn })),
          };
        });
      },
    }),
  ];
}

async function waitingFor(tx: Tx, world: InboxWorld, session: Session, standIns: readonly NamedStandIn[]) {
  const items = [];
  const handed = await listHandedOver(tx, world.todayIn('Asia/Shanghai'));
  const open = await listOpen(tx, world);
  for (const kind of world.kinds.values()) {
    const groups = open.filter((group) => group.kind === kind.kind);
    if (groups.length === 0) continue;
    const work = session.may('records.record') ? await listOpenWork(tx, kind) : [];
    const mine = work.filter((one) => whoseWork(handed, one) === session.personId);
    const mask = maskOf(session, kind);
    for (const { action, due, ...group } of groups) {
      const isMine = group.scopeId === null ? session.mayForGroup(action) : session.may(action, group.scopeId);
      if (!isMine) continue;
      const isRecorders = action === 'records.record';
      const other = isRecorders ? undefined : standIns.find((one) => one.may(action, group.scopeId));
      const where = { scopeId: group.scopeId ?? GROUP_ID, month: group.month };
      items.push({
        ...group,
        ...where,
        ...(due ?? { dueOn: null, overdueDays: 0, withReviewersDays: 0 }),
        for: other ? { personId: other.personId, name: other.name } : null,
        ...(isRecorders
          ? ownShare(
              mine.filter((one) => isAt(one, where) && one.state === group.state),
              session.personId,
            )
          : {}),
        ...(group.step === 'fix' && group.scopeId !== null
          ? { returned: await returnedAt(tx, kind, where, mask) }
          : {}),
      });
    }
  }
  return items;
}

const isAt = (open: OpenWork, where: { scopeId: string; month: string | null }): boolean =>
  open.siteId === where.scopeId && open.month === where.month;

/** How many of them are the reader's own to finish, and how many of those came to him by a hand-over. */
function ownShare(mine: readonly OpenWork[], personId: string): { mine: number; handedOver: number } {
  const count = (of: readonly OpenWork[]) => of.reduce((sum, open) => sum + open.count, 0);
  return { mine: count(mine), handedOver: count(mine.filter(({ writer }) => writer !== personId)) };
}

async function returnedAt(
  tx: Tx,
  kind: RecordKind,
  where: { scopeId: string; month: string | null },
  mask: Mask | undefined,
) {
  const returned = await listReturnedAt(tx, kind, where, RETURNED_NAMED);
  const hidden = mask && !mask.sees({ [kind.site ?? 'site']: where.scopeId }) ? mask.paths : undefined;
  return returned.map((one) => ({ ...one, words: hideWords(one.words, hidden) }));
}
