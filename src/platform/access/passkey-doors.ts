// The doors of passkeys: a key pair of the person's device, unlocked by finger, face or PIN, in place of password and code.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { Refused } from '../records/server/refusal.ts';
import { holderOf, useLink } from './link-doors.ts';
import { askPassword, count, limits, note, read, type SignInDoors, signedIn, small } from './sign-in-doors.ts';
import { TODAY } from './sign-in-library.ts';

/** A challenge is answered within this time, once. */
const CHALLENGE_MS = 5 * 60_000;
const CHALLENGES_AT_MOST = 10_000;
const PASSKEYS_AT_MOST = 20;
/** What a device signs is longer than words. */
const signed = { bodyLimit: 32_768 };

const base64url = z.string().regex(/^[\w-]{1,8000}$/);
const transports = z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).max(8);
/** What a browser answers, of which the library checks every byte; unknown parts are left behind. */
const attestation = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports: transports.optional() }),
  clientExtensionResults: z.object({}).default({}),
});
const assertion = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
  clientExtensionResults: z.object({}).default({}),
});
const name = z.string().trim().min(1).max(60);

/** Challenges that wait for their answer: for whom, or null for whoever signs in. One process serves an installation. */
class Challenges {
  readonly #waiting = new Map<string, { personId: string | null; until: number }>();

  keep(challenge: string, personId: string | null): void {
    for (const [key, { until }] of this.#waiting) {
      if (until > Date.now() && this.#waiting.size < CHALLENGES_AT_MOST) break;
      this.#waiting.delete(key);
    }
    this.#waiting.set(challenge, { personId, until: Date.now() + CHALLENGE_MS });
  }

  /** The challenge that an answer names, taken for ever. @throws Refused `passkey_refused` */
  take(clientDataJSON: string, personId: string | null): string {
    const challenge = challengeIn(clientDataJSON);
    const found = this.#waiting.get(challenge);
    this.#waiting.delete(challenge);
    if (!found || found.until < Date.now() || found.personId !== personId) throw new Refused('passkey_refused');
    return challenge;
  }
}

function challengeIn(clientDataJSON: string): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as {
      challenge: unknown;
    };
    return String(challenge);
  } catch {
    throw new Refused('passkey_refused');
  }
}

interface Stored {
  id: string;
  user_id: string;
  public_key: Buffer;
  counter: number;
  transports: z.output<typeof transports>;
}

