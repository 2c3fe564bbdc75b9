// Which corrections of closed months are on their way, and which revisions they would replace?
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { RestatableKind } from './restatements.ts';

/** A correction that nobody has decided yet. */
export interface OpenRestatement {
  recordId: string;
  siteId: string;
  /** `2024-05` */
  month: string;
  state: 'draft' | 'submitted' | 'reviewed' | 'returned';
  at: Date;
  actor: string;
  reason: string | null;
}

const MOST = 50;

/** Corrections of one kind on their way, the oldest first. */
export async function listOpenRestatements(
  tx: Tx,
  { kind, table, siteColumn }: RestatableKind,
): Promise<OpenRestatement[]> {
  const site = sql.ref(`t.${siteColumn}`);
  const { rows } = await sql<OpenRestatement>`
    select t.id as "recordId", ${site} as "siteId", to_char(t.month, 'YYYY-MM') as month, t.state, coalesce(h.at, now()) as at,
      coalesce(h.actor, '') as actor, h.reason
    from ${sql.table(table)} t
    left join lateral (select h.at, h.actor, h.reason from history_entry h where h.kind = ${kind} and h.seq = t.written_seq and h.action in ('record', 'void')
      order by h.scope_id is distinct from ${site} limit 1) h on true
    where t.latest and t.restatement and t.state <> 'approved' order by t.written_seq limit ${MOST}`.execute(tx);
  return rows;
}
