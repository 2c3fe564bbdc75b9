// The stored sums: per site, part of a month and dimensions; recomputed where a mark says so, by the actor figures alone.
import { type RawBuilder, sql } from 'kysely';
import { addMonths, firstDayOf, monthOf } from '#period/calendar-date.ts';
import { isWholeMonth, monthsOf, type Period, partsOf, partsOfMonth } from '#period/period.ts';
import type { Tx } from '../db/database.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { Aggregate } from './declare.ts';
import type { Moment } from './moment.ts';
import { cutDatesOf, type Organisation, type SiteMonth } from './organisation.ts';
import { type Part, type PartsToSum, replacedOverParts, sumCarriedIn, sumOverParts } from './sum-records.ts';

/**
 * The parts in which these site-months are summed: cut where an edge, share or boundary of the site changes, and, of a
 * period that begins or ends within a month, without the days outside it.
 */
export function partsToSum(
  organisation: Organisation,
  siteMonths: readonly SiteMonth[],
  within?: Pick<Period, 'from' | 'before'>,
): PartsToSum {
  const parts = { siteIds: [] as string[], months: [] as string[], from: [] as string[], before: [] as string[] };
  for (const { siteId, month } of siteMonths) {
    for (const part of partsOfMonth(month, [
      ...cutDatesOf(organisation, siteId),
      ...(within ? [within.from, within.before] : []),
    ])) {
      if (within && (part.from < within.from || part.before > within.before)) continue;
      parts.siteIds.push(siteId);
      parts.months.push(firstDayOf(month));
      parts.from.push(part.from);
      parts.before.push(part.before);
    }
  }
  return parts;
}

/** What counts, what awaits approval and what that would replace, added up: both bases of a cell from rows of the three. */
const bothBases = (counting: RawBuilder<unknown>, awaiting: RawBuilder<unknown>, replaced: RawBuilder<unknown>) => sql`
  select s.site_id, s.from_on, s.before_on, s.dims,
    coalesce(sum(s.total) filter (where s.part = 'counting'), 0) as approved, coalesce(sum(s.row_count) filter (where s.part = 'counting'), 0) as approved_rows,
    sum(s.total) as shown, sum(s.row_count) as shown_rows, coalesce(sum(s.estimated) filter (where s.part = 'counting'), 0) as estimated
  from (
    select 'counting' as part, a.* from (${counting}) a
    union all select 'awaiting', b.* from (${awaiting}) b
    union all select 'replaced', c.* from (${replaced}) c
  ) s (part, site_id, from_on, before_on, dims, total, estimated, row_count)
  group by s.site_id, s.from_on, s.before_on, s.dims`;

const sumsOfParts = (kinds: Kinds, aggregate: Aggregate, parts: PartsToSum) =>
  bothBases(
    sumOverParts(kinds, aggregate, parts, 'counting'),
    sumOverParts(kinds, aggregate, parts, 'awaiting'),
    replacedOverParts(kinds, aggregate, parts),
  );

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
  const sites = `{${siteMonths.map((one) => one.siteId).join(',')}}`;
  const months = `{${siteMonths.map((one) => firstDayOf(one.month)).join(',')}}`;
  await sql`
    delete from kpi_cell c using unnest(${sites}::uuid[], ${months}::date[]) as m (site_id, month)
    where c.aggregate = ${aggregate.id} and not c.carried and c.site_id = m.site_id
      and c.from_on >= m.month and c.from_on < (m.month + interval '1 month')::date`.execute(tx);
  await sql`
    insert into kpi_cell (aggregate, site_id, from_on, before_on, dims, approved, approved_rows, shown, shown_rows, estimated, carried, last_seq)
    select ${aggregate.id}, s.*, false, ${seq}::bigint from (${sumsOfParts(kinds, aggregate, partsToSum(organisation, siteMonths))}) s`.execute(
    tx,
  );
}

