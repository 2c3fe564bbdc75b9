// The Sustainable Development Goals and their targets, by number: `6`, `6.3`, `6.b`. What they say is in the pack `sdg-targets`.

/** Of each goal, how many numbered targets it has and how many that are lettered (means of implementation). */
const targetsOf: readonly (readonly [numbered: number, lettered: number])[] = [
  [5, 2],
  [5, 3],
  [9, 4],
  [7, 3],
  [6, 3],
  [6, 2],
  [3, 2],
  [10, 2],
  [5, 3],
  [7, 3],
  [7, 3],
  [8, 3],
  [3, 2],
  [7, 3],
  [9, 3],
  [10, 2],
  [19, 0],
];

/** Every goal followed by its targets. */
export const sdgNumbers: readonly string[] = targetsOf.flatMap(([numbered, lettered], at) => [
  `${at + 1}`,
  ...Array.from({ length: numbered }, (_, index) => `${at + 1}.${index + 1}`),
  ...['a', 'b', 'c', 'd'].slice(0, lettered).map((letter) => `${at + 1}.${letter}`),
]);

const places = new Map(sdgNumbers.map((number, at) => [number, at]));

/** Whether there is such a goal or target. */
export const isSdg = (number: string): boolean => places.has(number);

/** The order of the goals, not of text: 6.3 stands before 12.4. */
export const inSdgOrder = (numbers: readonly string[]): string[] =>
  numbers.toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
