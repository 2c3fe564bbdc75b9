// What the server says of papers, as pages read it.
import type { ScanState } from '#platform/evidence/kinds.ts';
import type { LocalText } from '../declare/kind.ts';

/** A paper behind a record, or one that was. */
export interface EvidenceFile {
  id: string;
  sha256: string;
  fileName: string;
  evidenceKind: string;
  effectiveOn: string | null;
  expiresOn: string | null;
  at: string;
  actorName: LocalText | string | null;
  mediaType: string;
  bytes: number;
  scan: ScanState;
  /** further records of the kind that the same file lies behind */
  beside: number;
  ended: { at: string; reason: string | null; replacedBy: string | null; actorName: LocalText | string | null } | null;
}

/** A file in scope, as its list shows it. */
export interface FileRow {
  sha256: string;
  fileName: string;
  evidenceKind: string;
  mediaType: string;
  bytes: number;
  scan: ScanState;
  effectiveOn: string | null;
  expiresOn: string | null;
  at: string;
  actorName: LocalText;
  records: number;
  endedRecords: number;
  only: { kind: string; id: string } | null;
  standing: 'in-force' | 'expiring' | 'expired' | 'ended';
}

export interface FilesAnswer {
  files: FileRow[];
  count: number;
}
