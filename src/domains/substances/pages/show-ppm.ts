// mg/kg as a reader sees it: six digits at most, in the way of his language.

/** @param ppm mg/kg */
export const showPpm = (ppm: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumSignificantDigits: 6 }).format(ppm);
