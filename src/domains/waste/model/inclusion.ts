// Whether a standard counts a stream, from which day, and on what ground.

/** For whom a stream is in or out: the owner's rate, UL 2799, GRI 306. */
export const inclusionStandards = ['owner', 'ul2799', 'gri306'] as const;
/** Why a stream is in or out; GB 34330 draws the line between by-product and waste. */
export const inclusionGrounds = [
  'waste',
  'by_product',
  'returnable_packaging',
  'construction_one_off',
  'domestic_or_kitchen',
  'destruction_required_by_law',
  'finished_goods',
  'other',
] as const;
