// Which statements count, now or when the history stood at a number?
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Statement } from '../model/report-source.ts';

const counts = (asOf: number | undefined): RawBuilder<boolean> =>
  asOf === undefined
    ? sql`t.approved_seq is not null and t.ended_seq is null and not t.voided`
    : sql`t.approved_seq < ${asOf} and (t.ended_seq is null or t.ended_seq >= ${asOf}) and not t.voided
        and (t.import_id is null or t.import_id in (select id from intake_import where committed_seq < ${asOf}))`;

/** Statements in the order in which a report prints them. */
export async function listStatements(tx: Tx, asOf?: number): Promise<Statement[]> {
  const { rows } = await sql<Statement>`
    select t.id, t.revision, t.section, t.position, t.tense, t.as_of_on as "asOf", t.due_on as "dueOn",
      jsonb_build_object('en', t.text_en, 'zh', t.text_zh) as text
    from reports_statement t where ${counts(asOf)} order by t.section, t.position, t.id`.execute(tx);
  return rows;
}
