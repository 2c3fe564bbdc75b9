// What would the rates be if part of a stream went to another treatment: the same rules over the same sums, with the treatment changed.
import { type Share, scale, share, subtract } from '#units/quantity.ts';
import type { FlowRow } from '../model/flow.ts';
import type { Treatment } from '../model/treatment.ts';
import type { Ul2799Levels } from '../model/ul2799-levels.ts';
import { conversionRate } from './conversion-rate.ts';
import { gri306Disposed } from './gri306-disposed.ts';
import { gri306Diverted } from './gri306-diverted.ts';
import type { Counting } from './rate-parts.ts';
import { ul2799DiversionRate } from './ul2799-diversion-rate.ts';

/** Part of what one stream sends to one treatment, sent to another. */
export interface TreatmentMove {
  readonly streamId: string;
  readonly from: Treatment;
  readonly to: Treatment;
  /** of the mass that went to `from`; 0 to 1 */
  readonly movedShare: Share;
}

/**
 * The rows after the moves; what leaves one treatment arrives at the other, so that the mass stays.
 *
 * @throws RangeError for a share outside 0 to 1, and for two moves of one stream from one treatment.
 */
export function afterMoves(rows: readonly FlowRow[], moves: readonly TreatmentMove[]): FlowRow[] {
  const known = new Map<string, TreatmentMove>();
  for (const move of moves) {
    const key = `${move.streamId} ${move.from}`;
    if (move.movedShare.lt(0) || move.movedShare.gt(1)) throw new RangeError('A moved share lies between 0 and 1');
    if (known.has(key)) throw new RangeError('A stream leaves a treatment for one other');
    known.set(key, move);
  }
  return rows.flatMap((row) => {
    const move = known.get(`${row.streamId} ${row.treatment}`);
    if (!move || move.movedShare.isZero()) return [row];
    const moved = scale(row.massTonnes, move.movedShare);
    const rest = { ...row, massTonnes: subtract(row.massTonnes, moved) };
    const arrived = { ...row, treatment: move.to, massTonnes: moved };
    return move.movedShare.eq(share(1)) ? [arrived] : [rest, arrived];
  });
}

/** The rates that a what-if shows, of rows as they are or after moves. */
export function ratesOf(
  rows: readonly FlowRow[],
  { definition, table }: Counting,
  { levels, twelveMonths }: { levels: Ul2799Levels; twelveMonths: boolean },
) {
  return {
    owner: conversionRate(rows, definition, table),
    ul2799: ul2799DiversionRate(rows, { table, levels, twelveMonths }),
    diverted: gri306Diverted(rows, table),
    disposed: gri306Disposed(rows, table),
  };
}
