// What is the waste made of: the composition by which GRI 306-3 breaks down what was generated.

/**
 * Compositions of a waste stream. GRI 306-3 leaves the list to the reporter; this is ours, for makers of electronics
 * and precision parts. Stored and exported: add, never rename.
 */
export const compositions = [
  'metal',
  'plastic',
  'paper',
  'wood',
  'glass',
  'rubber',
  'textile',
  'organic',
  'electronic',
  'battery',
  'chemical',
  'oil',
  'sludge',
  'construction',
  'mixed',
  'other',
] as const;

/** What one waste stream is made of; `organic` is kitchen and garden waste, `chemical` liquids and residues. */
export type Composition = (typeof compositions)[number];
