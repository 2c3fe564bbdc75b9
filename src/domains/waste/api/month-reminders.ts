// Tells recorders of the month that is due, by the working days of their factory's country: some days before, when it was not
// there on its day, and, when that was in vain, whoever answers for the factory.
import { sql } from 'kysely';
import { listSiteFacts, type SiteFacts } from '#domains/factories/store/public/site-life.ts';
import { addDays, type CalendarDate, type Month, monthOf, shiftMonth } from '#period/calendar-date.ts';
import { type Actor, type Database, systemActor, type Tx } from '#platform/db/database.ts';
import { defineJob, type Job } from '#platform/jobs/declare.ts';
import type { Message } from '#platform/notify/kinds.ts';
import { notify, settleNotice } from '#platform/notify/notify.ts';
import { countStates } from '../rules/expected-data.ts';
import { expectedOf } from './month-answer.ts';
import type { MonthWorld } from './month-world.ts';
import { readExpected } from './read-month.ts';

/** Days before the due date at which a recorder is reminded. */
const REMIND_DAYS = 3;
/** Days after it at which the factory is told to be late. */
const LATE_DAYS = 5;

export type ReminderWorld = Pick<MonthWorld, 'packs' | 'todayIn'> & { db: Database };

const keyOf = (site: SiteFacts, month: Month) => `month:${site.id}:${month}`;

/** What somebody is to be told of a month that is not complete, today. */
export function reminderOn(today: CalendarDate, dueOn: CalendarDate): Message | undefined {
  if (today > addDays(dueOn, LATE_DAYS)) return 'month_late';
  if (today > dueOn) return 'month_overdue';
  return today >= addDays(dueOn, -REMIND_DAYS) ? 'month_due' : undefined;
}

/** Reminds one factory of the month that ended last. @returns whether somebody is told */
async function remind(tx: Tx, world: ReminderWorld, site: SiteFacts, waiting: ReadonlySet<string>): Promise<boolean> {
  const today = world.todayIn(site.timeZone) as CalendarDate;
  const month = shiftMonth(monthOf(today), -1);
  const { expected } = expectedOf(await readExpected(tx, world, site, month));
  const counts = countStates(expected);
  const dueOn = expected.flatMap((one) => one.dueOn ?? []).sort()[0];
  if (!dueOn) return false;
  if (counts.missing === 0) {
    if (waiting.has(keyOf(site, month))) await settleNotice(tx, keyOf(site, month));
    return false;
  }
  const message = reminderOn(today, dueOn);
  if (!message) return false;
  await notify(tx, {
    to: { action: message === 'month_late' ? 'records.review' : 'records.record', scopeId: site.id },
    message,
    facts: { site: site.name, month, missing: counts.missing, expected: counts.expected, due: dueOn },
    opens: `/waste/month-end?scope=site:${site.code}&period=${month}`,
    dueAt: new Date(`${dueOn}T15:59:59Z`),
    key: `${keyOf(site, month)}:${message}`,
  });
  return true;
}

/** Months that somebody was told of and has not done. */
async function listWaiting(db: Database): Promise<Set<string>> {
  const { rows } = await db.as(systemActor('notices'), (tx) =>
    sql<{ key: string }>`select distinct key from notice where starts_with(key, 'month:') and done_at is null`.execute(
      tx,
    ),
  );
  return new Set(rows.map(({ key }) => key.split(':').slice(0, 3).join(':')));
}

/** Reminds every factory. @returns how many are told something */
export async function remindMonths(
  world: ReminderWorld,
  actor: Actor,
  progress: (share: number) => Promise<void> = async () => undefined,
): Promise<{ factories: number; told: number }> {
  const waiting = await listWaiting(world.db);
  const sites = await world.db.as(actor, (tx) => listSiteFacts(tx));
  let told = 0;
  for (const [at, site] of sites.entries()) {
    // One transaction a factory: whoever works meanwhile waits for one, not for all.
    if (site.closedOn === null && (await world.db.as(actor, (tx) => remind(tx, world, site, waiting)))) told += 1;
    if (at % 10 === 9) await progress((at + 1) / sites.length);
  }
  return { factories: sites.length, told };
}

/** Runs through the day, so that every zone has its morning. */
export const monthReminders = (world: ReminderWorld): Job =>
  defineJob('waste.month-reminders', { schedule: '7 */3 * * *' }, ({ actor, progress }) =>
    remindMonths(world, actor, progress),
  );
