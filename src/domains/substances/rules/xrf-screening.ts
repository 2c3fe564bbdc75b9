// What a screening by X-ray fluorescence says of an element: below the limit, over it, or that wet chemistry has to say.
// IEC 62321-3-1:2013, the table of screening limits, as a published test report quotes it (standards.md 3.6): unverified.

/** What was measured; the limits differ with how uniform it is. */
export type ScreenedMatrix = 'polymer' | 'metal' | 'composite';
export type ScreenedElement = 'Cd' | 'Pb' | 'Hg' | 'Br' | 'Cr';

export type Screening =
  | { outcome: 'pass' | 'fail' }
  /** what has to be looked for instead, since total chromium is not Cr⁶⁺ and total bromine not PBB or PBDE */
  | { outcome: 'inconclusive'; next: 'wet_chemistry' | 'hexavalent_chromium' | 'pbb_pbde' }
  | { outcome: 'not_applicable' };

/** mg/kg: passes up to `low` less three deviations, fails from `high` plus three on; `null` where it never fails. */
interface Limits {
  low: number | 'detection';
  high: number | null;
}

const leadOrMercury: Record<ScreenedMatrix, Limits> = {
  polymer: { low: 700, high: 1300 },
  metal: { low: 700, high: 1300 },
  composite: { low: 500, high: 1500 },
};
const limits: Record<ScreenedElement, Partial<Record<ScreenedMatrix, Limits>>> = {
  Cd: {
    polymer: { low: 70, high: 130 },
    metal: { low: 70, high: 130 },
    composite: { low: 'detection', high: 150 },
  },
  Pb: leadOrMercury,
  Hg: leadOrMercury,
  Br: { polymer: { low: 300, high: null }, composite: { low: 250, high: null } },
  Cr: {
    polymer: { low: 700, high: null },
    metal: { low: 700, high: null },
    composite: { low: 500, high: null },
  },
};

const next = { Cr: 'hexavalent_chromium', Br: 'pbb_pbde' } as const;

/**
 * @param ppm what the instrument showed, mg/kg
 * @param sigmaPpm one standard deviation of the instrument, mg/kg
 * @param detectionPpm limit of detection, mg/kg; what cadmium in a composite has to stay below
 */
export function xrfScreening(
  element: ScreenedElement,
  matrix: ScreenedMatrix,
  { ppm, sigmaPpm, detectionPpm }: { ppm: number; sigmaPpm: number; detectionPpm: number },
): Screening {
  const of = limits[element][matrix];
  if (!of) return { outcome: 'not_applicable' };
  const passes = of.low === 'detection' ? ppm <= detectionPpm : ppm <= of.low - 3 * sigmaPpm;
  if (passes) return { outcome: 'pass' };
  if (of.high !== null && ppm >= of.high + 3 * sigmaPpm) return { outcome: 'fail' };
  return { outcome: 'inconclusive', next: element === 'Cr' || element === 'Br' ? next[element] : 'wet_chemistry' };
}

/**
 * Hexavalent chromium on a metal's coating by IEC 62321-7-1, µg/cm²: over 0.13 there is some, below 0.10 there is none, and
 * between them another sample has to say.
 */
export const hexavalentChromiumOnMetal = (microgramsPerCm2: number): 'positive' | 'negative' | 'inconclusive' =>
  microgramsPerCm2 > 0.13 ? 'positive' : microgramsPerCm2 < 0.1 ? 'negative' : 'inconclusive';
