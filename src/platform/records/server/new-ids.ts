// Ids of many new records at once: UUIDv7 that ascend, from one draw of random bytes instead of one an id.
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

let lastMs = 0;
let sequence = 0;

/** So many ids, ascending also against all that were made here before: a digest over an import goes through them in order. */
export function newIds(count: number): string[] {
  const random = randomBytes(16 * count + 4);
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = random.readUInt32BE(16 * count) >>> 1; // half of its room is left to count up in
  }
  return Array.from({ length: count }, (_, index) => {
    sequence += 1;
    return uuidv7({ random: random.subarray(16 * index, 16 * index + 16), msecs: lastMs, seq: sequence });
  });
}
