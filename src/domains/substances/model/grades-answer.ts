// What is told of all items with a control grade: what grades require, and which items lack it.
import type { ControlGrade, GradeRequirement, RequiredTold } from './grade-requirement.ts';
import type { NamedItem } from './item-answer.ts';
import type { ItemClass } from './restriction.ts';

/** An item with its grade and how it stands. */
export interface GradedItem extends NamedItem, RequiredTold {
  itemClass: ItemClass;
  controlGrade: ControlGrade;
}

export interface GradesAnswer {
  day: string;
  /** those that have begun and are not followed by a newer one */
  requirements: GradeRequirement[];
  /** items that lack something, or soon will */
  items: GradedItem[];
  /** items with a grade that were looked at for this answer */
  looked: number;
  /** what to ask for next; null at the end */
  after: string | null;
}
