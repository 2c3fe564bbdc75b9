// Whose rights a request has: those of the key that it shows, and of nothing else then; otherwise of its session.
import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '../db/database.ts';
import { limitsOfKey, type UsedFrom } from './api-keys.ts';
import { deviceOf, networkOf } from './device.ts';
import { makeSecondFactorRule } from './second-factor-policy.ts';
import { type Session, sessionOf } from './session.ts';
import type { SignIn } from './sign-in.ts';

/** How long rights are remembered: a page, and a program, ask for several things at once. */
const REMEMBERED_MS = 1_000;
const REMEMBERED_AT_MOST = 5_000;

/** What it takes to tell who asks. */
export interface WhoAsksOptions {
  db: Database;
  signIn: Pick<SignIn, 'behind'>;
  /** today in the group's own zone: rights are held by days */
  today(): string;
  /** for how long rights are remembered, in milliseconds */
  rememberMs?: number;
}

/** Of a request, what tells who asks. */
interface Asking {
  headers: IncomingHttpHeaders;
  ip: string;
}

/** Tells who asks; null where nobody is signed in, or the key is none that holds. */
export function whoAsks({
  db,
  signIn,
  today,
  rememberMs = REMEMBERED_MS,
}: WhoAsksOptions): (request: Asking) => Promise<Session | null> {
  const remembered = new Map<string, { session: Promise<Session | null>; until: number }>();
  const once = (name: string, read: () => Promise<Session | null>): Promise<Session | null> => {
    const known = remembered.get(name);
    if (known && known.until > Date.now()) return known.session;
    const session = read();
    if (remembered.size > REMEMBERED_AT_MOST) remembered.clear();
    remembered.set(name, { session, until: Date.now() + rememberMs });
    session.catch(() => remembered.delete(name));
    return session;
  };
  const lacksSecondFactor = makeSecondFactorRule(db, rememberMs);
  const behindKey = async (key: string, from: UsedFrom): Promise<Session | null> => {
    const found = await limitsOfKey(db, key, today(), from);
    return found ? sessionOf(db, found.personId, today(), found.limits) : null;
  };
  return async ({ headers, ip }) => {
    if (headers.authorization !== undefined) {
      const key = /^Bearer +(\S+)$/i.exec(headers.authorization)?.[1];
      if (key === undefined) return null;
      const from = { network: networkOf(ip), device: deviceOf(headers['user-agent']) };
      return once(`key ${key} ${from.network}`, () => behindKey(key, from));
    }
    const behind = await signIn.behind(headers);
    if (!behind) return null;
    const { personId, way } = behind;
    const session = await once(`person ${personId}`, () => sessionOf(db, personId, today()));
    if (!session) return null;
    // What is still missing hangs on what he came in by this time, not on the person.
    return (await lacksSecondFactor(session, way)) ? { ...session, lacks: 'second_factor' } : session;
  };
}
