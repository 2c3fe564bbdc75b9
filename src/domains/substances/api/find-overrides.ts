// Decisions beside verdicts as they stand; one about a restriction alone is held against what comes out by it alone.
import type { Tx } from '#platform/db/database.ts';
import type { ItemFact } from '../model/facts.ts';
import type { OverrideTold } from '../model/override.ts';
import { checkItems } from '../rules/check.ts';
import type { RulePack } from '../rules/engine/packs-at.ts';
import { overrideStanding } from '../rules/override-standing.ts';
import type { ContainedItem } from '../rules/world.ts';
import { listContained } from '../store/known.ts';
import { listOverrides, type OverrideKept } from '../store/overrides.ts';
import type { HeldRules } from './held-rules.ts';
import { keysOf, readFacts } from './judged-world.ts';

const DEEPEST = 40;
/** Of more parts the page of an item would have to wait. */
const PARTS_AT_MOST = 500;

/** An item with all that it is made of, as it is known on a day. */
interface Known {
  day: string;
  items: ItemFact[];
  contains: ContainedItem[];
}

/** A decision with what has to be known to tell how it stands. */
export interface OverrideRead {
  kept: OverrideKept;
  /** of one about a restriction: that alone as a pack; null where the pack has it not */
  alone: RulePack | null;
  /** on its first day and on the day asked about; none where that cannot differ, or where there are too many parts */
  known: readonly Known[];
}

/** @returns undefined where it has more parts than are looked at */
async function readKnown(
  tx: Tx,
  rules: Pick<HeldRules, 'covers'>,
  item: string,
  day: string,
): Promise<Known | undefined> {
  const known: Known = { day, items: [], contains: [] };
  const seen = new Set([item]);
  for (let depth = 0, level = [item]; level.length > 0; depth++) {
    if (depth === DEEPEST || seen.size > PARTS_AT_MOST) return undefined;
    known.items.push(...(await readFacts(tx, rules, day, level)));
    const contained = await listContained(tx, day, level);
    known.contains.push(...contained);
    level = [...new Set(contained.map(({ child }) => child))].filter((child) => !seen.has(child));
    for (const child of level) seen.add(child);
  }
  return known;
}

function aloneOf({ packs }: HeldRules, { pack, restriction }: OverrideKept): RulePack | null {
  const of = packs.find((one) => one.pack === pack);
  const restrictions = of?.restrictions.filter(({ id }) => id === restriction) ?? [];
  return of && restrictions.length > 0 ? { ...of, restrictions } : null;
}

const standingOf = (kept: OverrideKept, day: string, restriction: { isHeld: boolean; isOther: boolean } | null) =>
  overrideStanding({ ...kept, isChanged: kept.changed !== null, restriction }, day);

/** Decisions about an item, with what is known of it on their first day and today where they are about one restriction. */
export async function readOverrides(tx: Tx, rules: HeldRules, item: string, day: string): Promise<OverrideRead[]> {
  const read: OverrideRead[] = [];
  for (const kept of await listOverrides(tx, day, { items: [item] })) {
    const alone = aloneOf(rules, kept);
    const known: Known[] = [];
    // Where nothing was recorded since, only the day can make another of it.
    if (alone && kept.from < day && standingOf(kept, day, { isHeld: true, isOther: false }) === 'holds')
      for (const on of [kept.from, day]) {
        const one = await readKnown(tx, rules, item, on);
        if (one) known.push(one);
      }
    read.push({ kept, alone, known: known.length === 2 ? known : [] });
  }
  return read;
}

/** Each with how it stands; what is held of substances is looked up outside of the reader's transaction. */
export async function toldOverrides(
  rules: HeldRules,
  read: readonly OverrideRead[],
  day: string,
): Promise<OverrideTold[]> {
  const items = read.flatMap(({ known }) => known.flatMap((one) => one.items));
  if (items.length > 0) await rules.know([...keysOf(items)]);
  return read.map(({ kept, alone, known }) => {
    const { isApproved: _, itemId, restriction: id, ...told } = kept;
    if (id === null) return { ...told, restriction: null, standing: standingOf(kept, day, null) };
    const outcomes = known.map(({ day: on, ...held }) => {
      const packs = alone ? [alone] : [];
      const found = checkItems({ ...rules, ...held, packs, on }).find((one) => one.item === itemId);
      return found ? `${found.verdict} ${found.basis}` : '';
    });
    const restriction = { isHeld: alone !== null, isOther: new Set(outcomes).size > 1 };
    return {
      ...told,
      restriction: { id, label: alone?.restrictions[0]?.label ?? { en: id, zh: id } },
      standing: standingOf(kept, day, restriction),
    };
  });
}

/** What was decided of all of a pack, where it holds, by item; a decision about one restriction decides nothing of the rest. */
export async function decidedUnder(tx: Tx, pack: string, day: string): Promise<Map<string, OverrideTold['decision']>> {
  const whole = (await listOverrides(tx, day, { pack })).filter(({ restriction }) => restriction === null);
  return new Map(
    whole
      .filter((kept) => standingOf(kept, day, null) === 'holds')
      .map(({ itemId, decision }) => [itemId, decision] as const),
  );
}
