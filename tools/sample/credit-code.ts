// A unified social credit code that a checker accepts and nobody can own: division 990000 does not exist, and it says FAKE.

const GB_32100_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const GB_32100_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const GB_11714_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const weighted = (text: string, numberOf: (character: string) => number, weights: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * numberOf(text.charAt(at)), 0);

/** GB 11714: the ninth character of an organisation code, from its first eight. */
export function organisationCheck(firstEight: string): string {
  const remainder = 11 - (weighted(firstEight, (character) => Number.parseInt(character, 36), GB_11714_WEIGHTS) % 11);
  return remainder === 10 ? 'X' : remainder === 11 ? '0' : String(remainder);
}

/** GB 32100: the eighteenth character of a credit code, from its first seventeen. */
export function creditCheck(firstSeventeen: string): string {
  const sum = weighted(firstSeventeen, (character) => GB_32100_CHARACTERS.indexOf(character), GB_32100_WEIGHTS);
  return GB_32100_CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

/** The fictional credit code number `serial` (1 to 9999). */
export function fictionalCreditCode(serial: number): string {
  const eight = `FAKE${String(serial).padStart(4, '0')}`;
  const seventeen = `91990000${eight}${organisationCheck(eight)}`;
  return seventeen + creditCheck(seventeen);
}
