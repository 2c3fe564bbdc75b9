// Which papers lie behind a record, which records a file lies behind, and how each tie stands.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { ScanState } from './kinds.ts';

/** A link that holds, as it is ended. */
export interface HeldLink {
  id: string;
  kind: string;
  recordId: string;
  scopeId: string | null;
  sha256: string;
  fileName: string;
  evidenceKind: string;
}

/** That a link holds: no newer edition took its place, and nobody detached it. `alias` is that of `evidence_link`. */
export const holds = (alias: string): RawBuilder<boolean> =>
  sql`not exists (select from evidence_ended e where e.link_id = ${sql.ref(`${alias}.id`)})`;

/** Further links of the same file to records of the same kind, that hold. */
export async function listHeldBeside(tx: Tx, link: HeldLink): Promise<HeldLink[]> {
  const { rows } = await sql<HeldLink>`
    select l.id, l.kind, l.record_id as "recordId", l.scope_id as "scopeId", encode(l.sha256, 'hex') as sha256, l.file_name as "fileName", l.evidence_kind as "evidenceKind"
    from evidence_link l where l.sha256 = decode(${link.sha256}, 'hex') and l.kind = ${link.kind} and l.record_id <> ${link.recordId} and ${holds('l')}
    order by l.id`.execute(tx);
  // A record has the paper once, however often it was attached.
  return rows.filter((row, at) => rows.findIndex(({ recordId }) => recordId === row.recordId) === at);
}

interface LinkRow {
  id: string;
  sha256: string;
  fileName: string;
  evidenceKind: string;
  effectiveOn: string | null;
  expiresOn: string | null;
  at: Date;
  mediaType: string;
  bytes: number;
  scan: ScanState;
  actor: string;
  name_en: string | null;
  name_zh: string | null;
  beside: number;
  ended_at: Date | null;
  ended_reason: string | null;
  replaced_by: string | null;
  ended_by: string | null;
  ended_en: string | null;
  ended_zh: string | null;
}

const nameOf = (actor: string, en: string | null, zh: string | null) => ({ en: en ?? actor, zh: zh ?? actor });

/** The papers of one record, the oldest first; those that hold no more with their end. */
export async function listPapersOf(tx: Tx, kind: string, recordId: string) {
  const { rows } = await sql<LinkRow>`
    select l.id, encode(l.sha256, 'hex') as sha256, l.file_name as "fileName", l.evidence_kind as "evidenceKind", l.effective_on as "effectiveOn",
      l.expires_on as "expiresOn", l.at, f.media_type as "mediaType", f.bytes, coalesce(s.state, 'not-scanned') as scan, l.actor, a.name_en, a.name_zh,
      (select count(distinct o.record_id)::int from evidence_link o where o.sha256 = l.sha256 and o.kind = l.kind and o.record_id <> l.record_id and ${holds('o')}) as beside,
      x.at as ended_at, x.reason as ended_reason, x.replaced_by, x.actor as ended_by, b.name_en as ended_en, b.name_zh as ended_zh
    from evidence_link l join evidence_file f on f.sha256 = l.sha256 left join evidence_scan s on s.sha256 = l.sha256
    left join person_attribute a on a.person_id::text = l.actor
    left join evidence_ended x on x.link_id = l.id left join person_attribute b on b.person_id::text = x.actor
    where l.kind = ${kind} and l.record_id = ${recordId} order by l.at, l.id`.execute(tx);
  return rows.map(
    ({ actor, name_en, name_zh, ended_at, ended_reason, replaced_by, ended_by, ended_en, ended_zh, ...link }) => ({
      ...link,
      actorName: nameOf(actor, name_en, name_zh),
      ended:
        ended_at && ended_by
          ? {
              at: ended_at,
              reason: ended_reason,
              replacedBy: replaced_by,
              actorName: nameOf(ended_by, ended_en, ended_zh),
            }
          : null,
    }),
  );
}
