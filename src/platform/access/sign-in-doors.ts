// What all doors of sign-in share: reading what came, counting attempts, asking the library, and noting who came in.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Database, systemActor } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import { type AccessNote, noteAccess } from './access-events.ts';
import { deviceOf, networkOf } from './device.ts';
import type { AttemptLimit, Attempts } from './sign-in-attempts.ts';
import { ADDRESS_HEADER, passwordLength, type SignInLibrary } from './sign-in-library.ts';

const quarterHour = 15 * 60;
/** Wrong attempts at one thing, from one address and from anywhere; the library counts by address besides. */
export const limits = {
  here: { most: 10, seconds: quarterHour },
  anywhere: { most: 50, seconds: quarterHour },
  /** questions that a page asks by itself, by address */
  asking: { most: 60, seconds: 60 },
} as const;

/** Sends one mail. */
export type SendMail = (mail: { to: string; subject: string; text: string }) => Promise<void>;

/** What a session was come in by. */
export type Way = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'link' | 'sso' | 'switch';

/** Who is behind a cookie. */
export interface Behind {
  personId: string;
  sessionId: string;
  way: Way | null;
}

/** What the doors open onto. */
export interface SignInDoors {
  db: Database;
  library: SignInLibrary;
  attempts: Attempts;
  baseUrl: URL;
  personOf(headers: IncomingHttpHeaders): Promise<string | null>;
  behind(headers: IncomingHttpHeaders): Promise<Behind | null>;
  hasPassword(personId: string): Promise<boolean>;
  setPassword(personId: string, password: string): Promise<void>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  refuseForeignOrigin(headers: IncomingHttpHeaders): void;
  /** Ends the session that a request came with, if any: a browser has one at a time. */
  endSession(headers: IncomingHttpHeaders): Promise<void>;
  /** Gives the reply the cookie of a new session; the one that the request came with ends. */
  startSession(request: FastifyRequest, reply: FastifyReply, personId: string, way: Way): Promise<void>;
  /** Writes beside a session that the library started what it was come in by. */
  markSession(request: FastifyRequest, token: string | undefined, way: Way): Promise<void>;
}

/** Bodies of these doors are a few words. */
export const small = { bodyLimit: 4096 };

/** What came, in the shape asked for. @throws Refused `wrong_input` */
export function read<T>(shape: z.ZodType<T>, request: FastifyRequest): T {
  const { success, data } = shape.safeParse(request.body);
  if (!success) throw new Refused('wrong_input');
  return data;
}

/** @throws Refused `foreign_origin`, `not_signed_in` */
export async function signedIn(doors: SignInDoors, request: FastifyRequest): Promise<Behind> {
  doors.refuseForeignOrigin(request.headers);
  const behind = await doors.behind(request.headers);
  if (!behind) throw new Refused('not_signed_in');
  return behind;
}

/**
 * Counts attempts before they are made.
 * @returns forgets them: who was right starts anew
 * @throws Refused `too_many_attempts`
 */
export function count(attempts: Attempts, tries: readonly (readonly [string, AttemptLimit])[]): () => void {
  const verdicts = tries.map(([key, limit]) => attempts.take(key, limit));
  const wait = Math.max(...verdicts.map(({ allowed, waitSeconds }) => (allowed ? 0 : waitSeconds)));
  if (wait > 0) throw tooMany(wait);
  return () => {
    for (const [key] of tries) attempts.forget(key);
  };
}

/** Asks the library as if the browser had; of what the browser sent, only what the library needs goes on. */
export async function ask(
  { library, baseUrl }: SignInDoors,
  request: FastifyRequest,
  path: string,
  body: object,
  cookie: string | undefined = request.headers.cookie,
): Promise<Response> {
  const { origin, referer } = request.headers;
  const headers = new Headers({ 'content-type': 'application/json', [ADDRESS_HEADER]: request.ip });
  for (const [name, value] of Object.entries({ cookie, origin, referer })) if (value) headers.set(name, value);
  const url = `${baseUrl.origin}/api/auth${path}`;
  const response = await library.handler(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  if (response.status === 429) throw tooMany(Number(response.headers.get('x-retry-after')) || quarterHour);
  if (response.status >= 500) throw new Error(`sign-in: ${path} answered ${response.status} ${await response.text()}`);
  return response;
}

const tooMany = (seconds: number) => new Refused('too_many_attempts', { minutes: Math.ceil(seconds / 60) });

/** What the library says of a new password that it did not take. */
export function passwordRefused(code: string | undefined): Refused {
  if (code === 'PASSWORD_TOO_SHORT' || code === 'PASSWORD_TOO_LONG')
    return new Refused('password_length', passwordLength);
  return new Refused(code === 'UNAUTHORIZED' ? 'not_signed_in' : 'wrong_password');
}

/**
 * Who changes what he gets in by proves once more that it is he: a cookie left behind is not enough.
 * @throws Refused `wrong_password`, `password_needed`, `too_many_attempts`
 */
export async function askPassword(doors: SignInDoors, personId: string, password: string): Promise<void> {
  if (!(await doors.hasPassword(personId))) throw new Refused('password_needed');
  const wasRight = count(doors.attempts, [[`change ${personId}`, limits.here]]);
  const { internalAdapter, password: passwords } = await doors.library.$context;
  const account = await internalAdapter.findCredentialAccount(personId);
  if (!(await passwords.verify({ hash: account?.password ?? '', password }))) throw new Refused('wrong_password');
  wasRight();
}

/** Notes an access by somebody who may not be in yet. */
export async function note({ db }: Pick<SignInDoors, 'db'>, request: FastifyRequest, what: AccessNote): Promise<void> {
  const where = { network: networkOf(request.ip), device: deviceOf(request.headers['user-agent']) };
  await db.as(systemActor('sign-in'), (tx) => noteAccess(tx, { personId: null, ...where, ...what }));
}

/** The person with this user name, active or not; null when there is none. */
export async function personNamed(doors: SignInDoors, userName: string): Promise<string | null> {
  const { rows } = await doors.db.pool.query<{ id: string }>('select id from auth."user" where username = $1', [
    userName,
  ]);
  return rows[0]?.id ?? null;
}
