// The doors of sign-in: a closed list of addresses; what else the library could answer stays shut.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { systemActor } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import { takeLink } from './one-time-links.ts';
import { secondFactorAsked } from './second-factor-doors.ts';
import {
  ask,
  count,
  limits,
  note,
  passwordRefused,
  personNamed,
  read,
  type SignInDoors,
  signedIn,
  small,
} from './sign-in-doors.ts';
import { passCookies, tokenIn } from './sign-in-library.ts';
import { pathOf } from './sign-in-origin.ts';
import { signInWords } from './sign-in-words.ts';
import { normalUserName } from './user-name.ts';
import { refuseWeakPassword } from './weak-password.ts';

const text = z.string().max(400);

/** Mounts the doors of user name and password, and of the first link. */
export function mountSignIn(app: FastifyInstance, signIn: SignInDoors): void {
  const { attempts, baseUrl } = signIn;

  app.post('/api/auth/sign-in/username', small, async (request, reply) => {
    signIn.refuseForeignOrigin(request.headers);
    const { username, password } = read(z.object({ username: text, password: text }), request);
    const name = normalUserName(username);
    const gotIn = count(attempts, [
      [`${request.ip} ${name}`, limits.here],
      [`* ${name}`, limits.anywhere],
    ]);
    const response = await ask(signIn, request, '/sign-in/username', { username, password });
    const personId = await personNamed(signIn, name);
    // Whatever was wrong, the answer is the same, and so is the time it takes: nobody learns which user names exist.
    if (!response.ok) {
      await note(signIn, request, { what: 'sign-in', outcome: 'refused', personId, subject: 'password' });
      throw new Refused('wrong_user_name_or_password');
    }
    gotIn();
    await signIn.endSession(request.headers);
    passCookies(response.headers, reply);
    if (secondFactorAsked(response.headers)) return reply.send({ secondFactor: true });
    await signIn.markSession(request, tokenIn(response.headers), 'password');
    await note(signIn, request, { what: 'sign-in', personId, subject: 'password' });
    return reply.code(204).send();
  });

  app.post('/api/auth/sign-out', small, async (request, reply) => {
    await signIn.signOut(request, reply);
    return reply.code(204).send();
  });

  app.post('/api/auth/change-password', small, async (request, reply) => {
    signIn.refuseForeignOrigin(request.headers);
    const body = read(z.object({ currentPassword: text, newPassword: text }), request);
    const { personId, way } = await signedIn(signIn, request);
    const wasRight = count(attempts, [[`change ${personId}`, limits.here]]);
    await refuseWeakPassword(signIn.db, personId, body.newPassword);
    const response = await ask(signIn, request, '/change-password', { ...body, revokeOtherSessions: true });
    if (!response.ok) throw passwordRefused(((await response.json()) as { code?: string }).code);
    wasRight();
    passCookies(response.headers, reply);
    await signIn.markSession(request, tokenIn(response.headers), way ?? 'password');
    await note(signIn, request, { what: 'password-set', personId, subject: 'changed' });
    return reply.code(204).send();
  });

  // Who came by a first link has no password yet, and would not get in a second time.
  app.post('/api/auth/set-password', small, async (request, reply) => {
    signIn.refuseForeignOrigin(request.headers);
    const { newPassword } = read(z.object({ newPassword: text }), request);
    const { personId, way } = await signedIn(signIn, request);
    if (await signIn.hasPassword(personId)) throw new Refused('password_already_set');
    await signIn.setPassword(personId, newPassword);
    await signIn.startSession(request, reply, personId, way ?? 'link');
    await note(signIn, request, { what: 'password-set', personId, subject: 'first' });
    return reply.code(204).send();
  });

  // Not for HEAD: a program that looks whether the link is alive must not use it up.
  app.get('/sign-in/first', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const { token } = request.query as { token?: unknown };
    const holder =
      typeof token === 'string'
        ? await signIn.db.as(systemActor('sign-in'), (tx) => takeLink(tx, token, 'first'))
        : null;
    if (holder === null)
      return reply
        .code(410)
        .type('text/html; charset=utf-8')
        .send(linkNotValid(pathOf(baseUrl)));
    await signIn.startSession(request, reply, holder.personId, 'link');
    await note(signIn, request, { what: 'sign-in', personId: holder.personId, subject: 'link' });
    return reply.redirect(`${pathOf(baseUrl)}/`, 303);
  });
}

/** Who opens a link that was used has no language yet: both stand there. */
function linkNotValid(path: string): string {
  const said = (['en', 'zh'] as const).map((language) => {
    const { link_not_valid, to_sign_in } = signInWords[language];
    return `<p lang="${language}">${link_not_valid} <a href="${path}/">${to_sign_in}</a></p>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>greenfab</title><main>${said.join('')}</main></html>`;
}
