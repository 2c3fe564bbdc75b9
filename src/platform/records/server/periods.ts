// Closing a month: from then on the database refuses writes by effective date, but for restatements; and opening it again.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { type Month, shiftMonth } from '#period/calendar-date.ts';
import type { Database, Tx } from '../../db/database.ts';
import { appendEntry, historySeq, type Via } from '../../history/entry.ts';
import { monthShape } from '../../http/month.ts';
import { type Route, route } from '../../http/route.ts';
import type { Problem, RecordKind, Values } from '../declare/kind.ts';
import { listCovering, periodGridRoutes } from './period-grid.ts';
import type { Kinds } from './refs.ts';
import { Refused } from './refusal.ts';

export interface SiteMonthOf {
  scopeId: string;
  /** `2024-06` */
  month: string;
}

/**
 * What keeps a month of a site open, beyond records that are on their way: a domain knows it, and says it in problems whose
 * codes are its own words. The database is asked in the transaction that would close the month.
 */
export type ClosingGuard = (tx: Tx, siteMonth: SiteMonthOf) => Promise<readonly Problem[]>;
/** Guards by the kind whose months they keep. */
export type ClosingGuards = Readonly<Record<string, readonly ClosingGuard[]>>;

const digest = (parts: readonly string[]) => createHash('sha256').update(parts.join('\n')).digest();

/**
 * Closes a month of a site for one kind of record.
 * @throws Refused `wrong_step` while something of the month is open, or it is closed already; `month_not_complete` with
 * everything that its guards found
 */
export async function closePeriod(
  tx: Tx,
  kind: RecordKind,
  { scopeId, month }: SiteMonthOf,
  via: Via,
  guards: readonly ClosingGuard[] = [],
): Promise<void> {
  const first = `${month}-01`;
  // A voiding is open while what it takes away still counts; the draft of an import taken back is not.
  const { rows: open } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(kind.table)} t
    where ${sql.ref(`${kind.site ?? 'site'}_id`)} = ${scopeId} and month = ${first} and latest and state <> 'approved'
      and (not voided or exists (select from ${sql.table(kind.table)} c where c.id = t.id and c.approved_seq is not null and c.ended_seq is null))`.execute(
    tx,
  );
  const problems: Problem[] = [];
  for (const guard of guards) problems.push(...(await guard(tx, { scopeId, month })));
  if (problems.length > 0) throw new Refused('month_not_complete', {}, problems);
  if ((open[0]?.n ?? 0) > 0) throw new Refused('wrong_step', { state: 'open' });
  const seq = await historySeq(tx);
  const { numAffectedRows } = await sql`insert into period_closed (kind, scope_id, month, closed_seq, closed_by)
    select ${kind.kind}, ${scopeId}, ${first}, ${seq}, app_actor()
    where not exists (select 1 from period_closed where kind = ${kind.kind} and scope_id = ${scopeId} and month = ${first} and reopened_seq is null)`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) throw new Refused('wrong_step', { state: 'closed' });
  await appendEntry(tx, {
    seq,
    via,
    action: 'close',
    kind: kind.kind,
    scopeId,
    reason: month,
    rows: 1,
    digest: digest(['close', kind.kind, scopeId, month]),
  });
}

/**
 * Opens a closed month again, with a reason, while no published edition covers it.
 * @throws Refused `edition_covers_period`, `reason_required`, `wrong_step` when it is not closed
 */
export async function reopenPeriod(
  tx: Tx,
  kind: RecordKind,
  { scopeId, month }: SiteMonthOf,
  reason: string,
  via: Via,
): Promise<void> {
  if (reason.trim() === '') throw new Refused('reason_required');
  const first = `${month}-01`;
  const [covering] = await listCovering(tx, first, `${shiftMonth(month as Month, 1)}-01`);
  if (covering) throw new Refused('edition_covers_period', { edition: covering.number, period: covering.period });
  const seq = await historySeq(tx);
  const { numAffectedRows } =
    await sql`update period_closed set reopened_seq = ${seq}, reopened_by = app_actor(), reason = ${reason}
    where kind = ${kind.kind} and scope_id = ${scopeId} and month = ${first} and reopened_seq is null`.execute(tx);
  if (numAffectedRows !== 1n) throw new Refused('wrong_step', { state: 'open' });
  await appendEntry(tx, {
    seq,
    via,
    action: 'reopen',
    kind: kind.kind,
    scopeId,
    reason: `${month}: ${reason}`,
    rows: 1,
    digest: digest(['reopen', kind.kind, scopeId, month]),
  });
}

/** Whether the month that a record's values fall in is closed at its site. */
export async function isClosed(tx: Tx, kind: RecordKind, values: Values): Promise<boolean> {
  const day = kind.owner === 'site' && kind.effective ? (values[kind.effective] as string | null) : null;
  if (!day) return false;
  const { rows } =
    await sql`select 1 from period_closed where kind = ${kind.kind} and scope_id = ${values[kind.site ?? 'site']}
    and month = ${`${day.slice(0, 7)}-01`} and reopened_seq is null`.execute(tx);
  return rows.length > 0;
}

const body = z.object({
  kind: z.string(),
  scopeId: z.uuid(),
  month: monthShape,
  reason: z.string().max(1_000).optional(),
});

/** Endpoints of closing. */
export function periodRoutes(world: { db: Database; kinds: Kinds; guards: ClosingGuards }): Route[] {
  const kindOf = (id: string): RecordKind => {
    const kind = world.kinds.get(id);
    if (kind?.owner !== 'site' || !kind.effective) throw new Refused('unknown_kind');
    return kind;
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/periods',
      summary: 'Closed months',
      query: z.object({ kind: z.string() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { kind }) =>
        world.db.as(session.actor, async (tx) => {
          const { rows } = await sql<{
            scopeId: string;
            month: string;
            closedAt: Date;
            closedBy: string;
          }>`select scope_id as "scopeId", to_char(month, 'YYYY-MM') as month, closed_at as "closedAt", closed_by as "closedBy"
            from period_closed where kind = ${kind} and reopened_seq is null order by month desc`.execute(tx);
          return { closed: rows };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/periods/close',
      summary: 'Close a month of a factory',
      body,
      may: ({ body: given }) => ({ action: 'periods.close', scopeId: given.scopeId }),
      answer: async ({ session }, { body: given }) => {
        await world.db.as(session.actorFor('periods.close'), (tx) =>
          closePeriod(tx, kindOf(given.kind), given, 'api', world.guards[given.kind]),
        );
        return { ok: true };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/periods/reopen',
      summary: 'Open a closed month again, with a reason',
      body,
      may: ({ body: given }) => ({ action: 'periods.close', scopeId: given.scopeId }),
      answer: async ({ session }, { body: given }) => {
        await world.db.as(session.actorFor('periods.close'), (tx) =>
          reopenPeriod(tx, kindOf(given.kind), given, given.reason ?? '', 'api'),
        );
        return { ok: true };
      },
    }),
    ...periodGridRoutes(world),
  ];
}
