// Chance that falls the same way each time: the invented meters show the same on every machine.

/** A series of draws of its own for each name; at least 0, below 1. */
export function chanceFor(...name: readonly (string | number)[]): () => number {
  let state = 0x811c9dc5;
  for (const character of name.join('|')) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Bell-shaped around 1, never further away than the spread. */
export const around = (chance: () => number, spread: number): number =>
  1 + ((chance() + chance() + chance()) / 1.5 - 1) * spread;
