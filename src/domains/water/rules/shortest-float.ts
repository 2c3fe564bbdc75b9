/** The shortest decimal that is the same float of 32 bits: 0.1 was meant, and not 0.10000000149011612. */
export function shortestFloat(value: number): number {
  for (let digits = 6; digits <= 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}
