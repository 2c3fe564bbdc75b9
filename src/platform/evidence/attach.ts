// Ties a kept file to a record: by whom, as what, since when it holds.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/database.ts';
import { appendEntry, historySeq, type Via } from '../history/entry.ts';
import { contentHashOfText } from '../records/server/content.ts';
import type { StoredFile } from './store.ts';

export interface Attachment {
  file: StoredFile;
  fileName: string;
  evidenceKind: string;
  kind: string;
  recordId: string;
  scopeId: string | null;
  /** the day the paper speaks of, which is not the day of its upload */
  effectiveOn: string | null;
  via: Via;
}

/** Records that the file exists; the same content twice is one file. */
export async function noteFile(tx: Tx, file: StoredFile, seq: number): Promise<void> {
  await sql`insert into evidence_file (sha256, bytes, media_type, stored_by, seq)
    values (decode(${file.sha256}, 'hex'), ${file.bytes}, ${file.mediaType}, app_actor(), ${seq}) on conflict (sha256) do nothing`.execute(
    tx,
  );
}

/** Attaches a file to a record. @returns the id of the link */
export async function attachEvidence(tx: Tx, attachment: Attachment): Promise<string> {
  const seq = await historySeq(tx);
  const id = uuidv7();
  await noteFile(tx, attachment.file, seq);
  await sql`insert into evidence_link (id, sha256, file_name, evidence_kind, kind, record_id, scope_id, effective_on, seq, actor)
    values (${id}, decode(${attachment.file.sha256}, 'hex'), ${attachment.fileName}, ${attachment.evidenceKind}, ${attachment.kind}, ${attachment.recordId},
      ${attachment.scopeId}::uuid, ${attachment.effectiveOn}::date, ${seq}, app_actor())`.execute(tx);
  await appendEntry(tx, {
    seq,
    via: attachment.via,
    action: 'attach',
    kind: attachment.kind,
    scopeId: attachment.scopeId,
    reason: attachment.fileName,
    rows: 1,
    digest: contentHashOfText(JSON.stringify([attachment.kind, attachment.recordId, attachment.file.sha256])),
  });
  return id;
}
