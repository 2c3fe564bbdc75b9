// Every item under every pack on a day. Most declared lines touch nothing that is restricted, so that only those that do are looked at.
import { bitsFor, nextBit, setBit } from './bits.ts';
import type { ContentIndex } from './content-index.ts';
import { Judge } from './judge.ts';
import type { PacksAt } from './packs-at.ts';

/** Codes of all items: `[item * packs + pack]`, before anything is handed up from their parts. */
export function judgeAll(index: ContentIndex, at: PacksAt): Uint8Array {
  const packs = at.packs.length;
  const items = index.items.size;
  const out = new Uint8Array(items * packs);
  const judge = new Judge(index, at);
  const touched = linesTouched(index, at);
  for (let item = 0; item < items; item++) {
    const offset = item * packs;
    if (index.itemIsPlain.values[item] !== 1) {
      judge.judge(item, out, offset);
      continue;
    }
    const before = index.itemLineBefore.values[item] as number;
    if (nextBit(touched, index.itemLineFrom.values[item] as number, before) < before) {
      judge.judgePlain(item, touched, out, offset);
      continue;
    }
    const itemClass = (index.itemClass.values[item] as number) * packs;
    for (let pack = 0; pack < packs; pack++) out[offset + pack] = at.clear[itemClass + pack] as number;
  }
  return out;
}

/** A bit for each line of a substance that any pack names. */
function linesTouched(index: ContentIndex, at: PacksAt): Int32Array {
  const bits = bitsFor(index.lineSubstance.length);
  for (let substance = 0; substance + 1 < at.memberStart.length; substance++) {
    if (at.memberStart[substance] === at.memberStart[substance + 1]) continue;
    index.eachLineOf(substance, (line) => setBit(bits, line));
  }
  return bits;
}
