// The HTTP server: every declared route with its permission, problem documents in the reader's language, and the web files.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Session } from '../access/session.ts';
import { type Dictionary, isLanguage, type Language, word } from '../i18n/words.ts';
import { asRefusal } from '../records/server/record.ts';
import { Refused, refusals } from '../records/server/refusal.ts';
import { sendFile } from './file-answer.ts';
import { refuseForeignHost } from './hosts.ts';
import { keepNamed, type NamedAnswers, takeNamed } from './named-requests.ts';
import { languageFrom } from './negotiate.ts';
import { outgoing, secrets } from './outgoing.ts';
import { makeProblems } from './problem.ts';
import type { RateLimit } from './rate-limit.ts';
import { type FileAnswer, type Need, needOf, type Route } from './route.ts';
import { makeNonce, NONCE_PLACE, pagePolicy, putSafeHeaders, workerPolicy } from './safe-headers.ts';

const USUAL_BODY_BYTES = 2 * 1024 * 1024;
const HEADERS_MS = 20_000;
const UPLOAD_MS = 30 * 60_000;

export interface ServerOptions {
  routes: readonly Route[];
  words: Dictionary;
  language: Language;
  /** how others reach us: the types of our problems begin with it */
  baseUrl: string;
  /** who asks: by the key in `authorization` if there is one, and by nothing else then; otherwise by the cookie */
  sessionOf(request: FastifyRequest): Promise<Session | null>;
  /** counts requests, where there is a limit */
  rateLimit?: RateLimit;
  /** where answers to named requests are kept */
  named?: NamedAnswers;
  /** notes that somebody took a file, before he has it */
  noteFile?(session: Session, request: FastifyRequest, route: Route): Promise<void>;
  /** notes that somebody asked for what he may not */
  noteNotAllowed?(session: Session, request: FastifyRequest, route: Route): Promise<void>;
  /** addresses of proxies whose word on where a request came from is taken; nobody's unless set */
  trustProxy?: string[] | false;
  /** throws for a state-changing request that another site's page sent */
  refuseForeignOrigin(headers: FastifyRequest['headers']): void;
  /** folder of the built web application; absent while it is being built */
  webFolder: string;
  maxUploadBytes: number;
}

/** The reader's language: `?lang=`, then the header by its weights, then the installation's. */
export function languageOf(request: FastifyRequest, fallback: Language): Language {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  return isLanguage(asked) ? asked : languageFrom(request.headers['accept-language'], fallback);
}

/** What is wrong with the shape of a request is said in the reader's language too. */
const shapeWords: Record<Language, z.core.$ZodErrorMap> = {
  en: z.locales.en().localeError,
  zh: z.locales.zhCN().localeError,
};

const isFile = (answer: unknown): answer is FileAnswer =>
  typeof answer === 'object' && answer !== null && 'fileName' in answer && 'body' in answer;

function allowed(session: Session | null, need: Need, route: Route): 'yes' | 'not_signed_in' | 'not_allowed' {
  if (need === 'anyone') return 'yes';
  if (!session) return 'not_signed_in';
  // What is a person's own, such as his password or his keys, is none of a program's.
  if (need === 'signed-in') return session.key && !route.forKeys ? 'not_allowed' : 'yes';
  return session.may(need.action, need.scopeId) ? 'yes' : 'not_allowed';
}

