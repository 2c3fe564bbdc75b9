// Which rate earns which UL 2799 level: one edition of the bands, the gate and the cap.
import { checkPack, type PackRow } from '#standards/pack.ts';
import { type Share, share } from '#units/quantity.ts';

/** A level, by the id it has in its edition (`platinum`, `gold`, `silver`; in 2012 `zero_waste`, …). */
export interface Ul2799Level {
  readonly id: string;
  readonly atLeast: Share;
}

/** One edition of the pack `ul2799-levels`, read. What an edition does not name is absent. */
export interface Ul2799Levels {
  readonly edition: string;
  /** The highest first. */
  readonly levels: readonly Ul2799Level[];
  /** The least share diverted without energy recovery for any level. */
  readonly nonThermalGate?: Share;
  /** The greatest share for which energy recovery is credited. */
  readonly thermalCap?: Share;
  /** The least total rate for a claim without level. */
  readonly claimAtLeast?: Share;
  /** Consecutive months of data that a level needs. */
  readonly monthsOfData: number;
}

interface LevelRow extends PackRow {
  readonly kind: string;
  readonly atLeast?: string;
  readonly atMost?: string;
}

/**
 * Reads the pack `ul2799-levels`.
 *
 * @throws TypeError for another pack, and when levels or the months of data are missing.
 */
export function readUl2799Levels(json: unknown): Ul2799Levels {
  const checked = checkPack(json);
  if (!('pack' in checked) || checked.pack.pack !== 'ul2799-levels') throw new TypeError('Not a ul2799-levels pack');
  const rows = checked.pack.rows as readonly LevelRow[];
  const limit = (kind: string, bound: 'atLeast' | 'atMost') => {
    const text = rows.find((row) => row.kind === kind)?.[bound];
    return text === undefined ? undefined : share(text);
  };
  const levels = rows
    .filter((row) => row.kind === 'level')
    .map(({ id, atLeast }) => ({ id, atLeast: share(atLeast ?? '') }))
    .sort((one, other) => other.atLeast.comparedTo(one.atLeast));
  const months = limit('months', 'atLeast');
  if (levels.length === 0 || !months?.isInteger())
    throw new TypeError('ul2799-levels: no levels, or no months of data');
  return {
    edition: checked.pack.edition,
    levels,
    nonThermalGate: limit('gate', 'atLeast'),
    thermalCap: limit('cap', 'atMost'),
    claimAtLeast: limit('claim', 'atLeast'),
    monthsOfData: months.toNumber(),
  };
}
