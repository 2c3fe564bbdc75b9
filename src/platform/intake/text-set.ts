// A set of texts of which only digests are held: keys of a million documents in thirty megabytes, whatever their length.
import { hash } from 'node:crypto';
import { NumberSet } from './number-set.ts';

/** Texts that were met, up to so many; what comes beyond is not taken in. */
export class TextSet {
  /** Two numbers of each text: that another has both is as good as impossible. */
  readonly #first = new NumberSet();
  readonly #second = new NumberSet();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** @returns false when it was there */
  add(text: string): boolean {
    const digest = hash('sha1', text, 'buffer');
    const [first, second] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
    if (this.#first.has(first) && this.#second.has(second)) return false;
    if (this.#first.size >= this.#most) return true;
    this.#first.add(first);
    this.#second.add(second);
    return true;
  }
}
