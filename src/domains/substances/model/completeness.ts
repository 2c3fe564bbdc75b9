// How much of an item is known by mass.

export interface Completeness {
  /** mg of one piece: what its parts come to whose mass is known, or what it is said to weigh where that is more */
  massMg: number;
  /** mg of it whose substances are all named */
  namedMg: number;
  /** parts that were looked at; 1 for an item that is declared itself */
  parts: number;
  /** parts of which nobody said a mass: they are in neither sum */
  withoutMass: number;
}