/** Builds the server; the caller listens. */
export async function makeServer(
  options: ServerOptions,
  extend?: (app: FastifyInstance) => Promise<void>,
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: USUAL_BODY_BYTES,
    genReqId: () => randomUUID(),
    trustProxy: options.trustProxy ?? false,
    // Who sends a letter at a time holds no connection for ever; an upload over a slow line has its half-hour.
    requestTimeout: UPLOAD_MS,
    http: { headersTimeout: HEADERS_MS },
  });
  const { words } = options;
  const baseUrl = new URL(options.baseUrl);
  const isHttps = baseUrl.protocol === 'https:';
  const problem = makeProblems(options);
  await app.register(fastifyMultipart, { limits: { fileSize: options.maxUploadBytes, files: 1 } });

  app.addHook('onRequest', async ({ headers }) => refuseForeignHost(headers.host, baseUrl));
  app.addHook('onSend', async (request, reply, payload) => {
    // What somebody may see is nobody else's who comes to the same browser, or to a cache on the way.
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'private, no-store');
    putSafeHeaders(reply, { isHttps });
    if (!request.url.startsWith('/api/') || typeof payload !== 'string') return payload;
    await keepNamed(options.named, request, reply, payload);
    return outgoing(request, reply, payload);
  });

  app.setErrorHandler((error: unknown, request, reply) => {
    const language = languageOf(request, options.language);
    const refused = asRefusal(error);
    if (refused instanceof Refused) {
      const problems = refused.problems.map((one) => ({ ...one, words: word(words, language, one.code, one.facts) }));
      const { code, facts } = refused;
      if (code === 'key_not_valid') reply.header('www-authenticate', 'Bearer');
      return problem(reply, language, {
        ...{ status: refusals[code].status, code, facts },
        extra: problems.length > 0 ? { problems } : {},
      });
    }
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    if (code === 'FST_REQ_FILE_TOO_LARGE') return problem(reply, language, { status: 413, code: 'file_too_large' });
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return problem(reply, language, { status: 413, code: 'request_too_large' });
    if (statusCode && statusCode < 500) return problem(reply, language, { status: statusCode, code: 'wrong_input' });
    // By the address that was declared: what stands in the address that was asked may be a secret, as a one-time link is.
    process.stderr.write(
      `${request.id} ${request.method} ${request.routeOptions.url ?? 'no route'}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return problem(reply, language, { status: 500, code: 'unexpected', facts: { request: String(request.id) } });
  });

  for (const route of options.routes) {
    app.route({
      method: route.method,
      url: route.path,
      ...(route.largest === undefined ? {} : { bodyLimit: route.largest }),
      handler: async (request, reply) => {
        const language = languageOf(request, options.language);
        // A foreign page can make a browser send its cookies, but never a key.
        const hasKey = request.headers.authorization !== undefined;
        if (route.method !== 'GET' && !hasKey) options.refuseForeignOrigin(request.headers);
        const session = await options.sessionOf(request);
        options.rateLimit?.take(session, request.ip, reply);
        if (hasKey && !session) throw new Refused('key_not_valid');
        if (session?.lacks && !route.beforeSecondFactor)
          return problem(reply, language, { status: 403, code: 'second_factor_required' });
        const given = { ...(request.query as object), ...(request.params as object) };
        const said = { error: shapeWords[language] };
        const query = route.query ? route.query.safeParse(given, said) : { success: true as const, data: given };
        const body = route.body
          ? route.body.safeParse(request.body, said)
          : { success: true as const, data: undefined };
        if (!query.success || !body.success) {
          // Who may not come in at all learns nothing about the shape of the door.
          if (!session && allowed(null, needOf(route), route) !== 'yes')
            return problem(reply, language, { status: 401, code: 'not_signed_in' });
          const issues = [...(query.success ? [] : query.error.issues), ...(body.success ? [] : body.error.issues)];
          return problem(reply, language, {
            ...{ status: 400, code: 'wrong_input' },
            extra: { issues: issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) },
          });
        }
        const input = { ...query.data, body: body.data } as never;
        const verdict = allowed(session, route.may(input), route);
        if (verdict === 'not_allowed' && session) await options.noteNotAllowed?.(session, request, route);
        if (verdict !== 'yes') return problem(reply, language, { status: refusals[verdict].status, code: verdict });
        const kept = session && (await takeNamed(options.named, route, session, request));
        if (kept)
          return reply.code(kept.status).type(kept.mediaType).header('idempotency-replayed', 'true').send(kept.body);
        if (route.secret) secrets.add(request);
        const answer = await route
          .answer({ session: session as Session, request, reply }, input)
          .catch(async (error: unknown) => {
            const isRight = error instanceof Refused && error.code === 'not_allowed';
            if (isRight && session) await options.noteNotAllowed?.(session, request, route);
            throw error;
          });
        if (reply.sent) return reply;
        if (isFile(answer)) {
          if (session) await options.noteFile?.(session, request, route);
          return sendFile(request, reply, answer);
        }
        return reply.send(answer ?? null);
      },
    });
  }

  await extend?.(app);

  // Looked for at each request: at the first start the pages are still being built when the server begins to listen.
  const assets = join(options.webFolder, 'assets');
  mkdirSync(assets, { recursive: true });
  const immutable = { maxAge: '1y', immutable: true, preCompressed: true } as const;
  await app.register(fastifyStatic, { root: assets, prefix: '/assets/', index: false, ...immutable });
  // What makes the application one to install. Their names stay, so that they are asked for anew each time.
  const icons = ['icon-192', 'icon-512', 'maskable-512', 'apple-touch-180'].map((icon) => `icons/${icon}.png`);
  for (const name of ['sw.js', 'manifest.webmanifest', ...icons]) {
    app.get(`/${name}`, (request, reply) =>
      existsSync(join(options.webFolder, name))
        ? reply
            .header('cache-control', 'no-cache')
            .header('content-security-policy', workerPolicy)
            .sendFile(name, options.webFolder, { cacheControl: false })
        : problem(reply, languageOf(request, options.language), { status: 404, code: 'not_found' }),
    );
  }
  app.setNotFoundHandler((request, reply) => {
    const language = languageOf(request, options.language);
    const wantsPage =
      request.method === 'GET' &&
      (!request.url.startsWith('/api/') || /^\/api\/docs\/?(\?|$)/.test(request.url)) &&
      (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage) return problem(reply, language, { status: 404, code: 'not_found' });
    if (!existsSync(`${options.webFolder}/index.html`)) {
      return reply
        .type('text/html; charset=utf-8')
        .header('refresh', '1')
        .send(
          `<!doctype html><meta charset="utf-8"><title>greenfab</title><p>${word(words, language, 'web_building')}</p>`,
        );
    }
    // Never "not modified": the word in the page and the word in the header belong together.
    const nonce = makeNonce();
    return reply
      .header('cache-control', 'no-cache')
      .header('content-security-policy', pagePolicy(nonce))
      .type('text/html; charset=utf-8')
      .send(readFileSync(`${options.webFolder}/index.html`, 'utf8').replaceAll(NONCE_PLACE, nonce));
  });
  return app;
}
