// Which records does an auditor look at: so many drawn by a seed, or those with the most of something?

/** How a sample is drawn: of each kind, so many. */
export type SampleHow =
  | { readonly by: 'seed'; readonly count: number; readonly seed: string }
  | { readonly by: 'top'; readonly count: number; readonly field: string };

/** The largest sample of one kind: more is no sample, and nobody reads it. */
export const mostSampled = 200;

const written = /^(?:seed:(\d{1,3}):([\p{L}\p{N}._-]{1,40})|top:(\d{1,3}):([A-Za-z][A-Za-z0-9.]{0,60}))$/u;

/** Reads `seed:10:AUDIT-2024` or `top:10:countingMassTonnes`; undefined for anything else. */
export function readSampleHow(text: string): SampleHow | undefined {
  const [, drawn, seed, top, field] = written.exec(text) ?? [];
  const count = Number(drawn ?? top ?? 0);
  if (count < 1 || count > mostSampled) return undefined;
  if (seed !== undefined) return { by: 'seed', count, seed };
  return field === undefined ? undefined : { by: 'top', count, field };
}

/** As it is written in an address, on a command line and in the sample. */
export const printSampleHow = (how: SampleHow): string =>
  how.by === 'seed' ? `seed:${how.count}:${how.seed}` : `top:${how.count}:${how.field}`;

/** One record that can be drawn. */
export interface Drawable {
  readonly id: string;
  /** exact text of the quantity by which the largest are drawn */
  readonly quantity: string | null;
}

/** Compares two exact decimals as they are written, so that no digit is lost. */
function compareExact(one: string | null, other: string | null): number {
  const parts = (text: string | null) => {
    const [whole = '0', fraction = ''] = (text ?? '0').replace('-', '').split('.');
    return { sign: text?.startsWith('-') ? -1n : 1n, whole, fraction };
  };
  const [a, b] = [parts(one), parts(other)];
  const digits = Math.max(a.fraction.length, b.fraction.length);
  const scaled = ({ sign, whole, fraction }: typeof a) => sign * BigInt(whole + fraction.padEnd(digits, '0'));
  const [x, y] = [scaled(a), scaled(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * Draws while records pass by, so that memory holds the sample alone. By a seed: the records whose SHA-256 of `SEED\nID`
 * comes first, so that anybody can draw it again with the seed and the ids, and one record more or less changes at most one
 * of those drawn. By a quantity: the largest, equal ones in the order of their ids.
 */
export class Drawing<Row extends Drawable> {
  readonly #how: SampleHow;
  readonly #sha256: (text: string) => string;
  readonly #best: { row: Row; rank: string }[] = [];

  /** @param sha256 of a text, in hexadecimal digits */
  constructor(how: SampleHow, sha256: (text: string) => string) {
    this.#how = how;
    this.#sha256 = sha256;
  }

  #before(one: { row: Row; rank: string }, other: { row: Row; rank: string }): boolean {
    const order =
      this.#how.by === 'seed'
        ? one.rank < other.rank
          ? -1
          : one.rank > other.rank
            ? 1
            : 0
        : compareExact(other.row.quantity, one.row.quantity);
    return order === 0 ? one.row.id < other.row.id : order < 0;
  }

  add(row: Row): void {
    const best = this.#best;
    const candidate = { row, rank: this.#how.by === 'seed' ? this.#sha256(`${this.#how.seed}\n${row.id}`) : '' };
    const last = best.at(-1);
    if (best.length === this.#how.count && last && !this.#before(candidate, last)) return;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = best[middle];
      if (there && this.#before(there, candidate)) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, candidate);
    if (best.length > this.#how.count) best.pop();
  }

  /** What is drawn, in the order in which it was drawn. */
  drawn(): Row[] {
    return this.#best.map(({ row }) => row);
  }
}
