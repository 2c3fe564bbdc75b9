// A set of whole numbers, flat in memory: of a million, a set of objects would hold four times as much.

/** Whole numbers from 0 up to what a JavaScript number keeps. */
export class NumberSet {
  /** each number plus one, at the first free place from where its last bits point to; zero is free */
  #places = new Float64Array(1_024);
  size = 0;

  has(number: number): boolean {
    return this.#places[this.#placeOf(number)] !== 0;
  }

  /** @returns false when it was there */
  add(number: number): boolean {
    const place = this.#placeOf(number);
    if (this.#places[place] !== 0) return false;
    this.#places[place] = number + 1;
    this.size += 1;
    if (this.size * 3 > this.#places.length * 2) this.#grow();
    return true;
  }

  #placeOf(number: number): number {
    const last = this.#places.length - 1;
    let place = (number | 0) & last;
    for (;;) {
      const found = this.#places[place];
      if (found === 0 || found === number + 1) return place;
      place = (place + 1) & last;
    }
  }

  #grow(): void {
    const before = this.#places;
    this.#places = new Float64Array(before.length * 2);
    for (const one of before) if (one !== 0) this.#places[this.#placeOf(one - 1)] = one;
  }
}
