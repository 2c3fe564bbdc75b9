// What reviewers let pass: told to them on the day, and to who stands above them when it goes on. It is never the factory's delay.
import { sql } from 'kysely';
import { GROUP_ID } from '../../access/organisation.ts';
import type { Database, Tx } from '../../db/database.ts';
import { defineJob, type Job } from '../../jobs/declare.ts';
import { notify } from '../../notify/notify.ts';
import { type DueWorld, listOpen, type OpenGroup } from './open-reviews.ts';
import { placeNamed } from './tell-review.ts';

/** Worked days past its due date after which a review is told to who stands above its reviewers. */
export const ESCALATED_AFTER = 2;

/** Who stands above a site: its region of today, else the group. */
async function above(tx: Tx, scopeId: string, today: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select n.id from scope_edge e join scope_node n on n.id = e.parent_id and n.type = 'region'
    where e.child_id = ${scopeId} and e.from_on <= ${today} and (e.before_on is null or e.before_on > ${today}) limit 1`.execute(
    tx,
  );
  return rows[0]?.id ?? GROUP_ID;
}

/**
 * Tells of every review that is overdue: once its reviewers, once whoever stands above them.
 * @returns how many reviews are overdue, and how many were told above
 */
export async function escalate(tx: Tx, world: DueWorld): Promise<{ overdue: number; escalated: number }> {
  const late = (await listOpen(tx, world)).filter(({ due }) => due !== null && due.overdueDays > 0);
  let escalated = 0;
  for (const group of late) {
    await tell(tx, group, group.scopeId ?? GROUP_ID, 'reviewer');
    if ((group.due?.overdueDays ?? 0) <= ESCALATED_AFTER || group.scopeId === null) continue;
    escalated += 1;
    await tell(tx, group, await above(tx, group.scopeId, world.todayIn('Asia/Shanghai')), 'above');
  }
  return { overdue: late.length, escalated };
}

async function tell(tx: Tx, group: OpenGroup, to: string, whom: 'reviewer' | 'above'): Promise<void> {
  const { kind, scopeId, month, state, action, due, since } = group;
  const query = new URLSearchParams({
    ...(scopeId === null ? {} : { scope: scopeId }),
    ...(month === null ? {} : { period: month }),
    states: state,
  });
  await notify(tx, {
    to: { action, scopeId: to },
    message: 'review_overdue',
    facts: {
      site: await placeNamed(tx, scopeId),
      kind: { word: `${kind}|many` },
      month: month ?? '—',
      since: since?.toISOString().slice(0, 10) ?? '',
    },
    opens: `/records/${kind}?${query}`,
    // The same review is told once to each: of another submission the due day is another.
    key: `review_overdue ${whom} ${kind} ${scopeId} ${month} ${state} ${due?.dueOn}`,
  });
}

/** Every morning: what is overdue is told. */
export const escalationJob = (world: DueWorld & { db: Database }): Job =>
  defineJob('review.overdue', { schedule: '0 8 * * *', timeZone: 'Asia/Shanghai' }, ({ actor }) =>
    world.db.as(actor, (tx) => escalate(tx, world)),
  );
