// What is planned and what came, for many sites and months at once.
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { ExpectedFrequency, ExpectedKind } from '../model/plan.ts';
import type { Span } from './month.ts';

const ofSites = (siteIds: readonly string[]) => sql`site_id = any(${`{${siteIds.join(',')}}`}::uuid[])`;

/** A line of the plan that counts. */
export interface PlanRow {
  siteId: string;
  streamId: string;
  what: ExpectedKind;
  frequency: ExpectedFrequency;
  from: CalendarDate;
  before: CalendarDate | null;
  dueDay: number;
}

/** Lines of the plan of these sites that hold on some day of a span. */
export async function listPlans(tx: Tx, siteIds: readonly string[], { from, before }: Span): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select site_id as "siteId", stream_id as "streamId", what, frequency, from_on as "from", before_on as before, due_day as "dueDay"
    from waste_expected_data where ${ofSites(siteIds)} and from_on < ${before} and (before_on is null or before_on > ${from})
      and approved_seq is not null and ended_seq is null and not voided`.execute(tx);
  return rows;
}

/** Of which months something came: bit n of a mask is the n-th month that was read. */
export interface ReceivedRow {
  siteId: string;
  streamId: string;
  what: 'load' | 'storage' | 'nil';
  /** below 2^53: at most 47 months are read */
  actual: number;
  estimated: number;
}

/** Months before the span that count for some streams of some sites: a quarter is due with its last month. */
export interface Before {
  from: CalendarDate;
  of: readonly { siteId: string; streamId: string }[];
}

/** Loads, estimates, storage movements and nil returns of these sites, by stream, as masks of the months from `earlier.from` on. */
export async function listReceived(
  tx: Tx,
  siteIds: readonly string[],
  { from, before }: Span,
  earlier: Before,
): Promise<ReceivedRow[]> {
  const bit = monthBit(earlier.from);
  const masks = (isEstimate: RawBuilder<boolean>) =>
    sql`coalesce(bit_or(${bit}) filter (where not ${isEstimate}), 0) as actual, coalesce(bit_or(${bit}) filter (where ${isEstimate}), 0) as estimated`;
  const came = (table: string, what: ReceivedRow['what'], isEstimate: RawBuilder<boolean>) => sql`
    select site_id, stream_id, ${what}::text as what, ${masks(isEstimate)} from ${sql.table(table)}
    where ${ofSites(siteIds)} and month >= ${from} and month < ${before} and latest and not voided group by site_id, stream_id`;
  const pairs = sql`unnest(${`{${earlier.of.map(({ siteId }) => siteId).join(',')}}`}::uuid[], ${`{${earlier.of.map(({ streamId }) => streamId).join(',')}}`}::uuid[]) as u (site_id, stream_id)`;
  // One walk along the index a stream: a join would be planned over everything.
  const cameBefore = (table: string, what: ReceivedRow['what'], isEstimate: RawBuilder<boolean>) => sql`
    union all select u.site_id, u.stream_id, ${what}::text, t.actual, t.estimated from ${pairs} cross join lateral (
      select ${masks(isEstimate)} from ${sql.table(table)}
      where site_id = u.site_id and stream_id = u.stream_id and month >= ${earlier.from} and month < ${from} and latest and not voided) t`;
  const isEstimate = sql<boolean>`(document_type = 'estimate')`;
  const never = sql<boolean>`(false)`;
  const { rows } = await sql<ReceivedRow>`
    select site_id as "siteId", stream_id as "streamId", what, actual, estimated from (
      ${came('waste_load', 'load', isEstimate)} union all ${came('waste_storage_movement', 'storage', never)} union all ${came('waste_nil_return', 'nil', never)}
      ${earlier.of.length > 0 ? sql`${cameBefore('waste_load', 'load', isEstimate)} ${cameBefore('waste_storage_movement', 'storage', never)}` : sql``}) came`.execute(
    tx,
  );
  return rows;
}

/**
 * The bit of a month, counted from another. A month has 487 sixteenths of a day on average; ten days on, its first day
 * falls into the right one for two hundred years. Whole numbers only: this is worked out for every load of a year.
 */
const monthBit = (first: CalendarDate) => sql`(1::bigint << (((month - ${first}::date) * 16 + 160) / 487))`;

/** Months that are closed for loads. */
export async function listClosed(
  tx: Tx,
  siteIds: readonly string[],
  { from, before }: Span,
): Promise<{ siteId: string; month: Month }[]> {
  const { rows } = await sql<{ siteId: string; month: Month }>`
    select scope_id as "siteId", to_char(month, 'YYYY-MM') as month from period_closed
    where kind = 'waste.load' and reopened_seq is null and scope_id = any(${`{${siteIds.join(',')}}`}::uuid[]) and month >= ${from} and month < ${before}`.execute(
    tx,
  );
  return rows;
}

/** Loads of months that lie with their reviewers, and since when the first of them does. */
export async function listWithReviewers(
  tx: Tx,
  siteIds: readonly string[],
  { from, before }: Span,
): Promise<{ siteId: string; month: Month; count: number; since: Date | null }[]> {
  const { rows } = await sql<{ siteId: string; month: Month; count: number; since: Date | null }>`
    select o.site_id as "siteId", to_char(o.month, 'YYYY-MM') as month, o.count, h.at as since from (
      select site_id, month, count(*)::int as count, min(submitted_seq) as seq from waste_load
      where latest and state <> 'approved' and state in ('submitted', 'reviewed') and ${ofSites(siteIds)} and month >= ${from} and month < ${before}
      group by 1, 2) o
    left join lateral (select h.at from history_entry h where h.seq = o.seq order by h.n limit 1) h on true`.execute(
    tx,
  );
  return rows;
}
