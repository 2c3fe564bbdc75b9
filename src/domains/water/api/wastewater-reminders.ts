// Tells a factory what its waste water asks of it: a test of the year that is not whole, a sample that is overdue, a result above its limit.
import { sql } from 'kysely';
import { listSiteFacts, type SiteFacts } from '#domains/factories/store/public/site-life.ts';
import { addDays, type CalendarDate, daysBetween, yearOf } from '#period/calendar-date.ts';
import { type Actor, type Database, systemActor, type Tx } from '#platform/db/database.ts';
import { defineJob, type Job } from '#platform/jobs/declare.ts';
import { type Notice, notify, settleNotice } from '#platform/notify/notify.ts';
import type { ExceedanceAnswer } from '../model/wastewater-answer.ts';
import { type PacksInUse, planAnswer, type Recorded, readRecorded, yearSpan } from './read-wastewater.ts';
import { exceedancesAt } from './wastewater.ts';
import { yearlyTestOf } from './yearly-tests.ts';

/** Days before the end of the year on which it is told that its test is not whole. */
const TEST_TOLD_BEFORE = [0, 30, 90] as const;
/** Samples that were due longer ago are nobody's news. */
const PLAN_DAYS = 60;
/** Days after which whoever answers for the factory hears of an exceedance that is not closed. */
const OPEN_DAYS = 30;

/** What the reminders need of the installation. */
export interface ReminderWorld {
  db: Database;
  packs: PacksInUse;
  todayIn(timeZone: string): string;
}

/** A notice under the key that settles it; its own key says which of several tellings it is. */
type Told = Omit<Notice, 'key'> & { root: string; telling: string };

const end = (day: CalendarDate) => new Date(`${day}T15:59:59Z`);

function testNotice(site: SiteFacts, recorded: Recorded, today: CalendarDate, packs: PacksInUse): Told[] {
  const year = yearOf(today);
  const last = addDays(yearSpan(year).before, -1);
  const before = TEST_TOLD_BEFORE.find((days) => daysBetween(today, last) <= days);
  const { state, testedCount, dueCount } = yearlyTestOf(site.id, recorded, year, packs);
  if (before === undefined || state === 'done' || state === 'exempt') return [];
  return [
    {
      ...{ to: { action: 'records.record', scopeId: site.id }, message: 'water_test_due' },
      facts: { site: site.name, year, tested: testedCount, all: dueCount, due: last },
      opens: `/water/wastewater?scope=site:${site.code}&period=${year}`,
      ...{ dueAt: end(last), root: `water:${site.id}:test-${year}`, telling: String(before) },
    },
  ];
}

function planNotices(site: SiteFacts, recorded: Recorded, today: CalendarDate): Told[] {
  const period = { from: addDays(today, -PLAN_DAYS), before: addDays(today, 1) };
  return recorded.items.flatMap((item) => {
    const plan = planAnswer(item, recorded.samples, period, today);
    const outlet = recorded.outlets.find(({ id }) => id === item.outletId);
    if (plan?.state !== 'overdue' || !plan.dueOn || !outlet) return [];
    return {
      ...{ to: { action: 'records.record', scopeId: site.id }, message: 'water_sample_overdue' },
      facts: {
        ...{ site: site.name, outlet: outlet.code, parameter: { word: `water.parameter.${item.parameter}` } },
        due: plan.dueOn,
      },
      opens: `/water/wastewater?scope=site:${site.code}&period=${yearOf(plan.dueOn)}`,
      ...{ dueAt: end(plan.dueOn), root: `water:${site.id}:plan-${item.id}`, telling: plan.dueOn },
    };
  });
}

const foundAt = (site: SiteFacts, recorded: Recorded, packs: PacksInUse): ExceedanceAnswer[] =>
  recorded.outlets.flatMap((outlet) => exceedancesAt(outlet, site, recorded, packs));

function exceedanceNotices(site: SiteFacts, recorded: Recorded, today: CalendarDate, packs: PacksInUse): Told[] {
  return foundAt(site, recorded, packs).flatMap((one) => {
    const isLate = daysBetween(one.sampledOn, today) > OPEN_DAYS;
    // With a case somebody works on it; who answers for the factory hears when that takes long.
    if (one.case?.state === 'closed' || (one.case && !isLate)) return [];
    const telling = isLate ? 'exceedance_open' : 'exceedance_found';
    return {
      to: { action: isLate ? 'records.review' : 'records.record', scopeId: site.id },
      message: telling,
      facts: {
        ...{ site: site.name, outlet: one.outlet.code, parameter: { word: `water.parameter.${one.parameter}` } },
        ...{ value: `${one.written} ${one.unit}`, day: one.sampledOn },
      },
      opens: one.case
        ? `/records/water.exceedance-case/${one.case.id}`
        : `/water/wastewater?scope=site:${site.code}&period=${yearOf(one.sampledOn)}`,
      ...{ root: `water:${site.id}:exceedance-${one.reportId}-${one.parameter}`, telling },
    };
  });
}

/** Tells one factory, and settles what waits for it no more. @returns how much there is to tell */
async function remind(tx: Tx, world: ReminderWorld, site: SiteFacts, waiting: ReadonlySet<string>): Promise<number> {
  const today = world.todayIn(site.timeZone) as CalendarDate;
  const recorded = await readRecorded(tx, [site.id], addDays(today, 1));
  const told = [
    ...testNotice(site, recorded, today, world.packs),
    ...planNotices(site, recorded, today),
    ...exceedanceNotices(site, recorded, today, world.packs),
  ];
  for (const { root, telling, ...notice } of told) await notify(tx, { ...notice, key: `${root}:${telling}` });
  const roots = new Set(told.map(({ root }) => root));
  for (const root of waiting)
    if (root.startsWith(`water:${site.id}:`) && !roots.has(root)) await settleNotice(tx, root);
  return told.length;
}

/** What somebody was told of waste water and has not done, by the key that settles it. */
async function listWaiting(db: Database): Promise<Set<string>> {
  const { rows } = await db.as(systemActor('notices'), (tx) =>
    sql<{ key: string }>`select distinct key from notice where starts_with(key, 'water:') and done_at is null`.execute(
      tx,
    ),
  );
  return new Set(rows.map(({ key }) => key.split(':').slice(0, 3).join(':')));
}

/** Reminds every factory that has outlets, exemptions or the duty of a test. @returns how many are told something */
export async function remindWastewater(
  world: ReminderWorld,
  actor: Actor,
  progress: (share: number) => Promise<void> = async () => undefined,
): Promise<{ factories: number; told: number }> {
  const waiting = await listWaiting(world.db);
  const sites = (await world.db.as(actor, (tx) => listSiteFacts(tx))).filter(({ closedOn }) => closedOn === null);
  let told = 0;
  for (const [at, site] of sites.entries()) {
    // One transaction a factory: whoever works meanwhile waits for one, not for all.
    if ((await world.db.as(actor, (tx) => remind(tx, world, site, waiting))) > 0) told += 1;
    if (at % 10 === 9) await progress((at + 1) / sites.length);
  }
  return { factories: sites.length, told };
}

/** Every morning of China's factories; the days are those of each factory's zone. */
export const wastewaterReminders = (world: ReminderWorld): Job =>
  defineJob('water.reminders', { schedule: '40 7 * * *', timeZone: 'Asia/Shanghai' }, ({ actor, progress }) =>
    remindWastewater(world, actor, progress),
  );
