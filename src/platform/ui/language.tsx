// In which language the page speaks, switched in place, and what each word is in it.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Dictionary, isLanguage, type Language, word } from '#platform/i18n/words.ts';
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
  setLanguage: (language: Language) => void;
}

const WordsContext = createContext<WordsInUse | null>(null);

/** The language of this browser's reader, before he chose one. */
export function firstLanguage(): Language {
  const kept = remembered<unknown>('language', null);
  if (isLanguage(kept)) return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Holds the language and the dictionary for everything below. */
export function WordsProvider({ dictionary, children }: { dictionary: Dictionary; children: ReactNode }) {
  const [language, choose] = useState<Language>(() => {
    const first = firstLanguage();
    setApiLanguage(first);
    return first;
  });
  const setLanguage = useCallback((chosen: Language) => {
    setApiLanguage(chosen);
    remember('language', chosen);
    choose(chosen);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const words = useMemo<WordsInUse>(
    () => ({
      language,
      t: (key, facts) => word(dictionary, language, key, facts),
      has: (key) => key in dictionary[language],
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
