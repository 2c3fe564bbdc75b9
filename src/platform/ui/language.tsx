// In which language the page speaks, switched in place, and what each word is in it.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Dictionary, isLanguage, type Language, type Words, word } from '#platform/i18n/words.ts';
import { setApiLanguage } from './api.ts';
import { remember, remembered } from './remembered.ts';

/** A text as it is kept: in English and Chinese, either of which may be missing. */
export interface LocalText {
  en: string | null;
  zh: string | null;
}

/** The words of the page in the chosen language. */
export interface WordsInUse {
  language: Language;
  /** The word for a key, with `{names}` filled in. */
  t: (key: string, facts?: Readonly<Record<string, string | number>>) => string;
  /** Whether there is a word for the key. */
  has: (key: string) => boolean;
  /** A text that is kept in both languages; the other stands in where one is missing. */
  local: (text: LocalText | null | undefined) => string;
  /** Shows the page in this language, once its words are fetched. */
  setLanguage: (language: Language) => Promise<void>;
}

const WordsContext = createContext<WordsInUse | null>(null);

/** The language of this browser's reader, before he chose one. */
export function firstLanguage(): Language {
  const kept = remembered<unknown>('language', null);
  if (isLanguage(kept)) return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Fetches all words of one language: a reader needs one, and the other once he asks for it. */
export type LoadWords = Readonly<Record<Language, () => Promise<Words>>>;

/** Holds the language and its words for everything below; the first language's words are there already. */
export function WordsProvider({ load, first, children }: { load: LoadWords; first: Words; children: ReactNode }) {
  const [{ language, dictionary }, show] = useState<{ language: Language; dictionary: Partial<Dictionary> }>(() => {
    const language = firstLanguage();
    setApiLanguage(language);
    return { language, dictionary: { [language]: first } };
  });
  const setLanguage = useCallback(
    async (chosen: Language) => {
      // Without a network, and not kept by the browser: the page stays as it is.
      const words = await load[chosen]().catch(() => undefined);
      if (!words) return;
      setApiLanguage(chosen);
      remember('language', chosen);
      show((before) => ({ language: chosen, dictionary: { ...before.dictionary, [chosen]: words } }));
    },
    [load],
  );
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const words = useMemo<WordsInUse>(
    () => ({
      language,
      t: (key, facts) => word(dictionary, language, key, facts),
      has: (key) => key in (dictionary[language] ?? {}),
      local: (text) => (language === 'zh' ? (text?.zh ?? text?.en) : (text?.en ?? text?.zh)) ?? '',
      setLanguage,
    }),
    [dictionary, language, setLanguage],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The words in use. @throws outside a WordsProvider */
export function useWords(): WordsInUse {
  const words = useContext(WordsContext);
  if (!words) throw new Error('no words above this component');
  return words;
}
