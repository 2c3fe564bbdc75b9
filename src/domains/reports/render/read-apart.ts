// Reads a file from an unknown hand in a thread of its own, with limits on time and memory, few at a time.
import { Worker } from 'node:worker_threads';
import type { PrintedFile, ReadLimits, Unreadable } from './printed-file.ts';

/** Memory the reading may take before it is stopped; a report of 20 pages takes about 100 MB. */
const memoryBytes = 1024 * 1024 * 1024;
/** Who comes while these are read waits: many at once would share out more memory than a small server has. */
const AT_ONCE = 2;

let reading = 0;
const waiting: (() => void)[] = [];

function readInThread(worker: URL, bytes: Uint8Array, limits: ReadLimits): Promise<PrintedFile | Unreadable> {
  return new Promise((resolve) => {
    const thread = new Worker(worker, {
      workerData: { bytes: new Uint8Array(bytes), limits },
      resourceLimits: { maxOldGenerationSizeMb: 768 },
      stdout: true,
      stderr: true,
    });
    const memoryAtStart = process.memoryUsage.rss();
    const finish = (answer: PrintedFile | Unreadable): void => {
      clearTimeout(deadline);
      clearInterval(watch);
      resolve(answer);
      void thread.terminate();
    };
    const deadline = setTimeout(() => finish({ unreadable: 'took_too_long' }), limits.milliseconds);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - memoryAtStart > memoryBytes) finish({ unreadable: 'inflates_too_far' });
    }, 100);
    thread.once('message', finish);
    thread.once('error', () => finish({ unreadable: 'damaged' }));
    thread.once('exit', () => finish({ unreadable: 'damaged' }));
  });
}

/** What a thread of this program finds in a file. Never throws. */
export async function readApart(worker: URL, bytes: Uint8Array, limits: ReadLimits): Promise<PrintedFile | Unreadable> {
  if (reading >= AT_ONCE) await new Promise<void>((come) => waiting.push(come));
  reading += 1;
  try {
    return await readInThread(worker, bytes, limits);
  } finally {
    reading -= 1;
    waiting.shift()?.();
  }
}
