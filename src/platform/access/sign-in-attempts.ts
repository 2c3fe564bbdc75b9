// How often somebody may try: counts within a window, kept in memory, so that guessing passwords takes years.

/** At most `most` attempts within `seconds`. */
export interface AttemptLimit {
  most: number;
  seconds: number;
}

/** Whether an attempt may go on, and otherwise in how many seconds the next one may. */
export interface AttemptVerdict {
  allowed: boolean;
  /** how many more there may be before the window ends */
  left: number;
  /** until the window ends */
  endsInSeconds: number;
  waitSeconds: number;
}

interface Window {
  count: number;
  endsAt: number;
}

const KEPT_AT_MOST = 50_000;

/** Counts attempts by key. One process serves an installation, so memory is enough; a restart forgets. */
export class Attempts {
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Counts one attempt before it is made, so that many at once do not slip through together. */
  take(key: string, limit: AttemptLimit): AttemptVerdict {
    const now = this.#now();
    const found = this.#windows.get(key);
    const window = found && found.endsAt > now ? found : { count: 0, endsAt: now + limit.seconds * 1000 };
    const endsInSeconds = Math.ceil((window.endsAt - now) / 1000);
    if (window.count >= limit.most) return { allowed: false, left: 0, endsInSeconds, waitSeconds: endsInSeconds };
    window.count += 1;
    this.#windows.delete(key); // the newest stands last, so that sweeping takes the oldest
    this.#windows.set(key, window);
    if (this.#windows.size > KEPT_AT_MOST) this.#sweep(now);
    return { allowed: true, left: limit.most - window.count, endsInSeconds, waitSeconds: 0 };
  }

  /** Who got in starts anew. */
  forget(key: string): void {
    this.#windows.delete(key);
  }

  #sweep(now: number): void {
    for (const [key, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(key);
    for (const key of this.#windows.keys()) {
      if (this.#windows.size <= KEPT_AT_MOST) return;
      this.#windows.delete(key);
    }
  }
}
