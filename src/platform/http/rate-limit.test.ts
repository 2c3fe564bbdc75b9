// Who asks too often is told when to go on; a key, a person and an address are counted apart.
import type { FastifyReply } from 'fastify';
import { expect, test } from 'vitest';
import type { Session } from '../access/session.ts';
import { Refused } from '../records/server/refusal.ts';
import { RateLimit } from './rate-limit.ts';

const replying = () => {
  const headers: Record<string, string> = {};
  const reply = { header: (name: string, value: string) => (headers[name] = value) } as unknown as FastifyReply;
  return { headers, reply };
};
const person = { personId: 'p' } as Session;
const program = { personId: 'p', key: { id: 'k' } } as Session;

test('the third of two a minute waits for the end of the minute', () => {
  let now = 0;
  const limit = new RateLimit({ person: 2, key: 1, address: 1 }, () => now);
  const first = replying();
  limit.take(person, '10.0.0.1', first.reply);
  expect(first.headers).toEqual({ 'ratelimit-policy': '"person";q=2;w=60', ratelimit: '"person";r=1;t=60' });
  now = 20_000;
  limit.take(person, '10.0.0.2', replying().reply);
  const third = replying();
  expect(() => limit.take(person, '10.0.0.1', third.reply)).toThrow(new Refused('too_many_requests', { seconds: 40 }));
  expect(third.headers).toMatchObject({ 'retry-after': '40', ratelimit: '"person";r=0;t=40' });
  limit.take(program, '10.0.0.1', replying().reply);
  expect(() => limit.take(program, '10.0.0.1', replying().reply)).toThrow('too_many_requests');
  limit.take(null, '10.0.0.1', replying().reply);
  expect(() => limit.take(null, '10.0.0.1', replying().reply)).toThrow('too_many_requests');
  limit.take(null, '10.0.0.2', replying().reply);
  now = 60_000;
  limit.take(person, '10.0.0.1', replying().reply);
});

test('where there is no limit nothing is counted', () => {
  const limit = new RateLimit({ person: 0, key: 0, address: 0 });
  const { headers, reply } = replying();
  for (let n = 0; n < 100; n++) limit.take(null, '10.0.0.1', reply);
  expect(headers).toEqual({});
});
