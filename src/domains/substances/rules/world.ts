// Items, what contains what, and packs on a day, laid out as the engine asks for them.
import type { ItemFact } from '../model/facts.ts';
import type { SubstanceGroup } from '../model/substance-group.ts';
import { type BomIndex, BomLines, bomIndex, CyclicBom } from './engine/bom-index.ts';
import { ContentIndex } from './engine/content-index.ts';
import { dayNumber, type PacksAt, packsAt, type RulePack } from './engine/packs-at.ts';
import { type Composition, membersByGroup } from './members-of.ts';

/** So many pieces of one item in one piece of another, by their names. */
export interface ContainedItem {
  parent: string;
  child: string;
  quantity: number;
}

/** By what items are judged. */
export interface Judging {
  packs: readonly RulePack[];
  groups: readonly SubstanceGroup[];
  /** formulas by key of substance, such as `cas:7439-92-1`; null where none is held */
  compositionOf: (key: string) => Composition | null;
  /** `2026-11-27` */
  on: string;
  /** category of equipment, by which the last day of an exemption is told */
  category?: string | undefined;
  market?: string | undefined;
}

/** Items that contain each other, by their names. */
export class CyclicItems extends Error {
  readonly items: readonly string[];
  constructor(items: readonly string[]) {
    super(`items contain each other: ${items.join(' > ')}`);
    this.items = items;
  }
}

/** What only a bill of materials names is a part of which nothing is declared. */
export function indexParts(index: ContentIndex, contains: readonly ContainedItem[]): void {
  for (const { parent, child } of contains)
    for (const id of [parent, child])
      if (index.items.find(id) < 0) index.put({ id, itemClass: 'component', massMg: null, sources: [] });
}

/** An index of items and of what contains them. */
export function indexOf(items: Iterable<ItemFact>, contains: readonly ContainedItem[]): ContentIndex {
  const index = new ContentIndex();
  for (const item of items) index.put(item);
  indexParts(index, contains);
  return index;
}

/** @throws CyclicItems where items contain each other */
export function bomOf(contains: readonly ContainedItem[], index: ContentIndex): BomIndex {
  const lines = new BomLines();
  for (const { parent, child, quantity } of contains)
    lines.add(index.items.number(parent), index.items.number(child), quantity);
  return inNames(index, () => bomIndex(lines, index.items.size));
}

/** Names the items of a circle. @throws CyclicItems where `work` finds that items contain each other */
export function inNames<T>(index: ContentIndex, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CyclicBom) throw new CyclicItems(error.items.map((item) => index.items.name(item)));
    throw error;
  }
}

/**
 * Packs as they hold on a day for what an index holds. Substances that come into the index later are not among the
 * members that a group takes in by their formula: then ask again.
 * @param all every pack that will be laid out for this index: their members get their numbers first
 */
export function packsFor(
  index: ContentIndex,
  { groups, compositionOf, on, category, market }: Omit<Judging, 'packs'>,
  all: readonly RulePack[],
): (packs: readonly RulePack[]) => PacksAt {
  // What one restriction names may be of another's group by its formula: all get their numbers before any group is told.
  const numbered = membersByGroup(groups, index.substances, compositionOf);
  for (const pack of all) for (const one of pack.restrictions) numbered(one, pack);
  const membersOf = membersByGroup(groups, index.substances, compositionOf);
  const day = dayNumber(on);
  return (chosen) =>
    packsAt(chosen, membersOf, {
      ...{ day, substances: index.substances.size },
      ...(category === undefined ? {} : { category }),
      ...(market === undefined ? {} : { market }),
    });
}
