// Which corrections were approved after an edition and lie in its period?
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** A record kind whose corrections can move a figure, and where it lies. */
export interface RestatableKind {
  kind: string;
  table: string;
  siteColumn: string;
}

/** One correction: what, why, by whom, and who approved it. */
export interface Restatement {
  editionId: string;
  /** the history's number at which it began to count */
  seq: number;
  at: Date;
  kind: string;
  recordId: string;
  siteId: string;
  /** first day of the month it lies in */
  month: string;
  reason: string | null;
  actor: string;
  actorName: { en: string; zh: string };
  approvedByName: { en: string; zh: string } | null;
}

interface Row {
  edition_id: string;
  seq: number;
  at: Date;
  record_id: string;
  site_id: string;
  month: string;
  reason: string | null;
  actor: string;
  name_en: string | null;
  name_zh: string | null;
  approver: string | null;
  approver_en: string | null;
  approver_zh: string | null;
}

const MOST = 200;

/**
 * Restatements by the editions they touch, the newest first: those whose month lies in the edition's period, and those
 * that took a record out of it.
 */
export async function listRestatements(
  tx: Tx,
  kinds: readonly RestatableKind[],
  editionId?: string,
): Promise<Restatement[]> {
  const found: Restatement[] = [];
  for (const { kind, table, siteColumn } of kinds) {
    const { rows } = await sql<Row>`
      select e.id as edition_id, t.approved_seq as seq, coalesce(r.at, h.at, now()) as at, t.id as record_id, t.${sql.ref(siteColumn)} as site_id, t.month,
        h.reason, coalesce(h.actor, '') as actor, a.name_en, a.name_zh, r.actor as approver, ra.name_en as approver_en, ra.name_zh as approver_zh
      from edition e
      join ${sql.table(table)} t on t.restatement and t.approved_seq >= e.seq and ((t.month >= e.from_on and t.month < e.before_on)
        or exists (select 1 from ${sql.table(table)} p where p.id = t.id and p.ended_seq = t.approved_seq and p.month >= e.from_on and p.month < e.before_on))
      left join lateral (select h.reason, h.actor, h.at from history_entry h where h.kind = ${kind} and h.action in ('record', 'void', 'import')
        and (h.import_id = t.import_id or (t.import_id is null and h.seq = t.written_seq and h.scope_id = t.${sql.ref(siteColumn)})) limit 1) h on true
      left join lateral (select r.actor, r.at from review_event r where r.kind = ${kind} and r.record_id = t.id and r.revision = t.revision and r.step = 'approve' limit 1) r on true
      left join person_attribute a on a.person_id::text = h.actor
      left join person_attribute ra on ra.person_id::text = r.actor
      ${editionId ? sql`where e.id = ${editionId}` : sql``}
      order by t.approved_seq desc, t.id limit ${MOST}`.execute(tx);
    found.push(
      ...rows.map((row) => ({
        editionId: row.edition_id,
        seq: row.seq,
        at: row.at,
        kind,
        recordId: row.record_id,
        siteId: row.site_id,
        month: row.month,
        reason: row.reason,
        actor: row.actor,
        actorName: { en: row.name_en ?? row.actor, zh: row.name_zh ?? row.actor },
        approvedByName:
          row.approver === null ? null : { en: row.approver_en ?? row.approver, zh: row.approver_zh ?? row.approver },
      })),
    );
  }
  return found.sort((one, other) => other.seq - one.seq);
}

/** SQL for the newest restatement of all: a number that moves when one more is approved. */
export const newestRestatement = (kinds: readonly RestatableKind[]): RawBuilder<number> =>
  sql`greatest(0, ${sql.join(kinds.map(({ table }) => sql`(select max(approved_seq) from ${sql.table(table)} where restatement)`))})`;
