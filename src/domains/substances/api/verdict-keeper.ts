// Keeps verdicts as records, rules and days go on: what came since is judged, what comes out otherwise is written. One process does it.
import { type Database, systemActor } from '#platform/db/database.ts';
import { hasItems, listChangedSince, listMadeOf } from '../store/known.ts';
import { endVerdictsOf, findVerdictState, keepVerdictState, type VerdictState } from '../store/verdicts.ts';
import { findImpact, type ImpactAsked, type ImpactFound } from './find-impact.ts';
import type { HeldRules } from './held-rules.ts';
import { JudgedWorld } from './judged-world.ts';
import { writeVerdicts } from './write-verdicts.ts';

const figures = systemActor('figures');

/** Who judges; every caller sees one world. He may live in another thread. */
export interface VerdictKeeper {
  /** by what is judged today */
  readonly rules: HeldRules;
  /** by what is judged on a day: an edition may end, and another begin */
  rulesOn(day: string): HeldRules;
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

/** Makes the keeper of an installation. */
export function makeVerdictKeeper({
  db,
  rulesOn,
  todayIn,
}: {
  db: Database;
  rulesOn(day: string): HeldRules;
  todayIn(timeZone: string): string;
}): KeeperHere {
  let held: { world: JudgedWorld; toSeq: number } | undefined;
  let running: Promise<boolean> = Promise.resolve(false);

  /** @returns false where somebody else kept verdicts meanwhile: then his and ours are to be judged anew */
  async function write(
    world: JudgedWorld,
    changed: readonly number[] | 'all',
    { read, state }: { read: VerdictState | null; state: VerdictState },
  ): Promise<boolean> {
    await writeVerdicts(db, world, changed);
    return db.as(figures, async (tx) => {
      const now = await findVerdictState(tx);
      if ((now?.toSeq ?? 0) !== (read?.toSeq ?? 0) || now?.packs !== read?.packs) return false;
      if (changed === 'all')
        await endVerdictsOf(
          tx,
          world.judged.at.packs.map(({ pack }) => pack),
        );
      await keepVerdictState(tx, state);
      return true;
    });
  }

  /** Reads everything anew. */
  async function readAnew(day: string, toSeq: number): Promise<JudgedWorld> {
    const world = await JudgedWorld.read(db, rulesOn(day), day);
    held = { world, toSeq };
    return world;
  }

  async function catchUpOnce(isAsked: boolean): Promise<boolean> {
    const day = todayIn('Asia/Shanghai');
    const rules = rulesOn(day);
    const { read, since } = await db.as(figures, async (tx) => {
      const kept = await findVerdictState(tx);
      const isAny = await hasItems(tx);
      return { read: kept, since: isAny ? await listChangedSince(tx, kept?.toSeq ?? 0) : null };
    });
    if (!since) return false;
    const isHeld = held?.world.day === day && held.toSeq === read?.toSeq;
    if (read?.day === day && read.packs === rules.fingerprint && !since.isChanged) {
      // What stands is right; only who asks for the world needs it in memory.
      if (isAsked && !isHeld) await readAnew(day, read.toSeq);
      return false;
    }
    if (since.substances) rules.forget();
    const stateOf = ({ index }: JudgedWorld): VerdictState => ({
      ...{ toSeq: since.to, day, packs: rules.fingerprint, items: index.items.size },
    });
    if (held && isHeld && read?.day === day && read.packs === rules.fingerprint && !since.substances) {
      const { world } = held;
      const containing = since.came.length > 0 ? await db.as(figures, (tx) => listMadeOf(tx, since.came)) : [];
      const made = [...new Set([...since.made, ...since.came, ...containing])];
      const changed = await world.change(db, { items: since.items, made });
      if (changed) {
        if (await write(world, changed, { read, state: stateOf(world) })) held.toSeq = since.to;
        else held = undefined;
        return true;
      }
    }
    const world = await readAnew(day, since.to);
    const isKept = await write(world, 'all', { read, state: stateOf(world) });
    if (!isKept) held = undefined;
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
    return held?.world ?? readAnew(todayIn('Asia/Shanghai'), 0);
  }

  return {
    get rules() {
      return rulesOn(todayIn('Asia/Shanghai'));
    },
    ...{ rulesOn, world },
    catchUp: () => inTurn(false),
    impact: async (asked) => findImpact(await world(), (day) => rulesOn(day).packs, asked),
  };
}
