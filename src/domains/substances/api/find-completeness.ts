// How much of an item is named by mass, within what the reader may see: by its own declarations, or by those of its parts.
import type { Tx } from '#platform/db/database.ts';
import type { Completeness } from '../model/completeness.ts';
import type { ItemFact } from '../model/facts.ts';
import { completeness } from '../rules/completeness.ts';
import { listContained } from '../store/known.ts';
import type { HeldRules } from './held-rules.ts';
import { readFacts } from './judged-world.ts';

const DEEPEST = 40;
/** Of more parts the page of an item would have to wait. */
const PARTS_AT_MOST = 500;

const isDeclared = ({ sources }: ItemFact) => sources.some(({ articles }) => articles.length > 0);

/** @returns null where it has more parts than are looked at, or the reader may not see the item */
export async function findCompleteness(
  tx: Tx,
  rules: Pick<HeldRules, 'covers'>,
  item: string,
  day: string,
): Promise<Completeness | null> {
  const looked = new Map<string, ItemFact>();
  const quantities = new Map<string, number>();
  let level = new Map([[item, 1]]);
  for (let depth = 0; level.size > 0; depth++) {
    const unseen = [...level.keys()].filter((id) => !looked.has(id));
    if (depth === DEEPEST || looked.size + unseen.length > PARTS_AT_MOST) return null;
    for (const fact of await readFacts(tx, rules, day, unseen)) looked.set(fact.id, fact);
    // What is declared itself needs no look at what it is made of.
    const open = [...level.keys()].filter((id) => looked.has(id) && !isDeclared(looked.get(id) as ItemFact));
    const byParent = Map.groupBy(await listContained(tx, day, open), ({ parent }) => parent);
    const below = new Map<string, number>();
    for (const [id, quantity] of level) {
      const parts = byParent.get(id);
      if (!parts) quantities.set(id, (quantities.get(id) ?? 0) + quantity);
      for (const { child, quantity: each } of parts ?? []) below.set(child, (below.get(child) ?? 0) + quantity * each);
    }
    level = below;
  }
  const parts = [...quantities.keys()].flatMap((id) => looked.get(id) ?? []);
  return parts.length > 0 ? completeness(parts, quantities, looked.get(item)?.massMg ?? null) : null;
}
