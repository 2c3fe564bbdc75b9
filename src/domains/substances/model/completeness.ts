// How much of an item is known by mass.

export interface Completeness {
  /** mg of one piece, of the parts whose mass is known */
  massMg: number;
  /** mg of it whose substances are all named */
  namedMg: number;
  /** parts that were looked at; 1 for an item that is declared itself */
  parts: number;
  /** parts of which nobody said a mass: they are in neither sum */
  withoutMass: number;
}
