// Whose experience a case is.

/** Our own site, or a peer's. */
export const caseSources = ['own', 'peer'] as const;
