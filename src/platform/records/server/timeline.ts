// The timeline of a record: who wrote each revision and why, what reviewers said, which papers lie behind it.
import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import { listPapersOf } from '../../evidence/read-links.ts';
import type { RecordKind } from '../declare/kind.ts';
import type { RecordRead } from './read.ts';
import { scopeOf } from './record.ts';

interface EntryRow {
  seq: number;
  at: Date;
  actor: string;
  via: string;
  action: string;
  reason: string | null;
  import_id: string | null;
  name_en: string | null;
  name_zh: string | null;
}

const actorName = (row: { actor: string; name_en: string | null; name_zh: string | null }) => ({
  en: row.name_en ?? row.actor,
  zh: row.name_zh ?? row.actor,
});

/** When the months in which a record lies or lay were closed and opened again. */
async function closingsOf(tx: Tx, kind: RecordKind, revisions: readonly RecordRead[]) {
  const { effective } = kind;
  const months = revisions.flatMap(({ values }) => {
    const day = effective && (values[effective] as string | null);
    return day ? [{ scope: scopeOf(kind, values), month: `${day.slice(0, 7)}-01` }] : [];
  });
  if (kind.owner !== 'site' || months.length === 0) return [];
  const { rows } = await sql<Omit<EntryRow, 'import_id'> & { month: string }>`
    select e.seq, e.at, e.actor, e.via, e.action, case when e.action = 'reopen' then c.reason end as reason, to_char(c.month, 'YYYY-MM') as month, a.name_en, a.name_zh
    from (select distinct u.scope, u.month from unnest(${`{${months.map(({ scope }) => scope).join(',')}}`}::uuid[], ${`{${months.map(({ month }) => month).join(',')}}`}::date[]) as u (scope, month)) m
    join period_closed c on c.kind = ${kind.kind} and c.scope_id = m.scope and c.month = m.month
    join history_entry e on e.kind = c.kind and e.scope_id = c.scope_id and ((e.seq = c.closed_seq and e.action = 'close') or (e.seq = c.reopened_seq and e.action = 'reopen'))
    left join person_attribute a on a.person_id::text = e.actor order by e.seq`.execute(tx);
  return rows.map((row) => ({
    action: row.action,
    month: row.month,
    at: row.at,
    actor: row.actor,
    actorName: actorName(row),
    reason: row.reason,
  }));
}

/** Revisions with their entries, review events, evidence and the file that the first revision came from. */
export async function timelineOf(tx: Tx, kind: RecordKind, revisions: readonly RecordRead[]) {
  const [first] = revisions;
  const id = first?.id ?? '';
  const imports = revisions.flatMap((one) => (one.importId ? [one.importId] : []));
  const entries = await sql<EntryRow>`
    select e.seq, e.at, e.actor, e.via, e.action, e.reason, e.import_id, a.name_en, a.name_zh
    from history_entry e left join person_attribute a on a.person_id::text = e.actor
    where e.kind = ${kind.kind} and e.action in ('record', 'void', 'import')
      and (e.import_id = any(${imports}::uuid[]) or (e.import_id is null and e.seq = any(${revisions.map((one) => one.writtenSeq)}::bigint[])))`.execute(
    tx,
  );
  const entryOf = (record: RecordRead) => {
    const found = record.importId
      ? entries.rows.find(
          (entry) => entry.import_id === record.importId && (entry.action === 'import') === (record.revision === 1),
        )
      : entries.rows.find((entry) => entry.seq === record.writtenSeq);
    return (
      found && {
        at: found.at,
        actor: found.actor,
        actorName: actorName(found),
        via: found.via,
        action: found.action,
        reason: found.reason,
        seq: found.seq,
      }
    );
  };
  const events = await sql<{
    step: string;
    actor: string;
    at: Date;
    revision: number;
    words: unknown;
    seq: number;
    hash: string;
    name_en: string | null;
    name_zh: string | null;
    other: string | null;
    other_en: string | null;
    other_zh: string | null;
  }>`
    select r.step, r.actor, r.at, r.revision, r.words, r.seq, encode(r.content_hash, 'hex') as hash, a.name_en, a.name_zh,
      r.on_behalf_of as other, o.name_en as other_en, o.name_zh as other_zh from review_event r
    left join person_attribute o on o.person_id = r.on_behalf_of
    left join person_attribute a on a.person_id::text = r.actor where r.kind = ${kind.kind} and r.record_id = ${id} order by r.seq, r.at`.execute(
    tx,
  );
  const evidence = await listPapersOf(tx, kind.kind, id);
  const source = first?.importId
    ? await sql<{
        id: string;
        file_name: string;
        sha256: string | null;
      }>`select id, file_name, encode(file_sha256, 'hex') as sha256 from intake_import where id = ${first.importId}`.execute(
        tx,
      )
    : undefined;
  const from = source?.rows[0];
  const closings = await closingsOf(tx, kind, revisions);
  return {
    scopeId: first ? scopeOf(kind, first.values) : null,
    revisions: revisions.map((record) => ({ ...record, entry: entryOf(record) ?? null })),
    events: events.rows.map((row) => ({
      step: row.step,
      actor: row.actor,
      actorName: actorName(row),
      at: row.at,
      revision: row.revision,
      words: row.words,
      seq: row.seq,
      /** the content that the step was bound to */
      hash: row.hash,
      /** the reviewer for whom it was taken */
      onBehalfOf:
        row.other === null ? null : actorName({ actor: row.other, name_en: row.other_en, name_zh: row.other_zh }),
    })),
    evidence,
    closings,
    source: from ? { importId: from.id, fileName: from.file_name, fileSha256: from.sha256 } : null,
  };
}