/** Recomputes the carried-in yearly cells of these sites. */
export async function recomputeCarriedIn(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  siteIds: readonly string[],
  seq: number,
): Promise<void> {
  if (!aggregate.carriedIn || siteIds.length === 0) return;
  const sums = bothBases(
    sumCarriedIn(kinds, aggregate, aggregate.carriedIn, siteIds, 'counting'),
    sumCarriedIn(kinds, aggregate, aggregate.carriedIn, siteIds, 'awaiting'),
    sumCarriedIn(kinds, aggregate, aggregate.carriedIn, siteIds, 'replaced'),
  );
  await sql`delete from kpi_cell where aggregate = ${aggregate.id} and carried and site_id = any(${`{${siteIds.join(',')}}`}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into kpi_cell (aggregate, site_id, from_on, before_on, dims, approved, approved_rows, shown, shown_rows, estimated, carried, last_seq)
    select ${aggregate.id}, s.*, true, ${seq}::bigint from (${sums}) s`.execute(tx);
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
  /** the groups are taken apart from one scope: whether a site is inside is asked of all of them together */
  asOneScope?: true;
}

const relation = (
  parts: PartArrays,
  alias: 'm' | 'o' = 'm',
) => sql`unnest(${`{${parts.siteIds.join(',')}}`}::uuid[], ${`{${parts.groups.join(',')}}`}::uuid[], ${`{${parts.shares.join(',')}}`}::numeric[],
  ${`{${parts.from.join(',')}}`}::date[], ${`{${parts.before.join(',')}}`}::date[]) as ${sql.ref(alias)} (site_id, group_id, share, from_on, before_on)`;

/** What is told of the receiver in the sums of a scope, where it belongs to the scope too. */
export const INSIDE = 'inside';

/** The dimensions of a cell as a scope sees them: of the site that received it, whether it belongs to the scope on that day. */
function dimsInScope({ by, receiver }: Aggregate, parts: PartArrays): RawBuilder<string[]> {
  if (receiver === undefined) return sql`c.dims`;
  const place = by.indexOf(receiver) + 1;
  const [before, at, after] = [sql.lit(place - 1), sql.lit(place), sql.lit(place + 1)];
  return sql`(c.dims[:${before}] || array[case when c.dims[${at}] is null then null when exists (select from ${relation(parts, 'o')}
    where o.site_id = c.dims[${at}]::uuid ${parts.asOneScope ? sql`` : sql`and o.group_id = m.group_id`} and c.from_on >= o.from_on and c.from_on < o.before_on) then ${INSIDE} end]::text[] || c.dims[${after}:])`;
}

/** Whether a site belongs to a scope on a day. */
export const partsContain = (
  parts: PartArrays,
  site: RawBuilder<unknown>,
  day: RawBuilder<unknown>,
): RawBuilder<boolean> =>
  sql`exists (select from ${relation(parts)} where m.site_id = ${site} and ${day} >= m.from_on and ${day} < m.before_on)`;

/** What a figure sums: the cells of its whole months, and, where it begins or ends within one, the records of those days. */
function cellsOf(
  kinds: Kinds,
  aggregate: Aggregate,
  organisation: Organisation,
  parts: PartArrays,
  period: Pick<Period, 'from' | 'before'>,
): RawBuilder<unknown> {
  const columns = sql`site_id, from_on, before_on, dims, approved, approved_rows, shown, shown_rows, estimated`;
  const torn = partsOf(period).filter((part) => !isWholeMonth(part));
  const tornAt = (date: string) => torn.some((part) => part.from === date);
  const from = tornAt(period.from) ? addMonths(firstDayOf(monthOf(period.from)), 1) : period.from;
  const last = torn.at(-1);
  const before = last && last.before === period.before ? firstDayOf(last.month) : period.before;
  // A yearly total belongs to a figure that holds its whole year; no torn month has one.
  const stored = sql`select ${columns}, carried from kpi_cell where aggregate = ${aggregate.id} and from_on >= ${from} and before_on <= ${before}`;
  if (torn.length === 0) return stored;
  const siteMonths = [...new Set(parts.siteIds)].flatMap((siteId) => torn.map(({ month }) => ({ siteId, month })));
  return sql`${stored} union all select ${columns}, false from (${sumsOfParts(kinds, aggregate, partsToSum(organisation, siteMonths, period))}) r`;
}

