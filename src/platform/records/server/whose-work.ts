// Whose work an open record is: of who wrote it, or of whoever it was handed to since.
import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { RecordKind } from '../declare/kind.ts';

/** One hand-over that holds on the day of the question, the earliest first. */
export interface HandedOver {
  from: string;
  to: string;
  /** factories where it holds */
  sites: readonly string[] | 'all';
  on: string;
  seq: number;
}

/** Every hand-over up to a day, in the order in which they followed. */
export async function listHandedOver(tx: Tx, today: string): Promise<HandedOver[]> {
  const { rows } = await sql<{ from: string; to: string; on: string; seq: number; type: string; sites: string[] }>`
    select h.from_person as "from", h.to_person as "to", h.on_date as on, h.seq, n.type,
      array(with recursive reach (id) as (select h.scope_id union select e.child_id from reach r join scope_edge e on e.parent_id = r.id) select id::text from reach) as sites
    from hand_over h join scope_node n on n.id = h.scope_id where h.on_date <= ${today} order by h.on_date, h.seq`.execute(
    tx,
  );
  return rows.map(({ type, sites, ...row }) => ({ ...row, sites: type === 'group' ? 'all' : sites }));
}

/** By whom and when a revision was written. */
export interface Writing {
  writer: string | null;
  siteId: string;
  on: string;
  seq: number;
}

/**
 * Whose work it is by now. A hand-over takes what was written before its day, or before it was recorded; what somebody
 * writes afterwards is his own.
 */
export function whoseWork(handed: readonly HandedOver[], written: Writing): string | null {
  let owner = written.writer;
  for (const { from, to, sites, on, seq } of handed) {
    if (from !== owner || !(sites === 'all' || sites.includes(written.siteId))) continue;
    if (written.seq < seq || written.on < on) owner = to;
  }
  return owner;
}

/** Open revisions of a kind that one hand wrote at one time, as far as the reader sees them. */
export interface OpenWork extends Writing {
  month: string | null;
  state: 'draft' | 'returned';
  count: number;
}

/** What is not submitted or was returned, by who wrote it: that is somebody's own to finish. */
export async function listOpenWork(tx: Tx, kind: RecordKind): Promise<OpenWork[]> {
  if (kind.owner !== 'site') return [];
  const site = sql.ref(`t.${kind.site ?? 'site'}_id`);
  const { rows } = await sql<OpenWork>`
    with open as (
      select ${site} as site_id, ${kind.effective ? sql`t.month` : sql`null::date as month`}, t.state, t.written_seq, t.import_id, count(*)::int as count
      from ${sql.table(kind.table)} t where t.latest and t.state in ('draft', 'returned') and not t.voided group by 1, 2, 3, 4, 5
    )
    select o.site_id as "siteId", to_char(o.month, 'YYYY-MM') as month, o.state, o.count, o.written_seq as seq, coalesce(i.actor, e.actor) as writer,
      to_char(coalesce(i.at, e.at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on
    from open o
    left join intake_import i on i.id = o.import_id
    left join lateral (select h.actor, h.at from history_entry h where o.import_id is null and h.seq = o.written_seq and h.kind = ${kind.kind}
      order by h.n limit 1) e on true`.execute(tx);
  return rows.map((row) => ({ ...row, on: row.on ?? '' }));
}
