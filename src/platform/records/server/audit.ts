// Every revision of a kind in order of id, batch by batch, for those who check the whole.
import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { RecordKind } from '../declare/kind.ts';
import { decodeRows, type RecordRead } from './read.ts';

const BATCH = 5_000;

/** All revisions in order of id and revision; memory stays flat. */
export async function* listRecordsForAudit(tx: Tx, kind: RecordKind): AsyncGenerator<RecordRead[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  let afterRevision = 0;
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(kind.table)} where (id, revision) > (${after}::uuid, ${afterRevision}) order by id, revision limit ${BATCH}`.execute(
      tx,
    );
    if (rows.length === 0) return;
    const records = await decodeRows(tx, kind, rows);
    yield records;
    const last = records.at(-1) as RecordRead;
    after = last.id;
    afterRevision = last.revision;
  }
}
