// The lines of GRI 306 as a stored figure holds them: masses in tonnes as exact text.

/** A line of 306-3. */
export interface GeneratedLine {
  readonly composition: string;
  readonly hazardousMassTonnes: string;
  readonly nonHazardousMassTonnes: string;
  readonly massTonnes: string;
}

/** A line of 306-4 or 306-5. */
export interface SideLine {
  readonly hazardous: boolean;
  readonly category: string;
  readonly onSite: boolean;
  readonly massTonnes: string;
}
