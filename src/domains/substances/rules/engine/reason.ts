// Why an item is found to be what it is: one reason for each limit that was looked at in one place.
import type { ExemptionFails } from '../../model/verdict.ts';
import type { HeldRestriction } from './packs-at.ts';

/** Why: one for each limit that was looked at in one place. */
export interface Reason {
  pack: number;
  restriction: HeldRestriction;
  code: number;
  source: number;
  article: number;
  /** -1 where the concentration is that of the article or of the whole */
  material: number;
  lowPpm: number;
  highPpm: number;
  /** mg/kg of which nobody says what it is, there */
  undisclosedPpm: number;
  /** last day of the exemption that it rests on; `OPEN` without an end, `PENDING` while a renewal is asked for, 0 without an exemption */
  untilDay: number;
  /** the exemption claimed, as it was written, where it does not hold: why it does not */
  exemptionFails: ExemptionFails | null;
  lines: readonly number[];
  /** results of laboratories that speak of it there */
  tests: readonly number[];
}
