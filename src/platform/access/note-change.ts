// A change of people, roles or posts as an entry of the history: who, when, why, and a digest of what was said.
import { createHash } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { appendEntry, type Entry, historySeq, type Via } from '../history/entry.ts';

/** What was changed, and for which scope. Names can be erased and are no part of it; ids are. */
export interface Change {
  via: Via;
  kind:
    | 'platform.person'
    | 'platform.role-grant'
    | 'platform.post'
    | 'platform.post-holder'
    | 'platform.hand-over'
    | 'platform.sign-in-link'
    | 'platform.second-factor';
  scopeId: string | null;
  said: readonly unknown[];
  /** what was done, where that is not to set something */
  action?: Entry['action'];
  reason?: string;
  rows?: number;
}

/** Appends the entry. @returns the number of the history that it stands under */
export async function noteChange(tx: Tx, change: Change): Promise<number> {
  const seq = await historySeq(tx);
  const digest = createHash('sha256').update(JSON.stringify(change.said)).digest();
  const { via, kind, scopeId, reason = null, rows = 1 } = change;
  const { action = kind === 'platform.hand-over' ? 'hand-over' : 'set' } = change;
  await appendEntry(tx, { seq, via, action, kind, scopeId, reason, rows, digest });
  return seq;
}
