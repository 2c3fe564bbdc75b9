// How a month of a factory stands as a whole, and which factories come first in the matrix.
import type { SiteRow } from '../model/completeness.ts';
import type { ExpectedCounts } from '../model/month.ts';
import type { ExpectedState } from '../model/plan.ts';

/** A month as a whole: as its worst stream stands. */
export type Standing = 'in' | 'estimated' | 'missing' | 'late' | 'not_due';

export function standingOf({ expected, late, missing, estimated }: ExpectedCounts): Standing {
  if (expected === 0) return 'not_due';
  if (late > 0) return 'late';
  if (missing > 0) return 'missing';
  return estimated > 0 ? 'estimated' : 'in';
}

/** The mark of each state, and the colour of which status it has; words stand beside it. */
export const stateMarks: Readonly<Record<ExpectedState, { sign: string; status: string }>> = {
  in: { sign: '●', status: 'on_track' },
  nil: { sign: '∅', status: 'on_track' },
  estimated: { sign: '≈', status: 'at_risk' },
  missing: { sign: '○', status: 'no_data' },
  late: { sign: '▼', status: 'behind' },
  not_due: { sign: '·', status: 'no_data' },
};

const total = (row: SiteRow, of: 'late' | 'missing') => row.months.reduce((sum, month) => sum + month[of], 0);

/** Where most is late first; the rest keep their order. */
export const lateFirst = (rows: readonly SiteRow[]): SiteRow[] =>
  rows.toSorted((a, b) => total(b, 'late') - total(a, 'late') || total(b, 'missing') - total(a, 'missing'));
