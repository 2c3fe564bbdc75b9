// Who asks, and what an example of a route says of who may make it.
import type { InjectOptions } from 'fastify';
import type { Action, Role } from '#platform/access/roles.ts';

/** The factory of whoever has a role in one, and one that is foreign to him. */
export const places = ['SZ', 'HP'] as const;
export type Place = (typeof places)[number];
/** Stands in everything of the foreign factory that is its own: whoever may not read there may not meet it. */
export const secret = 'ONLY-HP';
/** Output value of each factory, a masked field: whoever may not read those there may not meet it, nor its digits. */
export const outputOf: Record<Place, string> = { SZ: '8123456.25', HP: '7654321.75' };
/** What stands in everything that the group owns of which the test speaks: no supplier may meet it, nor may a stranger. */
export const ofTheGroup = /Waste paper|废纸|Burner|焚烧公司/;

export interface Person {
  name: string;
  role: Role | null;
  /** a factory, the whole group, or the supplier that he is of */
  at: 'SZ' | 'group' | 'V1' | null;
  id: string;
  /** of his session; or the key of a program, which holds in one factory */
  cookie: string | null;
  isKey?: true;
  /** the import that he made */
  importId?: string;
}

/** One request to a route, and who may make it: said here once more, so that a route that opens too wide is seen. */
export interface Example {
  route: string;
  what?: string;
  needs: Action | 'signed-in' | 'anyone';
  /** it names one factory, and who has no right there is refused; it names none; or only the group's own people may */
  where: 'factory' | 'nowhere' | 'group';
  /** of a supplier: his own stands for the own factory, another one for the foreign */
  ofSupplier?: true;
  /** it names a record of the group's own: a supplier, who sees none of these, finds nothing there */
  ofTheGroup?: true;
  /** of the roles that have the right, only these, where one right is not enough */
  roles?: readonly Role[];
  /** it is a person's own business */
  notForKeys?: true;
  /** a request that can succeed; what it changes is made anew when `fresh` */
  request(place: Place, fresh: boolean, who: Person): Promise<InjectOptions> | InjectOptions;
  /** after an import: follow-up requests stand on it */
  after?(body: { id: string }, who: Person): Promise<void> | void;
}
