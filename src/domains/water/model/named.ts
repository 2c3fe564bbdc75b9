// How a factory, a meter or a plan is told: by its code and its names.

/** A text in both languages. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** Something by its code and its names. */
export interface Named {
  id: string;
  code: string;
  name: Bilingual;
}
