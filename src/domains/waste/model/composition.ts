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

/** Stands where no composition is known, as in the yearly totals of a past without records: no stream ever has it. */
export const compositionNotRecorded = 'not_recorded';
/** A composition, or that there is none on record. */
export type CompositionOrNone = Composition | typeof compositionNotRecorded;

/** The composition that a stored sum says, as far as it says one. */
export const compositionOf = (stored: string | null | undefined): CompositionOrNone =>
  compositions.find((each) => each === stored) ?? compositionNotRecorded;
