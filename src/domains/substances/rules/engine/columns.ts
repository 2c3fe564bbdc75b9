// Columns that grow: what an index of tens of millions of lines is kept in, four or eight bytes a value and no object a row.

type Typed = Int32Array | Float64Array | Uint8Array;

/** A typed array that grows by half when it is full; `values` is as long as what it can hold, `length` as what it holds. */
class Column<T extends Typed> {
  length = 0;
  values: T;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, room: number) {
    this.#make = make;
    this.values = make(Math.max(8, room));
  }

  /** Appends a value and returns its place. */
  push(value: number): number {
    if (this.length === this.values.length) this.reserve(this.length + 1);
    this.values[this.length] = value;
    return this.length++;
  }

  at(place: number): number {
    return this.values[place] as number;
  }

  /** Makes room for `length` values, so that a bulk load copies once. */
  reserve(length: number): void {
    if (length <= this.values.length) return;
    const wider = this.#make(Math.max(length, Math.ceil(this.values.length * 1.5)));
    wider.set(this.values.subarray(0, this.length) as never);
    this.values = wider;
  }
}

export type IntColumn = Column<Int32Array>;
export type FloatColumn = Column<Float64Array>;
export type ByteColumn = Column<Uint8Array>;

export const intColumn = (room = 8): IntColumn => new Column((length) => new Int32Array(length), room);
export const floatColumn = (room = 8): FloatColumn => new Column((length) => new Float64Array(length), room);
export const byteColumn = (room = 8): ByteColumn => new Column((length) => new Uint8Array(length), room);

/**
 * Places of rows grouped by a key below `keys`: those of key k are `places[start[k]] … places[start[k + 1] - 1]`, in their
 * order. By counting, so that its cost grows with rows and keys and with nothing else.
 */
export function groupedBy(
  key: ArrayLike<number>,
  rows: number,
  keys: number,
): { start: Int32Array; places: Int32Array } {
  const start = new Int32Array(keys + 1);
  for (let row = 0; row < rows; row++)
    start[(key[row] as number) + 1] = (start[(key[row] as number) + 1] as number) + 1;
  for (let at = 0; at < keys; at++) start[at + 1] = (start[at + 1] as number) + (start[at] as number);
  const places = new Int32Array(rows);
  const next = start.slice(0, keys);
  for (let row = 0; row < rows; row++) {
    const at = next[key[row] as number] as number;
    places[at] = row;
    next[key[row] as number] = at + 1;
  }
  return { start, places };
}
