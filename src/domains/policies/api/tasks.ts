// Who is to acknowledge a document finds it in his inbox, and is told: when it takes effect, and when he let the day pass.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { type Actor, systemActor, type Tx } from '#platform/db/database.ts';
import { defineJob, type Job } from '#platform/jobs/declare.ts';
import { notify, settleNotice } from '#platform/notify/notify.ts';
import type { InboxSource } from '#platform/records/server/inbox.ts';
import { listAcknowledgements, type StoredEdition } from '../store/documents.ts';
import { askedPeople, groupDay, ownStanding, type PolicyWorld, readAsked, readPublished, rolesOf } from './read.ts';

/** Documents that wait for the reader. */
export const policyTasks =
  (world: Pick<PolicyWorld, 'todayIn'>): InboxSource =>
  async (tx, session) => {
    const today = groupDay(world);
    const done = await listAcknowledgements(tx, { personId: session.personId });
    const waiting = (await readPublished(tx, today)).filter((one) => {
      const own = done.find(({ documentId }) => documentId === one.edition.id);
      const { state } = ownStanding(one, rolesOf(session), own, today);
      return state === 'waiting' || state === 'overdue';
    });
    const [first] = waiting;
    if (!first) return [];
    return [
      {
        task: 'policies.task.acknowledge',
        to: waiting.length === 1 ? `/policies/${first.edition.id}` : '/policies',
        ...{ scopeId: GROUP_ID, month: null, count: waiting.length },
      },
    ];
  };

/** Under what somebody was told of an edition; what settles it begins alike. */
export const noticeKey = (documentId: string, personId: string): string => `policy:${documentId}:${personId}`;

/** Tells one person of one edition. */
export async function tellToAcknowledge(
  tx: Tx,
  { id, title, edition }: StoredEdition,
  to: { personId: string; message: 'policy_to_acknowledge' | 'policy_overdue'; due: string; key: string },
): Promise<void> {
  await notify(tx, {
    ...{ to: { personId: to.personId }, message: to.message, opens: `/policies/${id}`, key: to.key },
    facts: { title, edition, due: to.due },
    dueAt: new Date(`${to.due}T15:59:59Z`),
  });
}

/** What was told already, by key and person, so that nothing is asked for twice. */
async function listTold(tx: Tx): Promise<{ told: Set<string>; open: Set<string> }> {
  const { rows } = await sql<{ key: string; open: boolean }>`
    select key, bool_or(done_at is null) as open from notice where starts_with(key, 'policy:') group by 1`.execute(tx);
  return {
    told: new Set(rows.map(({ key }) => key)),
    open: new Set(rows.filter(({ open }) => open).map(({ key }) => key.split(':')[1] ?? '')),
  };
}

/** Tells whoever has not been told. @returns how many notices there were */
export async function remindOfPolicies(world: PolicyWorld, actor: Actor): Promise<{ told: number }> {
  const today: CalendarDate = groupDay(world);
  const { told: before, open } = await world.db.as(systemActor('notices'), listTold);
  return world.db.as(actor, async (tx) => {
    const { accounts, done } = await readAsked(tx, today);
    let told = 0;
    for (const one of await readPublished(tx, today)) {
      // What is no longer in force asks nobody any more.
      if (one.standing !== 'in_force' && open.has(one.edition.id)) await settleNotice(tx, `policy:${one.edition.id}`);
      for (const { account, own } of askedPeople(one, accounts, done, today).people) {
        if (own.dueOn === null || own.state === 'acknowledged') continue;
        const key = noticeKey(one.edition.id, account.personId);
        const late = `${key}:overdue`;
        const next = own.state === 'overdue' ? late : key;
        if (before.has(next)) continue;
        await tellToAcknowledge(tx, one.edition, {
          ...{ personId: account.personId, due: own.dueOn, key: next },
          message: own.state === 'overdue' ? 'policy_overdue' : 'policy_to_acknowledge',
        });
        told += 1;
      }
    }
    return { told };
  });
}

/** Runs every hour, so that a new edition is told of on the day on which it takes effect. */
export const policyReminders = (world: PolicyWorld): Job =>
  defineJob('policies.reminders', { schedule: '23 * * * *' }, ({ actor }) => remindOfPolicies(world, actor));
