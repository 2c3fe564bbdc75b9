// A thread of its own for each server of OPC UA: what a server sends can make it fail, and never the program. It connects, begins
// anew when it is cut off, asks what has long been silent, and waits until what it told is on disk.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { OpcuaAsked, OpcuaHeard, OpcuaTask, OpcuaTold } from './opcua-messages.ts';
import { OpcuaProblem, problemOf } from './opcua-problem.ts';
import { loadOpcua, type OpcuaPackage, openOpcua } from './opcua-session.ts';

const task = workerData as OpcuaTask;
const { settings } = task;

/** So many values wait for the database; a server that sends on is let go of until they are kept. */
const WAITING_AT_MOST = 10_000;
const GROUP_AT_MOST = 1_000;
const TICK_MS = 1_000;
const ALIVE_MS = 5_000;
const AGAIN_MS = { first: 1_000, most: 30_000 };

const tell = (told: OpcuaTold) => parentPort?.postMessage(told);
const stopping = new AbortController();
let waiting: OpcuaHeard[] = [];
let isKeeping = false;

function pump(): void {
  if (isKeeping || waiting.length === 0) return;
  isKeeping = true;
  tell({ heard: waiting.slice(0, GROUP_AT_MOST) });
  waiting = waiting.slice(GROUP_AT_MOST);
}

parentPort?.on('message', (asked: OpcuaAsked) => {
  if (asked === 'stop') return stopping.abort();
  isKeeping = false;
  pump();
});

/** One conversation, until it ends. @returns why it did; undefined: because it was to */
async function talk(use: OpcuaPackage, onConnected: () => void): Promise<string | undefined> {
  const ended = Promise.withResolvers<string | undefined>();
  stopping.signal.addEventListener('abort', () => ended.resolve(undefined), { once: true });
  const heardMs = settings.nodes.map(() => Date.now());
  let aliveMs = Date.now();
  const take = (heard: OpcuaHeard[]) => {
    if (waiting.length + heard.length > WAITING_AT_MOST) return ended.resolve('sends_too_much');
    for (const { node, receivedMs } of heard) heardMs[node] = receivedMs;
    waiting.push(...heard);
    // What comes in the same moment is one group.
    setImmediate(pump);
  };
  const session = await openOpcua(use, task, {
    shown: (certificate) => tell({ certificate }),
    heard: take,
    alive: () => {
      aliveMs = Date.now();
    },
    lost: (problem) => ended.resolve(problem),
  });
  const look = async () => {
    if (Date.now() - aliveMs > session.silentMs) throw new OpcuaProblem('no_answer');
    const longAgo = Date.now() - settings.everySeconds * 1000;
    const quiet = heardMs.flatMap((ms, node) => (ms <= longAgo ? [node] : []));
    if (quiet.length > 0) take(await session.read(quiet));
  };
  let isLooking = false;
  const ticking = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await look();
    } catch (error) {
      ended.resolve(problemOf(error, false));
    } finally {
      isLooking = false;
    }
  }, TICK_MS);
  try {
    onConnected();
    const isNoneTold = session.untold.length === settings.nodes.length;
    tell({ state: 'connected', problem: isNoneTold ? 'device_refused' : null });
    if (session.untold.length > 0) take(await session.read(session.untold));
    return await ended.promise;
  } finally {
    clearInterval(ticking);
    await Promise.race([session.close(), pause(3_000)]);
  }
}

async function run(): Promise<void> {
  const use = await loadOpcua();
  let againMs = AGAIN_MS.first;
  while (!stopping.signal.aborted) {
    try {
      const why = await talk(use, () => {
        againMs = AGAIN_MS.first;
      });
      if (why !== undefined) tell({ state: 'failing', problem: problemOf(new OpcuaProblem(why), false) });
    } catch (error) {
      tell({ state: 'failing', problem: problemOf(error, settings.user !== undefined) });
    }
    await pause(againMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    againMs = Math.min(AGAIN_MS.most, againMs * 2);
  }
}

setInterval(() => tell({ alive: true }), ALIVE_MS).unref();
await run();
process.exit(0);
