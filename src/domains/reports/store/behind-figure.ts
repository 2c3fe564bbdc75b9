// How many records lie behind a figure, what do they add up to, and which papers prove them?
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** Sites with the days on which they belong to a scope, as parallel lists. */
export interface SitesOfScope {
  siteIds: readonly string[];
  from: readonly string[];
  before: readonly string[];
}

/** Which stored sums are asked for. */
export interface SumsQuestion {
  /** its dimensions in order, and which of them names the site that received */
  aggregate: { id: string; by: readonly string[]; receiver?: string };
  /** values of dimensions that are no part of the figure */
  leavesOut: Readonly<Record<string, string>>;
  sites: SitesOfScope;
  period: { from: string; before: string };
  basis: 'approved' | 'shown';
  dimension?: { name: string; values: readonly string[] };
}

/** The records in the stored sums of a scope and period, without yearly totals carried in and without shares: what a list of them adds up to. */
export async function countBehind(tx: Tx, asked: SumsQuestion): Promise<{ count: number; sum: string }> {
  const { aggregate, sites, dimension } = asked;
  const { siteIds, from, before } = sites;
  if (siteIds.length === 0) return { count: 0, sum: '0' };
  const [value, rowCount] = [sql.ref(`c.${asked.basis}`), sql.ref(`c.${asked.basis}_rows`)];
  const of = (name: string) => sql`c.dims[${sql.lit(aggregate.by.indexOf(name) + 1)}]`;
  const inScope = (site: RawBuilder<unknown>) =>
    sql`exists (select from unnest(${`{${siteIds.join(',')}}`}::uuid[], ${`{${from.join(',')}}`}::date[], ${`{${before.join(',')}}`}::date[]) as m (site_id, from_on, before_on)
        where m.site_id = ${site} and c.from_on >= m.from_on and c.from_on < m.before_on)`;
  const conditions = [
    inScope(sql`c.site_id`),
    ...(dimension ? [sql`${of(dimension.name)} = any(${[...dimension.values]}::text[])`] : []),
    ...Object.entries(asked.leavesOut).map(([name, out]) =>
      name === aggregate.receiver
        ? sql`(${of(name)} is null or not ${inScope(sql`${of(name)}::uuid`)})`
        : sql`${of(name)} is distinct from ${out}`,
    ),
  ];
  const { rows } = await sql<{ count: number; sum: string }>`
    select coalesce(sum(${rowCount}), 0)::int as count, coalesce(sum(${value}), 0)::text as sum
    from kpi_cell c where c.aggregate = ${aggregate.id} and not c.carried and c.from_on >= ${asked.period.from} and c.before_on <= ${asked.period.before}
      and ${sql.join(conditions, sql` and `)}`.execute(tx);
  return rows[0] ?? { count: 0, sum: '0' };
}

/** A paper that proves some of the records. */
export interface Paper {
  sha256: string;
  fileName: string;
  evidenceKind: string;
  records: number;
}

const MOST_PAPERS = 50;

/** The papers of the records that a condition on `t` holds, those that prove most first. */
export async function listPapers(
  tx: Tx,
  kind: { kind: string; table: string },
  condition: RawBuilder<boolean>,
): Promise<Paper[]> {
  const { rows } = await sql<Paper>`
    select encode(l.sha256, 'hex') as sha256, min(l.file_name) as "fileName", min(l.evidence_kind) as "evidenceKind", count(distinct t.id)::int as records
    from evidence_link l join ${sql.table(kind.table)} t on t.id = l.record_id and t.approved_seq is not null and t.ended_seq is null and not t.voided
    where l.kind = ${kind.kind} and ${condition} group by l.sha256 order by 4 desc, 2 limit ${MOST_PAPERS}`.execute(tx);
  return rows;
}
