// What a pack is about: a customer's list judges what that customer buys and all that is in it, law judges everything.
import type { BomIndex } from './bom-index.ts';
import type { Names } from './names.ts';

/** Items that are bought, by the pack that judges these alone; a pack that is not here judges all. */
export type Bought = ReadonlyMap<string, readonly string[]>;

/** These items, and everything that they are made of: `[item]`, 1 where it is so. */
export function withParts(bom: BomIndex, items: Iterable<number>): Uint8Array {
  const found = new Uint8Array(bom.items);
  const open = [...items];
  for (const item of open) found[item] = 1;
  for (let item = open.pop(); item !== undefined; item = open.pop())
    for (let at = bom.childStart[item] as number; at < (bom.childStart[item + 1] as number); at++) {
      const child = bom.childOf[at] as number;
      if (found[child] === 1) continue;
      found[child] = 1;
      open.push(child);
    }
  return found;
}

/** Which items each pack is about, as things are made and bought now. */
export class Concern {
  readonly #byPack: readonly (Uint8Array | null)[];

  constructor(packs: readonly { pack: string }[], bought: Bought, items: Names, bom: BomIndex) {
    this.#byPack = packs.map(({ pack }) => {
      const ids = bought.get(pack);
      return ids
        ? withParts(
            bom,
            ids.map((id) => items.find(id)).filter((item) => item >= 0),
          )
        : null;
    });
  }

  /** Whether a pack is about an item; what came after this was made is bought by nobody. */
  isOf(pack: number, item: number): boolean {
    const of = this.#byPack[pack];
    return of === null || of === undefined || of[item] === 1;
  }

  /** Places (`item * packs + pack`) at which this says otherwise than another one of the same packs did. */
  differs(before: Concern): number[] {
    const packs = this.#byPack.length;
    return this.#byPack.flatMap((of, pack) => {
      const places: number[] = [];
      of?.forEach((is, item) => {
        if ((is === 1) !== before.isOf(pack, item)) places.push(item * packs + pack);
      });
      return places;
    });
  }
}
