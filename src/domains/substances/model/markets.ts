// Where something is sold, and where a restriction holds: codes of countries, and of states within them (`US-CA`).

const isWithin = (one: string, other: string) => one === other || one.startsWith(`${other}-`);

/**
 * Whether what is sold in some markets has to keep to what holds in others. Of an item of which nobody says where it is sold,
 * and of a pack that holds anywhere, it is so.
 */
export const holdsWhereSold = (sold: readonly string[] | null, holds: readonly string[] | null): boolean =>
  sold === null ||
  sold.length === 0 ||
  holds === null ||
  sold.some((one) => holds.some((other) => isWithin(one, other) || isWithin(other, one)));

/** The markets of all that a pack restricts; null where any of it holds everywhere. */
export const marketsOf = (restrictions: readonly { markets?: readonly string[] }[]): string[] | null =>
  restrictions.every(({ markets }) => markets !== undefined)
    ? [...new Set(restrictions.flatMap(({ markets = [] }) => markets))].toSorted()
    : null;
