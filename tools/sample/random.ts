// Chance that always falls the same way: seeded draws, one independent series per name, whole-number arithmetic only.
import { around, chanceFor } from '#app/sample-water/chance.ts';

const SEED = 'meridian-precision/1';

/** A series of draws. Only `+ - * /` and integer operations are used, so every engine gives the same bytes. */
export interface Draw {
  /** At least 0, below 1. */
  next(): number;
  /** Bell-shaped around `mid`, never further than `mid × spread` away. */
  around(mid: number, spread: number): number;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** The series of that name; a change in one series leaves all others as they were. */
export function drawFor(...name: string[]): Draw {
  const next = chanceFor(SEED, ...name);
  for (let warmUp = 0; warmUp < 4; warmUp += 1) next();
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[Math.floor(next() * from.length)];
    if (chosen === undefined) throw new Error(`nothing to pick from for ${name.join(', ')}`);
    return chosen;
  };
  return {
    next,
    around: (mid, spread) => mid * around(next, spread),
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick,
  };
}
