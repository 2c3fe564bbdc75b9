// What total fluorine says of PFAS, and what has to be asked next. It tells no substance, and clears no limit in mg/t.
// EN 14582, IEC 62321-3-2 (combustion ion chromatography); the flow is ours (standards.md 3.4), its 50 mg/kg are those of the
// EU proposal and of PPWR: unverified.

export const FLUORINE_LIMIT_PPM = 50;

/** What the maker says that the fluorine is. */
export type FluorineSource = 'fluoropolymer' | 'inorganic' | 'pfas' | 'unknown';

export type FluorineFinding =
  /** below the limit and nobody uses any on purpose: no indication, which is not a pass */
  | 'no_indication'
  /** the maker has to say where it comes from */
  | 'ask_source'
  /** not organic by the maker's word */
  | 'not_pfas_as_stated'
  /** substances have to be looked for one by one (LC-MS/MS) and held against their limits */
  | 'targeted_analysis'
  /** a fluoropolymer is a PFAS by structure; only total fluorine shows it */
  | 'fluoropolymer';

/**
 * @param ppm total fluorine, mg/kg; its limit of quantification where none was found
 * @param usedOnPurpose what the maker says of using PFAS; null where he says nothing
 */
export function fluorineFinding(
  ppm: number,
  usedOnPurpose: boolean | null,
  source: FluorineSource | null,
): FluorineFinding {
  if (ppm < FLUORINE_LIMIT_PPM && usedOnPurpose !== true) return 'no_indication';
  if (source === 'fluoropolymer') return 'fluoropolymer';
  if (source === 'inorganic') return 'not_pfas_as_stated';
  if (source === 'pfas' || usedOnPurpose === true) return 'targeted_analysis';
  return source === 'unknown' ? 'targeted_analysis' : 'ask_source';
}
