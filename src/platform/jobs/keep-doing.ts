// What a background actor does again and again until the program stops: one at a time, and a failure waits for the next time.

/** Something that goes on by itself. */
export interface Kept {
  /** does it now instead of at the next time; resolves when that is done */
  now(): Promise<void>;
  /** ends after what is being done */
  stop(): Promise<void>;
}

/** Does `work` every so often; a failure (the database restarting) is tried again at the next time. */
export function keepDoing(everyMs: number, work: () => Promise<unknown>): Kept {
  let running: Promise<unknown> = Promise.resolve();
  let waiting = false;
  const go = () => {
    // What is slow is not queued behind itself.
    if (waiting) return running;
    waiting = true;
    running = running.then(() => {
      waiting = false;
      return work().catch(() => undefined);
    });
    return running;
  };
  const timer = setInterval(go, everyMs);
  timer.unref();
  return {
    now: async () => void (await go()),
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
