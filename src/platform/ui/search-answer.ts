// What the search answers, and where what was found leads.
import type { Language } from '#platform/i18n/words.ts';

export interface SearchHit {
  title: string;
  subtitle: string;
  href: string;
  /** the line in which it was found, where it is not called so */
  said?: string;
}

/** What was found of one kind, the nearest first. */
export interface SearchGroup {
  /** `page`, `file` and the like, or a kind of record */
  group: string;
  name: string;
  /** how many; null where there can be a million */
  total: number | null;
  hits: readonly SearchHit[];
  /** there is more, behind this place */
  next: string | null;
  /** the page of all of it, where that is not the search's own */
  page?: string;
}

export interface SearchAnswer {
  groups: readonly SearchGroup[];
}

/** What was typed, and how the reader calls what is found. */
export interface BesideAsked {
  sought: string;
  language: Language;
  t: (key: string) => string;
}

/** What the dialogue asks besides the search: it waits for nothing of it, and is whole where no answer comes. */
export interface BesideSearch {
  path: string;
  /** an action without which it is not asked */
  needs: string;
  asks(sought: string): boolean;
  /** undefined where nothing is found */
  groupOf(answer: unknown, asked: BesideAsked): SearchGroup | undefined;
}

/** An address within the application as the router takes it. */
export function whereTo(href: string): { to: string; search: Record<string, string> } {
  const [to = '/', query = ''] = href.split('?');
  return { to, search: Object.fromEntries(new URLSearchParams(query)) };
}

/** The page of everything that is found, or of one group of it. */
export const searchPage = (q: string, group?: string): string =>
  `/search?${new URLSearchParams({ q, ...(group ? { group } : {}) })}`;
