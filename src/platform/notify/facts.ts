// What the sentence of a notice says besides its words.

/** What a sentence says: a text or number as it is, a text in both languages, or a word by its key; days and months are written in the reader's words. */
export type Fact = string | number | { en: string; zh: string } | { word: string };
export type Facts = Readonly<Record<string, Fact>>;
