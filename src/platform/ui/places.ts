// Where one can go: the table of contents of the product, handed to the shell by the application.
import type { ReactNode } from 'react';

/** What lies in a place. */
export interface Within {
  path: string;
  words: string;
  /** an action without which there is nothing to see */
  needs?: string;
}

/** A place in the rail, without what it looks like. */
export interface ListedPlace {
  /** key of its word, `ui.place.{key}` */
  key: string;
  path: string;
  /** addresses that lie in this place though they begin otherwise */
  also?: readonly string[];
  children?: readonly Within[];
  /** lists of records that people need now and then, folded until one stands in them */
  records?: readonly Within[];
  /** letter that goes there after `g` */
  letter?: string;
  /** an action without which there is nothing to see */
  needs?: string;
}

/** A place in the rail. */
export interface Place extends ListedPlace {
  icon: ReactNode;
}

/** The places in which somebody who may do these actions finds something. */
export function placesFor(places: readonly Place[], actions: readonly string[]): Place[] {
  const sees = ({ needs }: { needs?: string }) => needs === undefined || actions.includes(needs);
  return places.filter(sees).map(({ children, records, ...place }) => ({
    ...place,
    ...(children?.some(sees) ? { children: children.filter(sees) } : {}),
    ...(records?.some(sees) ? { records: records.filter(sees) } : {}),
  }));
}

const begins = (path: string, start: string) => path === start || path.startsWith(`${start}/`);

/** Whether an address lies in a place. */
export const liesIn = (place: Place, path: string): boolean =>
  (place.path === '/' ? path === '/' || path.startsWith('/f/') : begins(path, place.path)) ||
  (place.also ?? []).some((start) => begins(path, start)) ||
  [...(place.children ?? []), ...(place.records ?? [])].some((child) => begins(path, child.path));
