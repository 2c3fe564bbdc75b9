// A bit for each row of a column.

export const bitsFor = (rows: number): Int32Array => new Int32Array((rows >> 5) + 1);

export const setBit = (bits: Int32Array, row: number): void => {
  bits[row >> 5] = (bits[row >> 5] as number) | (1 << (row & 31));
};

/** The first row from `from` on whose bit is set, or `before` where there is none. */
export function nextBit(bits: Int32Array, from: number, before: number): number {
  if (from >= before) return before;
  let word = from >> 5;
  let rest = (bits[word] as number) & (-1 << (from & 31));
  const last = (before - 1) >> 5;
  while (rest === 0) {
    if (word === last) return before;
    word++;
    rest = bits[word] as number;
  }
  const row = (word << 5) + 31 - Math.clz32(rest & -rest);
  return Math.min(row, before);
}
