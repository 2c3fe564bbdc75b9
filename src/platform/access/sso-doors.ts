// The company's own sign-on by OpenID Connect: off to its page, and back as the person whom it vouches for.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import * as oidc from 'openid-client';
import { systemActor } from '../db/database.ts';
import { type RefusalCode, Refused } from '../records/server/refusal.ts';
import { makeAccount } from './accounts.ts';
import { count, limits, note, type SignInDoors } from './sign-in-doors.ts';
import { cookieNameOf } from './sign-in-library.ts';
import { pathOf } from './sign-in-origin.ts';
import { isUserName, normalUserName } from './user-name.ts';

/** The company's sign-on as the settings name it. */
export interface SingleSignOn {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** what the button says after "Sign in with" */
  label: string;
  /** the claim that is the user name here; without it a verified mail address links */
  userNameClaim: string | undefined;
  /** whether somebody whom the company vouches for and who has no account gets one, without any role */
  selfRegistration: boolean;
}

/** What the library keeps the link of a person to the company's account under. */
const PROVIDER = 'sso';
const WAITING_MS = 10 * 60_000;
const WAITING_AT_MOST = 10_000;

type Claims = Readonly<Record<string, unknown>>;

/** Mounts the way out and the way back. */
export function mountSingleSignOn(app: FastifyInstance, doors: SignInDoors, sso: SingleSignOn): void {
  const { baseUrl } = doors;
  const home = pathOf(baseUrl);
  const callback = `${baseUrl.origin}${home}/api/auth/sso/callback`;
  const waiting = new Map<string, { verifier: string; nonce: string; until: number }>();
  let known: Promise<oidc.Configuration> | undefined;

  /** Asked when it is first needed, so that a provider that is away keeps nobody else out; asked again when it did not answer. */
  const configuration = (): Promise<oidc.Configuration> => {
    const insecure = sso.issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {};
    known ??= oidc.discovery(new URL(sso.issuer), sso.clientId, sso.clientSecret, undefined, {
      timeout: 10,
      ...insecure,
    });
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  const cookie = cookieNameOf('greenfab.sso', baseUrl.origin);
  const kept = new RegExp(`(?:^|;\\s*)${cookie.replace('.', '\\.')}=([\\w-]+)`);
  const cookieOf = (value: string, seconds: number) =>
    `${cookie}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${baseUrl.protocol === 'https:' ? '; Secure' : ''}`;
  const refuse = async (
    request: FastifyRequest,
    reply: FastifyReply,
    code: RefusalCode,
    personId: string | null = null,
  ) => {
    await note(doors, request, { what: 'sign-in', outcome: 'refused', personId, subject: 'sso' });
    return reply.redirect(`${home}/sign-in?refused=${code}`, 303);
  };

  app.get('/api/auth/sso/start', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    // A foreign page signs nobody in without his pressing the button here.
    if (request.headers['sec-fetch-site'] === 'cross-site') throw new Refused('foreign_origin');
    count(doors.attempts, [[`sso ${request.ip}`, limits.asking]]);
    const config = await configuration().catch(() => undefined);
    if (!config) return refuse(request, reply, 'sso_not_reached');
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    for (const [key, { until }] of waiting) {
      if (until > Date.now() && waiting.size < WAITING_AT_MOST) break;
      waiting.delete(key);
    }
    waiting.set(state, { verifier, nonce, until: Date.now() + WAITING_MS });
    const url = oidc.buildAuthorizationUrl(config, {
      ...{ redirect_uri: callback, scope: 'openid profile email', state, nonce },
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return reply.header('set-cookie', cookieOf(state, WAITING_MS / 1000)).redirect(url.href, 303);
  });

  app.get('/api/auth/sso/callback', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    reply.header('set-cookie', cookieOf('', 0));
    count(doors.attempts, [[`sso ${request.ip}`, limits.asking]]);
    const state = kept.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const asked = waiting.get(state);
    waiting.delete(state);
    if (!asked || asked.until < Date.now()) return refuse(request, reply, 'sso_refused');
    const claims = await answered(new URL(`${callback}${new URL(request.url, callback).search}`), state, asked).catch(
      () => undefined,
    );
    if (!claims) return refuse(request, reply, 'sso_refused');
    const personId = await personOfClaims(doors, sso, claims);
    if (!personId) return refuse(request, reply, 'sso_unknown_person');
    await doors.startSession(request, reply, personId, 'sso');
    await note(doors, request, { what: 'sign-in', personId, subject: 'sso' });
    return reply.redirect(`${home}/`, 303);
  });

  /** What the company says of him: of the signed token, and what it says besides when asked. */
  const answered = async (
    url: URL,
    state: string,
    asked: { verifier: string; nonce: string },
  ): Promise<Claims | undefined> => {
    const config = await configuration();
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      ...{ pkceCodeVerifier: asked.verifier, expectedState: state, expectedNonce: asked.nonce, idTokenExpected: true },
    });
    const claims = tokens.claims();
    if (!claims) return undefined;
    const isAsked = config.serverMetadata().userinfo_endpoint !== undefined;
    const more = isAsked ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
    return { ...more, ...claims };
  };
}

