// Writes how items stand, as it was worked out: what came out otherwise begins a row, what is the same stays.
import { type Database, systemActor } from '#platform/db/database.ts';
import type { PacksAt } from '../rules/engine/packs-at.ts';
import { basisOf, verdictOf } from '../rules/engine/verdict-code.ts';
import { countVerdictsForPlans, keepVerdicts, type VerdictToKeep } from '../store/verdicts.ts';
import type { JudgedWorld } from './judged-world.ts';

const figures = systemActor('figures');
/** So many verdicts are compared and written by one statement. */
const KEPT_AT_ONCE = 20_000;

function rowOf({ judged, index }: JudgedWorld, place: number): VerdictToKeep {
  const { packs } = judged.at;
  const { pack, edition } = packs[place % packs.length] as PacksAt['packs'][number];
  const { own, rolled } = judged.told(place);
  return {
    ...{ item: index.items.name(Math.floor(place / packs.length)), pack, edition },
    ...{ verdict: verdictOf(rolled), basis: basisOf(rolled), own: verdictOf(own) },
  };
}

/**
 * @param places `item * packs + pack` of what may stand otherwise
 * @returns how many rows are new
 */
export async function writeVerdicts(
  db: Database,
  world: JudgedWorld,
  places: readonly number[] | 'all',
): Promise<number> {
  const count = places === 'all' ? world.judged.rolled.length : places.length;
  let written = 0;
  for (let from = 0; from < count; from += KEPT_AT_ONCE) {
    const rows = Array.from({ length: Math.min(KEPT_AT_ONCE, count - from) }, (_, nth) =>
      rowOf(world, places === 'all' ? from + nth : (places[from + nth] as number)),
    );
    written += await db.as(figures, (tx) => keepVerdicts(tx, world.day, rows));
    if (places === 'all' && from === 0) await db.asOwner(countVerdictsForPlans);
  }
  return written;
}
