// What a draft list, or a new edition, changes before it is in force: items and products that come out otherwise, and what has to be asked.
import type { BomIndex } from './bom-index.ts';
import type { ContentIndex } from './content-index.ts';
import { judgeAll } from './judge-all.ts';
import type { PacksAt } from './packs-at.ts';
import { RollUp } from './roll-up.ts';
import { codes, isOpen } from './verdict-code.ts';

/** An item that comes out otherwise, by its codes before and after. */
export interface Change {
  item: number;
  before: number;
  after: number;
}

export interface Impact {
  /** by their own contents */
  items: Change[];
  /** with all that they are made of: parts, and whatever contains them */
  rolled: Change[];
  /** those of `rolled` that nothing contains */
  products: Change[];
  /** items of `rolled` that their own contents make so, and not what they are made of */
  byThemselves: ReadonlySet<number>;
  /** items without parts of which the new edition leaves open what the old one did not: their suppliers have to be asked, about what is new alone */
  toAsk: number[];
}

/**
 * @param before one pack as it is, or none (`packs` empty) where the law is new
 * @param after the same pack as it would be
 */
export function impact(index: ContentIndex, bom: BomIndex, before: PacksAt, after: PacksAt): Impact {
  const ownAfter = judgeAll(index, after);
  const rolledAfter = new RollUp(index, bom, after, ownAfter).rolled;
  const isNew = before.packs.length === 0;
  const ownBefore = isNew ? unrestricted(index, after) : judgeAll(index, before);
  const rolledBefore = isNew ? ownBefore : new RollUp(index, bom, before, ownBefore).rolled;
  const items = changes(ownBefore, ownAfter);
  const rolled = changes(rolledBefore, rolledAfter);
  const isMade = (item: number) => bom.childStart[item] !== bom.childStart[item + 1];
  const own = new Map(items.map((one) => [one.item, one.after]));
  return {
    items,
    rolled,
    products: rolled.filter(({ item }) => bom.parentStart[item] === bom.parentStart[item + 1]),
    // What the declarations of an assembled item leave open, its parts tell.
    byThemselves: new Set(
      rolled.flatMap(({ item, after: is }) => (own.get(item) === is && !(isMade(item) && isOpen(is)) ? [item] : [])),
    ),
    toAsk: items.flatMap((one) => (isOpen(one.after) && !isOpen(one.before) && !isMade(one.item) ? [one.item] : [])),
  };
}

/** Where the law is new, nothing was restricted by it: what complies with it then has not changed. */
const unrestricted = (index: ContentIndex, { clear }: PacksAt): Uint8Array =>
  index.itemClass.values.slice(0, index.items.size).map((itemClass) => clear[itemClass] as number);

function changes(before: Uint8Array, after: Uint8Array): Change[] {
  const found: Change[] = [];
  for (let item = 0; item < after.length; item++) {
    const change = { item, before: before[item] as number, after: after[item] as number };
    // whether a pack is not about it or it complies makes no difference to anybody
    if (change.before !== change.after && change.before + change.after !== codes.notApplicable + codes.complies)
      found.push(change);
  }
  return found;
}
