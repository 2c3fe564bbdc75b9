// Who keeps verdicts of items over a database, by the editions in use on a day: in this thread, or in one of his own.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ImpactAsked } from '#domains/substances/api/find-impact.ts';
import { readHeldIdentities } from '#domains/substances/api/held-identities.ts';
import { type RulesInUse, rulesInUse } from '#domains/substances/api/held-rules.ts';
import { type KeeperHere, makeVerdictKeeper, type VerdictKeeper } from '#domains/substances/api/verdict-keeper.ts';
import { identitiesFile } from '#domains/substances/cli/identities.ts';
import { todayIn as todayOf } from '#period/calendar-date.ts';
import type { connect, Database } from '#platform/db/database.ts';
import { type Packs, packsInUse } from '#platform/packs/load.ts';

const STOP_MS = 5_000;
const now = (timeZone: string): string => todayOf(timeZone, Date.now());

const rulesOf = (db: Database, packs: Packs, home: string): RulesInUse =>
  rulesInUse((day) => packsInUse(packs.all, day), readHeldIdentities(db, identitiesFile(join(home, 'reference'))));

export const wireVerdicts = (db: Database, packs: Packs, home: string, todayIn = now): KeeperHere =>
  makeVerdictKeeper({ db, rules: rulesOf(db, packs, home), todayIn });

/** What the thread needs to begin. */
export interface VerdictTask {
  engine: Database['engine'];
  connection: Parameters<typeof connect>[1];
  home: string;
}

/** What it is asked; the answer has the same number, and is what the keeper says or why he cannot. */
export type VerdictQuestion = { number: number } & ({ catchUp: true } | { impact: ImpactAsked } | { stop: true });
export type VerdictReply = { number: number } & ({ found: unknown } | { failed: string });

/** A keeper whose world is in a thread of its own, with its own connections: whoever asks for a page does not wait while it is judged. */
export interface KeeperApart extends VerdictKeeper {
  stop(): Promise<void>;
}

/** The thread begins when it is first asked, and again where it ended by itself. */
export function wireVerdictsApart(db: Database, packs: Packs, task: VerdictTask): KeeperApart {
  const waiting = new Map<number, { done(found: unknown): void; failed(error: Error): void }>();
  let thread: Worker | undefined;
  let asked = 0;

  function begin(): Worker {
    const begun = new Worker(new URL('./verdict-worker.ts', import.meta.url), { workerData: task });
    const end = (error: Error) => {
      if (thread === begun) thread = undefined;
      for (const { failed } of waiting.values()) failed(error);
      waiting.clear();
    };
    begun.on('message', (reply: VerdictReply) => {
      const one = waiting.get(reply.number);
      waiting.delete(reply.number);
      // Alone it does not keep a process that is done.
      if (waiting.size === 0) begun.unref();
      if ('failed' in reply) one?.failed(new Error(reply.failed));
      else one?.done(reply.found);
    });
    begun.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
    begun.on('exit', () => end(new Error('who judges items has ended')));
    return begun;
  }

  const ask = (question: { catchUp: true } | { impact: ImpactAsked } | { stop: true }) =>
    new Promise<unknown>((done, failed) => {
      thread ??= begin();
      thread.ref();
      asked += 1;
      waiting.set(asked, { done, failed });
      thread.postMessage({ number: asked, ...question } satisfies VerdictQuestion);
    });

  return {
    rules: rulesOf(db, packs, task.home),
    catchUp: async () => (await ask({ catchUp: true })) as boolean,
    impact: async (impact) => (await ask({ impact })) as Awaited<ReturnType<VerdictKeeper['impact']>>,
    stop: async () => {
      if (!thread) return;
      const ending = thread;
      const limit = setTimeout(() => void ending.terminate(), STOP_MS);
      await ask({ stop: true }).catch(() => undefined);
      clearTimeout(limit);
      await ending.terminate();
    },
  };
}
