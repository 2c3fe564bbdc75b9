// The SQL that an aggregate declares: sums of records by dimensions, of what counts now or counted at a past moment.
import { type RawBuilder, sql } from 'kysely';
import { columnOf, type Field, type RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { Aggregate } from './declare.ts';

/**
 * Which revisions are summed: what counts now, what would with submissions, the newest of each record whatever its step
 * (drafts too), or what counted when the history stood at `asOf`.
 */
export type Moment = 'counting' | 'awaiting' | 'newest' | { asOf: number };

/** Whether a revision counted at a moment of the history. */
export function countedAt(alias: string, asOf: number): RawBuilder<boolean> {
  const t = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`(${t('approved_seq')} < ${asOf} and (${t('ended_seq')} is null or ${t('ended_seq')} >= ${asOf}) and not ${t('voided')}
    and (${t('import_id')} is null or ${t('import_id')} in (select id from intake_import where committed_seq < ${asOf})))`;
}

const countsNow = (alias: string): RawBuilder<boolean> =>
  sql`(${sql.ref(`${alias}.approved_seq`)} is not null and ${sql.ref(`${alias}.ended_seq`)} is null and not ${sql.ref(`${alias}.voided`)})`;

function momentOf(alias: string, moment: Moment): RawBuilder<boolean> {
  if (moment === 'counting') return countsNow(alias);
  if (moment === 'awaiting')
    return sql`(${sql.ref(`${alias}.latest`)} and ${sql.ref(`${alias}.state`)} in ('submitted', 'reviewed') and not ${sql.ref(`${alias}.voided`)})`;
  if (moment === 'newest') return sql`(${sql.ref(`${alias}.latest`)} and not ${sql.ref(`${alias}.voided`)})`;
  return countedAt(alias, moment.asOf);
}

/** An aggregate bound to its tables: how its sum, dimensions and joins are written in SQL. */
export interface BoundAggregate {
  kind: RecordKind;
  sum: RawBuilder<string>;
  dims: RawBuilder<string[]>;
  joins: RawBuilder<unknown>;
  estimated: RawBuilder<boolean>;
}

function fieldColumn(kind: RecordKind, path: string): string {
  const of = kind.all.get(path) as Field | undefined;
  if (!of) throw new Error(`${kind.kind}: no field "${path}" to sum by`);
  return columnOf(path, of);
}

/**
 * Writes an aggregate as SQL over the table alias `t`. References join the revision that counts at the same moment, so
 * that a past figure sees the stream as it was classified then.
 * @throws when it names a field that its kind does not have
 */
export function bindAggregate(kinds: Kinds, aggregate: Aggregate, moment: Moment): BoundAggregate {
  const kind = kinds.get(aggregate.of);
  if (!kind) throw new Error(`${aggregate.id}: unknown kind ${aggregate.of}`);
  const joined = new Map<string, RawBuilder<unknown>>();
  const dims = aggregate.by.map((path) => {
    if (kind.all.has(path)) return sql`${sql.ref(`t.${fieldColumn(kind, path)}`)}::text`;
    const [reference = '', field = ''] = path.split('.');
    const of = kind.flat.get(reference);
    const target = of?.type === 'ref' ? kinds.get(of.to) : undefined;
    if (!of || !target) throw new Error(`${aggregate.id}: no reference "${reference}"`);
    const alias = `r_${reference}`;
    const at: Moment = moment === 'awaiting' || moment === 'newest' ? 'counting' : moment;
    joined.set(
      reference,
      sql`left join ${sql.table(target.table)} as ${sql.ref(alias)} on ${sql.ref(`${alias}.id`)} = ${sql.ref(`t.${columnOf(reference, of)}`)} and ${momentOf(alias, at)}`,
    );
    return sql`${sql.ref(`${alias}.${fieldColumn(target, field)}`)}::text`;
  });
  return {
    kind,
    sum: sql`${sql.ref(`t.${fieldColumn(kind, aggregate.sum)}`)}`,
    dims: sql`array[${sql.join(dims)}]::text[]`,
    joins: sql.join([...joined.values()], sql` `),
    estimated: aggregate.basis
      ? sql`${sql.ref(`t.${fieldColumn(kind, aggregate.basis)}_basis`)} = 'estimated'`
      : sql`false`,
  };
}

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
export const partsRelation = (parts: PartsToSum) =>
  sql`unnest(${uuids(parts.siteIds)}, ${dates(parts.months)}, ${dates(parts.from)}, ${dates(parts.before)}) as p (site_id, month, from_on, before_on)`;

/** Rows `site_id, from_on, before_on, dims, mass, estimated, row_count` of an aggregate over part-months at a moment. */
export function sumOverParts(
  kinds: Kinds,
  aggregate: Aggregate,
  parts: PartsToSum,
  moment: Moment,
): RawBuilder<unknown> {
  const bound = bindAggregate(kinds, aggregate, moment);
  const site = sql.ref(`t.${bound.kind.site ?? 'site'}_id`);
  const effective = sql.ref(`t.${fieldColumn(bound.kind, bound.kind.effective ?? '')}`);
  return sql`
    select p.site_id, p.from_on, p.before_on, ${bound.dims} as dims, sum(${bound.sum}) as total,
      coalesce(sum(${bound.sum}) filter (where ${bound.estimated}), 0) as estimated, count(*)::int as row_count
    from ${partsRelation(parts)}
    join ${sql.table(bound.kind.table)} t on ${site} = p.site_id and t.month = p.month and ${effective} >= p.from_on and ${effective} < p.before_on and ${momentOf('t', moment)}
    ${bound.joins}
    group by 1, 2, 3, 4`;
}

/** The same for what a submission stands in for: counting revisions that a newer submitted one would replace. */
export function replacedOverParts(kinds: Kinds, aggregate: Aggregate, parts: PartsToSum): RawBuilder<unknown> {
  const bound = bindAggregate(kinds, aggregate, 'counting');
  const site = sql.ref(`t.${bound.kind.site ?? 'site'}_id`);
  const effective = sql.ref(`t.${fieldColumn(bound.kind, bound.kind.effective ?? '')}`);
  return sql`
    select p.site_id, p.from_on, p.before_on, ${bound.dims} as dims, -sum(${bound.sum}) as total, 0::numeric as estimated, -count(*)::int as row_count
    from ${partsRelation(parts)}
    join ${sql.table(bound.kind.table)} t on ${site} = p.site_id and t.month = p.month and ${effective} >= p.from_on and ${effective} < p.before_on and ${momentOf('t', 'counting')}
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
    from ${table} t ${newer} where t.site_id = any(${uuids(siteIds)}) and ${momentOf('t', moment === 'replaced' ? 'counting' : moment)}
    group by 1, 2, 3, 4`;
}
