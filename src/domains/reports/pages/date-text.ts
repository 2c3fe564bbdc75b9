// When was this, as a reader says it?
import type { Language } from '#platform/i18n/words.ts';

const styles = {
  day: { en: { day: 'numeric', month: 'short', year: 'numeric' }, zh: { dateStyle: 'long' } },
  minute: {
    en: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    zh: { dateStyle: 'long', timeStyle: 'short' },
  },
} as const;

/** "12 Sep 2024", "2024年9月12日"; to the minute where asked. What is no date stays as it is. */
export function dateText(at: string, language: Language, to: 'day' | 'minute' = 'day'): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', styles[to][language]).format(time);
}
