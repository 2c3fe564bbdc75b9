// The month that waits for its recorder: the one after the newest approved, with what is missing of it and its due date.
import { listSiteFacts } from '#domains/factories/store/public/site-life.ts';
import { shiftMonth } from '#period/calendar-date.ts';
import type { InboxSource, InboxTask } from '#platform/records/server/inbox.ts';
import { countStates } from '../rules/expected-data.ts';
import { countOpen, newestApprovedMonth } from '../store/month.ts';
import { expectedOf } from './month-answer.ts';
import { type MonthWorld, spanOf } from './month-world.ts';
import { readExpected } from './read-month.ts';

/** Months that wait for those who record for a factory; who records for a whole group sees them in the matrix. */
export const monthTasks =
  (world: Pick<MonthWorld, 'packs' | 'todayIn'>): InboxSource =>
  async (tx, session) => {
    const own = session.grants.filter(
      ({ scopeType, scopeId }) => scopeType === 'site' && session.may('records.record', scopeId),
    );
    const tasks: InboxTask[] = [];
    for (const site of await listSiteFacts(tx, [...new Set(own.map(({ scopeId }) => scopeId))])) {
      const newest = await newestApprovedMonth(tx, site.id);
      if (!newest) continue;
      const month = shiftMonth(newest, 1);
      const { expected } = expectedOf(await readExpected(tx, world, site, month));
      const { expected: count, missing } = countStates(expected);
      const open = await countOpen(tx, site.id, spanOf(month));
      const dueOn = expected.flatMap((one) => one.dueOn ?? []).sort()[0];
      const ready = open.loads + open.nil + open.storage;
      if (!dueOn || (missing === 0 && ready === 0)) continue;
      tasks.push({
        task: missing > 0 ? 'waste.month-end.task' : 'waste.month-end.taskReady',
        ...{ to: '/waste/month-end', scopeId: site.id, month },
        count: missing > 0 ? missing : ready,
        facts: { expected: count, dueOn },
      });
    }
    return tasks;
  };