/** Mounts the doors of passkeys. */
export function mountPasskeys(app: FastifyInstance, doors: SignInDoors, origins: readonly string[]): void {
  const { db, baseUrl } = doors;
  const rpID = baseUrl.hostname;
  const challenges = new Challenges();

  const offer = async (personId: string) => {
    const { rows } = await db.pool.query<{
      username: string;
      credential_id: string | null;
      transports: Stored['transports'];
    }>(
      `select u.username, k.credential_id, k.transports from auth."user" u left join auth.passkey k on k.user_id = u.id where u.id = $1`,
      [personId],
    );
    if (rows.length > PASSKEYS_AT_MOST) throw new Refused('passkeys_enough', { most: PASSKEYS_AT_MOST });
    const options = await generateRegistrationOptions({
      rpName: 'greenfab',
      rpID,
      userName: rows[0]?.username ?? '',
      userID: new Uint8Array(Buffer.from(personId, 'utf8')),
      attestationType: 'none',
      excludeCredentials: rows.flatMap(({ credential_id: id, transports: by }) => (id ? [{ id, transports: by }] : [])),
      // It stands for password and code together: the device has to know its owner.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    challenges.keep(options.challenge, personId);
    return options;
  };

  const keep = async (personId: string, named: string, response: z.output<typeof attestation>) => {
    const expectedChallenge = challenges.take(response.response.clientDataJSON, personId);
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge,
      expectedOrigin: [...origins],
      expectedRPID: rpID,
      requireUserVerification: true,
    }).catch(() => ({ verified: false, registrationInfo: undefined }));
    if (!verified || !registrationInfo) throw new Refused('passkey_refused');
    const { credential } = registrationInfo;
    return async () => {
      const { rowCount } = await db.pool.query(
        `insert into auth.passkey (id, user_id, credential_id, public_key, counter, transports, name)
          values ($1, $2, $3, $4, $5, $6, $7) on conflict (credential_id) do nothing`,
        [
          ...[uuid(), personId, credential.id, Buffer.from(credential.publicKey), credential.counter],
          ...[response.response.transports ?? [], named],
        ],
      );
      if (rowCount !== 1) throw new Refused('already_exists');
    };
  };

  app.post('/api/auth/passkey/options', small, async (request) => {
    const { personId } = await signedIn(doors, request);
    await askPassword(doors, personId, read(z.object({ password: z.string().max(400) }), request).password);
    return offer(personId);
  });

  app.post('/api/auth/passkey', signed, async (request, reply) => {
    const { personId } = await signedIn(doors, request);
    const asked = read(z.object({ name, response: attestation }), request);
    await (await keep(personId, asked.name, asked.response))();
    await note(doors, request, { what: 'passkey-added', personId });
    return reply.code(204).send();
  });

  app.post('/api/auth/passkey/remove', small, async (request, reply) => {
    const { personId } = await signedIn(doors, request);
    const asked = read(z.object({ id: z.uuid(), password: z.string().max(400) }), request);
    await askPassword(doors, personId, asked.password);
    const { rowCount } = await db.pool.query('delete from auth.passkey where id = $1 and user_id = $2', [
      asked.id,
      personId,
    ]);
    if (rowCount !== 1) throw new Refused('not_found');
    await note(doors, request, { what: 'passkey-removed', personId });
    return reply.code(204).send();
  });

  // An invited person may take a passkey in place of a password.
  app.post('/api/auth/link/passkey-options', small, async (request) => {
    doors.refuseForeignOrigin(request.headers);
    const { token } = read(z.object({ token: z.string().max(100) }), request);
    return offer((await holderOf(doors, request.ip, token)).personId);
  });

  app.post('/api/auth/link/passkey', signed, async (request, reply) => {
    doors.refuseForeignOrigin(request.headers);
    const asked = read(z.object({ token: z.string().max(100), name, response: attestation }), request);
    const { personId } = await holderOf(doors, request.ip, asked.token);
    const store = await keep(personId, asked.name, asked.response);
    const { purpose } = await useLink(doors, asked.token);
    await store();
    await note(doors, request, { what: 'link-used', personId, subject: purpose });
    await note(doors, request, { what: 'passkey-added', personId });
    await doors.startSession(request, reply, personId, 'passkey');
    await note(doors, request, { what: 'sign-in', personId, subject: 'passkey' });
    return reply.send({ next: 'in' });
  });

  app.post('/api/auth/sign-in/passkey/options', small, async (request) => {
    doors.refuseForeignOrigin(request.headers);
    count(doors.attempts, [[`passkey ${request.ip}`, limits.asking]]);
    const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
    challenges.keep(options.challenge, null);
    return options;
  });

  app.post('/api/auth/sign-in/passkey', signed, async (request, reply) => {
    doors.refuseForeignOrigin(request.headers);
    const { response } = read(z.object({ response: assertion }), request);
    const gotIn = count(doors.attempts, [[`passkey answered ${request.ip}`, limits.anywhere]]);
    const expectedChallenge = challenges.take(response.response.clientDataJSON, null);
    const key = await passkeyOf(request, response.id);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      expectedChallenge,
      expectedOrigin: [...origins],
      expectedRPID: rpID,
      credential: {
        id: response.id,
        publicKey: new Uint8Array(key.public_key),
        counter: key.counter,
        transports: key.transports,
      },
      requireUserVerification: true,
    }).catch(() => ({ verified: false, authenticationInfo: undefined }));
    if (!verified || !authenticationInfo) {
      await note(doors, request, { what: 'sign-in', outcome: 'refused', personId: key.user_id, subject: 'passkey' });
      throw new Refused('passkey_refused');
    }
    gotIn();
    await db.pool.query(`update auth.passkey set counter = $2, used_on = ${TODAY} where id = $1`, [
      ...[key.id, authenticationInfo.newCounter],
    ]);
    await doors.startSession(request, reply, key.user_id, 'passkey');
    await note(doors, request, { what: 'sign-in', personId: key.user_id, subject: 'passkey' });
    return reply.code(204).send();
  });

  const passkeyOf = async (request: FastifyRequest, credentialId: string): Promise<Stored> => {
    const { rows } = await db.pool.query<Stored>(
      `select k.id, k.user_id, k.public_key, k.counter, k.transports from auth.passkey k join auth."user" u on u.id = k.user_id
        where k.credential_id = $1 and u.active`,
      [credentialId],
    );
    const [found] = rows;
    if (found) return found;
    await note(doors, request, { what: 'sign-in', outcome: 'refused', subject: 'passkey' });
    throw new Refused('passkey_refused');
  };
}
