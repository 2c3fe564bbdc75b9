// Masked fields: who may not read them there gets them as absent, with the mark that they are hidden; in what is filtered,
// sorted and summed, such a record has no value either, so that nothing can be found out by asking.
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Session } from '../../access/session.ts';
import type { Tx } from '../../db/database.ts';
import type { Problem, RecordKind, Values } from '../declare/kind.ts';
import type { Bound } from './move.ts';
import { findLatest, type Mask, type RecordRead } from './read.ts';
import { Refused } from './refusal.ts';

/** The mask of a kind for a session, or undefined when nothing is hidden from it. */
export function maskOf(session: Session, kind: RecordKind): Mask | undefined {
  const action = 'records.read-masked';
  const paths = kind.maskedPaths;
  if (paths.length === 0 || session.everywhere(action)) return undefined;
  if (kind.owner === 'group') return { paths, sees: () => false, seen: sql<boolean>`false` };
  const site = kind.site ?? 'site';
  const sites = session.reach(action);
  return {
    paths,
    sees: (values) => typeof values[site] === 'string' && sites.includes(values[site]),
    seen: sql<boolean>`(t.${sql.ref(`${site}_id`)} = any(${[...sites]}::uuid[]))`,
  };
}

/** A record with the paths that were hidden in it. */
export type Hiding<T> = T & { hidden?: readonly string[] };

/**
 * A content hash is over everything, so that by trying one could find out what is hidden: its place takes one that says
 * as much of sameness and cannot be worked out. Its key comes of the installation's secret: a page that was told one
 * outlives a restart, and may be answered by another process than the one that told it.
 */
let blinding: Uint8Array = randomBytes(32);
/** Said once, when an installation is opened; without it, as in a test, the key holds as long as the process. */
export const blindWith = (secret: string): void => {
  blinding = new Uint8Array(hkdfSync('sha256', secret, '', 'greenfab masked content', 32));
};
const blind = (hash: string): string => createHmac('sha256', blinding).update(hash).digest('hex');

/** A record as the reader may see it. */
export function hide<T extends Pick<RecordRead, 'values' | 'hash'>>(record: T, mask: Mask | undefined): Hiding<T> {
  if (!mask || mask.sees(record.values)) return record;
  const values: Values = { ...record.values };
  for (const path of mask.paths) values[path] = null;
  return { ...record, values, hash: blind(record.hash), hidden: mask.paths };
}

/** What a reviewer said of a field is told to who may see the field. */
export const hideWords = <W extends { field: string | null; words: string }>(
  words: readonly W[],
  hidden: readonly string[] | undefined,
): W[] => words.filter(({ field }) => field === null || !hidden?.includes(field));

/** Revisions as their reader saw them, turned back into what they are bound to. */
export async function unblind(
  tx: Tx,
  kind: RecordKind,
  bound: readonly Bound[],
  mask: Mask | undefined,
): Promise<readonly Bound[]> {
  if (!mask) return bound;
  const newest = await findLatest(
    tx,
    kind,
    bound.map(({ id }) => id),
  );
  // A hash that he was not told is none, even if it is the right one: he would have worked it out.
  const told = new Map(newest.map((record) => [`${record.id} ${hide(record, mask).hash}`, record.hash]));
  return bound.map((one) => ({ ...one, hash: told.get(`${one.id} ${one.hash}`) ?? '' }));
}

/** What he said of it all the same is told not to have been taken, whether it was right or wrong. */
export const notTaken = (given: Readonly<Record<string, unknown>>, mask: Mask | undefined): Problem[] =>
  !mask || mask.sees(given)
    ? []
    : mask.paths
        .filter((field) => given[field] != null)
        .map((field) => ({ field, code: 'hidden_not_taken', level: 'warning' }));

/**
 * What somebody records who does not see everything: what is hidden from him stays what it was, whatever he says of it.
 * @param before the newest revision, when there is one
 * @throws Refused `not_allowed` where he would take what is hidden to a factory in which it would show
 */
export function keepHidden(
  kind: RecordKind,
  given: Readonly<Record<string, unknown>>,
  before: Pick<RecordRead, 'values'> | undefined,
  mask: Mask | undefined,
): Record<string, unknown> {
  const isHidden = before !== undefined && mask !== undefined && !mask.sees(before.values);
  const site = kind.site ?? 'site';
  if (isHidden && given[site] !== before.values[site]) throw new Refused('not_allowed');
  if (!mask || (mask.sees(given) && !isHidden)) return { ...given };
  const kept: Record<string, unknown> = { ...given };
  for (const path of mask.paths) kept[path] = before?.values[path] ?? null;
  return kept;
}
