// Words: every label in both languages, by key; a missing key is a fault that a test finds, never a blank.

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];
export const isLanguage = (text: unknown): text is Language => text === 'en' || text === 'zh';

/** A domain's words in one language. */
export type Words = Readonly<Record<string, string>>;
/** All words, by language. */
export type Dictionary = Readonly<Record<Language, Words>>;

/** Joins the words of domains and platform in one language. @throws when two of them claim one key */
export function joinOne(parts: readonly Words[]): Words {
  const joined: Record<string, string> = {};
  for (const part of parts) {
    for (const [key, word] of Object.entries(part)) {
      if (key in joined) throw new Error(`two words for ${key}`);
      joined[key] = word;
    }
  }
  return joined;
}

/** Joins the words of domains and platform. @throws when two of them claim one key */
export const joinWords = (parts: readonly Dictionary[]): Dictionary => ({
  en: joinOne(parts.map(({ en }) => en)),
  zh: joinOne(parts.map(({ zh }) => zh)),
});

/** A place of a template: `{count}`, `{count|record|records}`, `{kind@}` or `{kind@many}`. */
const place = /\{(\w+)(?:\|([^{}|]*)\|([^{}|]*)|@(\w*))?\}/g;

/**
 * The word for a key, with its places filled in; the key itself shows when there is none, so that it is noticed. A place that
 * nothing is given for stays as it is written.
 *
 * - `{name}` is the fact of this name.
 * - `{name|one|many}` is the first word where the fact is 1, else the second: `{count} {count|record|records}`.
 * - `{name@}` is what the fact is called, which is a key itself; `{name@many}` what several of it are called.
 */
export function word(
  dictionary: Partial<Dictionary>,
  language: Language,
  key: string,
  facts: Readonly<Record<string, string | number>> = {},
): string {
  const template = dictionary[language]?.[key] ?? dictionary.en?.[key] ?? key;
  return template.replace(place, (whole: string, name: string, one?: string, many?: string, called?: string) => {
    const fact = facts[name];
    if (fact === undefined) return whole;
    if (one !== undefined) return String(fact) === '1' ? one : (many as string);
    if (called !== undefined) return word(dictionary, language, called === '' ? String(fact) : `${fact}|${called}`);
    return String(fact);
  });
}

/** A label as it stands inside a sentence; abbreviations keep their capitals. */
export const lowered = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
