// Who is asking: sessions in cookies, the ways in, one-time links, and changing between sample persons.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { validate as isUuid } from 'uuid';
import { todayIn } from '#period/calendar-date.ts';
import { askTogether } from '../db/ask-together.ts';
import { type Database, systemActor } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import { deviceOf } from './device.ts';
import { mountLinks } from './link-doors.ts';
import { makeLink } from './one-time-links.ts';
import { mountPasskeys } from './passkey-doors.ts';
import { mountSecondFactor } from './second-factor-doors.ts';
import { sessionOf } from './session.ts';
import { Attempts } from './sign-in-attempts.ts';
import { type Behind, note, type SendMail, type SignInDoors } from './sign-in-doors.ts';
import { dayOf, IDLE_DAYS, makeLibrary, passCookies, passwordLength, TODAY } from './sign-in-library.ts';
import { ownOrigins, pathOf, refuseForeignOrigin } from './sign-in-origin.ts';
import { mountSignIn } from './sign-in-routes.ts';
import { mountSingleSignOn, type SingleSignOn } from './sso-doors.ts';
import { refuseWeakPassword } from './weak-password.ts';

/** What `auth.account.password` holds until a password is set (migration 0005): no password gives this key. */
const NO_PASSWORD = `${'0'.repeat(32)}:${'0'.repeat(128)}`;
/** How many cookies we know at a time. */
const KNOWN_AT_MOST = 10_000;
/** Roles are granted by the day of the group's own zone. */
const GROUP_ZONE = 'Asia/Shanghai';

export interface SignInOptions {
  db: Database;
  /** signs the cookies; at least 32 bytes, the same after a restart */
  secret: string;
  /** how others reach us; cookies are `secure` when it is https */
  baseUrl: string;
  /** whether this installation holds the sample company: only then may anybody become somebody else */
  sample: boolean;
  /** where the server listens, when that is not the port of `baseUrl` */
  port?: number;
  /** the company's own sign-on, where there is one */
  sso?: SingleSignOn | undefined;
  /** where there is none, a forgotten password is reset by a code from whoever may manage the person alone */
  sendMail?: SendMail | undefined;
}

export interface SignIn {
  /** what the page of sign-in offers beside user name and password */
  readonly ways: { ssoLabel: string | null; resetByMail: boolean };
  /** Adds the routes of sign-in: `/api/auth/*` by a closed list, and `/sign-in/first`. Refusals go to the error handler of `app`. */
  mount(app: FastifyInstance): Promise<void>;
  /** The person behind a request's cookie; null when nobody is signed in (expired, revoked, no longer active). Not within a transaction. */
  personOf(headers: IncomingHttpHeaders): Promise<string | null>;
  /** The same with his session, and what he came in by. */
  behind(headers: IncomingHttpHeaders): Promise<Behind | null>;
  /**
   * A link that signs in as this person, once, within 24 hours. Only its hash is stored, so it survives a restart.
   * @throws Refused `not_found` when there is no such active person
   */
  firstLink(personId: string): Promise<string>;
  /** The address under which an invitation or a reset is opened. The token stands where no server and no log sees it. */
  addressOf(token: string): string;
  /**
   * Becomes another sample person; for sample persons and the group administrator of a sample installation.
   * @throws Refused `not_signed_in`, `not_allowed`, `foreign_origin`
   */
  switchTo(request: FastifyRequest, reply: FastifyReply, personId: string): Promise<void>;
  /** Ends the session and takes the cookie back. @throws Refused `foreign_origin` */
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Sets or resets a password; every session of the person ends. @throws Refused `password_length`, `password_common`, `not_found` */
  setPassword(personId: string, password: string): Promise<void>;
  hasPassword(personId: string): Promise<boolean>;
  /** For every route that changes something by cookie. @throws Refused `foreign_origin` */
  refuseForeignOrigin(headers: IncomingHttpHeaders): void;
}

/** The cookie of this name with its value, unless there are several: which of them counts is for the library to say. */
function onlyCookie(header: string, name: string): string | undefined {
  const [one, other] = header.split(/; */).filter((pair) => pair.startsWith(`${name}=`));
  return other === undefined ? one : undefined;
}
const firstPair = (setCookie: string) => setCookie.split(';')[0] ?? '';

