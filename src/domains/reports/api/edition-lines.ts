// An edition as lists and pages show it, with what was restated since.
import type { EditionHead } from '../store/editions.ts';
import type { Restatement } from '../store/restatements.ts';

/** A correction since an edition, as readers of the report see it. */
export interface RestatedLine {
  seq: number;
  at: string;
  reason: string | null;
  actorName: { en: string; zh: string };
  approvedByName: { en: string; zh: string } | null;
  kind: string;
  recordId: string;
  month: string;
}

/** A published edition in a list. */
export interface EditionLine {
  id: string;
  number: number;
  period: string;
  publishedAt: string;
  publishedBy: { en: string; zh: string };
  note: string | null;
  restatedSince: RestatedLine[];
}

/** The line of an edition. */
export const editionLine = (edition: EditionHead, restated: readonly Restatement[]): EditionLine => ({
  id: edition.id,
  number: edition.number,
  period: edition.period,
  publishedAt: edition.publishedAt.toISOString(),
  publishedBy: edition.publishedByName,
  note: edition.note,
  restatedSince: restated.map(({ seq, at, reason, actorName, approvedByName, kind, recordId, month }) => ({
    seq,
    at: at.toISOString(),
    reason,
    actorName,
    approvedByName,
    kind,
    recordId,
    month: month.slice(0, 7),
  })),
});
