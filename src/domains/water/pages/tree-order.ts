// Meters as a tree is read: each under its main, however they came.

interface Node {
  id: string;
  parentId: string | null;
}

/** A meter with how deep it lies. */
export interface InTree<T> {
  of: T;
  depth: number;
}

/** In the order of the tree. What names a main that is not there, or stands in a circle, comes as a root: nothing is left out. */
export function inTreeOrder<T extends Node>(meters: readonly T[]): InTree<T>[] {
  const here = new Set(meters.map(({ id }) => id));
  const below = Map.groupBy(meters, ({ parentId }) => (parentId !== null && here.has(parentId) ? parentId : null));
  const ordered: InTree<T>[] = [];
  const seen = new Set<string>();
  const visit = (one: T, depth: number) => {
    if (seen.has(one.id)) return;
    seen.add(one.id);
    ordered.push({ of: one, depth });
    for (const child of below.get(one.id) ?? []) visit(child, depth + 1);
  };
  for (const root of below.get(null) ?? []) visit(root, 0);
  for (const one of meters) visit(one, 0);
  return ordered;
}
