// Looks at each meter once a night is over: what is unusual is kept, told the same morning, and withdrawn where readings that
// came late take it back. Only the actor `figures` does.
import { v7 as uuidv7 } from 'uuid';
import { type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import { isWorked } from '#period/work-calendar.ts';
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import { notify, settleNotice } from '#platform/notify/notify.ts';
import type { SiteDays } from '#platform/records/declare/review-due.ts';
import { cubicMetres } from '#units/quantity.ts';
import { matchFindings } from '../rules/match-findings.ts';
import { meterFindings, readByTheHour } from '../rules/meter-findings.ts';
import type { OwnLimits } from '../rules/own-limits.ts';
import { seenBelow } from '../rules/seen-below.ts';
import { registerCodes, type WaterFinding } from '../rules/water-findings.ts';
import {
  addFinding,
  belowMeter,
  type DayRow,
  type DuePoint,
  daysOfPoint,
  findingsOfKin,
  hoursOfPoint,
  intervalsAround,
  keepAgain,
  keptFindings,
  limitsOfMeter,
  newBaselines,
  takeDue,
  withdraw,
} from '../store/findings.ts';
import { type Patience, readingsCame, spansOf } from '../store/hours.ts';
import { siteZone } from './site-zone.ts';

const figures = systemActor('figures');
/** Who is told of what was found longer ago, as when years of readings are loaded, hears of nothing that he could still mend that morning. */
const TOLD_DAYS = 7;

/** What judging needs to know of the factories. */
export interface JudgingWorld {
  db: Database;
  siteDays(tx: Tx): Promise<ReadonlyMap<string, SiteDays>>;
  todayIn(timeZone: string): string;
}

const valueOn = (days: readonly DayRow[]) => {
  const values = new Map(days.map(({ day, value }) => [day, value]));
  return (day: CalendarDate): number | null => values.get(day) ?? null;
};

/** What entered less what the sub-meters saw, by day; undefined where there are none. */
async function unaccountedOf(tx: Tx, meterId: string, days: readonly DayRow[]): Promise<DayRow[] | undefined> {
  const below = await belowMeter(tx, meterId);
  if (!below.some(({ feedsIn }) => !feedsIn)) return undefined;
  const others: { sign: number; on: ReturnType<typeof valueOn> }[] = [];
  for (const { point, feedsIn } of below)
    others.push({ sign: feedsIn ? 1 : -1, on: valueOn(point === null ? [] : await daysOfPoint(tx, point)) });
  return days.map(({ day, value: own }) => {
    let value = own;
    for (const { sign, on } of others) {
      const other = on(day);
      value = value === null || other === null ? null : value + sign * other;
    }
    return { day, value };
  });
}

/** Limits that a meter has of its own, as the rule reads them: what nobody set is absent. */
async function ownLimitsOf(tx: Tx, meterId: string): Promise<OwnLimits[]> {
  const rows = await limitsOfMeter(tx, meterId);
  const set = <T extends object>(values: { [K in keyof T]: T[K] | null }) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<T>;
  return rows.map((row) => ({
    ...{ id: row.id, from: row.from, creep: set({ relative: row.creepRelative }) },
    night: set({
      ...{ absolute: row.nightAbsolute, relative: row.nightRelative },
      ...{ persistDays: row.nightPersistDays, alarmFactor: row.alarmFactor },
    }),
    daily: set({ absolute: row.dailyAbsolute, relative: row.dailyRelative, persistDays: row.dailyPersistDays }),
    unaccounted: set({
      ...{ absolute: row.unaccountedAbsolute, relative: row.unaccountedRelative },
      persistDays: row.unaccountedPersistDays,
    }),
  }));
}

/** Everything to look at at one meter, by all that is known of it. */
async function findingsOf(
  tx: Tx,
  { point, meterId, timeZone, siteId }: DuePoint,
  siteDays: ReadonlyMap<string, SiteDays>,
): Promise<WaterFinding[]> {
  const days = await daysOfPoint(tx, point);
  const spans = await spansOf(tx, meterId);
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (!first || !last) return [];
  const unaccounted = await unaccountedOf(tx, meterId, days);
  const calendar = siteDays.get(siteId)?.calendar;
  const jumps = await intervalsAround(tx, point, registerCodes);
  return meterFindings({
    ...{ spans, days, zone: siteZone(timeZone, Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`)) },
    hours: spans.some(readByTheHour) ? await hoursOfPoint(tx, point) : new Map(),
    ...(unaccounted ? { unaccounted } : {}),
    jumps: jumps.map((around) =>
      around.map(({ volumeM3, ...one }) => ({
        ...{ ...one, atLeast: false },
        volumeM3: volumeM3 === null ? null : cubicMetres(volumeM3),
      })),
    ),
    ownLimits: await ownLimitsOf(tx, meterId),
    knowledge: {
      beginsAnew: await newBaselines(tx, point),
      ...(calendar ? { isRest: (day: CalendarDate) => !isWorked(day, calendar) } : {}),
    },
  });
}

const noticeKey = (id: string) => `water-finding:${id}`;

/** Tells the people of the factory what was found at one of its meters. */
async function tell(
  tx: Tx,
  { site, siteId, siteCode, meter, meterCode }: DuePoint,
  id: string,
  { kind, foundOn }: WaterFinding,
) {
  await notify(tx, {
    to: { action: 'records.record', scopeId: siteId },
    message: 'water_finding',
    facts: {
      ...{ site, day: foundOn, what: { word: `water.finding-kind.${kind}` } },
      meter: { en: `${meterCode} ${meter.en}`, zh: `${meterCode} ${meter.zh}` },
    },
    opens: `/water/findings/${id}?scope=site:${siteCode}`,
    key: noticeKey(id),
  });
}

/** Takes back a finding whose cause is told by another, with what was told of it. */
async function isPartOf(tx: Tx, id: string, sameAs: string): Promise<void> {
  await withdraw(tx, id, 'same_cause', sameAs);
  await settleNotice(tx, noticeKey(id));
}

/** Looks at one meter, and keeps what is found beside what was found before. */
async function judge(
  tx: Tx,
  due: DuePoint,
  siteDays: ReadonlyMap<string, SiteDays>,
  today: CalendarDate,
): Promise<void> {
  const found = await findingsOf(tx, due, siteDays);
  const { again, added, gone } = matchFindings(await keptFindings(tx, due.point), found);
  for (const { kept, sameAs } of gone) {
    if (kept.withdrawnWhy !== null) continue;
    const why = due.limited ? 'limits_changed' : 'readings_changed';
    await withdraw(tx, kept.id, sameAs ? 'same_cause' : why, sameAs?.id ?? null);
    await settleNotice(tx, noticeKey(kept.id));
  }
  for (const { kept, found: now } of again) await keepAgain(tx, kept.id, now);
  const fresh = added.map((finding) => ({ id: uuidv7(), isNew: true, finding }));
  for (const { id, finding } of fresh) await addFinding(tx, due.point, id, finding);
  const own = [...again.map(({ kept, found: finding }) => ({ id: kept.id, isNew: false, finding })), ...fresh];
  await tellWhatIsNew(tx, due, own, today);
  for (const id of due.answered) await settleNotice(tx, noticeKey(id));
}

/** Tells what is new and near, unless a meter above or below tells its cause. */
async function tellWhatIsNew(
  tx: Tx,
  due: DuePoint,
  own: readonly { id: string; isNew: boolean; finding: WaterFinding }[],
  today: CalendarDate,
): Promise<void> {
  if (own.length === 0) return;
  const kin = await findingsOfKin(tx, due.meterId);
  const below = kin.filter(({ side }) => side === 'below');
  const nearest = own.map((one) => ({ ...one, cause: seenBelow(one.finding, below) }));
  const standing = nearest.flatMap(({ id, finding, cause }) => (cause ? [] : [{ ...finding, id }]));
  for (const main of kin.filter(({ side }) => side === 'above')) {
    const cause = seenBelow(main, standing);
    if (cause) await isPartOf(tx, main.id, cause.id);
  }
  for (const { id, isNew, finding, cause } of nearest) {
    if (cause) await isPartOf(tx, id, cause.id);
    else if (isNew && daysBetween(finding.foundOn, today) <= TOLD_DAYS) await tell(tx, due, id, finding);
  }
}

/** Takes meters that are due and looks at them. @returns whether there was something to do */
export async function judgeDue(world: JudgingWorld): Promise<boolean> {
  return world.db.as(figures, async (tx) => {
    const due = await takeDue(tx);
    if (due.length === 0) return false;
    const siteDays = await world.siteDays(tx);
    for (const one of due) await judge(tx, one, siteDays, world.todayIn(one.timeZone) as CalendarDate);
    return true;
  });
}

/**
 * Looks at meters that are due as `judgeDue` does, but lets a burst of readings in first: looking at a year of hours keeps whoever
 * sends them waiting.
 * @returns the function to be called every so often; one that is kept waiting for `longestMs` looks at a few all the same
 */
export function judgeInQuiet(world: JudgingWorld, { quietMs, longestMs }: Patience): () => Promise<void> {
  let waitingSince: number | undefined;
  return async () => {
    for (;;) {
      if (await world.db.as(figures, (tx) => readingsCame(tx, quietMs))) {
        waitingSince ??= performance.now();
        if (performance.now() - waitingSince < longestMs) return;
      }
      waitingSince = undefined;
      if (!(await judgeDue(world))) return;
    }
  };
}
