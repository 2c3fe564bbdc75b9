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
  aggregate: string;
  sites: SitesOfScope;
  period: { from: string; before: string };
  basis: 'approved' | 'shown';
  /** values of one dimension, by its place among the aggregate's dimensions, from 1 */
  dimension?: { place: number; values: readonly string[] };
}

/** The records in the stored sums of a scope and period, without yearly totals carried in and without shares: what a list of them adds up to. */
export async function countBehind(tx: Tx, asked: SumsQuestion): Promise<{ count: number; sum: string }> {
  const { siteIds, from, before } = asked.sites;
  if (siteIds.length === 0) return { count: 0, sum: '0' };
  const [value, rowCount] = [sql.ref(`c.${asked.basis}`), sql.ref(`c.${asked.basis}_rows`)];
  const { rows } = await sql<{ count: number; sum: string }>`
    select coalesce(sum(${rowCount}), 0)::int as count, coalesce(sum(${value}), 0)::text as sum
    from kpi_cell c where c.aggregate = ${asked.aggregate} and not c.carried and c.from_on >= ${asked.period.from} and c.before_on <= ${asked.period.before}
      ${asked.dimension ? sql`and c.dims[${asked.dimension.place}] = any(${[...asked.dimension.values]}::text[])` : sql``}
      and exists (select from unnest(${`{${siteIds.join(',')}}`}::uuid[], ${`{${from.join(',')}}`}::date[], ${`{${before.join(',')}}`}::date[]) as m (site_id, from_on, before_on)
        where m.site_id = c.site_id and c.from_on >= m.from_on and c.from_on < m.before_on)`.execute(tx);
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
