// What the server says of corrections after closing.
import type { Values } from '#platform/records/declare/kind.ts';
import type { Names, RecordState } from '#platform/records/web/answers.ts';
import type { LocalText } from '#platform/ui/language.tsx';
import type { RestatementThreshold } from '../rules/restatement-size.ts';

/** A record before and after. */
export interface OldAndNew {
  before: { values: Values; lines: Values[] } | null;
  now: { values: Values; lines: Values[]; voided: boolean };
  names: Names;
}

interface Correction extends OldAndNew {
  kind: string;
  recordId: string;
  siteId: string;
  month: string;
  at: string;
  reason: string | null;
  actorName: LocalText;
}

/** A correction that nobody has decided yet. */
export interface WaitingRestatement extends Correction {
  state: RecordState;
}

/** A correction that the newest edition of its month does not hold. */
export interface ApprovedRestatement extends Correction {
  approvedByName: LocalText | null;
  edition: { id: string; number: number; period: string };
}

/** The answer of `/restatements`. */
export interface RestatementsAnswer {
  waiting: WaitingRestatement[];
  approved: ApprovedRestatement[];
  threshold: RestatementThreshold;
}
