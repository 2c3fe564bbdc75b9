// The stored sums: per site, part of a month and dimensions; recomputed where a mark says so, by the actor figures alone.
import { type RawBuilder, sql } from 'kysely';
import { firstDayOf, type Month } from '#period/calendar-date.ts';
import { partsOfMonth } from '#period/period.ts';
import type { Tx } from '../db/database.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { Aggregate } from './declare.ts';
import { cutDatesOf, type Organisation, type SiteMonth } from './organisation.ts';
import { type PartsToSum, replacedOverParts, sumCarriedIn, sumOverParts } from './sum-records.ts';

/** The parts in which these site-months are summed: cut where an edge, share or boundary of the site changes. */
export function partsToSum(organisation: Organisation, siteMonths: readonly SiteMonth[]): PartsToSum {
  const parts = { siteIds: [] as string[], months: [] as string[], from: [] as string[], before: [] as string[] };
  for (const { siteId, month } of siteMonths) {
    for (const part of partsOfMonth(month, cutDatesOf(organisation, siteId))) {
      parts.siteIds.push(siteId);
      parts.months.push(firstDayOf(month));
      parts.from.push(part.from);
      parts.before.push(part.before);
    }
  }
  return parts;
}

/** Recomputes the cells of these site-months for one aggregate from the records that count now. */
export async function recomputeCells(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  organisation: Organisation,
  siteMonths: readonly SiteMonth[],
  seq: number,
): Promise<void> {
  if (siteMonths.length === 0) return;
  const parts = partsToSum(organisation, siteMonths);
  const sites = `{${siteMonths.map((one) => one.siteId).join(',')}}`;
  const months = `{${siteMonths.map((one) => firstDayOf(one.month)).join(',')}}`;
  await sql`
    delete from kpi_cell c using unnest(${sites}::uuid[], ${months}::date[]) as m (site_id, month)
    where c.aggregate = ${aggregate.id} and not c.carried and c.site_id = m.site_id
      and c.from_on >= m.month and c.from_on < (m.month + interval '1 month')::date`.execute(tx);
  await sql`
    insert into kpi_cell (aggregate, site_id, from_on, before_on, carried, dims, approved, approved_rows, shown, shown_rows, estimated, last_seq)
    select ${aggregate.id}, s.site_id, s.from_on, s.before_on, false, s.dims,
      coalesce(sum(s.total) filter (where s.part = 'counting'), 0), coalesce(sum(s.row_count) filter (where s.part = 'counting'), 0),
      sum(s.total), sum(s.row_count), coalesce(sum(s.estimated) filter (where s.part = 'counting'), 0), ${seq}::bigint
    from (
      select 'counting' as part, a.* from (${sumOverParts(kinds, aggregate, parts, 'counting')}) a
      union all select 'awaiting', b.* from (${sumOverParts(kinds, aggregate, parts, 'awaiting')}) b
      union all select 'replaced', c.* from (${replacedOverParts(kinds, aggregate, parts)}) c
    ) s (part, site_id, from_on, before_on, dims, total, estimated, row_count)
    group by s.site_id, s.from_on, s.before_on, s.dims`.execute(tx);
}

/** Recomputes the carried-in yearly cells of these sites. */
export async function recomputeCarriedIn(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  siteIds: readonly string[],
  seq: number,
): Promise<void> {
  const rows = sumCarriedIn(kinds, aggregate, siteIds, 'counting');
  if (!rows || siteIds.length === 0) return;
  await sql`delete from kpi_cell where aggregate = ${aggregate.id} and carried and site_id = any(${`{${siteIds.join(',')}}`}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into kpi_cell (aggregate, site_id, from_on, before_on, carried, dims, approved, approved_rows, shown, shown_rows, estimated, last_seq)
    select ${aggregate.id}, s.site_id, s.from_on, s.before_on, true, s.dims, s.total, s.row_count, s.total, s.row_count, s.estimated, ${seq}::bigint
    from (${rows}) s`.execute(tx);
}

