// mg/kg as a reader sees it: six digits at most, in the way of his language.

/** @param ppm mg/kg; null where nobody says how much */
export const showPpm = (ppm: number | null, language: string): string =>
  ppm === null ? '—' : new Intl.NumberFormat(language, { maximumSignificantDigits: 6 }).format(ppm);
