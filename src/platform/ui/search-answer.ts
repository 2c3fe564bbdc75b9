// What the search answers, and where what was found leads.

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
}

export interface SearchAnswer {
  groups: readonly SearchGroup[];
}

/** An address within the application as the router takes it. */
export function whereTo(href: string): { to: string; search: Record<string, string> } {
  const [to = '/', query = ''] = href.split('?');
  return { to, search: Object.fromEntries(new URLSearchParams(query)) };
}

/** The page of everything that is found, or of one group of it. */
export const searchPage = (q: string, group?: string): string =>
  `/search?${new URLSearchParams({ q, ...(group ? { group } : {}) })}`;
