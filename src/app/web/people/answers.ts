// What the server answers about people and posts: the shapes of its JSON.
import type { Role } from '#platform/access/roles.ts';

/** A name in both languages. */
export interface Named {
  en: string;
  zh: string;
}

/** A time from a day on; `before` is the first day after it. */
export interface Days {
  from: string;
  before: string | null;
}

export interface GrantRow extends Days {
  role: Role;
  scopeId: string;
  scopeType: string;
  scopeName: Named;
}

export interface PersonRow {
  personId: string;
  userName: string;
  name: Named;
  mail: string | null;
  language: 'en' | 'zh';
  active: boolean;
  sample: boolean;
  /** the number that he is called by since he was erased */
  erased: number | null;
  grants: readonly GrantRow[];
  posts: readonly (Days & { id: string; code: string; name: Named; role: Role; scopeName: Named })[];
}

export interface PeopleAnswer {
  people: readonly PersonRow[];
  today: string;
}

export interface Duty {
  kind: string;
  recordId: string;
  name: (Named & { code: string }) | null;
}

export interface PostRow {
  id: string;
  code: string;
  name: Named;
  role: Role;
  scope: { id: string; type: string; name: Named };
  endedOn: string | null;
  holders: readonly (Days & { personId: string; userName: string; name: Named })[];
  duties: readonly Duty[];
}

export interface PostsAnswer {
  posts: readonly PostRow[];
  today: string;
}

export interface HandOverCounts {
  drafts: number;
  returned: number;
  posts: number;
  duties: number;
  reviews: number;
}

export interface HandOverRow {
  id: string;
  on: string;
  at: string;
  reason: string | null;
  from: { personId: string; name: Named };
  to: { personId: string; name: Named };
  scopeName: Named;
  moved: HandOverCounts;
}

export interface PersonAnswer {
  person: PersonRow;
  posts: readonly PostRow[];
  handOvers: readonly HandOverRow[];
  today: string;
}

export interface MovingAnswer {
  work: readonly { kind: string; siteId: string; month: string | null; state: 'draft' | 'returned'; count: number }[];
  posts: readonly PostRow[];
  reviews: readonly { id: string; name: Named; before: string }[];
  outOfReach: readonly string[];
  stay: readonly { role: Role; scopeName: Named }[];
  counts: HandOverCounts;
}

/** Whether a time holds on a day. */
export const holdsOn = ({ from, before }: Days, day: string): boolean =>
  from <= day && (before === null || before > day);
/** Whether it is over on a day. */
export const isOver = ({ before }: Days, day: string): boolean => before !== null && before <= day;

/** The word for how an account stands. */
export const statusOf = ({ active, erased }: Pick<PersonRow, 'active' | 'erased'>): string =>
  erased !== null ? 'privacy.erasedMark' : active ? 'people.active' : 'people.inactive';
