// The SQL that an aggregate declares: sums of records by dimensions, of what counts now or counted at a past moment.
import { type RawBuilder, sql } from 'kysely';
import type { Kinds } from '../records/server/refs.ts';
import { type BoundAggregate, bindAggregate, fieldColumn } from './bind-aggregate.ts';
import type { Aggregate } from './declare.ts';
import { type Assumption, type Moment, momentOf } from './moment.ts';

/** Part-months to sum, as parallel arrays. */
export interface PartsToSum {
  siteIds: readonly string[];
  months: readonly string[];
  from: readonly string[];
  before: readonly string[];
}

const uuids = (list: readonly string[]) => sql`${`{${list.join(',')}}`}::uuid[]`;
const dates = (list: readonly string[]) => sql`${`{${list.join(',')}}`}::date[]`;

/** The part-months as a relation `p(site_id, month, from_on, before_on)`. */
const partsRelation = (parts: PartsToSum) =>
  sql`unnest(${uuids(parts.siteIds)}, ${dates(parts.months)}, ${dates(parts.from)}, ${dates(parts.before)}) as p (site_id, month, from_on, before_on)`;

/** A transfer is summed by its day: whether the site that received it belongs to a scope is known of a day only. */
function spanOf(
  { receiver, effective }: BoundAggregate,
  part: { from: RawBuilder<string>; before: RawBuilder<string> },
) {
  if (!receiver) return part;
  return {
    from: sql`case when ${receiver} is null then ${part.from} else ${effective} end`,
    before: sql`case when ${receiver} is null then ${part.before} else ${effective} + 1 end`,
  };
}

/** Which records alone are summed, and which revision is assumed: for what a change of one record would do. */
export interface Part {
  /** the sites of the records */
  sites?: readonly string[];
  /** a field of the summed record, and the id that it must hold; what was carried in holds none */
  where?: { field: string; id: string };
  assuming?: Assumption;
}

/** Rows `site_id, from_on, before_on, dims, mass, estimated, row_count` of an aggregate over part-months at a moment. */
export function sumOverParts(
  kinds: Kinds,
  aggregate: Aggregate,
  parts: PartsToSum,
  moment: Moment,
  part?: Part,
): RawBuilder<unknown> {
  const bound = bindAggregate(kinds, aggregate, moment, part?.assuming);
  const { from, before } = spanOf(bound, { from: sql`t.part_from`, before: sql`t.part_before` });
  const where = part?.where;
  const only = where ? sql`and ${sql.ref(`t.${fieldColumn(bound.kind, where.field)}`)} = ${where.id}` : sql``;
  // Added up first by what anything is looked up by: a month has many records, and few that differ in that.
  const looked = bound.reads.map((name) => sql.ref(`t.${name}`));
  const parted = sql.join([sql`p.site_id`, sql`p.from_on`, sql`p.before_on`, ...looked]);
  return sql`
    select t.part_site as site_id, ${from} as from_on, ${before} as before_on, ${bound.dims} as dims, sum(t.part_total) as total,
      coalesce(sum(t.part_estimated), 0) as estimated, sum(t.part_rows)::int as row_count
    from (
      select ${sql.join([sql`p.site_id as part_site`, sql`p.from_on as part_from`, sql`p.before_on as part_before`, ...looked])},
        sum(${bound.sum}) as part_total, sum(${bound.sum}) filter (where ${bound.estimated}) as part_estimated, count(*) as part_rows
      from ${partsRelation(parts)}
      join ${bound.from} t on ${bound.site} = p.site_id and t.month = p.month and ${bound.effective} >= p.from_on and ${bound.effective} < p.before_on and ${momentOf('t', moment)} and ${bound.only} ${only}
      group by ${parted}
    ) t
    ${bound.joins}
    group by 1, 2, 3, 4`;
}

/** The same for what a submission stands in for: counting revisions that a newer submitted one would replace. */
export function replacedOverParts(kinds: Kinds, aggregate: Aggregate, parts: PartsToSum): RawBuilder<unknown> {
  const bound = bindAggregate(kinds, aggregate, 'counting');
  const { from, before } = spanOf(bound, { from: sql`p.from_on`, before: sql`p.before_on` });
  return sql`
    select p.site_id, ${from} as from_on, ${before} as before_on, ${bound.dims} as dims, -sum(${bound.sum}) as total, 0::numeric as estimated, -count(*)::int as row_count
    from ${partsRelation(parts)}
    join ${bound.from} t on ${bound.site} = p.site_id and t.month = p.month and ${bound.effective} >= p.from_on and ${bound.effective} < p.before_on and ${momentOf('t', 'counting')} and ${bound.only}
    join ${sql.table(bound.kind.table)} n on n.id = t.id and n.latest and n.state in ('submitted', 'reviewed') and n.revision > t.revision
    ${bound.joins}
    group by 1, 2, 3, 4`;
}

/** Yearly totals carried in, as rows of the same shape; `replaced` are those that a newer submitted one would replace. */
export function sumCarriedIn(
  kinds: Kinds,
  aggregate: Aggregate,
  carried: NonNullable<Aggregate['carriedIn']>,
  siteIds: readonly string[],
  moment: Moment | 'replaced',
): RawBuilder<unknown> {
  const kind = kinds.get(carried.of);
  if (!kind) throw new Error(`${aggregate.id}: unknown kind ${carried.of}`);
  const year = sql.ref(`t.${fieldColumn(kind, kind.effective ?? '')}`);
  const dims = carried.by.map((dim) =>
    'fixed' in dim ? sql`${dim.fixed}::text` : sql`${sql.ref(`t.${fieldColumn(kind, dim.field)}`)}::text`,
  );
  const only = Object.entries(carried.where ?? {}).map(
    ([path, codes]) => sql`and ${sql.ref(`t.${fieldColumn(kind, path)}`)} = any(${[...codes]}::text[])`,
  );
  const table = sql.table(kind.table);
  const [sign, newer] =
    moment === 'replaced'
      ? [
          sql`-`,
          sql`join ${table} n on n.id = t.id and n.latest and n.state in ('submitted', 'reviewed') and n.revision > t.revision`,
        ]
      : [sql``, sql``];
  return sql`
    select t.site_id, ${year} as from_on, (${year} + interval '1 year')::date as before_on, array[${sql.join(dims)}]::text[] as dims,
      ${sign}sum(${sql.ref(`t.${fieldColumn(kind, carried.sum)}`)}) as total, 0::numeric as estimated, ${sign}count(*)::int as row_count
    from ${table} t ${newer} where t.site_id = any(${uuids(siteIds)}) and ${momentOf('t', moment === 'replaced' ? 'counting' : moment)} ${sql.join(only, sql` `)}
    group by 1, 2, 3, 4`;
}
