// The endpoint of the completeness matrix: sites × months, and the streams of one site.
import { sql } from 'kysely';
import { z } from 'zod';
import { listSiteFacts, type SiteFacts } from '#domains/factories/store/public/site-life.ts';
import { type CalendarDate, daysBetween, firstDayOf, type Month, shiftMonth, todayIn } from '#period/calendar-date.ts';
import { monthsOf, type Period } from '#period/period.ts';
import { readWorkCalendars } from '#period/work-calendar.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Session } from '#platform/access/session.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { keepAnswers, type Sources } from '#platform/kpi/kept-answers.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { Completeness, SiteMonth, SiteRow, StreamRow } from '../model/completeness.ts';
import type { ExpectedKind } from '../model/plan.ts';
import { type LineStates, type ReceivedMonths, siteStates } from '../rules/completeness.ts';
import { dueDate } from '../rules/due-date.ts';
import { countStates } from '../rules/expected-data.ts';
import {
  listClosed,
  listPlans,
  listReceived,
  listWithReviewers,
  type PlanRow,
  type ReceivedRow,
} from '../store/completeness.ts';
import { listStreamFacts } from '../store/month.ts';
import type { MonthWorld } from './month-world.ts';

/** A matrix is for reading: more months than these are another question. */
const MOST_MONTHS = 36;
/** A year that is due in its December began eleven months before. */
const LONGEST_BEFORE = 11;

/** The sites of a scope whose records the reader may see and that were there in the period. */
async function sitesOf(tx: Tx, session: Session, asked: string, { from, before }: Period): Promise<SiteFacts[]> {
  const scope = await findScope(tx, asked);
  const sites = await listSiteFacts(tx, scope.type === 'group' ? undefined : scope.siteIds);
  return sites.filter(
    ({ id, startedOn, closedOn }) =>
      startedOn < before && (closedOn === null || closedOn > from) && session.may('records.read', id),
  );
}

/** The bits of a mask as whether something came in each month; shifts would end at the thirty-second. */
const bitsOf = (mask: number, count: number): boolean[] => {
  const bits: boolean[] = [];
  for (let rest = mask; bits.length < count; rest = Math.floor(rest / 2)) bits.push(rest % 2 === 1);
  return bits;
};

function receivedOf(rows: readonly ReceivedRow[], count: number): ReceivedMonths {
  // Months before the span come in a row of their own, with other bits.
  const masks = new Map<string, { actual: number; estimated: number }>();
  for (const { streamId, what, actual, estimated } of rows) {
    const before = masks.get(`${what} ${streamId}`) ?? { actual: 0, estimated: 0 };
    masks.set(`${what} ${streamId}`, { actual: before.actual + actual, estimated: before.estimated + estimated });
  }
  const bits = new Map(
    [...masks].map(([key, { actual, estimated }]) => [
      key,
      { actual: bitsOf(actual, count), estimated: bitsOf(estimated, count) },
    ]),
  );
  return {
    actual: (streamId, what: ExpectedKind, index) => bits.get(`${what} ${streamId}`)?.actual[index] ?? false,
    estimated: (streamId, what, index) => bits.get(`${what} ${streamId}`)?.estimated[index] ?? false,
    nil: (streamId, index) => bits.get(`nil ${streamId}`)?.actual[index] ?? false,
  };
}

/** Whole days in the site's zone since the first of these loads was submitted. */
function withReviewers(
  open: { count: number; since: Date | null } | undefined,
  { timeZone }: SiteFacts,
  world: Pick<MonthWorld, 'todayIn'>,
): SiteMonth['withReviewers'] {
  if (!open?.since) return null;
  const days = daysBetween(todayIn(timeZone, open.since), world.todayIn(timeZone) as CalendarDate);
  return { count: open.count, days: Math.max(0, days) };
}

