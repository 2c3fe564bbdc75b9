// Keeps verdicts as records, rules and days go on: what came since is judged, what comes out otherwise is written. One process does it.
import { type Database, systemActor } from '#platform/db/database.ts';
import { basisOf, verdictOf } from '../rules/engine/verdict-code.ts';
import { hasItems, listChangedSince, listContained, listKnownItems, listSources } from '../store/known.ts';
import {
  endVerdictsOf,
  findVerdictState,
  keepVerdictState,
  keepVerdicts,
  type VerdictState,
  type VerdictToKeep,
} from '../store/verdicts.ts';
import type { HeldRules } from './held-rules.ts';
import { factsOf, JudgedWorld } from './judged-world.ts';

const figures = systemActor('figures');
/** So many verdicts are compared and written by one statement. */
const KEPT_AT_ONCE = 20_000;

/** Who judges; every caller sees one world. */
export interface VerdictKeeper {
  /** by what is judged today */
  readonly rules: HeldRules;
  /** by what is judged on a day: an edition may end, and another begin */
  rulesOn(day: string): HeldRules;
  /** Judges what came since. @returns whether there was something to do */
  catchUp(): Promise<boolean>;
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
}): VerdictKeeper {
  let held: { world: JudgedWorld; toSeq: number } | undefined;
  let running: Promise<boolean> = Promise.resolve(false);

  const rowsOf = (world: JudgedWorld, items: Iterable<number>): VerdictToKeep[] => {
    const { judged, index } = world;
    const rows: VerdictToKeep[] = [];
    for (const item of items)
      for (const [pack, { pack: name, edition }] of judged.at.packs.entries()) {
        const at = item * judged.at.packs.length + pack;
        const code = judged.rolled[at] as number;
        rows.push({
          ...{ item: index.items.name(item), pack: name, edition },
          ...{ verdict: verdictOf(code), basis: basisOf(code), own: verdictOf(judged.own[at] as number) },
        });
      }
    return rows;
  };

  /** @returns false where somebody else kept verdicts meanwhile: then his and ours are to be judged anew */
  async function write(
    world: JudgedWorld,
    changed: readonly number[] | 'all',
    { read, state }: { read: VerdictState | null; state: VerdictState },
  ): Promise<boolean> {
    const items = changed === 'all' ? Array.from({ length: world.index.items.size }, (_, item) => item) : changed;
    const step = Math.max(1, Math.floor(KEPT_AT_ONCE / Math.max(1, world.judged.at.packs.length)));
    for (let from = 0; from < items.length; from += step)
      await db.as(figures, (tx) => keepVerdicts(tx, world.day, rowsOf(world, items.slice(from, from + step))));
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
    const state = { toSeq: since.to, day, packs: rules.fingerprint, items: held?.world.index.items.size ?? 0 };
    if (held && isHeld && read?.day === day && read.packs === rules.fingerprint && !since.substances) {
      const { world } = held;
      const known = await db.as(figures, async (tx) => ({
        items: await listKnownItems(tx, since.items),
        sources: await listSources(tx, day, since.items),
        contained: since.structure ? await listContained(tx, day) : null,
      }));
      if (known.items.length === since.items.length) {
        const changed = await world.change(factsOf(known.items, known.sources, rules.covers), known.contained);
        if (await write(world, changed, { read, state })) held.toSeq = since.to;
        else held = undefined;
        return true;
      }
    }
    const world = await readAnew(day, since.to);
    const isKept = await write(world, 'all', { read, state: { ...state, items: world.index.items.size } });
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

  return {
    get rules() {
      return rulesOn(todayIn('Asia/Shanghai'));
    },
    rulesOn,
    catchUp: () => inTurn(false),
    world: async () => {
      await inTurn(true);
      return held?.world ?? readAnew(todayIn('Asia/Shanghai'), 0);
    },
  };
}
