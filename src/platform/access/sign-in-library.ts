// better-auth as we use it: what it stores and where, how long a session lasts, how its cookies look.
import { type AuthContext, betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import type { FastifyReply } from 'fastify';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { z } from 'zod';
import type { Attempts } from './sign-in-attempts.ts';
import { isUserName, normalUserName, userNameLength } from './user-name.ts';

/** Shortest and longest password, in characters. */
export const passwordLength = { least: 10, most: 128 } as const;
/** A session ends a week after signing in, whatever happens in between: reading never writes. */
export const SESSION_SECONDS = 7 * 24 * 3600;
/** A session that nobody used for longer ends before: a weekend is not too long, a holiday is. */
export const IDLE_DAYS = 3;
/** Days of signing in are those of the group's own zone, as SQL says them: the database's may still be the day before. */
export const dayOf = (at: 'now()' | 'created_at' | 's.created_at') => `(${at} at time zone 'Asia/Shanghai')::date`;
export const TODAY = dayOf('now()');
/** How long the password holds while the code of the second factor is looked for. */
const SECOND_FACTOR_SECONDS = 10 * 60;
/** Header that only our server sets: where a request came from. */
export const ADDRESS_HEADER = 'x-greenfab-address';
/** Tables of the library lie in a schema on which the application role has no privilege (migration 0005). */
const SCHEMA = 'auth';

/** The name of a cookie of ours: bound to this very host where the address is https. */
export const cookieNameOf = (name: string, origin: string): string =>
  origin.startsWith('https:') ? `__Host-${name}` : name;

export interface LibraryOptions {
  pool: pg.Pool;
  secret: string;
  origin: string;
  trustedOrigins: readonly string[];
  attempts: Attempts;
}

type SessionContext = { context: AuthContext } | null;

/** Signs in somebody whom the caller has made sure of; never reachable from outside. */
function startingSessions() {
  const startSession = createAuthEndpoint.serverOnly(
    { method: 'POST', body: z.object({ personId: z.string() }), requireHeaders: true },
    async (ctx) => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.personId);
      if (!user) return { token: null };
      const session = await ctx.context.internalAdapter.createSession(user.id);
      await setSessionCookie(ctx, { session, user }, false);
      return { token: session.token };
    },
  );
  return { id: 'starting-sessions', endpoints: { startSession } };
}

/** The library's options. It runs on the pool as the login role: its queries are never part of our transactions. */
export function libraryOptions({ pool, secret, origin, trustedOrigins, attempts }: LibraryOptions) {
  return {
    database: {
      db: new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) }),
      type: 'postgres' as const,
      schemaName: SCHEMA,
      transaction: false,
    },
    appName: 'greenfab',
    baseURL: origin,
    basePath: '/api/auth',
    secrets: [{ version: 1, value: secret }], // given in full, so that no environment variable replaces it
    trustedOrigins: [...trustedOrigins],
    telemetry: { enabled: false },
    logger: { disabled: true }, // its lines name user names; what goes wrong reaches our own error handler
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    user: {
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        active: { type: 'boolean' as const, required: true, input: false },
        sample: { type: 'boolean' as const, required: true, input: false },
      },
    },
    session: {
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
    },
    account: {
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
      storeIdentifier: 'hashed' as const,
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/username': { window: 60, max: 60 },
        '/change-password': { window: 60, max: 10 },
        '/two-factor/*': { window: 60, max: 30 },
      },
      customStorage: {
        consume: async (key: string, rule: { window: number; max: number }) => {
          const { allowed, waitSeconds } = attempts.take(key, { most: rule.max, seconds: rule.window });
          return { allowed, retryAfter: allowed ? null : waitSeconds };
        },
      },
    },
    advanced: {
      // Over https no other host of the company, and no path, can put a cookie of this name there (RFC 6265bis, 4.1.3.2).
      cookiePrefix: cookieNameOf('greenfab', origin),
      useSecureCookies: false,
      defaultCookieAttributes: { secure: origin.startsWith('https:') },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      database: { generateId: 'uuid' as const, joins: true },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session: { userId: string }, context: SessionContext) => {
            const user = await context?.context.internalAdapter.findUserById(session.userId);
            if (!(user as { active?: boolean } | null | undefined)?.active) throw new APIError('UNAUTHORIZED');
            return { data: { ...session, ipAddress: null, userAgent: null } };
          },
          after: async (_: unknown, context: SessionContext) => {
            const over = [{ field: 'expiresAt', operator: 'lt' as const, value: new Date() }];
            await context?.context.adapter.deleteMany({ model: 'session', where: over });
          },
        },
      },
    },
    plugins: [
      username({
        displayUsername: false,
        minUsernameLength: userNameLength.least,
        maxUsernameLength: userNameLength.most,
        usernameNormalization: normalUserName,
        usernameValidator: isUserName,
      }),
      // Nobody's device is trusted to leave the second factor out; what is stored is encrypted with the secret.
      twoFactor({
        issuer: 'greenfab',
        twoFactorCookieMaxAge: SECOND_FACTOR_SECONDS,
        accountLockout: { maxFailedAttempts: 10, durationSeconds: 15 * 60 },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factor',
            fields: {
              backupCodes: 'backup_codes',
              userId: 'user_id',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      startingSessions(),
    ],
  };
}

export type SignInLibrary = ReturnType<typeof makeLibrary>;
export const makeLibrary = (options: LibraryOptions) => betterAuth(libraryOptions(options));

/** The session that an answer of the library starts, by its token; undefined when it starts none. */
export function tokenIn(from: Headers): string | undefined {
  for (const cookie of from.getSetCookie()) {
    const [, value] = /^[^=]*session_token=([^;]*)/.exec(cookie) ?? [];
    if (value) return decodeURIComponent(value).split('.')[0];
  }
  return undefined;
}

/** Gives a browser the cookies of the library's answer. */
export function passCookies(from: Headers, reply: FastifyReply): void {
  const cookies = from.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
}
