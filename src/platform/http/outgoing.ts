// What becomes of an answer on its way out: tagged, left out where the caller has it, packed where he takes that.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasAlready, tagOf } from './conditional.ts';
import { packingFrom } from './negotiate.ts';
import { packable, packed } from './pack-answer.ts';

/** Requests whose answer is told once, and is therefore not packed. */
export const secrets = new WeakSet<FastifyRequest>();

/** The payload of an answer as it is sent. */
export async function outgoing(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string,
): Promise<string | Buffer> {
  reply.header('vary', 'accept-encoding, accept-language, authorization, cookie');
  if ((request.method === 'GET' || request.method === 'HEAD') && reply.statusCode === 200 && payload !== '') {
    const record = /^"([^"]*)"$/.exec(String(reply.getHeader('etag') ?? ''))?.[1];
    const tag = tagOf(payload, record);
    reply.header('etag', tag);
    if (hasAlready(request.headers['if-none-match'], tag)) {
      reply.code(304).removeHeader('content-type').removeHeader('content-length');
      return '';
    }
  }
  const packing = packingFrom(request.headers['accept-encoding']);
  if (!packing || secrets.has(request) || !packable(reply.getHeader('content-type'), payload.length)) return payload;
  reply.header('content-encoding', packing).removeHeader('content-length');
  return packed(payload, packing);
}
