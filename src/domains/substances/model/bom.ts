// What a bill of materials says line by line, whatever the file: which part in which, how many, what it is made of.

import type { DecimalText } from './declaration.ts';

/** A number of a quantity with its unit as written; `Each` is a count. */
export interface Quantity {
  number: DecimalText;
  unit: string | null;
}

/** A material, substance or specification that a line names, by whatever numbers the file has for it. */
export interface Reference {
  name: string | null;
  /** its own number or name in the writer's system, such as a CAS number of a substance */
  identity: string | null;
  /** CAS number with a right check digit, of a substance */
  cas: string | null;
  /** part of what holds it, 0 to 1 */
  share: DecimalText | null;
  massMg: DecimalText | null;
}

/** One line: a part within a part. A part that is used twice has two lines. */
export interface BomLine {
  /** place of the line that it stands in, from 0; null of the outermost */
  parent: number | null;
  /** its own line in the file, from 1 */
  line: number;
  partNumber: string;
  name: string | null;
  /** how many, or how much, are in one of the parent; absent is not one */
  quantity: Quantity | null;
  /** mass of one of the unit of `quantity` */
  massMg: DecimalText | null;
  materials: readonly Reference[];
  substances: readonly Reference[];
  specifications: readonly Reference[];
  /** codes of exemptions that the file names for it */
  exemptions: readonly string[];
  /** numbers of the part in other systems */
  externalIdentity: string | null;
}

export interface Bom {
  name: string | null;
  lines: readonly BomLine[];
}
