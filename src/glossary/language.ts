// In which languages everything a person reads is written.

/** English and Chinese; every visible word exists in both. */
export const languages = ['en', 'zh'] as const;

/** One of the two languages. */
export type Language = (typeof languages)[number];

/** One text in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}
