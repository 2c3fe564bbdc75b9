// The reason that a correction in hand already has: it is not asked again until the correction is settled.
import type { RecordAnswer } from './answers.ts';

/** What was given with the newest revision while it is not approved; nothing where nobody gave it, or for a new correction. */
export function reasonGiven({ record, revisions }: Pick<RecordAnswer, 'record' | 'revisions'>): string {
  const newest = revisions.at(-1)?.entry;
  if (record.revision === 1 || record.state === 'approved' || !newest) return '';
  return newest.via === 'system' || newest.action.startsWith('import') ? '' : (newest.reason ?? '');
}
