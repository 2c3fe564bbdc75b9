// Sends a file as the answer: under its name, whole or the part that was asked for, and not at all when the reader has it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FileAnswer } from './route.ts';

/** The one part that a `Range` header asks for; undefined for the whole, null for what the file does not have. */
export function rangeAsked(
  header: string | undefined,
  bytes: number,
): { from: number; before: number } | null | undefined {
  // Several parts at once are answered with the whole, as RFC 9110 allows.
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!asked || (asked[1] === '' && asked[2] === '')) return undefined;
  const [first, last] = [asked[1], asked[2]];
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const before = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  return from < before ? { from, before } : null;
}

/** Sends it. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, answer: FileAnswer): FastifyReply {
  const { whole } = answer;
  const disposition = answer.inline ? 'inline' : 'attachment';
  reply
    .type(answer.mediaType)
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`);
  if (answer.policy) reply.header('content-security-policy', answer.policy);
  if (!whole) return reply.send(answer.body);
  const tag = `"${whole.tag}"`;
  const { 'if-none-match': known, 'if-range': condition, range: header } = request.headers;
  reply.header('etag', tag).header('accept-ranges', 'bytes');
  if (known?.split(',').some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, ''))))
    return reply.code(304).send();
  const range = condition === undefined || condition === tag ? rangeAsked(header, whole.bytes) : undefined;
  if (range === null)
    return reply
      .code(416)
      .header('content-range', `bytes */${whole.bytes}`)
      .removeHeader('content-disposition')
      .send('');
  if (range) reply.code(206).header('content-range', `bytes ${range.from}-${range.before - 1}/${whole.bytes}`);
  reply.header('content-length', String(range ? range.before - range.from : whole.bytes));
  // A question about a file alone is answered without opening it.
  if (request.method === 'HEAD') return reply.send('');
  return reply.send(whole.read(range));
}
