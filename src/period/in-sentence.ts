// How is a period called inside a sentence: "the first half of 2024", "June 2024"?
import type { Language } from '#glossary/language.ts';

/** The label of a period as it stands after other words. */
export const inSentence = (label: string, language: Language): string =>
  language === 'en'
    ? label.replace(/^(First|Second|Third|Fourth|Twelve)\b/, (first) => `the ${first.toLowerCase()}`)
    : label;
