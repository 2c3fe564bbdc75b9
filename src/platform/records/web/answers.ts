// What the server answers about records: the shapes of its JSON.
import type { LocalText } from '#platform/ui/language.tsx';
import type { Values } from '../declare/kind.ts';
import type { ReviewDue } from '../declare/review-due.ts';
import type { Policy, RevisionState, Step } from '../declare/review-steps.ts';
import type { EvidenceFile } from './paper-answers.ts';

export type RecordState = RevisionState;

/** One revision. */
export interface RecordRow {
  id: string;
  revision: number;
  state: RecordState;
  latest: boolean;
  /** this revision counts in figures */
  counts: boolean;
  /** by which policy it is decided */
  policy: Policy;
  voided: boolean;
  restatement: boolean;
  hash: string;
  importId: string | null;
  values: Values;
  lines: Values[];
  /** fields that the reader may not see; their values are null here, whatever they are */
  hidden?: readonly string[];
}

/** Names of referred records by id. */
export type Names = Readonly<Record<string, { code: string | null; en: string | null; zh: string | null } | undefined>>;

/** What a reviewer says of a field, or of the whole record; or what the recorder answers. */
export interface ReviewNote {
  field: string | null;
  words: string;
}

/** A record that stands returned, with the reviewer's words. */
export interface Returned {
  id: string;
  revision: number;
  words: ReviewNote[];
  by: LocalText & { id: string };
  returnedAt: string;
  firstSubmittedAt: string | null;
}

export interface RecordList {
  records: RecordRow[];
  /** of these records, those that stand returned */
  returned: Returned[];
  count: number;
  /** exact sums of everything that is filtered, by field */
  sums: Record<string, string | null>;
  names: Names;
}

export interface HistoryEntry {
  at: string;
  actor: string;
  actorName: LocalText | string | null;
  action: string;
  via: string;
  reason: string | null;
  seq: number;
}

export interface ReviewEvent {
  step: Step;
  actor: string;
  actorName: LocalText | string | null;
  at: string;
  revision: number;
  words: ReviewNote[] | null;
  /** SHA-256 of the content that the step was bound to; null for whom part of it is hidden */
  hash: string | null;
  /** the reviewer for whom it was taken */
  onBehalfOf: LocalText | string | null;
}

/** A month in which a record lies was closed, or opened again. */
export interface Closing {
  action: string;
  month: string;
  at: string;
  actor: string;
  actorName: LocalText | string | null;
  reason: string | null;
}

export interface RecordAnswer {
  record: RecordRow;
  revisions: (RecordRow & { entry: HistoryEntry | null })[];
  events: ReviewEvent[];
  evidence: EvidenceFile[];
  closings: Closing[];
  source: { importId: string; fileName: string; fileSha256: string | null; row?: number | null } | null;
  names: Names;
  /** its month is closed: a correction is asked for as a restatement */
  closed: boolean;
  /** how its review stands */
  review: { policy: Policy; workedDays: number; due: ReviewDue | null };
  may: { record: boolean; review: boolean; approve: boolean; attach: boolean };
}
