// Which answers belong to one list?

import type { ListEdition, Statement } from '../../model/declaration.ts';

export const sameList = (one: ListEdition | null, other: ListEdition | null): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.authority === other.authority &&
    one.identity === other.identity &&
    one.version === other.version);

/** Neighbours that answer to one list, in their order. */
export function byList<T extends { list: ListEdition | null }>(
  items: readonly T[],
): (readonly [ListEdition | null, T[]])[] {
  const groups: (readonly [ListEdition | null, T[]])[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && sameList(last[0], item.list)) last[1].push(item);
    else groups.push([item.list, [item]]);
  }
  return groups;
}

/** A question in words, answered by yes or no; everything else is about a threshold. */
export const isQuery = ({ above, threshold, application }: Statement): boolean =>
  above === null && threshold === null && application === null;
