// The doors of the second factor: a code of an authenticator app after the password, a recovery code where the phone is lost.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refused } from '../records/server/refusal.ts';
import {
  ask,
  askPassword,
  count,
  limits,
  note,
  passwordRefused,
  read,
  type SignInDoors,
  signedIn,
  small,
} from './sign-in-doors.ts';
import { passCookies, tokenIn } from './sign-in-library.ts';

const CHALLENGE_COOKIE = 'two_factor';
/** A code holds for its half minute and the one beside it on either side; it is taken once in that time. */
const codeOnce = { most: 1, seconds: 120 } as const;
const text = z.string().max(400);
/** Digits as they are read aloud or copied: blanks between them count for nothing, full-width ones are digits too. */
const codeText = text.transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, ''));

/** Whether an answer of the library says that the password was right and a code is wanted. */
export const secondFactorAsked = (headers: Headers): boolean =>
  headers.getSetCookie().some((cookie) => new RegExp(`^[^=]*\\.${CHALLENGE_COOKIE}=[^;]`).test(cookie));

/** Mounts the doors of the second factor. */
export function mountSecondFactor(app: FastifyInstance, doors: SignInDoors): void {
  const { attempts, db } = doors;

  app.post('/api/auth/sign-in/second-factor', small, async (request, reply) => {
    doors.refuseForeignOrigin(request.headers);
    const { code, recoveryCode } = read(
      z.object({ code: codeText.optional(), recoveryCode: text.optional() }),
      request,
    );
    if ((code === undefined) === (recoveryCode === undefined)) throw new Refused('wrong_input');
    const gotIn = count(attempts, [[`second factor ${request.ip}`, limits.anywhere]]);
    const way = code === undefined ? 'recovery-code' : 'totp';
    const path = code === undefined ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp';
    // Only the challenge goes along: a session that the browser has from before would be taken for the one asked about.
    const response = await ask(doors, request, path, { code: code ?? recoveryCode?.trim() }, challengeOf(request));
    const said = (await response.json()) as { code?: string; user?: { id: string } };
    const personId = said.user?.id ?? (await personChallenged(doors, request));
    const isFresh = code === undefined || attempts.take(`code ${personId} ${code}`, codeOnce).allowed;
    if (!response.ok || !isFresh) {
      const token = tokenIn(response.headers);
      if (token) await db.pool.query('delete from auth.session where token = $1', [token]);
      await note(doors, request, { what: 'sign-in', outcome: 'refused', personId, subject: way });
      if (isOver(said.code)) throw new Refused('second_factor_over');
      throw new Refused('wrong_code');
    }
    gotIn();
    await doors.endSession(request.headers);
    passCookies(response.headers, reply);
    await doors.markSession(request, tokenIn(response.headers), way);
    await note(doors, request, { what: 'sign-in', personId, subject: way });
    return reply.code(204).send();
  });

  app.post('/api/auth/two-factor/enable', small, async (request) => {
    const { personId } = await signedIn(doors, request);
    const { password } = read(z.object({ password: text }), request);
    await askPassword(doors, personId, password);
    const response = await ask(doors, request, '/two-factor/enable', { password });
    const said = (await response.json()) as { code?: string; totpURI?: string; backupCodes?: string[] };
    if (said.code === 'TOTP_ALREADY_ENABLED') throw new Refused('second_factor_is_on');
    if (!response.ok || !said.totpURI) throw passwordRefused(said.code);
    const secret = new URL(said.totpURI).searchParams.get('secret') ?? '';
    return { secret, uri: await uriOf(doors, personId, secret), recoveryCodes: said.backupCodes ?? [] };
  });

  app.post('/api/auth/two-factor/confirm', small, async (request, reply) => {
    const { personId } = await signedIn(doors, request);
    const { code } = read(z.object({ code: codeText }), request);
    const wasRight = count(attempts, [[`confirm ${personId}`, limits.here]]);
    const response = await ask(doors, request, '/two-factor/verify-totp', { code });
    if (!response.ok) throw new Refused('wrong_code');
    wasRight();
    attempts.take(`code ${personId} ${code}`, codeOnce);
    passCookies(response.headers, reply);
    const token = tokenIn(response.headers);
    await doors.markSession(request, token, 'totp');
    // Who was signed in elsewhere came by the password alone.
    await db.pool.query('delete from auth.session where user_id = $1 and token <> $2', [personId, token ?? '']);
    await note(doors, request, { what: 'second-factor-on', personId });
    return reply.code(204).send();
  });

  app.post('/api/auth/two-factor/disable', small, async (request, reply) => {
    const { personId } = await signedIn(doors, request);
    const { password } = read(z.object({ password: text }), request);
    await askPassword(doors, personId, password);
    const response = await ask(doors, request, '/two-factor/disable', { password });
    if (!response.ok) throw new Refused('second_factor_is_off');
    passCookies(response.headers, reply);
    await doors.markSession(request, tokenIn(response.headers), 'password');
    await note(doors, request, { what: 'second-factor-off', personId });
    return reply.code(204).send();
  });

  app.post('/api/auth/two-factor/recovery-codes', small, async (request) => {
    const { personId } = await signedIn(doors, request);
    const { password } = read(z.object({ password: text }), request);
    await askPassword(doors, personId, password);
    const response = await ask(doors, request, '/two-factor/generate-backup-codes', { password });
    const said = (await response.json()) as { backupCodes?: string[] };
    if (!response.ok || !said.backupCodes) throw new Refused('second_factor_is_off');
    await note(doors, request, { what: 'second-factor-on', personId, subject: 'recovery-codes' });
    return { recoveryCodes: said.backupCodes };
  });
}

/** Codes that the library answers with when the password has to be given anew. */
const isOver = (code: string | undefined) =>
  code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE';

/** Of what the browser sent, the cookie that says whose code is wanted. */
function challengeOf({ headers }: FastifyRequest): string {
  const found = (headers.cookie ?? '')
    .split(/;\s*/)
    .filter((one) => one.split('=')[0]?.endsWith(`.${CHALLENGE_COOKIE}`));
  return found.join('; ');
}

/** What a browser wrote into a cookie; nothing where it is no text. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Whose code was wanted, for the note of a wrong one; null when nobody's. */
async function personChallenged(doors: SignInDoors, request: FastifyRequest): Promise<string | null> {
  const signed = unescaped(challengeOf(request).split('=')[1] ?? '');
  const identifier = signed.slice(0, Math.max(0, signed.lastIndexOf('.')));
  if (identifier === '') return null;
  const { internalAdapter } = await doors.library.$context;
  return (await internalAdapter.findVerificationValue(identifier))?.value ?? null;
}

/** What an authenticator app reads: the installation and the user name, never the library's invented mail. */
async function uriOf({ db, baseUrl }: SignInDoors, personId: string, secret: string): Promise<string> {
  const { rows } = await db.pool.query<{ username: string }>('select username from auth."user" where id = $1', [
    personId,
  ]);
  const label = `greenfab ${baseUrl.hostname}:${rows[0]?.username ?? ''}`;
  const query = new URLSearchParams({ secret, issuer: `greenfab ${baseUrl.hostname}` });
  return `otpauth://totp/${encodeURIComponent(label)}?${query.toString().replaceAll('+', '%20')}`;
}