/** A stored sum as the ledger reads it. */
export interface ScopeSum {
  group_id: string;
  dims: (string | null)[];
  sum: string;
}

/** How much of a scope a figure covers, per site. */
export interface SiteCover {
  site_id: string;
  months: number;
  approved: string;
  shown: string;
  estimated: string;
  carried: boolean;
  rows: number;
}

/** A site's span and share, as parallel arrays for `unnest`. */
export interface PartArrays {
  siteIds: readonly string[];
  groups: readonly string[];
  shares: readonly string[];
  from: readonly string[];
  before: readonly string[];
}

const relation = (
  parts: PartArrays,
) => sql`unnest(${`{${parts.siteIds.join(',')}}`}::uuid[], ${`{${parts.groups.join(',')}}`}::uuid[], ${`{${parts.shares.join(',')}}`}::numeric[],
  ${`{${parts.from.join(',')}}`}::date[], ${`{${parts.before.join(',')}}`}::date[]) as m (site_id, group_id, share, from_on, before_on)`;

const cellsIn = (aggregate: string, parts: PartArrays, period: { from: string; before: string }) => sql`
  kpi_cell c join ${relation(parts)} on c.site_id = m.site_id and c.from_on >= m.from_on and c.from_on < m.before_on
  where c.aggregate = ${aggregate} and c.from_on >= ${period.from} and c.before_on <= ${period.before}`;

/** Adds the cells of a scope and period: exact sums by group and dimensions, and the cover by site. */
export async function sumCells(
  tx: Tx,
  aggregate: string,
  parts: PartArrays,
  period: { from: string; before: string },
  basis: 'approved' | 'shown',
): Promise<{ sums: ScopeSum[]; cover: SiteCover[] }> {
  if (parts.siteIds.length === 0) return { sums: [], cover: [] };
  const value = sql.ref(`c.${basis}`);
  const rows = sql.ref(`c.${basis}_rows`);
  const sums = await sql<ScopeSum>`
    select m.group_id, c.dims, sum(${value} * m.share)::text as sum from ${cellsIn(aggregate, parts, period)} and ${rows} > 0 group by 1, 2 order by 1, 2`.execute(
    tx,
  );
  const cover = await sql<SiteCover>`
    select c.site_id, count(distinct date_trunc('month', c.from_on::timestamp))::int as months, sum(c.approved * m.share)::text as approved,
      sum(c.shown * m.share)::text as shown, sum(c.estimated * m.share)::text as estimated, bool_or(c.carried) as carried, sum(${rows})::int as rows
    from ${cellsIn(aggregate, parts, period)} and ${rows} > 0 group by 1 order by 1`.execute(tx);
  return { sums: sums.rows, cover: cover.rows };
}

/**
 * The same sums taken from the records themselves as they counted when the history stood at `asOf`, cells unused: what
 * replays an edition.
 */
export async function sumRecordsAsOf(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  organisation: Organisation,
  parts: PartArrays,
  months: readonly Month[],
  period: { from: string; before: string },
  asOf: number,
): Promise<ScopeSum[]> {
  if (parts.siteIds.length === 0) return [];
  const sites = [...new Set(parts.siteIds)];
  const pieces = partsToSum(
    organisation,
    sites.flatMap((siteId) => months.map((month) => ({ siteId, month }))),
  );
  const carried = sumCarriedIn(kinds, aggregate, sites, { asOf });
  const source: RawBuilder<unknown> = carried
    ? sql`select * from (${sumOverParts(kinds, aggregate, pieces, { asOf })}) a union all select * from (${carried}) b`
    : sumOverParts(kinds, aggregate, pieces, { asOf });
  const { rows } = await sql<ScopeSum>`
    select m.group_id, c.dims, sum(c.total * m.share)::text as sum from (${source}) c
    join ${relation(parts)} on c.site_id = m.site_id and c.from_on >= m.from_on and c.from_on < m.before_on
    where c.from_on >= ${period.from} and c.before_on <= ${period.before} group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}
