// Kills one after the other in the middle of imports: is everything acknowledged there, nothing half, all in agreement?
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Judgement, Loop } from './loop.ts';

export const KILLS = Number(process.env.GREENFAB_KILLS ?? 20);
const SEED = Number(process.env.GREENFAB_SEED ?? Math.floor(Math.random() * 1_000_000));
export const killLimitMs = 1_500_000;

/** Numbers that the seed gives again. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * below);
  };
}

/** Somebody to kill. */
export interface Victim {
  name: string;
  /** the program dies too, and another is started */
  takesProgram: boolean;
  /** finds him; what comes back kills him at once */
  find(loop: Loop): Promise<() => Promise<void> | void>;
}
export const program: Victim = { name: 'the program', takesProgram: true, find: async (loop) => () => loop.killed() };

/** Where in an import somebody is killed: `commitMs` is how long the one before took from its last chunk to its acknowledgement. */
type Moment = (loop: Loop, random: (below: number) => number, commitMs: number) => Promise<unknown>;
const anywhere: Moment = (_, random) => pause(random(900));
const betweenChunks: Moment = async (loop, random) => {
  await loop.saying(/^wrote /, loop.lines.length);
  await pause(random(15));
};
const committing: Moment = async (loop, random, commitMs) => {
  await loop.saying(/^wrote-all /, loop.lines.length);
  await pause(random(commitMs));
};
const acknowledging: Moment = async (loop, random, commitMs) => {
  await loop.saying(/^wrote-all /, loop.lines.length);
  await pause(commitMs / 2 + random(commitMs / 2));
};
const moments = [anywhere, acknowledging, betweenChunks, acknowledging, committing];

function expectWhole(judgement: Judgement, acknowledged: ReadonlySet<number>, what: string): void {
  const { halves, twice, unequal, history, figuresEqual, sumsEqual } = judgement;
  const lost = [...acknowledged].filter((one) => !judgement.whole.includes(one));
  expect({ what, lost, halves, twice, unequal, history, figuresEqual, sumsEqual }).toEqual({
    ...{ what, lost: [], halves: [], twice: 0, unequal: [] },
    ...{ history: { ok: true, discrepancies: [] }, figuresEqual: true, sumsEqual: true },
  });
}

/**
 * Kills one victim after the other in the middle of imports; the next program goes on where the killed one was.
 * @param expireLeases what a minute does to the imports of the dead, where the start does not sweep them
 */
export async function killAgainAndAgain(
  victims: readonly Victim[],
  { folder, databaseUrl, expireLeases }: { folder: string; databaseUrl?: string; expireLeases?: () => Promise<void> },
): Promise<void> {
  const random = numbersOf(SEED);
  const acknowledged = new Set<number>();
  const wrote = new Set<number>();
  let blocks = 0;
  let commitMs = 50;
  const judge = (judgement: Judgement & { acknowledged: number[] }, loop: Loop, what: string) => {
    for (const one of judgement.acknowledged) acknowledged.add(one);
    for (const one of loop.numbers('wrote')) wrote.add(one);
    expectWhole(judgement, acknowledged, what);
    expect(loop.numbers('refused'), what).toEqual([]);
    expect(judgement.blocks, `sealed blocks, ${what}`).toBeGreaterThanOrEqual(blocks);
    blocks = judgement.blocks;
  };

  let loop = new Loop(folder, 1, databaseUrl);
  await loop.saying(/^ready$/);
  for (let round = 0; round < KILLS; round++) {
    const victim = victims[round % victims.length] as Victim;
    const what = `seed ${SEED}, kill ${round + 1}: ${victim.name}`;
    const kill = await victim.find(loop);
    commitMs = loop.lastCommitMs ?? commitMs;
    await moments[round % moments.length]?.(loop, random, commitMs);
    const from = loop.lines.length;
    await kill();
    if (victim.takesProgram) {
      for (const one of loop.numbers('committed')) acknowledged.add(one);
      for (const one of loop.numbers('wrote')) wrote.add(one);
      loop = new Loop(folder, loop.highest + 1, databaseUrl);
      const judgement = await loop.judged();
      judge(judgement, loop, what);
      if (!expireLeases) expect([judgement.pending, judgement.unswept], what).toEqual([0, 0]);
      await loop.saying(/^ready$/);
    } else {
      judge(await loop.judges(), loop, what);
      await loop.saying(/^committed /, from); // it goes on by itself
    }
  }

  // What the dead left is swept by those who live.
  await expireLeases?.();
  let last = await loop.judges();
  for (const end = Date.now() + 60_000; last.pending > 0 && Date.now() < end; ) last = await loop.judges();
  judge(last, loop, `seed ${SEED}, at the end`);
  expect([last.pending, last.unswept], 'left to sweep').toEqual([0, 0]);
  const half = last.unfinished.filter((one) => wrote.has(one));
  const untold = last.whole.filter((one) => !acknowledged.has(one));
  process.stdout.write(
    `${KILLS} kills (seed ${SEED}): ${acknowledged.size} imports acknowledged, ${untold.length} committed untold, ${last.unfinished.length} left pending, ${half.length} of them half written\n`,
  );
  expect(acknowledged.size).toBeGreaterThan(KILLS / 4);
  expect(half.length, 'kills in the middle of an import').toBeGreaterThan(KILLS / 5);
  await loop.killed();
}
