// Sites counted by how they stand on the last day of a period: the newest that is told of each, and how many nobody told of.
import { type RawBuilder, sql } from 'kysely';
import { addDays, type CalendarDate, dateOf, yearOf } from '#period/calendar-date.ts';
import { monthsOf, type Period } from '#period/period.ts';
import type { Tx } from '../db/database.ts';
import type { Kinds } from '../records/server/refs.ts';
import { bindAggregate } from './bind-aggregate.ts';
import type { PartArrays, ScopeSum, SiteCover } from './cells.ts';
import type { Aggregate } from './declare.ts';
import { type Moment, momentOf } from './moment.ts';
import { nodeOf, type Organisation } from './organisation.ts';

/** An aggregate as its cells keep it: of a standing each day on which it was reached is a sum of its own. */
export const asStored = (aggregate: Aggregate): Aggregate =>
  aggregate.asOf ? { ...aggregate, by: [aggregate.asOf.day, ...aggregate.by] } : aggregate;

/** The last day of a period as a period: what is counted of that day is expected of the sites that belonged to it then. */
export const lastDayOf = ({ before }: Pick<Period, 'before'>): Pick<Period, 'from' | 'before'> => ({
  from: addDays(before, -1),
  before,
});

/** Where standings are read: the stored sums of a basis, or the records at a moment. */
export type StandingsFrom = { basis: 'approved' | 'shown' } | { moment: Moment; sites?: readonly string[] | undefined };

/** The standings that may hold on a day, of one site each: the row with the newest day is the one that does. */
function told(
  kinds: Kinds,
  aggregate: Aggregate,
  sites: readonly string[] | 'all',
  days: { from: CalendarDate | null; last: CalendarDate },
  where: StandingsFrom,
): RawBuilder<unknown> {
  const within = (day: RawBuilder<unknown>) =>
    days.from === null ? sql`${day} <= ${days.last}` : sql`${day} >= ${days.from} and ${day} <= ${days.last}`;
  const among = (site: RawBuilder<unknown>) =>
    sites === 'all' ? sql`true` : sql`${site} = any(${`{${sites.join(',')}}`}::uuid[])`;
  if ('basis' in where)
    return sql`select c.site_id, c.dims from kpi_cell c where c.aggregate = ${aggregate.id} and ${among(sql`c.site_id`)}
      and ${sql.ref(`c.${where.basis}_rows`)} > 0 and ${within(sql`c.dims[1] collate "C"`)}`;
  const bound = bindAggregate(kinds, asStored(aggregate), where.moment);
  return sql`select ${bound.site} as site_id, ${bound.dims} as dims from ${sql.table(bound.kind.table)} t ${bound.joins}
    where ${among(bound.site)} and ${within(bound.effective)} and ${momentOf('t', where.moment)} and ${bound.only}`;
}

/** The newest standing of each, up to the last day of a period. */
async function newest(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  sites: readonly string[] | 'all',
  last: CalendarDate,
  where: StandingsFrom,
): Promise<Map<string, (string | null)[]>> {
  const days = { from: aggregate.asOf?.within === 'year' ? dateOf(yearOf(last), 1, 1) : null, last };
  const { rows } = await sql<{ site_id: string; dims: (string | null)[] }>`
    select distinct on (s.site_id) s.site_id, s.dims[2:] as dims from (${told(kinds, aggregate, sites, days, where)}) s
    order by s.site_id, s.dims[1] desc`.execute(tx);
  return new Map(rows.map((row) => [row.site_id, row.dims]));
}

/** The sites that belong to a scope on a day, each with the group that it is counted in. */
function membersOf(
  organisation: Organisation,
  parts: PartArrays,
  last: CalendarDate,
  among: readonly string[] | undefined,
): { siteId: string; group: string }[] {
  return parts.siteIds.flatMap((siteId, at) => {
    const site = nodeOf(organisation, siteId);
    const [from, before] = [parts.from[at] as string, parts.before[at] as string];
    const isThere =
      from <= last && last < before && (!site || ((site.from ?? '') <= last && last < (site.before ?? '9999')));
    return isThere && (among === undefined || among.includes(siteId))
      ? [{ siteId, group: parts.groups[at] as string }]
      : [];
  });
}

/**
 * Counts the sites of a scope by standing. A site belongs to the scope as of the period's last day, whole whatever its
 * share; one of which nothing is told is counted under an absent dimension.
 */
export async function countStandings(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  organisation: Organisation,
  parts: PartArrays,
  period: Period,
  where: StandingsFrom,
): Promise<{ sums: ScopeSum[]; cover: SiteCover[] }> {
  const { from: last } = lastDayOf(period);
  const isOfSuppliers = aggregate.asOf?.counting === 'suppliers';
  const members = isOfSuppliers ? [] : membersOf(organisation, parts, last, 'basis' in where ? undefined : where.sites);
  const [scopeId] = parts.groups;
  const isNobody = isOfSuppliers
    ? scopeId === undefined || nodeOf(organisation, scopeId)?.type !== 'group'
    : members.length === 0;
  if (isNobody) return { sums: [], cover: [] };
  const asked = isOfSuppliers ? 'all' : [...new Set(members.map(({ siteId }) => siteId))];
  const standing = await newest(tx, kinds, aggregate, asked, last, where);
  // Suppliers are those of whom something is told, be it that nobody has looked yet.
  for (const siteId of isOfSuppliers ? standing.keys() : []) members.push({ siteId, group: scopeId as string });
  const unknown = aggregate.by.map(() => null);
  const counted = new Map<string, { group_id: string; dims: (string | null)[]; sites: number }>();
  for (const { siteId, group } of members) {
    const dims = standing.get(siteId) ?? unknown;
    const key = JSON.stringify([group, dims]);
    counted.set(key, { group_id: group, dims, sites: (counted.get(key)?.sites ?? 0) + 1 });
  }
  const months = monthsOf(period).length;
  return {
    sums: [...counted]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { sites: count, ...sum }]) => ({ ...sum, sum: String(count) })),
    cover: [...standing.keys()].map((site_id) => ({
      ...{ site_id, months, approved: '1', shown: '1', estimated: '0', carried: false, rows: 1 },
    })),
  };
}
