// Whether the ties of papers to records still are what the history says of them: which file, behind what, and what ended why.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { type DigestedLink, digestOfEnds, digestOfLinks } from './attach.ts';

/** A place in the history where the ties and what is said of them do not agree. */
export interface LinkDiscrepancy {
  what: 'entry_digest' | 'unknown_entry';
  where: string;
}

interface Said {
  seq: number;
  kind: string;
  scopeId: string | null;
  /** the file that was attached, or why it was detached */
  reason: string | null;
  digests: string[];
}

const keyOf = (one: { seq: number; kind: string; scopeId: string | null }, name: string) =>
  `${one.kind} ${one.seq} ${one.scopeId ?? 'group'} ${name}`;

/**
 * Ties of one act are told by one entry, or each by its own where they were made one after the other.
 * @param digests what the entries say @param whole over all of them @param each over one each
 */
function agrees(digests: readonly string[], whole: string, each: readonly string[]): boolean {
  if (digests.length === 1) return digests[0] === whole;
  return [...digests].sort().join() === [...each].sort().join();
}

function compare<T>(
  said: ReadonlyMap<string, readonly string[]>,
  found: ReadonlyMap<string, readonly T[]>,
  digest: (of: readonly T[]) => Buffer,
): LinkDiscrepancy[] {
  const wrong: LinkDiscrepancy[] = [];
  for (const [key, ties] of found) {
    const digests = said.get(key);
    if (!digests) wrong.push({ what: 'unknown_entry', where: `papers of ${key}` });
    else {
      const each = ties.map((one) => digest([one]).toString('hex'));
      if (!agrees(digests, digest(ties).toString('hex'), each))
        wrong.push({ what: 'entry_digest', where: `papers of ${key}` });
    }
  }
  for (const key of said.keys())
    if (!found.has(key)) wrong.push({ what: 'entry_digest', where: `papers of ${key}: they are gone` });
  return wrong;
}

const grouped = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
};

async function saidOf(tx: Tx, action: 'attach' | 'detach', name: (said: Said) => string) {
  const { rows } = await sql<Said>`
    select seq, kind, scope_id as "scopeId", reason, array_agg(encode(digest, 'hex')) as digests from history_entry
    where action = ${action} group by 1, 2, 3, 4`.execute(tx);
  const said = new Map<string, string[]>();
  for (const row of rows) {
    const key = keyOf(row, name(row));
    said.set(key, [...(said.get(key) ?? []), ...row.digests]);
  }
  return said;
}

/** Compares every tie, and every end of one, with the entry that speaks of it. */
export async function verifyLinks(tx: Tx): Promise<LinkDiscrepancy[]> {
  const { rows: links } = await sql<DigestedLink & { seq: number; scopeId: string | null }>`
    select id, seq, scope_id as "scopeId", kind, record_id as "recordId", encode(sha256, 'hex') as sha256, file_name as "fileName",
      evidence_kind as "evidenceKind", effective_on as "effectiveOn", expires_on as "expiresOn" from evidence_link`.execute(
    tx,
  );
  const { rows: ends } = await sql<{
    seq: number;
    kind: string;
    scopeId: string | null;
    linkId: string;
    replacedBy: string | null;
    reason: string | null;
  }>`
    select x.seq, l.kind, x.scope_id as "scopeId", x.link_id as "linkId", x.replaced_by as "replacedBy", x.reason
    from evidence_ended x join evidence_link l on l.id = x.link_id`.execute(tx);
  return [
    ...compare(
      await saidOf(tx, 'attach', ({ reason }) => reason ?? ''),
      grouped(links, (one) => keyOf(one, one.fileName)),
      digestOfLinks,
    ),
    // A reason is what the entry says too; where a newer edition took the place, it names the file.
    ...compare(
      await saidOf(tx, 'detach', () => ''),
      grouped(ends, (one) => keyOf(one, '')),
      digestOfEnds,
    ),
  ];
}
