// Long answers that go out again and again, as a page of figures does to all its readers: hashed and packed once.
import { hashOf } from './conditional.ts';
import type { Packing } from './negotiate.ts';
import { packed } from './pack-answer.ts';

/** A shorter answer is hashed and packed as fast as it is looked up. */
const WORTH_KEEPING = 8_000;
/** Characters of all answers kept together. */
const KEPT_CHARACTERS = 16_000_000;

/** What is known of an answer: the hash of its text, and its bytes packed as they were asked for. */
export interface SentBefore {
  readonly hash: string;
  packed(packing: Packing): Promise<Buffer>;
}

const kept = new Map<string, SentBefore>();
let characters = 0;

function know(answer: string): SentBefore {
  const inPacking = new Map<Packing, Promise<Buffer>>();
  let hash: string | undefined;
  return {
    get hash() {
      hash ??= hashOf(answer);
      return hash;
    },
    packed: (packing) => {
      const known = inPacking.get(packing);
      if (known) return known;
      const own = packed(answer, packing);
      inPacking.set(packing, own);
      own.catch(() => inPacking.delete(packing));
      return own;
    },
  };
}

/** What is known of this answer. The text itself is the key, so that nothing but the same text ever gets the same bytes. */
export function sentBefore(answer: string): SentBefore {
  if (answer.length < WORTH_KEEPING) return know(answer);
  const known = kept.get(answer) ?? know(answer);
  if (!kept.delete(answer)) characters += answer.length;
  kept.set(answer, known);
  for (const oldest of kept.keys()) {
    if (characters <= KEPT_CHARACTERS) break;
    kept.delete(oldest);
    characters -= oldest.length;
  }
  return known;
}
