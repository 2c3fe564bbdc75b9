// Where one can go: the table of contents of the product, handed to the shell by the application.
import type { ReactNode } from 'react';

/** A place in the rail. */
export interface Place {
  /** key of its word, `ui.place.{key}` */
  key: string;
  path: string;
  icon: ReactNode;
  /** addresses that lie in this place though they begin otherwise */
  also?: readonly string[];
  children?: readonly { path: string; words: string }[];
  /** letter that goes there after `g` */
  letter?: string;
}

const begins = (path: string, start: string) => path === start || path.startsWith(`${start}/`);

/** Whether an address lies in a place. */
export const liesIn = (place: Place, path: string): boolean =>
  (place.path === '/' ? path === '/' || path.startsWith('/f/') : begins(path, place.path)) ||
  (place.also ?? []).some((start) => begins(path, start)) ||
  (place.children ?? []).some((child) => begins(path, child.path));
