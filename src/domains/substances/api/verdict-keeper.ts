// Keeps verdicts as records, rules and days go on: what came since is judged, what comes out otherwise is written. One process does it.
import { type Database, systemActor } from '#platform/db/database.ts';
import { historySeq } from '#platform/history/entry.ts';
import { standOtherwise } from '../rules/engine/judged.ts';
import { hasItems, listChangedSince, listMadeOf, type Since } from '../store/known.ts';
import { endVerdictsOf, findVerdictState, keepVerdictState, type VerdictState } from '../store/verdicts.ts';
import { findImpact, type ImpactAsked, type ImpactFound } from './find-impact.ts';
import type { HeldRules, RulesInUse } from './held-rules.ts';
import { JudgedWorld } from './judged-world.ts';
import { writeVerdicts } from './write-verdicts.ts';

const figures = systemActor('figures');

/** Who judges; every caller sees one world. He may live in another thread. */
export interface VerdictKeeper {
  /** by what is judged on a day: an edition may end, and another begin */
  readonly rules: RulesInUse;
  /** Judges what came since. @returns whether there was something to do */
  catchUp(): Promise<boolean>;
  /** What would change, with everything judged that was recorded before it was asked; null where no such pack is in use. */
  impact(asked: ImpactAsked): Promise<ImpactFound | null>;
}

/** A keeper in this thread. */
export interface KeeperHere extends VerdictKeeper {
  /** All items as they stand, with everything judged that was recorded before it was asked. */
  world(): Promise<JudgedWorld>;
}

/** What is judged, in memory. */
interface Held {
  world: JudgedWorld;
  /** up to where verdicts in the database are those of the world, for its day */
  toSeq: number;
  /** names and editions of its packs */
  packs: string;
  /** where it was read beside verdicts that stood: it may know what was recorded before this and not judged there */
  readAt: number | null;
}

/** Makes the keeper of an installation. */
export function makeVerdictKeeper({
  db,
  rules: inUse,
  todayIn,
}: {
  db: Database;
  rules: RulesInUse;
  todayIn(timeZone: string): string;
}): KeeperHere {
  let held: Held | undefined;
  let running: Promise<boolean> = Promise.resolve(false);

  /** @returns false where somebody else kept verdicts meanwhile: then his and ours are to be judged anew */
  async function write(
    world: JudgedWorld,
    changed: readonly number[] | 'all',
    { read, state, isAnew }: { read: VerdictState | null; state: VerdictState; isAnew: boolean },
  ): Promise<boolean> {
    await writeVerdicts(db, world, changed);
    return db.as(figures, async (tx) => {
      const now = await findVerdictState(tx);
      if ((now?.toSeq ?? 0) !== (read?.toSeq ?? 0) || now?.packs !== read?.packs) return false;
      if (isAnew)
        await endVerdictsOf(
          tx,
          world.judged.at.packs.map(({ pack }) => pack),
        );
      await keepVerdictState(tx, state);
      return true;
    });
  }

  const rulesOn = (day: string) => db.as(figures, (tx) => inUse.on(tx, day));

  /** Reads everything anew. */
  async function readAnew(rules: HeldRules, day: string, toSeq: number): Promise<Held> {
    const world = await JudgedWorld.read(db, rules, day);
    held = { world, toSeq, packs: rules.fingerprint, readAt: await db.as(figures, historySeq) };
    return held;
  }

  /** What came since, put and judged. @returns places to write; null where all has to be read anew */
  async function judge(since: Since, { world, readAt }: Held): Promise<number[] | null> {
    const containing = since.came.length > 0 ? await db.as(figures, (tx) => listMadeOf(tx, since.came)) : [];
    const made = [...new Set([...since.made, ...since.came, ...containing])];
    // What a list is about reaches down to parts: where it was read beside what stood, nobody knows which these were.
    if (readAt !== null && made.length > 0 && world.hasBought) return null;
    const changed = await world.change(db, { items: since.items, made });
    if (changed === null || readAt === null) return changed;
    // What was known when it was read makes no difference now, and was never written.
    return [...new Set([...changed, ...world.placesOf([...since.items, ...made])])];
  }

  async function catchUpOnce(isAsked: boolean): Promise<boolean> {
    const day = todayIn('Asia/Shanghai');
    // Before what came is looked at: a list that is approved in between makes other rules of the next turn.
    const rules = await rulesOn(day);
    const { read, since } = await db.as(figures, async (tx) => {
      const kept = await findVerdictState(tx);
      const isAny = await hasItems(tx);
      return { read: kept, since: isAny ? await listChangedSince(tx, kept?.toSeq ?? 0) : null };
    });
    if (!since) return false;
    const isHeld = held?.toSeq === read?.toSeq && held?.world.day === read?.day && held?.packs === read?.packs;
    const isRight = read?.day === day && read.packs === rules.fingerprint;
    if (isRight && !since.isChanged) {
      // What stands is right; only who asks for the world needs it in memory.
      if (isAsked && !isHeld) await readAnew(rules, day, read.toSeq);
      return false;
    }
    if (since.substances) rules.forget();
    const stateOf = ({ index }: JudgedWorld): VerdictState => ({
      ...{ toSeq: since.to, day, packs: rules.fingerprint, items: index.items.size },
    });
    if (held && isHeld && isRight && !since.substances) {
      const { world, readAt } = held;
      const places = await judge(since, held);
      if (places) {
        const isKept = await write(world, places, { read, state: stateOf(world), isAnew: false });
        held = isKept
          ? { ...held, toSeq: since.to, readAt: readAt !== null && readAt >= since.to ? readAt : null }
          : undefined;
        return true;
      }
    }
    // Another day, or another list, leaves most as it was: what stands is known here, and only what differs goes to the database.
    const before = held && isHeld && held.readAt === null ? held.world : undefined;
    const stood = before?.judged.stood;
    const isOnlyRules = before?.day === day && since.items.length + since.came.length + since.made.length === 0;
    held = undefined;
    const relaid = isOnlyRules ? await before.under(rules) : null;
    const anew = relaid
      ? { world: relaid, packs: rules.fingerprint, toSeq: since.to }
      : await readAnew(rules, day, since.to);
    const otherwise = stood ? standOtherwise(stood, anew.world.judged) : 'all';
    const isKept = await write(anew.world, otherwise, { read, state: stateOf(anew.world), isAnew: true });
    held = isKept ? { ...anew, readAt: null } : undefined;
    return true;
  }

  /** One after the other: two at once would put the same facts twice. */
  const inTurn = (isAsked: boolean) => {
    const turn = () => catchUpOnce(isAsked);
    running = running.then(turn, turn).catch((error: unknown) => {
      // What is held may be half changed: the next turn reads it anew.
      held = undefined;
      throw error;
    });
    return running;
  };

  async function world(): Promise<JudgedWorld> {
    await inTurn(true);
    if (held) return held.world;
    const day = todayIn('Asia/Shanghai');
    return (await readAnew(await rulesOn(day), day, 0)).world;
  }

  return {
    ...{ rules: inUse, world },
    catchUp: () => inTurn(false),
    impact: async (asked) => findImpact(await world(), rulesOn, asked),
  };
}
