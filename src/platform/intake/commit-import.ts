// The one small transaction that makes an import visible, and with it what the history says of it.
import { sql } from 'kysely';
import { projectOrganisation } from '../access/organisation.ts';
import type { Tx } from '../db/database.ts';
import { appendEntry, digestOf, historySeq, type Via } from '../history/entry.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { contentHash } from '../records/server/content.ts';
import { findLatest } from '../records/server/read.ts';
import { refuseMoveOutOfClosed, refuseOverlap, scopeOf, siteYearOf } from '../records/server/record.ts';
import { Refused } from '../records/server/refusal.ts';
import {
  endPredecessors,
  insertRevisions,
  markDirty,
  type NewRevision,
  type State,
  unmarkLatest,
} from '../records/server/write.ts';
import type { PassResult } from './run-import.ts';

/** The file behind a commit. */
interface FileCommitted {
  kind: RecordKind;
  importId: string;
  fileName: string;
  voids?: { ids: readonly string[]; reason: string };
}

/** The one small transaction that makes an import visible. */
export async function commitImport(
  tx: Tx,
  file: FileCommitted,
  result: PassResult,
  options: { state: State; via: Via; reason?: string },
): Promise<number> {
  const { kind, importId } = file;
  await sql`select set_config('app.import', ${importId}, true)`.execute(tx);
  const seq = await historySeq(tx);
  const voided = await revisionsToVoid(tx, file, result);
  const changed = [...result.changed, ...voided];
  const changedIds = changed.map((one) => one.id);
  await refuseMoveOutOfClosed(tx, kind, changedIds);
  await unmarkLatest(tx, kind, changedIds);
  for (let from = 0; from < changed.length; from += 1_000) {
    await insertRevisions(tx, kind, changed.slice(from, from + 1_000), { seq, state: options.state, importId });
  }
  await refuseOverlap(tx, kind, [
    ...[...result.touched].map((one) => one.replace(/-\d\d-01$/, '-01-01')),
    ...result.changed.flatMap((one) => siteYearOf(kind, one.values) ?? []),
  ]);
  const { numAffectedRows: numDeletedRows } =
    await sql`delete from intake_pending where import_id = ${importId} and lease_until > '-infinity'`.execute(tx);
  // Whoever swept this import took it for dead: then nothing of it may be acknowledged.
  if (numDeletedRows !== 1n) throw new Refused('import_not_ready');
  await sql`update intake_import set status = 'committed', committed_seq = ${seq}, counts = ${JSON.stringify(result.counts)}::jsonb where id = ${importId}`.execute(
    tx,
  );
  if (options.state === 'approved') {
    await endPredecessors(tx, kind, changedIds, seq);
    await projectOrganisation(tx, kind, [...result.ids, ...changedIds], seq);
  }
  if (options.state === 'approved' || options.state === 'submitted')
    await markImported(tx, kind, { ...result, changed }, seq);
  // A draft that follows a submission takes it out of what is shown.
  else await markDirty(tx, kind, changedIds, seq);
  const scopes = new Set([...result.touched].map((one) => one.split(' ')[0] as string));
  for (const one of changed) scopes.add(scopeOf(kind, one.values) ?? '');
  const scopeId = scopes.size === 1 ? [...scopes][0] || null : null;
  const reason = [options.reason ?? file.fileName, ...(voided.length > 0 ? [file.voids?.reason] : [])].join(' · ');
  const entry = { seq, via: options.via, kind: kind.kind, scopeId, importId, reason };
  if (result.newDigest)
    await appendEntry(tx, { ...entry, action: 'import', rows: result.counts.new, digest: result.newDigest });
  if (changed.length > 0)
    await appendEntry(tx, {
      ...entry,
      action: result.changed.length === 0 ? 'void' : 'record',
      rows: changed.length,
      digest: digestOf(changed),
    });
  return seq;
}

async function markImported(tx: Tx, kind: RecordKind, result: PassResult, seq: number): Promise<void> {
  if (kind.owner === 'group') {
    if (result.counts.new + result.counts.changed > 0)
      await sql`insert into kpi_dirty (kind, scope_id, month, seq) values (${kind.kind}, null, null, ${seq})`.execute(
        tx,
      );
    return;
  }
  const touched = [...result.touched].map((one) => one.split(' '));
  await sql`insert into kpi_dirty (kind, scope_id, month, seq) select ${kind.kind}, u.site, u.month, ${seq}::bigint
    from unnest(${`{${touched.map((one) => one[0]).join(',')}}`}::uuid[], ${`{${touched.map((one) => one[1]).join(',')}}`}::date[]) as u (site, month)`.execute(
    tx,
  );
  await markDirty(
    tx,
    kind,
    result.changed.map((one) => one.id),
    seq,
  );
}

/** Records that somebody chose to void since the sheet has them no more; one that the sheet has after all is none of them. */
async function revisionsToVoid(tx: Tx, file: FileCommitted, result: PassResult): Promise<NewRevision[]> {
  const asked = (file.voids?.ids ?? []).filter((id) => !result.has(id));
  if (asked.length === 0) return [];
  if (!file.voids?.reason) throw new Refused('reason_required');
  const found = await findLatest(tx, file.kind, asked);
  if (found.length < asked.length) throw new Refused('not_found');
  return found
    .filter((record) => !record.voided)
    .map(({ id, revision, values, lines }) => ({
      ...{ id, revision: revision + 1, values, lines, voided: true, restatement: false },
      hash: contentHash(file.kind, values, lines, true),
    }));
}
