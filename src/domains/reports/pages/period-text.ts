// Which period is this, as a reader says it?
import { labelPeriod } from '#period/label.ts';
import { readPeriod } from '#period/period.ts';
import type { Language } from '#platform/i18n/words.ts';

/** "First half of 2024"; what cannot be read stays as it is written. */
export function periodText(written: string, language: Language): string {
  const period = readPeriod(written);
  return period ? labelPeriod(period, language) : written;
}
