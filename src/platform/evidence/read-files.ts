// All files in scope, found by name, kind, standing or record; and what each of them lies behind.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { nameOf } from '../records/server/names.ts';
import { findLatest, likeLiteral } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { ScanState } from './kinds.ts';
import { holds } from './read-links.ts';

/** How a paper stands on a day: it holds, ends soon, has ended, or holds behind no record any more. */
export const standings = ['in-force', 'expiring', 'expired', 'ended'] as const;
export type Standing = (typeof standings)[number];

/** What ends within so many days is told as ending soon. */
export const SOON_DAYS = 90;

export interface FilesQuestion {
  q?: string | undefined;
  evidenceKind?: string | undefined;
  standing?: Standing | undefined;
  kind?: string | undefined;
  recordId?: string | undefined;
  /** sites that are asked about; undefined for all that the reader sees */
  siteIds?: readonly string[] | undefined;
  today: string;
  limit: number;
  offset: number;
}

/** A file with what it is called by the newest of its links, and how many records it lies behind. */
export interface FileRow {
  sha256: string;
  fileName: string;
  evidenceKind: string;
  mediaType: string;
  bytes: number;
  scan: ScanState;
  effectiveOn: string | null;
  expiresOn: string | null;
  at: Date;
  actorName: { en: string; zh: string };
  /** records that it holds for, and those that it held for */
  records: number;
  endedRecords: number;
  /** kind and id of the record, where it is one alone */
  only: { kind: string; id: string } | null;
  standing: Standing;
}

type Row = Omit<FileRow, 'actorName' | 'only'> & {
  actor: string;
  name_en: string | null;
  name_zh: string | null;
  count: number;
  only_kind: string | null;
  only_id: string | null;
};

/** A page of the files, the newest first, with the count of all. */
export async function listFiles(tx: Tx, question: FilesQuestion): Promise<{ files: FileRow[]; count: number }> {
  const { q, evidenceKind, standing, kind, recordId, siteIds, today, limit, offset } = question;
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (q) where.push(sql`l.file_name ilike ${`%${likeLiteral(q)}%`}`);
  if (evidenceKind) where.push(sql`l.evidence_kind = ${evidenceKind}`);
  if (kind) where.push(sql`l.kind = ${kind}`);
  if (recordId) where.push(sql`l.record_id = ${recordId}`);
  if (siteIds) where.push(sql`l.scope_id = any(${`{${siteIds.join(',')}}`}::uuid[])`);
  const { rows } = await sql<Row>`
    with link as (
      select l.*, not ${holds('l')} as ended from evidence_link l where ${sql.join(where, sql` and `)}
    ), file as (
      -- What the newest link that holds says of the file is what it is called.
      select distinct on (l.sha256) l.sha256, l.file_name, l.evidence_kind, l.effective_on, l.expires_on, l.at, l.actor, l.ended from link l
      order by l.sha256, l.ended, l.at desc, l.id desc
    ), behind as (
      select sha256, count(distinct (kind, record_id)) filter (where not ended)::int as records, count(distinct (kind, record_id)) filter (where ended)::int as ended_records,
        min(kind) as only_kind, min(record_id::text) as only_id, count(distinct (kind, record_id)) as all_records from link group by 1
    ), standing as (
      select f.*, b.records, b.ended_records, case when b.all_records = 1 then b.only_kind end as only_kind, case when b.all_records = 1 then b.only_id end as only_id,
        case when f.ended then 'ended' when f.expires_on < ${today}::date then 'expired' when f.expires_on <= ${today}::date + ${SOON_DAYS}::int then 'expiring' else 'in-force' end as standing
      from file f join behind b on b.sha256 = f.sha256
    )
    select encode(s.sha256, 'hex') as sha256, s.file_name as "fileName", s.evidence_kind as "evidenceKind", f.media_type as "mediaType", f.bytes,
      coalesce(c.state, 'not-scanned') as scan, s.effective_on as "effectiveOn", s.expires_on as "expiresOn", s.at, s.actor, a.name_en, a.name_zh,
      s.records, s.ended_records as "endedRecords", s.only_kind, s.only_id, s.standing, count(*) over ()::int as count
    from standing s join evidence_file f on f.sha256 = s.sha256 left join evidence_scan c on c.sha256 = s.sha256
    left join person_attribute a on a.person_id::text = s.actor
    where ${standing ? sql`s.standing = ${standing}` : sql`true`}
    order by ${standing === 'expiring' || standing === 'expired' ? sql`s.expires_on,` : sql``} s.at desc, s.sha256 limit ${limit} offset ${offset}`.execute(
    tx,
  );
  return {
    files: rows.map(({ actor, name_en, name_zh, count: _, only_kind, only_id, ...file }) => ({
      ...file,
      actorName: { en: name_en ?? actor, zh: name_zh ?? actor },
      only: only_kind && only_id ? { kind: only_kind, id: only_id } : null,
    })),
    count: rows[0]?.count ?? 0,
  };
}

/** A record that a file lies behind. */
export interface RecordBehind {
  linkId: string;
  kind: string;
  id: string;
  code: string;
  en: string;
  zh: string;
  site: string | null;
  evidenceKind: string;
  effectiveOn: string | null;
  expiresOn: string | null;
  ended: boolean;
}

const MOST_RECORDS = 200;

/** The records that a file lies behind, those that it holds for first. */
export async function listRecordsBehind(tx: Tx, kinds: Kinds, sha256: string): Promise<RecordBehind[]> {
  const { rows } = await sql<{
    linkId: string;
    kind: string;
    recordId: string;
    site: string | null;
    evidenceKind: string;
    effectiveOn: string | null;
    expiresOn: string | null;
    ended: boolean;
  }>`
    select l.id as "linkId", l.kind, l.record_id as "recordId", n.code as site, l.evidence_kind as "evidenceKind", l.effective_on as "effectiveOn",
      l.expires_on as "expiresOn", not ${holds('l')} as ended
    from evidence_link l left join scope_node n on n.id = l.scope_id where l.sha256 = decode(${sha256}, 'hex') order by 8, l.at desc, l.id limit ${MOST_RECORDS}`.execute(
    tx,
  );
  const named = new Map<string, { code: string; en: string; zh: string }>();
  for (const kindId of new Set(rows.map((row) => row.kind))) {
    const kind = kinds.get(kindId);
    if (!kind) continue;
    const ids = rows.flatMap((row) => (row.kind === kindId ? [row.recordId] : []));
    for (const record of await findLatest(tx, kind, ids)) named.set(record.id, nameOf(kind, record.values));
  }
  return rows.map(({ recordId, ...row }) => {
    const { code, en, zh } = named.get(recordId) ?? { code: '', en: '', zh: '' };
    return { ...row, id: recordId, code, en, zh };
  });
}
