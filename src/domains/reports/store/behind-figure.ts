// Which papers prove the records behind a figure?
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

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
    where l.kind = ${kind.kind} and ${condition} and not exists (select from evidence_ended x where x.link_id = l.id) group by l.sha256 order by 4 desc, 2 limit ${MOST_PAPERS}`.execute(
    tx,
  );
  return rows;
}
