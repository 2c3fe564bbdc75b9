// Which records does an auditor look at: so many drawn by a seed, or the heaviest ones?
import type { Tonnes } from '#units/quantity.ts';

/** How a sample is drawn. */
export type SampleHow =
  | { readonly by: 'seed'; readonly count: number; readonly seed: string }
  | { readonly by: 'top'; readonly count: number };

/** The largest sample of one file: more is no sample, and nobody reads it. */
export const mostSampled = 200;

const written = /^(?:seed:(\d{1,3}):([\p{L}\p{N}._-]{1,40})|top:(\d{1,3}))$/u;

/** Reads `seed:10:AUDIT-2024` or `top:10`; undefined for anything else. */
export function readSampleHow(text: string): SampleHow | undefined {
  const [, drawn, seed, top] = written.exec(text) ?? [];
  const count = Number(drawn ?? top ?? 0);
  if (count < 1 || count > mostSampled) return undefined;
  return seed === undefined ? { by: 'top', count } : { by: 'seed', count, seed };
}

/** As it is written in an address. */
export const printSampleHow = (how: SampleHow): string =>
  how.by === 'seed' ? `seed:${how.count}:${how.seed}` : `top:${how.count}`;

/** One record that can be drawn. */
export interface Sampled {
  readonly id: string;
  readonly massTonnes: Tonnes;
}

/**
 * The sample. By a seed: the records whose SHA-256 of `SEED\nID` comes first, so that anybody can draw it again with the
 * seed and the ids alone, and one record more or less changes at most one of those drawn. By mass: the heaviest, equal
 * ones in the order of their ids.
 *
 * @param sha256 of a text, in hexadecimal digits
 */
export function drawSample<Row extends Sampled>(
  population: readonly Row[],
  how: SampleHow,
  sha256: (text: string) => string,
): Row[] {
  const byId = (one: Row, other: Row) => (one.id < other.id ? -1 : 1);
  if (how.by === 'top')
    return [...population]
      .sort((one, other) => other.massTonnes.comparedTo(one.massTonnes) || byId(one, other))
      .slice(0, how.count);
  return population
    .map((row) => ({ row, rank: sha256(`${how.seed}\n${row.id}`) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : byId(one.row, other.row)))
    .slice(0, how.count)
    .map(({ row }) => row);
}
