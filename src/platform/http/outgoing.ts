// What becomes of an answer on its way out: tagged, left out where the caller has it, packed where he takes that.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasAlready, hashOf, tagOf } from './conditional.ts';
import { packingFrom } from './negotiate.ts';
import { packable } from './pack-answer.ts';
import { sentBefore } from './sent-before.ts';

/** Requests whose answer is told once, and is therefore not packed. */
export const secrets = new WeakSet<FastifyRequest>();

/** The payload of an answer as it is sent. */
export async function outgoing(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string,
): Promise<string | Buffer> {
  reply.header('vary', 'accept-encoding, accept-language, authorization, cookie');
  const isSecret = secrets.has(request);
  const known = isSecret ? undefined : sentBefore(payload);
  if ((request.method === 'GET' || request.method === 'HEAD') && reply.statusCode === 200 && payload !== '') {
    const record = /^"([^"]*)"$/.exec(String(reply.getHeader('etag') ?? ''))?.[1];
    const tag = tagOf(known?.hash ?? hashOf(payload), record);
    reply.header('etag', tag);
    if (hasAlready(request.headers['if-none-match'], tag)) {
      reply.code(304).removeHeader('content-type').removeHeader('content-length');
      return '';
    }
  }
  const packing = packingFrom(request.headers['accept-encoding']);
  if (!packing || !known || !packable(reply.getHeader('content-type'), payload.length)) return payload;
  reply.header('content-encoding', packing).removeHeader('content-length');
  return known.packed(packing);
}