/** Reads the matrix of sites over months. */
async function readMatrix(
  tx: Tx,
  world: Pick<MonthWorld, 'packs' | 'todayIn'>,
  sites: readonly SiteFacts[],
  months: Month[],
) {
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) throw new Refused('wrong_period');
  const ids = sites.map(({ id }) => id);
  const span = { from: firstDayOf(first), before: firstDayOf(shiftMonth(last, 1)) };
  const plans = await listPlans(tx, ids, span);
  const isLonger = ({ frequency }: PlanRow) => frequency !== 'monthly' && frequency !== 'when_it_occurs';
  const longer = plans.filter(isLonger);
  const readFrom = longer.length > 0 ? shiftMonth(first, -LONGEST_BEFORE) : first;
  const received = await listReceived(tx, ids, span, { from: firstDayOf(readFrom), of: longer });
  const closed = new Set((await listClosed(tx, ids, span)).map(({ siteId, month }) => `${siteId} ${month}`));
  const inReview = new Map((await listWithReviewers(tx, ids, span)).map((one) => [`${one.siteId} ${one.month}`, one]));
  const plansBySite = Map.groupBy(plans, ({ siteId }) => siteId);
  const receivedBySite = Map.groupBy(received, ({ siteId }) => siteId);
  const index = new Map(
    Array.from({ length: LONGEST_BEFORE + months.length }, (_, at) => [shiftMonth(readFrom, at), at] as const),
  );
  const calendars = readWorkCalendars(world.packs.inUse['working-days']);
  const dueDates = new Map<string, CalendarDate>();
  const dueIn = (country: string) => (month: Month, dueDay: number) => {
    const key = `${country} ${month} ${dueDay}`;
    const on = dueDates.get(key) ?? dueDate(month, dueDay, calendars.get(country)).on;
    dueDates.set(key, on);
    return on;
  };
  return sites.map((site): { row: SiteRow; lines: LineStates[] } => {
    const lines = siteStates(
      {
        lines: plansBySite.get(site.id) ?? [],
        life: site,
        received: receivedOf(receivedBySite.get(site.id) ?? [], index.size),
      },
      {
        months,
        indexOf: (month) => index.get(month) ?? 0,
        today: world.todayIn(site.timeZone) as CalendarDate,
        dueOn: dueIn(site.country),
      },
    );
    const row = {
      ...{ siteId: site.id, code: site.code, name: site.name, withoutPlan: lines.length === 0 },
      months: months.map((month, at) => ({
        ...countStates(lines.flatMap(({ states }) => states[at] ?? [])),
        closed: closed.has(`${site.id} ${month}`),
        withReviewers: withReviewers(inReview.get(`${site.id} ${month}`), site, world),
      })),
    };
    return { row, lines };
  });
}

/** The streams of one site, in order of code. */
async function streamsOf(tx: Tx, lines: readonly LineStates[]): Promise<StreamRow[]> {
  const facts = new Map((await listStreamFacts(tx)).map((one) => [one.id, one]));
  return lines
    .flatMap(({ line, states }) => {
      const stream = facts.get(line.streamId);
      if (!stream) return [];
      const { streamId, what, frequency } = line;
      return [
        {
          ...{ streamId, code: stream.code, name: stream.name, what, frequency },
          states: states.map(({ state }) => state),
        },
      ];
    })
    .sort((a, b) => a.code.localeCompare(b.code) || a.what.localeCompare(b.what));
}

/**
 * What nobody has written to since is what it was, until a day begins somewhere: the snapshot changes with every
 * transaction that writes, and what is missing today is late tomorrow.
 */
const unwritten = (world: Pick<MonthWorld, 'todayIn'>): Sources => ({
  standing: sql`concat_ws(' ', pg_current_snapshot()::text, (select string_agg(distinct time_zone, ' ') from scope_node where type = 'site'))`,
  now: (standing) => {
    const [snapshot = '', ...zones] = standing.split(' ');
    return [snapshot, ...zones.map((zone) => world.todayIn(zone))].join(' ');
  },
});

/** The route of the completeness matrix. */
export function completenessRoutes(world: Pick<MonthWorld, 'db' | 'packs' | 'todayIn'>): Route[] {
  const kept = keepAnswers(world.db, unwritten(world));
  const readAs = (session: Session, asked: { scope: string; period: string }): Promise<Completeness> => {
    const period = askedPeriod(asked.period);
    const months = monthsOf(period);
    if (months.length > MOST_MONTHS) throw new Refused('period_too_long', { most: MOST_MONTHS });
    return world.db.as(session.actor, async (tx) => {
      const sites = await sitesOf(tx, session, asked.scope, period);
      const found = await readMatrix(tx, world, sites, months);
      const [only] = found;
      return {
        months,
        counts: countStates(found.flatMap(({ lines }) => lines.flatMap(({ states }) => states))),
        sites: found.map(({ row }) => row),
        streams: only && asked.scope !== 'group' && found.length === 1 ? await streamsOf(tx, only.lines) : null,
      };
    });
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/completeness',
      summary: 'What is expected of every factory and month, and how much of it has come; of one factory by stream',
      query: z.object({ scope: z.string().max(60).default('group'), period: z.string() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session, reply }, asked) => {
        const key = `completeness ${asked.scope} ${asked.period}`;
        const json = await kept.jsonFor(session.actor, key, async () => ({
          body: await readAs(session, asked),
          figures: [],
        }));
        return reply.type('application/json; charset=utf-8').send(json);
      },
    }),
  ];
}
