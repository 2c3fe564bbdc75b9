// A connection by OPC UA: a server tells what changes, and is asked for what does not, by a thread that can be stopped.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { systemActor } from '#platform/db/database.ts';
import { changedAtMs, lagMs, opcuaReading, standsAtMs } from '../../rules/opcua-value.ts';
import { noteCertificate } from '../../store/connections.ts';
import type { OpcuaSettings } from './connection-settings.ts';
import { makeKeeper, type Said } from './keep-said.ts';
import type { OpcuaAsked, OpcuaHeard, OpcuaTask, OpcuaTold } from './opcua-messages.ts';
import type { Hearing, Running } from './running.ts';

/** A thread that says nothing for so long hangs. */
const SILENT_MS = 60_000;
const STOP_MS = 5_000;
const AGAIN_MS = 10_000;

/** Hears a server until it is stopped. What it told while the database is away waits in memory, and is lost with the process. */
export function hearOpcua(running: Running, settings: OpcuaSettings): Hearing {
  const { db, connection, password, note, dataFolder, missingOpcua } = running;
  if (missingOpcua()) {
    note('failing', 'opcua_missing');
    return { stop: async () => undefined };
  }
  const folder = join(dataFolder, 'opcua');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const task: OpcuaTask = {
    ...{ address: connection.address, settings, folder, trusted: connection.trustedCertificate },
    password: settings.security === 'none' ? undefined : password,
  };
  const keep = makeKeeper({
    ...{ db, connection, path: 'opcua', live: true, instant: 'milliseconds' as const },
    ...{ names: new Map<string, string>(), ignoresOthers: false },
  });
  const stopping = new AbortController();
  const lags = new Map<number, number>();
  let keeping: Promise<void> = Promise.resolve();

  /** What one value says; a value that stood before we came tells nothing of the clock of what measures it. */
  const saidBy = ({ node: at, how, value, receivedMs }: OpcuaHeard): Said => {
    const node = settings.nodes[at];
    const lag = how === 'changed' ? lagMs(value) : null;
    if (lag !== null) lags.set(at, lag);
    const atMs =
      how === 'asked' ? standsAtMs(value, { askedMs: receivedMs, lag: lags.get(at) ?? 0 }) : changedAtMs(value);
    return {
      ...{ topic: node?.node ?? '', payload: '', receivedMs, retained: how === 'stood' },
      readings: node ? [opcuaReading(node, value, atMs ?? (how === 'stood' ? receivedMs : null))] : [],
    };
  };

  const keepSurely = async (said: readonly Said[]) => {
    for (let failed = 0; !stopping.signal.aborted; failed++) {
      try {
        return await keep(said);
      } catch {
        await pause(Math.min(5_000, 100 * 2 ** failed), undefined, stopping).catch(() => undefined);
      }
    }
  };

  const hear = (thread: Worker, told: OpcuaTold) => {
    const say = (asked: OpcuaAsked) => thread.postMessage(asked);
    if ('state' in told) note(told.state, told.problem);
    if ('certificate' in told)
      void db
        .as(systemActor('devices'), (tx) => noteCertificate(tx, connection.id, Buffer.from(told.certificate)))
        .catch(() => undefined);
    if ('heard' in told) {
      const said = told.heard.map(saidBy);
      keeping = keeping.then(() => keepSurely(said)).then(() => say('kept'));
    }
  };

  /** One thread, until it ends: because it was asked to, or because of what a server sent it. */
  const runThread = () =>
    new Promise<void>((ended) => {
      const thread = new Worker(new URL('./opcua-worker.ts', import.meta.url), {
        // By the environment its package would print our key.
        ...{ workerData: task, env: {}, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 256 } },
      });
      const end = () => void thread.terminate();
      for (const said of [thread.stdout, thread.stderr]) said.resume();
      let silent = setTimeout(end, SILENT_MS);
      const stop = () => {
        thread.postMessage('stop' satisfies OpcuaAsked);
        setTimeout(end, STOP_MS).unref();
      };
      stopping.signal.addEventListener('abort', stop, { once: true });
      thread.on('message', (told: OpcuaTold) => {
        clearTimeout(silent);
        silent = setTimeout(end, SILENT_MS);
        hear(thread, told);
      });
      thread.on('error', () => undefined);
      thread.on('exit', () => {
        clearTimeout(silent);
        stopping.signal.removeEventListener('abort', stop);
        ended();
      });
    });

  const run = async () => {
    while (!stopping.signal.aborted) {
      await runThread();
      if (stopping.signal.aborted) return;
      note('failing', 'not_opcua');
      await pause(AGAIN_MS, undefined, stopping).catch(() => undefined);
    }
  };
  const all = run();
  return {
    stop: async () => {
      stopping.abort();
      await all;
      await keeping;
    },
  };
}