/** @throws Error when the secret is shorter than 32 bytes */
export function makeSignIn(options: SignInOptions): SignIn {
  const { db, secret, sample, port, sso, sendMail } = options;
  if (Buffer.byteLength(secret) < 32) throw new Error('the secret that signs cookies needs at least 32 bytes');
  const baseUrl = new URL(options.baseUrl);
  const trustedOrigins = ownOrigins(baseUrl, port);
  const attempts = new Attempts();
  const library = makeLibrary({ pool: db.pool, secret, origin: baseUrl.origin, trustedOrigins, attempts });

  // Which session a cookie names never changes, and the library has checked its signature: remembered, because checking
  // takes longer than all else. Whether the session still holds is asked of the database each time.
  const known = new Map<string, string>();
  const sessionCookie = `${library.options.advanced.cookiePrefix}.session_token`;
  const know = (cookie: string, token: string) => {
    if (known.size >= KNOWN_AT_MOST) known.clear();
    known.set(cookie, token);
  };
  const personBehind = askTogether(personsBehind(db));
  const sessionBehind = async (headers: IncomingHttpHeaders) => {
    if (!headers.cookie) return null;
    const found = await library.api.getSession({ headers: new Headers({ cookie: headers.cookie }) });
    return found?.user.active ? found : null;
  };
  const userOf = async (personId: string) => {
    const found = isUuid(personId) ? await (await library.$context).internalAdapter.findUserById(personId) : null;
    return found as (typeof found & { active: boolean; sample: boolean }) | null;
  };

  const signIn: SignIn & SignInDoors = {
    db,
    library,
    attempts,
    baseUrl,
    ways: { ssoLabel: sso?.label ?? null, resetByMail: sendMail !== undefined },
    mount: async (app) => {
      mountSignIn(app, signIn);
      mountSecondFactor(app, signIn);
      mountPasskeys(app, signIn, trustedOrigins);
      mountLinks(app, signIn, { addressOf: signIn.addressOf, sendMail });
      if (sso) mountSingleSignOn(app, signIn, sso);
    },
    behind: async ({ cookie }) => {
      if (!cookie) return null;
      const named = onlyCookie(cookie, sessionCookie) ?? cookie;
      const token = known.get(named);
      if (token) return (await personBehind(token)) ?? null;
      const found = await sessionBehind({ cookie });
      if (!found) return null;
      know(named, found.session.token);
      return (await personBehind(found.session.token)) ?? null;
    },
    personOf: async (headers) => (await signIn.behind(headers))?.personId ?? null,
    refuseForeignOrigin: (headers) => refuseForeignOrigin(headers, trustedOrigins),

    firstLink: async (personId) => {
      if (!(await userOf(personId))?.active) throw new Refused('not_found');
      const { token } = await db.as(systemActor('sign-in'), (tx) =>
        makeLink(tx, { personId, purpose: 'first' }, 'system'),
      );
      return `${baseUrl.origin}${pathOf(baseUrl)}/sign-in/first?token=${token}`;
    },
    addressOf: (token) => `${baseUrl.origin}${pathOf(baseUrl)}/welcome#${token}`,

    endSession: async (headers) => {
      const found = await sessionBehind(headers);
      if (found) await (await library.$context).internalAdapter.deleteSession(found.session.token);
    },

    startSession: async (request, reply, personId, way) => {
      const { headers, response } = await library.api.startSession({
        body: { personId },
        headers: new Headers(),
        returnHeaders: true,
      });
      if (response.token === null) throw new Refused('not_found');
      await signIn.endSession(request.headers);
      await signIn.markSession(request, response.token, way);
      const given = onlyCookie(headers.getSetCookie().map(firstPair).join('; '), sessionCookie);
      if (given) know(given, response.token);
      passCookies(headers, reply);
    },

    markSession: async (request, token, way) => {
      await db.pool.query(`update auth.session set way = $2, device = $3, seen_on = ${TODAY} where token = $1`, [
        ...[token ?? '', way, deviceOf(request.headers['user-agent'])],
      ]);
    },

    switchTo: async (request, reply, personId) => {
      refuseForeignOrigin(request.headers, trustedOrigins);
      const found = await sessionBehind(request.headers);
      if (!found) throw new Refused('not_signed_in');
      if (!sample) throw new Refused('not_allowed');
      const other = await userOf(personId);
      if (!other?.active || !other.sample) throw new Refused('not_allowed');
      if (!found.user.sample && !(await administersGroup(db, found.user.id))) throw new Refused('not_allowed');
      await signIn.startSession(request, reply, personId, 'switch');
      await note(signIn, request, { what: 'sign-in', personId, subject: 'switch' });
    },

    signOut: async (request, reply) => {
      refuseForeignOrigin(request.headers, trustedOrigins);
      const personId = await signIn.personOf(request.headers);
      const cookie = request.headers.cookie ?? '';
      const { headers } = await library.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
      passCookies(headers, reply);
      if (personId) await note(signIn, request, { what: 'sign-out', personId });
    },

    setPassword: async (personId, password) => {
      const { least, most } = passwordLength;
      if (password.length < least || password.length > most) throw new Refused('password_length', passwordLength);
      const context = await library.$context;
      if (!(await userOf(personId))) throw new Refused('not_found');
      await refuseWeakPassword(db, personId, password);
      await context.internalAdapter.updatePassword(personId, await context.password.hash(password));
      await context.internalAdapter.deleteUserSessions(personId);
    },

    hasPassword: async (personId) => {
      const account = await (await library.$context).internalAdapter.findCredentialAccount(personId);
      return typeof account?.password === 'string' && account.password !== NO_PASSWORD;
    },
  };
  return signIn;
}

/** Nothing but one small question to the database: every request of every page asks it. Once a day it is noted that it was asked. */
const personsBehind =
  (db: Database) =>
  async (tokens: readonly string[]): Promise<ReadonlyMap<string, Behind>> => {
    const { rows } = await db.pool.query<Behind & { token: string; isStale: boolean }>(
      `select s.token, u.id as "personId", s.id as "sessionId", s.way, s.seen_on is distinct from ${TODAY} as "isStale"
      from auth.session s join auth."user" u on u.id = s.user_id where s.token = any($1) and s.expires_at > now() and u.active
        and coalesce(s.seen_on, ${dayOf('s.created_at')}) >= ${TODAY} - $2::integer`,
      [tokens, IDLE_DAYS],
    );
    const stale = rows.filter(({ isStale }) => isStale).map(({ sessionId }) => sessionId);
    if (stale.length > 0) await db.pool.query(`update auth.session set seen_on = ${TODAY} where id = any($1)`, [stale]);
    return new Map(rows.map(({ token, personId, sessionId, way }) => [token, { personId, sessionId, way }]));
  };

async function administersGroup(db: Database, personId: string): Promise<boolean> {
  const session = await sessionOf(db, personId, todayIn(GROUP_ZONE, new Date()));
  return (
    session?.grants.some(({ role, scopeType }) => role === 'group_administrator' && scopeType === 'group') ?? false
  );
}