const textOf = (claims: Claims, name: string): string | undefined =>
  typeof claims[name] === 'string' && claims[name] !== '' ? (claims[name] as string) : undefined;

/** Whom the claims are about: who came so before, or whom the claim or the verified mail names; linked from then on. */
async function personOfClaims(doors: SignInDoors, sso: SingleSignOn, claims: Claims): Promise<string | null> {
  const { db } = doors;
  const subject = `${sso.issuer} ${textOf(claims, 'sub') ?? ''}`;
  const { rows } = await db.pool.query<{ id: string; active: boolean }>(
    `select u.id, u.active from auth.account a join auth."user" u on u.id = a.user_id where a.provider_id = $1 and a.account_id = $2`,
    [PROVIDER, subject],
  );
  if (rows[0]) return rows[0].active ? rows[0].id : null;
  const found = (await personNamedIn(doors, sso, claims)) ?? (await registered(doors, sso, claims));
  if (!found) return null;
  // A person has one account there: a second subject with the same name or mail is somebody else.
  const { rowCount } = await db.pool.query(
    'insert into auth.account (account_id, provider_id, user_id) values ($1, $2, $3) on conflict (user_id, provider_id) do nothing',
    [subject, PROVIDER, found],
  );
  return rowCount === 1 ? found : null;
}

async function personNamedIn({ db }: SignInDoors, sso: SingleSignOn, claims: Claims): Promise<string | null> {
  const userName = sso.userNameClaim ? textOf(claims, sso.userNameClaim) : undefined;
  const mail = claims.email_verified === true ? textOf(claims, 'email') : undefined;
  if (sso.userNameClaim ? userName === undefined : mail === undefined) return null;
  return db.as(systemActor('sign-in'), async (tx) => {
    const named = sso.userNameClaim
      ? sql`p.user_name = ${normalUserName(userName ?? '')}`
      : sql`lower(a.mail) = lower(${mail ?? ''})`;
    const { rows } = await sql<{ id: string }>`
      select p.id from person p left join person_attribute a on a.person_id = p.id where p.active and ${named} limit 2`.execute(
      tx,
    );
    return rows.length === 1 ? (rows[0]?.id ?? null) : null;
  });
}

/** An account for somebody who has none, where the settings say so; without any role he sees nothing yet. */
async function registered({ db }: SignInDoors, sso: SingleSignOn, claims: Claims): Promise<string | null> {
  if (!sso.selfRegistration) return null;
  const mail = claims.email_verified === true ? textOf(claims, 'email') : undefined;
  const wanted = textOf(claims, sso.userNameClaim ?? 'preferred_username') ?? mail?.split('@')[0] ?? '';
  const typed = normalUserName(wanted);
  const userName = isUserName(typed) ? typed : `sso-${randomBytes(4).toString('hex')}`;
  const name = textOf(claims, 'name') ?? userName;
  const account = { userName, nameEn: name, nameZh: name, language: 'en' as const, sample: false };
  return makeAccount(db, mail ? { ...account, mail } : account).catch(() => null);
}
