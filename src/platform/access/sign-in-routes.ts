// The doors of sign-in: a closed list of addresses; what else the library could answer stays shut.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refused } from '../records/server/refusal.ts';
import type { AttemptLimit, Attempts } from './sign-in-attempts.ts';
import { ADDRESS_HEADER, passCookies, passwordLength, type SignInLibrary } from './sign-in-library.ts';
import { pathOf } from './sign-in-origin.ts';
import { signInWords } from './sign-in-words.ts';
import { normalUserName } from './user-name.ts';

const quarterHour = 15 * 60;
/** Wrong passwords for one user name, from one address and from anywhere; the library counts attempts by address besides. */
const limits = { here: { most: 10, seconds: quarterHour }, anywhere: { most: 50, seconds: quarterHour } } as const;

/** What the doors open onto. */
export interface SignInDoors {
  library: SignInLibrary;
  attempts: Attempts;
  baseUrl: URL;
  personOf(headers: IncomingHttpHeaders): Promise<string | null>;
  hasPassword(personId: string): Promise<boolean>;
  setPassword(personId: string, password: string): Promise<void>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  refuseForeignOrigin(headers: IncomingHttpHeaders): void;
  /** The person of a one-time link, whose token is taken for ever; null when it is not valid. */
  takeLink(token: string): Promise<string | null>;
  /** Ends the session that a request came with, if any: a browser has one at a time. */
  endSession(headers: IncomingHttpHeaders): Promise<void>;
  /** Gives the reply the cookie of a new session; the one that the request came with ends. */
  startSession(request: FastifyRequest, reply: FastifyReply, personId: string): Promise<void>;
}

const text = z.string().max(400);
const small = { bodyLimit: 4096 };

export function mountSignIn(app: FastifyInstance, signIn: SignInDoors): void {
  const { library, attempts, baseUrl } = signIn;

  /** Asks the library as if the browser had; of what the browser sent, only what the library needs goes on. */
  const ask = async (request: FastifyRequest, path: string, body: object): Promise<Response> => {
    const { cookie, origin, referer } = request.headers;
    const headers = new Headers({ 'content-type': 'application/json', [ADDRESS_HEADER]: request.ip });
    for (const [name, value] of Object.entries({ cookie, origin, referer })) if (value) headers.set(name, value);
    const url = `${baseUrl.origin}/api/auth${path}`;
    const response = await library.handler(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
    if (response.status === 429) throw tooMany(Number(response.headers.get('x-retry-after')) || 60);
    if (response.status >= 500)
      throw new Error(`sign-in: ${path} answered ${response.status} ${await response.text()}`);
    return response;
  };
  const count = (tries: readonly (readonly [string, AttemptLimit])[]) => {
    const verdicts = tries.map(([key, limit]) => attempts.take(key, limit));
    const wait = Math.max(...verdicts.map(({ allowed, waitSeconds }) => (allowed ? 0 : waitSeconds)));
    if (wait > 0) throw tooMany(wait);
    return () => tries.forEach(([key]) => void attempts.forget(key));
  };

  app.post('/api/auth/sign-in/username', small, async (request, reply) => {
    signIn.refuseForeignOrigin(request.headers);
    const { username, password } = read(z.object({ username: text, password: text }), request);
    const name = normalUserName(username);
    const gotIn = count([
      [`${request.ip} ${name}`, limits.here],
      [`* ${name}`, limits.anywhere],
    ]);
    const response = await ask(request, '/sign-in/username', { username, password });
    // Whatever was wrong, the answer is the same, and so is the time it takes: nobody learns which user names exist.
    if (!response.ok) throw new Refused('wrong_user_name_or_password');
    gotIn();
    await signIn.endSession(request.headers);
    passCookies(response.headers, reply);
    return reply.code(204).send();
  });

  app.post('/api/auth/sign-out', small, async (request, reply) => {
    await signIn.signOut(request, reply);
    return reply.code(204).send();
  });

  app.post('/api/auth/change-password', small, async (request, reply) => {
    signIn.refuseForeignOrigin(request.headers);
    const body = read(z.object({ currentPassword: text, newPassword: text }), request);
    const personId = await signIn.personOf(request.headers);
    if (!personId) throw new Refused('not_signed_in');
    const wasRight = count([[`change ${personId}`, limits.here]]);
    const response = await ask(request, '/change-password', { ...body, revokeOtherSessions: true });
    if (!response.ok) throw changeRefused(((await response.json()) as { code?: string }).code);
    wasRight();
    passCookies(response.headers, reply);
    return reply.code(204).send();
  });

  // Who came by a first link has no password yet, and would not get in a second time.
  app.post('/api/auth/set-password', small, async (request, reply) => {
    signIn.refuseForeignOrigin(request.headers);
    const { newPassword } = read(z.object({ newPassword: text }), request);
    const personId = await signIn.personOf(request.headers);
    if (!personId) throw new Refused('not_signed_in');
    if (await signIn.hasPassword(personId)) throw new Refused('password_already_set');
    await signIn.setPassword(personId, newPassword);
    await signIn.startSession(request, reply, personId);
    return reply.code(204).send();
  });

  // Not for HEAD: a program that looks whether the link is alive must not use it up.
  app.get('/sign-in/first', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const { token } = request.query as { token?: unknown };
    const personId = typeof token === 'string' && token.length <= 100 ? await signIn.takeLink(token) : null;
    if (personId === null)
      return reply
        .code(410)
        .type('text/html; charset=utf-8')
        .send(linkNotValid(pathOf(baseUrl)));
    await signIn.startSession(request, reply, personId);
    return reply.redirect(`${pathOf(baseUrl)}/`, 303);
  });
}

function read<T>(shape: z.ZodType<T>, request: FastifyRequest): T {
  const { success, data } = shape.safeParse(request.body);
  if (!success) throw new Refused('wrong_input');
  return data;
}

const tooMany = (seconds: number) => new Refused('too_many_attempts', { minutes: Math.ceil(seconds / 60) });

function changeRefused(code: string | undefined): Refused {
  if (code === 'PASSWORD_TOO_SHORT' || code === 'PASSWORD_TOO_LONG')
    return new Refused('password_length', passwordLength);
  return new Refused(code === 'UNAUTHORIZED' ? 'not_signed_in' : 'wrong_password');
}

/** Who opens a link that was used has no language yet: both stand there. */
function linkNotValid(path: string): string {
  const said = (['en', 'zh'] as const).map((language) => {
    const { link_not_valid, to_sign_in } = signInWords[language];
    return `<p lang="${language}">${link_not_valid} <a href="${path}/">${to_sign_in}</a></p>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>greenfab</title><main>${said.join('')}</main></html>`;
}
