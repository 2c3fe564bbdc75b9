// A request that names itself is done once: asked again with the same name, the first answer is given again.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Session } from '../access/session.ts';
import { type Actor, type Database, systemActor } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import type { Route } from './route.ts';

/** An answer that was given. */
export interface KeptAnswer {
  status: number;
  mediaType: string;
  body: string;
}

/** Where answers are kept. */
export interface NamedAnswers {
  take(actor: Actor, request: NamedRequest): Promise<KeptAnswer | undefined>;
  keep(actor: Actor, key: string, answer: KeptAnswer | null): Promise<void>;
}

/** What is asked: the same name for something else is a mistake. */
export interface NamedRequest {
  key: string;
  /** the key that it came with, whose limits are not another's */
  by: string | null;
  method: string;
  url: string;
  body: unknown;
}

/** Requests that are being answered under a name. */
const answering = new WeakMap<FastifyRequest, { actor: Actor; key: string }>();

/**
 * Takes the name that a request gives itself in `idempotency-key`, where it changes something. A file that is uploaded is
 * not looked into: its length stands for it. What is told once is kept nowhere, so such a request takes no name.
 * @returns the answer that was given under it before
 * @throws Refused `key_reused`, `still_working`, `wrong_input` for a name that cannot be one
 */
export async function takeNamed(
  named: NamedAnswers | undefined,
  route: Route,
  { actor, key: by }: Session,
  request: FastifyRequest,
): Promise<KeptAnswer | undefined> {
  const key = request.headers['idempotency-key'];
  if (!named || key === undefined || route.method !== 'POST' || route.file || route.secret) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) throw new Refused('wrong_input');
  const body = request.body ?? request.headers['content-length'];
  const kept = await named.take(actor, { key, by: by?.id ?? null, method: request.method, url: request.url, body });
  if (!kept) answering.set(request, { actor, key });
  return kept;
}

/** Keeps an answer that goes out under a name; one that may come out otherwise at the next try is forgotten. */
export async function keepNamed(
  named: NamedAnswers | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string,
): Promise<void> {
  const name = answering.get(request);
  if (!named || !name) return;
  answering.delete(request);
  const { statusCode: status } = reply;
  const mediaType = String(reply.getHeader('content-type') ?? 'application/json');
  await named.keep(name.actor, name.key, status >= 500 ? null : { status, mediaType, body: payload });
}

/** Answers kept in the database, for a day. */
export const namedAnswers = (db: Database): NamedAnswers => ({
  take: (actor, request) => takeName(db, actor, request),
  keep: (actor, key, answer) => keepAnswer(db, actor, key, answer),
});

/** A server that dies while it answers leaves a name behind that nobody would ever answer to. */
const ABANDONED = '10 minutes';
const KEPT = '24 hours';

const askedOf = ({ by, method, url, body }: NamedRequest): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([by, method, url, body ?? null]))
    .digest();

/**
 * Takes a request's name. @returns the answer that it was given before, or nothing where it is to be answered now
 * @throws Refused `key_reused` for another request, `still_working` while the first is being answered
 */
async function takeName(db: Database, actor: Actor, request: NamedRequest): Promise<KeptAnswer | undefined> {
  return db.as(actor, async (tx) => {
    // What is older than a day is nobody's any more; his own at the next name, everybody else's by the sweep.
    await sql`delete from api_answer where actor = app_actor() and (at < now() - ${KEPT}::interval
      or (status is null and at < now() - ${ABANDONED}::interval))`.execute(tx);
    const asked = askedOf(request);
    const { numAffectedRows: isNew } = await sql`insert into api_answer (actor, key, asked)
      values (app_actor(), ${request.key}, ${asked}) on conflict do nothing`.execute(tx);
    if (isNew === 1n) return undefined;
    const { rows } = await sql<{ asked: Buffer; status: number | null; media_type: string; body: string }>`
      select asked, status, media_type, body from api_answer where actor = app_actor() and key = ${request.key}`.execute(
      tx,
    );
    const [kept] = rows;
    if (kept && !kept.asked.equals(asked)) throw new Refused('key_reused');
    if (!kept || kept.status === null) throw new Refused('still_working');
    return { status: kept.status, mediaType: kept.media_type, body: kept.body };
  });
}

/** Keeps the answer to a named request for a day; nothing, where it failed and may be tried again. */
async function keepAnswer(db: Database, actor: Actor, key: string, answer: KeptAnswer | null): Promise<void> {
  await db.as(actor, async (tx) => {
    if (answer === null) await sql`delete from api_answer where actor = app_actor() and key = ${key}`.execute(tx);
    else
      await sql`update api_answer set status = ${answer.status}, media_type = ${answer.mediaType}, body = ${answer.body}
        where actor = app_actor() and key = ${key}`.execute(tx);
  });
}

/** Takes away what is older than a day: who never comes back would leave his for ever. */
export async function sweepAnswers(db: Database): Promise<void> {
  await db.as(systemActor('operator'), (tx) =>
    sql`delete from api_answer where at < now() - ${KEPT}::interval`.execute(tx),
  );
}
