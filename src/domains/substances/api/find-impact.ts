// What a draft list, or a rule pack on another day, changes among the items that are held in memory: ids and words of few kinds,
// so that it can be asked from another thread.
import type { DraftRow } from '../model/impact-answer.ts';
import type { Duty } from '../model/restriction.ts';
import { type ChangedItem, changedItems } from '../rules/check.ts';
import { draftPack } from '../rules/draft-list.ts';
import { type Bought, Concern } from '../rules/engine/concern.ts';
import { type Impact, impact } from '../rules/engine/impact.ts';
import type { HeldRules } from './held-rules.ts';
import type { JudgedWorld } from './judged-world.ts';

export interface DraftAsked {
  rows: readonly DraftRow[];
  duty: Duty;
}

/** A list that may come, or a pack as it will hold on a day. */
export type ImpactAsked = { draft: DraftAsked } | { pack: string; on: string };

export interface ImpactFound {
  /** how many items were looked at */
  looked: number;
  /** products first, of each the worst first */
  changed: ChangedItem[];
}

/** By what items are judged on a day. */
type RulesOn = (day: string) => Promise<Pick<HeldRules, 'packs' | 'bought'>>;

async function impactOf(world: JudgedWorld, rulesOn: RulesOn, asked: ImpactAsked): Promise<Impact | null> {
  const { index, judged } = world;
  if ('draft' in asked) {
    const pack = draftPack(asked.draft.rows, asked.draft.duty);
    const after = world.packsAt([pack]);
    return impact(index, judged.bom, world.packsAt([], [pack]), after);
  }
  const editionOn = async (day: string) => (await rulesOn(day)).packs.find((one) => one.pack === asked.pack);
  const [before, then] = [await editionOn(world.day), await editionOn(asked.on)];
  if (!before || !then) return null;
  const after = world.packsOn(asked.on, [then]);
  return impact(index, judged.bom, world.packsAt([before]), after);
}

/** Of what comes out otherwise, that which the pack is about on its day: a customer's list, what the customer buys then. */
function concerned({ index, judged }: JudgedWorld, pack: string, bought: Bought, found: Impact): Impact {
  const concern = new Concern([{ pack }], bought, index.items, judged.bom);
  const isOf = ({ item }: { item: number }) => concern.isOf(0, item);
  return {
    ...found,
    items: found.items.filter(isOf),
    rolled: found.rolled.filter(isOf),
    products: found.products.filter(isOf),
    toAsk: found.toAsk.filter((item) => concern.isOf(0, item)),
  };
}

/** @returns null where no such pack is in use on one of the days */
export async function findImpact(
  world: JudgedWorld,
  rulesOn: RulesOn,
  asked: ImpactAsked,
): Promise<ImpactFound | null> {
  const all = await impactOf(world, rulesOn, asked);
  if (!all) return null;
  const found = 'pack' in asked ? concerned(world, asked.pack, (await rulesOn(asked.on)).bought, all) : all;
  const products = new Set(found.products.map(({ item }) => item));
  const rolled = found.rolled.toSorted(
    (one, other) => Number(products.has(other.item)) - Number(products.has(one.item)) || other.after - one.after,
  );
  return { looked: world.index.items.size, changed: changedItems(world.index, { ...found, rolled }) };
}
