// A file as it is shown or sent: to whom it may be, under which name, and never before a scanner has passed it.
import { sql } from 'kysely';
import type { Session } from '../access/session.ts';
import type { Database } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import type { ScanState } from './kinds.ts';
import type { EvidenceStore } from './store.ts';

/** What is known of a file that somebody may see. */
export interface FoundFile {
  sha256: string;
  fileName: string;
  mediaType: string;
  bytes: number;
}

/**
 * A file that lies behind a record, or an import, that the reader may see.
 * @throws Refused `not_found`; `file_not_scanned_yet`, `file_infected`
 */
export async function findFile(
  world: { db: Database; evidence: EvidenceStore },
  session: Session,
  sha256: string,
): Promise<FoundFile> {
  const found = await world.db.as(session.actor, async (tx) => {
    const { rows } = await sql<{
      mediaType: string;
      bytes: number;
      fileName: string;
      state: ScanState | null;
      said: string | null;
    }>`
      select f.media_type as "mediaType", f.bytes, s.state, s.said,
        coalesce((select l.file_name from evidence_link l where l.sha256 = f.sha256 order by l.at desc limit 1), (select i.file_name from intake_import i where i.file_sha256 = f.sha256 limit 1)) as "fileName"
      from evidence_file f left join evidence_scan s on s.sha256 = f.sha256 where f.sha256 = decode(${sha256}, 'hex')
        and (exists (select from evidence_link l where l.sha256 = f.sha256) or exists (select from intake_import i where i.file_sha256 = f.sha256))`.execute(
      tx,
    );
    return rows[0];
  });
  if (!found) throw new Refused('not_found');
  if (found.state === 'infected') throw new Refused('file_infected', { found: found.said || '—' });
  if (found.state === 'scanning') throw new Refused('file_not_scanned_yet');
  if (!(await world.evidence.has(sha256))) throw new Refused('not_found');
  return { sha256, fileName: found.fileName, mediaType: found.mediaType, bytes: found.bytes };
}
