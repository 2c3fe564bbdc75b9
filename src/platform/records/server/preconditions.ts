// What a caller saw before he changes a record: `if-match` names the revision, and one that moved on is told, not overwritten.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../../db/database.ts';
import { tagsOf } from '../../http/conditional.ts';
import type { FieldValue, Problem, RecordKind } from '../declare/kind.ts';
import { hide } from './masked.ts';
import { listRevisions, type Mask, type RecordRead } from './read.ts';
import { Refused } from './refusal.ts';

/** A revision never changes, so its number is the tag of what it holds. */
export const tagOfRevision = (revision: number): string => `"r${revision}"`;
const revisionIn = (tag: string): number | undefined => Number(/^r(\d{1,9})(-|$)/.exec(tag)?.[1]) || undefined;

/** Where the next page begins, for callers that follow links (RFC 8288). */
export function linkNext(request: FastifyRequest, reply: FastifyReply, next: string | null): void {
  if (next === null) return;
  const address = new URL(request.url, 'http://here.invalid');
  address.searchParams.delete('offset');
  address.searchParams.set('cursor', next);
  reply.header('link', `<${address.pathname}${address.search}>; rel="next"`);
}

/**
 * The revision that a request says it is based on: `if-match` names it; `if-none-match: *` says that there is none.
 * @returns undefined where the request says nothing
 * @throws Refused `changed_meanwhile` with every field that changed since, `not_found` where there is no such record
 */
export async function seenRevision(
  tx: Tx,
  kind: RecordKind,
  id: string,
  headers: IncomingHttpHeaders,
  mask: Mask | undefined,
): Promise<number | undefined> {
  const mustBeNew = headers['if-none-match']?.trim() === '*';
  const match = headers['if-match'];
  if (match === undefined && !mustBeNew) return undefined;
  const revisions = await listRevisions(tx, kind, id);
  const now = revisions.at(-1);
  if (mustBeNew) {
    if (now) throw new Refused('changed_meanwhile', { seen: 0, now: now.revision });
    return undefined;
  }
  if (!now) throw new Refused('not_found');
  if (match?.trim() === '*') return now.revision;
  const seen = tagsOf(match).flatMap((tag) => revisionIn(tag) ?? []);
  if (seen.includes(now.revision)) return now.revision;
  const last = Math.max(0, ...seen);
  const before = revisions.find(({ revision }) => revision === last);
  throw new Refused(
    'changed_meanwhile',
    { seen: last, now: now.revision },
    before ? changesOf(hide(before, mask), hide(now, mask)) : [],
  );
}

/** Field by field, what was and what is. */
function changesOf(before: RecordRead, now: RecordRead): Problem[] {
  const told = (value: FieldValue | undefined): string =>
    value === null || value === undefined ? '—' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const problem = (field: string | null, was: string, is: string): Problem[] =>
    was === is ? [] : [{ field, code: 'changed_to', level: 'error', facts: { was, now: is } }];
  const fields = [...new Set([...Object.keys(before.values), ...Object.keys(now.values)])];
  return [
    ...fields.flatMap((field) => problem(field, told(before.values[field]), told(now.values[field]))),
    ...problem('lines', JSON.stringify(before.lines), JSON.stringify(now.lines)),
  ];
}
