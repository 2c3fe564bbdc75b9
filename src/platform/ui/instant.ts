// When something happened, as its reader says it: an instant in the reader's zone and language.
import { useCallback } from 'react';
import { useWords } from './language.tsx';

/** Writes a day: "22 Nov 2026", "2026年11月22日". */
export function useDay(): (on: string) => string {
  const { language } = useWords();
  return useCallback(
    (on) =>
      new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
        dateStyle: language === 'zh' ? 'long' : 'medium',
        timeZone: 'UTC',
      }).format(new Date(`${on}T00:00:00Z`)),
    [language],
  );
}

/** Writes an instant: "22 Nov 2026, 18:41", "2026年11月22日 18:41". */
export function useInstant(): (at: string) => string {
  const { language } = useWords();
  return useCallback(
    (at) => {
      const date = new Date(at);
      if (Number.isNaN(date.getTime())) return at;
      return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
        dateStyle: language === 'zh' ? 'long' : 'medium',
        timeStyle: 'short',
      }).format(date);
    },
    [language],
  );
}
