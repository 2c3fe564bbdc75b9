// In which units of mass the disclosures of GRI 306 can be taken along.

/** Tonnes as the standard asks, and what groups and customers abroad want beside them. */
export const griUnits = ['t', 'kg', 'short_ton', 'lb'] as const;
/** One of them. */
export type GriUnit = (typeof griUnits)[number];
