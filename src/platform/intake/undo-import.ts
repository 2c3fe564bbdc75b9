// Taking an import back as one: what it added is voided, what it corrected is as it was before, what it voided is back.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { decodeRows, findRevisions } from '../records/server/read.ts';
import { recordMany } from '../records/server/record.ts';
import { Refused } from '../records/server/refusal.ts';
import type { IntakeWorld } from './imports.ts';

/**
 * Undoes an import whose records nobody has submitted or changed since. Nothing is deleted: each record gets a further revision.
 * @throws Refused `import_cannot_be_undone`
 */
export async function undoImport(
  tx: Tx,
  world: IntakeWorld,
  kind: RecordKind,
  row: { id: string; file_name: string },
): Promise<void> {
  const { rows } = await sql<
    Record<string, unknown>
  >`select * from ${sql.table(kind.table)} where import_id = ${row.id}`.execute(tx);
  const records = await decodeRows(tx, kind, rows);
  if (
    records.some(
      ({ latest, state, approvedSeq, writtenSeq }) => !latest || (state !== 'draft' && approvedSeq !== writtenSeq),
    )
  )
    throw new Refused('import_cannot_be_undone');
  const corrected = records.filter(({ revision }) => revision > 1);
  const before = new Map(
    (
      await findRevisions(
        tx,
        kind,
        corrected.map(({ id, revision }) => ({ id, revision: revision - 1 })),
      )
    ).map((record) => [record.id, record]),
  );
  await recordMany(
    tx,
    kind,
    records.map((record) => {
      const { values, lines } = before.get(record.id) ?? record;
      const typed = Object.fromEntries([...kind.flat.keys()].map((path) => [path, values[path] ?? null]));
      const isVoid = before.get(record.id)?.voided ?? record.revision === 1;
      return { id: record.id, values: typed, lines, basedOn: record.revision, ...(isVoid ? { void: true } : {}) };
    }),
    {
      kinds: world.kinds,
      via: 'import',
      todayIn: world.todayIn,
      limits: await world.limits(tx),
      reason: row.file_name,
    },
  );
  await sql`update intake_import set status = 'undone' where id = ${row.id}`.execute(tx);
}
