// Chance that always falls the same way: seeded draws, one independent series per name, whole-number arithmetic only.

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

function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** The series of that name; a change in one series leaves all others as they were. */
export function drawFor(...name: string[]): Draw {
  let state = seedOf([SEED, ...name].join('|'));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  for (let warmUp = 0; warmUp < 4; warmUp += 1) next();
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[Math.floor(next() * from.length)];
    if (chosen === undefined) throw new Error(`nothing to pick from for ${name.join(', ')}`);
    return chosen;
  };
  return {
    next,
    around: (mid, spread) => mid * (1 + ((next() + next() + next()) / 1.5 - 1) * spread),
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick,
  };
}
