// What is told of a file of a bill of materials before it is kept, and of what became of it.
import type { FileProblem } from './declaration.ts';
import type { Bilingual } from './item-answer.ts';
import type { ItemClass } from './restriction.ts';

/** What a person says that a part of the file is: an item there is, or a new one of a class. */
export type BomItemChoice = { item: string } | { make: ItemClass };

export interface BomItemTold {
  /** its place among the items of the file, from 0 */
  nth: number;
  number: string;
  name: string | null;
  /** line of the file where it stands first */
  line: number;
  unit: string;
  /** mg of one by the file */
  massMg: string | null;
  /** what it would be as a new item, by where it stands */
  usualClass: ItemClass;
  /** the item with its number, else the one that a maker's part with that number may be used for */
  known: { id: string; number: string; name: Bilingual; unit: string; massMg: string | null } | null;
  choice: BomItemChoice | null;
  /** neither the file nor the item says its mass, and it is made of nothing that the file knows */
  lacksMass: boolean;
}

/** One line: how many of an item are in one of another. */
export interface BomLineTold {
  /** place of the item, and of the one that contains it; null of what nothing contains */
  nth: number;
  parent: number | null;
  depth: number;
  quantity: string | null;
}

export interface BomFileAnswer {
  name: string | null;
  problems: FileProblem[];
  /** all items of the file; `tops` stand in nothing of it */
  counts: { items: number; tops: number; boms: number; unknown: number; withoutMass: number };
  items: BomItemTold[];
  /** from the top down, each item opened once; cut off where there are more than are told */
  lines: BomLineTold[];
  /** null where it was only looked at */
  kept: { made: number; boms: { id: string; number: string; outcome: 'new' | 'changed' | 'same' }[] } | null;
}
