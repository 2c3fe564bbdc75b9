// The HTTP server: every declared route with its permission, problem documents in the reader's language, and the web files.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Session } from '../access/session.ts';
import { type Dictionary, isLanguage, type Language, word } from '../i18n/words.ts';
import { asRefusal } from '../records/server/record.ts';
import { Refused, refusals } from '../records/server/refusal.ts';
import { type FileAnswer, type Need, needOf, type Route } from './route.ts';

export interface ServerOptions {
  routes: readonly Route[];
  words: Dictionary;
  language: Language;
  sessionOf(request: FastifyRequest): Promise<Session | null>;
  /** throws for a state-changing request that another site's page sent */
  refuseForeignOrigin(headers: FastifyRequest['headers']): void;
  /** folder of the built web application; absent while it is being built */
  webFolder: string;
  maxUploadBytes: number;
}

/** The reader's language: `?lang=`, then the header, then the installation's. */
export function languageOf(request: FastifyRequest, fallback: Language): Language {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  if (isLanguage(asked)) return asked;
  const header = request.headers['accept-language'] ?? '';
  const first = /^\s*(zh|en)/i.exec(header)?.[1]?.toLowerCase();
  return isLanguage(first) ? first : fallback;
}

function problem(
  reply: FastifyReply,
  status: number,
  code: string,
  words: Dictionary,
  language: Language,
  facts: Record<string, string | number> = {},
  extra: object = {},
) {
  return reply
    .code(status)
    .type('application/problem+json')
    .header('content-language', language)
    .send({ type: `about:blank#${code}`, title: word(words, language, code, facts), status, code, facts, ...extra });
}

const isFile = (answer: unknown): answer is FileAnswer =>
  typeof answer === 'object' && answer !== null && 'fileName' in answer && 'body' in answer;

function allowed(session: Session | null, need: Need): 'yes' | 'not_signed_in' | 'not_allowed' {
  if (need === 'anyone') return 'yes';
  if (!session) return 'not_signed_in';
  if (need === 'signed-in') return 'yes';
  return session.may(need.action, need.scopeId) ? 'yes' : 'not_allowed';
}

/** Builds the server; the caller listens. */
export async function makeServer(
  options: ServerOptions,
  extend?: (app: FastifyInstance) => Promise<void>,
): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, bodyLimit: 16 * 1024 * 1024, genReqId: () => randomUUID(), trustProxy: false });
  const { words } = options;
  await app.register(fastifyMultipart, { limits: { fileSize: options.maxUploadBytes, files: 1 } });

  app.addHook('onSend', async (request, reply) => {
    // What somebody may see is nobody else's who comes to the same browser, or to a cache on the way.
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'private, no-store');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('referrer-policy', 'same-origin');
    reply.header('x-frame-options', 'SAMEORIGIN');
    reply.header(
      'content-security-policy',
      "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'",
    );
  });

  app.setErrorHandler((error: unknown, request, reply) => {
    const language = languageOf(request, options.language);
    const refused = asRefusal(error);
    if (refused instanceof Refused) {
      const problems = refused.problems.map((one) => ({ ...one, words: word(words, language, one.code, one.facts) }));
      return problem(
        reply,
        refusals[refused.code].status,
        refused.code,
        words,
        language,
        refused.facts,
        problems.length > 0 ? { problems } : {},
      );
    }
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    if (code === 'FST_REQ_FILE_TOO_LARGE') return problem(reply, 413, 'file_too_large', words, language);
    if (statusCode && statusCode < 500) return problem(reply, statusCode, 'wrong_input', words, language);
    // By the address that was declared: what stands in the address that was asked may be a secret, as a one-time link is.
    process.stderr.write(
      `${request.id} ${request.method} ${request.routeOptions.url ?? 'no route'}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return problem(reply, 500, 'unexpected', words, language, { request: String(request.id) });
  });

  for (const route of options.routes) {
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const language = languageOf(request, options.language);
        if (route.method !== 'GET') options.refuseForeignOrigin(request.headers);
        const session = await options.sessionOf(request);
        const given = { ...(request.query as object), ...(request.params as object) };
        const query = route.query ? route.query.safeParse(given) : { success: true as const, data: given };
        const body = route.body ? route.body.safeParse(request.body) : { success: true as const, data: undefined };
        if (!query.success || !body.success) {
          // Who may not come in at all learns nothing about the shape of the door.
          if (!session && allowed(null, needOf(route)) !== 'yes')
            return problem(reply, 401, 'not_signed_in', words, language);
          const issues = [...(query.success ? [] : query.error.issues), ...(body.success ? [] : body.error.issues)];
          return problem(
            reply,
            400,
            'wrong_input',
            words,
            language,
            {},
            { issues: issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) },
          );
        }
        const input = { ...query.data, body: body.data } as never;
        const verdict = allowed(session, route.may(input));
        if (verdict !== 'yes') return problem(reply, refusals[verdict].status, verdict, words, language);
        const answer = await route.answer({ session: session as Session, request, reply }, input);
        if (reply.sent) return reply;
        if (isFile(answer)) {
          const disposition = answer.inline ? 'inline' : 'attachment';
          return reply
            .type(answer.mediaType)
            .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`)
            .send(answer.body);
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
        ? reply.header('cache-control', 'no-cache').sendFile(name, options.webFolder, { cacheControl: false })
        : problem(reply, 404, 'not_found', words, languageOf(request, options.language)),
    );
  }
  app.setNotFoundHandler((request, reply) => {
    const language = languageOf(request, options.language);
    const wantsPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage) return problem(reply, 404, 'not_found', words, language);
    if (!existsSync(`${options.webFolder}/index.html`)) {
      return reply
        .type('text/html; charset=utf-8')
        .header('refresh', '1')
        .send(
          `<!doctype html><meta charset="utf-8"><title>greenfab</title><p>${word(words, language, 'web_building')}</p>`,
        );
    }
    return reply.header('cache-control', 'no-cache').sendFile('index.html', options.webFolder, { cacheControl: false });
  });
  return app;
}
