// How often somebody may ask: by key, by person, by address where nobody is signed in.
import type { FastifyReply } from 'fastify';
import type { Session } from '../access/session.ts';
import { Attempts } from '../access/sign-in-attempts.ts';
import { Refused } from '../records/server/refusal.ts';

const WINDOW_SECONDS = 60;

/** Requests a minute; 0 sets no limit. */
export interface RateLimits {
  person: number;
  key: number;
  address: number;
}

/** What everybody may ask a minute, unless the operator says otherwise. Our own pages ask some ten things at once. */
export const usualLimits: RateLimits = { person: 1_800, key: 600, address: 300 };

/** Counts requests. */
export class RateLimit {
  readonly #limits: RateLimits;
  readonly #attempts: Attempts;

  constructor(limits: RateLimits, now?: () => number) {
    this.#limits = limits;
    this.#attempts = new Attempts(now);
  }

  /**
   * Counts one request, and says in its answer how many are left.
   * @throws Refused `too_many_requests`
   */
  take(session: Session | null, address: string, reply: FastifyReply): void {
    const by = session?.key ? 'key' : session ? 'person' : 'address';
    const most = this.#limits[by];
    if (most === 0) return;
    const who = `${by} ${session?.key?.id ?? session?.personId ?? address}`;
    const { allowed, left, endsInSeconds } = this.#attempts.take(who, { most, seconds: WINDOW_SECONDS });
    reply.header('ratelimit-policy', `"${by}";q=${most};w=${WINDOW_SECONDS}`);
    reply.header('ratelimit', `"${by}";r=${left};t=${endsInSeconds}`);
    if (allowed) return;
    reply.header('retry-after', String(endsInSeconds));
    throw new Refused('too_many_requests', { seconds: endsInSeconds });
  }
}
