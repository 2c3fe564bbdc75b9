// What waits for somebody: open revisions by kind, site and month, with the step that he may take.
import { sql } from 'kysely';
import type { Session } from '../../access/session.ts';
import type { Database, Tx } from '../../db/database.ts';
import { type Route, route } from '../../http/route.ts';
import type { RecordKind } from '../declare/kind.ts';
import { hideWords, maskOf } from './masked.ts';
import type { Mask } from './read.ts';
import type { Kinds } from './refs.ts';
import { listReturnedAt } from './returned.ts';
import { listHandedOver, listOpenWork, type OpenWork, whoseWork } from './whose-work.ts';
import type { State } from './write.ts';

/** What a domain knows to wait for somebody beyond steps of review: a sentence, and the page on which it is done. */
export interface InboxTask {
  /** key of its sentence, with `{count}`; `|one` behind it says it of one, `|do` is the word of its button */
  task: string;
  /** the page, without scope and period */
  to: string;
  scopeId: string;
  month: string | null;
  count: number;
  /** what else its sentence says; a calendar date is written in the reader's words */
  facts?: Readonly<Record<string, string | number>>;
}
/** Asks a domain for the tasks of a session. */
export type InboxSource = (tx: Tx, session: Session) => Promise<readonly InboxTask[]>;

/** Returned records that one item of the inbox names with their words; the list holds the rest. */
const RETURNED_NAMED = 20;

interface Waiting {
  scope_id: string;
  month: string | null;
  state: State;
  count: number;
  since: Date | null;
}

const stepOf: Partial<
  Record<
    State,
    { step: 'submit' | 'review' | 'approve' | 'fix'; action: 'records.record' | 'records.review' | 'records.approve' }
  >
> = {
  draft: { step: 'submit', action: 'records.record' },
  returned: { step: 'fix', action: 'records.record' },
  submitted: { step: 'review', action: 'records.review' },
  reviewed: { step: 'approve', action: 'records.approve' },
};

/** What the inbox needs of the installation. */
export interface InboxWorld {
  db: Database;
  kinds: Kinds;
  sources: readonly InboxSource[];
  todayIn(timeZone: string): string;
}

/** The inbox of a session, the oldest first. */
export function inboxRoutes(world: InboxWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/inbox',
      summary: 'What waits for me, by record kind, factory and month',
      may: () => 'signed-in',
      answer: async ({ session }) =>
        world.db.as(session.actor, async (tx) => {
          const tasks: InboxTask[] = [];
          for (const source of world.sources) tasks.push(...(await source(tx, session)));
          return { items: await waitingFor(tx, world, session), tasks };
        }),
    }),
  ];
}

async function waitingFor(tx: Tx, world: InboxWorld, session: Session) {
  const items = [];
  const handed = await listHandedOver(tx, world.todayIn('Asia/Shanghai'));
  for (const kind of world.kinds.values()) {
    if (kind.review === 'none' || kind.owner !== 'site') continue;
    const work = session.may('records.record') ? await listOpenWork(tx, kind) : [];
    const mine = work.filter((open) => whoseWork(handed, open) === session.personId);
    const mask = maskOf(session, kind);
    const site = sql.ref(`t.${kind.site ?? 'site'}_id`);
    const { rows } = await sql<Waiting>`
        select ${site} as scope_id, ${kind.effective ? sql`t.month` : sql`null::date as month`}, t.state, count(*)::int as count,
          min((select e.at from review_event e where e.kind = ${kind.kind} and e.record_id = t.id and e.revision = t.revision order by e.at desc limit 1)) as since
        from ${sql.table(kind.table)} t where t.latest and t.state <> 'approved' and not t.voided group by 1, 2, 3 order by 2, 1`.execute(
      tx,
    );
    for (const row of rows) {
      const oneStep = kind.review === 'one-step' && row.state === 'submitted';
      const next = oneStep ? { step: 'approve' as const, action: 'records.approve' as const } : stepOf[row.state];
      if (!next || !session.may(next.action, row.scope_id)) continue;
      const where = { scopeId: row.scope_id, month: row.month?.slice(0, 7) ?? null };
      items.push({
        kind: kind.kind,
        step: next.step,
        ...where,
        state: row.state,
        count: row.count,
        since: row.since,
        ...(next.action === 'records.record'
          ? ownShare(
              mine.filter((open) => isAt(open, where) && open.state === row.state),
              session.personId,
            )
          : {}),
        ...(next.step === 'fix' ? { returned: await returnedAt(tx, kind, where, mask) } : {}),
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
