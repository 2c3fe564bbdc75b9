// How much of one file may be a correction: what is corrected is held until the one transaction that commits it.

/** So many corrections at once are one transaction; a file with more is to be split. */
const MOST_CHANGED = 100_000;

/** More corrections in one file than one transaction should hold. */
class TooManyChanges extends Error {}

/** Refuses a file when so much of it is held. */
export function refuseTooMany(held: number): void {
  if (held > MOST_CHANGED) throw new TooManyChanges();
}

/** Whether a file was refused for that. */
export const isTooManyChanges = (error: unknown): boolean => error instanceof TooManyChanges;
