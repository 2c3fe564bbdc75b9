// The sentence of a notice in a reader's language: days, months and names as he writes them.
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import { labelDate, labelMonth } from '#period/label.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import type { Fact, Facts } from './facts.ts';

function said(words: Dictionary, language: Language, fact: Fact): string | number {
  if (typeof fact === 'number') return fact;
  if (typeof fact === 'object') return 'word' in fact ? word(words, language, fact.word) : fact[language];
  if (/^\d{4}-\d{2}-\d{2}$/.test(fact)) return labelDate(fact as CalendarDate, language);
  if (/^\d{4}-\d{2}$/.test(fact)) return labelMonth(fact as Month, language);
  return fact;
}

/** What a notice says. */
export function sayNotice(words: Dictionary, language: Language, message: string, facts: Facts): string {
  const told = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, said(words, language, fact)]));
  return word(words, language, `notice.${message}`, told);
}