/** Adds the cells of a scope and period: exact sums by group and dimensions, and the cover by site. */
export async function sumCells(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  organisation: Organisation,
  parts: PartArrays,
  period: Pick<Period, 'from' | 'before'>,
  basis: 'approved' | 'shown',
): Promise<{ sums: ScopeSum[]; cover: SiteCover[] }> {
  if (parts.siteIds.length === 0) return { sums: [], cover: [] };
  const value = sql.ref(`c.${basis}`);
  const rows = sql.ref(`c.${basis}_rows`);
  const cells = sql`(${cellsOf(kinds, aggregate, organisation, parts, period)}) c join ${relation(parts)} on c.site_id = m.site_id and c.from_on >= m.from_on and c.from_on < m.before_on`;
  const sums = await sql<ScopeSum>`
    select m.group_id, ${dimsInScope(aggregate, parts)} as dims, sum(${value} * m.share)::text as sum from ${cells} where ${rows} > 0 group by 1, 2 order by 1, 2`.execute(
    tx,
  );
  // What is not approved yet belongs to the cover of an approved figure too: it says how much of what is there counts.
  const cover = await sql<SiteCover>`
    select c.site_id, (count(distinct date_trunc('month', c.from_on::timestamp)) filter (where ${rows} > 0))::int as months, sum(c.approved * m.share)::text as approved,
      sum(c.shown * m.share)::text as shown, sum(c.estimated * m.share)::text as estimated, bool_or(c.carried and ${rows} > 0) as carried, sum(${rows})::int as rows
    from ${cells} group by 1 order by 1`.execute(tx);
  return { sums: sums.rows, cover: cover.rows };
}

/** What the two bases of a figure are made of. */
const ofBasis = { approved: ['counting'], shown: ['counting', 'awaiting', 'replaced'] } as const;

/**
 * The same of the records that count now, or also of what awaits approval, for dimensions that no cell keeps; as far as
 * the reader may see them.
 */
export const sumRecordsNow = (
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  organisation: Organisation,
  parts: PartArrays,
  period: Pick<Period, 'from' | 'before'>,
  basis: 'approved' | 'shown' = 'approved',
): Promise<ScopeSum[]> => sumRecords(tx, kinds, aggregate, organisation, parts, period, ofBasis[basis]);

/** The same sums taken from the records themselves, cells unused; of all of them or of a part. */
export async function sumRecords(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  organisation: Organisation,
  parts: PartArrays,
  period: Pick<Period, 'from' | 'before'>,
  moments: readonly (Moment | 'replaced')[],
  part?: Part,
): Promise<ScopeSum[]> {
  const sites = [...new Set(part?.sites ?? parts.siteIds)];
  if (parts.siteIds.length === 0 || sites.length === 0) return [];
  const pieces = partsToSum(
    organisation,
    sites.flatMap((siteId) => monthsOf(period).map((month) => ({ siteId, month }))),
    period,
  );
  const { carriedIn } = aggregate;
  const sources = moments.flatMap((moment) => [
    moment === 'replaced'
      ? replacedOverParts(kinds, aggregate, pieces)
      : sumOverParts(kinds, aggregate, pieces, moment, part),
    ...(carriedIn && !part?.where ? [sumCarriedIn(kinds, aggregate, carriedIn, sites, moment)] : []),
  ]);
  const source = sql.join(
    sources.map((one) => sql`select * from (${one}) s`),
    sql` union all `,
  );
  const { rows } = await sql<ScopeSum>`
    select m.group_id, ${dimsInScope(aggregate, parts)} as dims, sum(c.total * m.share)::text as sum from (${source}) c
    join ${relation(parts)} on c.site_id = m.site_id and c.from_on >= m.from_on and c.from_on < m.before_on
    where c.from_on >= ${period.from} and c.before_on <= ${period.before} group by 1, 2 having sum(c.row_count) > 0 order by 1, 2`.execute(
    tx,
  );
  return rows;
}
