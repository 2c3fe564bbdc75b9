// All waste of the sample before it is written down.

import type { Exercise } from './exercise.ts';
import type { Load } from './loads.ts';
import type { MonthEnd } from './month-end.ts';

/** Everything that the sample says, before it is written down. */
export interface Sample {
  /** Loads that stand in the ledger, by date. */
  loads: readonly Load[];
  /** Loads of the years that are only carried in, behind the totals. */
  past: readonly Load[];
  exercise: Exercise;
  /** July of the exercise site, of which nothing is in the ledger yet. */
  july: readonly Load[];
  /** the same July as its recorder keeps it */
  monthEnd: MonthEnd;
}
