// Writes how items stand, as it was worked out: what came out otherwise begins a row, what is the same stays.
import { type Database, systemActor } from '#platform/db/database.ts';
import { basisOf, verdictOf } from '../rules/engine/verdict-code.ts';
import { countVerdictsForPlans, keepVerdicts, type VerdictToKeep } from '../store/verdicts.ts';
import type { JudgedWorld } from './judged-world.ts';

const figures = systemActor('figures');
/** So many verdicts are compared and written by one statement. */
const KEPT_AT_ONCE = 20_000;

function rowsOf({ judged, index }: JudgedWorld, from: number, before: number, itemOf: (nth: number) => number) {
  const rows: VerdictToKeep[] = [];
  for (let nth = from; nth < before; nth++)
    for (const [pack, { pack: name, edition }] of judged.at.packs.entries()) {
      const item = itemOf(nth);
      const at = item * judged.at.packs.length + pack;
      const code = judged.rolled[at] as number;
      rows.push({
        ...{ item: index.items.name(item), pack: name, edition },
        ...{ verdict: verdictOf(code), basis: basisOf(code), own: verdictOf(judged.own[at] as number) },
      });
    }
  return rows;
}

/** @returns how many rows are new */
export async function writeVerdicts(
  db: Database,
  world: JudgedWorld,
  items: readonly number[] | 'all',
): Promise<number> {
  const step = Math.max(1, Math.floor(KEPT_AT_ONCE / Math.max(1, world.judged.at.packs.length)));
  const count = items === 'all' ? world.index.items.size : items.length;
  const itemOf = (nth: number) => (items === 'all' ? nth : (items[nth] as number));
  let written = 0;
  for (let from = 0; from < count; from += step) {
    const rows = rowsOf(world, from, Math.min(count, from + step), itemOf);
    written += await db.as(figures, (tx) => keepVerdicts(tx, world.day, rows));
    if (items === 'all' && from === 0) await db.asOwner(countVerdictsForPlans);
  }
  return written;
}
