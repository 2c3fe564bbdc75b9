// Ties a kept file to records: by whom, as what, since when it holds and until when; and ends such a tie without taking it away.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/database.ts';
import { appendEntry, historySeq, type Via } from '../history/entry.ts';
import { Refused } from '../records/server/refusal.ts';
import { settleExpiring } from './expiry.ts';
import type { HeldLink } from './read-links.ts';
import type { StoredFile } from './store.ts';

/** What is said of a paper when it is attached. */
export interface Paper {
  file: StoredFile;
  fileName: string;
  evidenceKind: string;
  /** the day the paper speaks of, which is not the day of its upload */
  effectiveOn: string | null;
  /** the last day on which it holds */
  expiresOn?: string | null;
}

export interface Attachment extends Paper {
  kind: string;
  recordId: string;
  scopeId: string | null;
  via: Via;
}

/** A record that a paper is attached to, and whose it is. */
export interface AttachedTo {
  recordId: string;
  scopeId: string | null;
}

/** Records that the file exists; the same content twice is one file. */
export async function noteFile(tx: Tx, file: StoredFile, seq: number): Promise<void> {
  await sql`insert into evidence_file (sha256, bytes, media_type, stored_by, seq)
    values (decode(${file.sha256}, 'hex'), ${file.bytes}, ${file.mediaType}, app_actor(), ${seq}) on conflict (sha256) do nothing`.execute(
    tx,
  );
  if (file.awaitsScan)
    await sql`insert into evidence_scan (sha256, state) values (decode(${file.sha256}, 'hex'), 'scanning') on conflict (sha256) do nothing`.execute(
      tx,
    );
}

/** A link as its entry in the history speaks of it. */
export interface DigestedLink {
  id: string;
  kind: string;
  recordId: string;
  sha256: string;
  fileName: string;
  evidenceKind: string;
  effectiveOn: string | null;
  expiresOn: string | null;
}

/** SHA-256 over one line of JSON a link, in order of their ids. */
export function digestOfLinks(links: readonly DigestedLink[]): Buffer {
  const digest = createHash('sha256');
  const ordered = [...links].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const one of ordered) {
    const { id, kind, recordId, sha256, fileName, evidenceKind, effectiveOn, expiresOn } = one;
    digest.update(`${JSON.stringify([id, kind, recordId, sha256, fileName, evidenceKind, effectiveOn, expiresOn])}\n`);
  }
  return digest.digest();
}

/** SHA-256 over the links that end, with what takes their place and why. */
export function digestOfEnds(
  ends: readonly { linkId: string; replacedBy: string | null; reason: string | null }[],
): Buffer {
  const digest = createHash('sha256');
  const ordered = [...ends].sort((a, b) => (a.linkId < b.linkId ? -1 : 1));
  for (const { linkId, replacedBy, reason } of ordered)
    digest.update(`${JSON.stringify([linkId, replacedBy, reason])}\n`);
  return digest.digest();
}

/**
 * Attaches one file to records of one kind. Where it is attached already and holds, it is not attached again, so that
 * sending twice attaches once.
 * @returns the new links
 */
export async function attachToMany(
  tx: Tx,
  paper: Paper,
  to: { kind: string; records: readonly AttachedTo[]; via: Via; replaces?: string },
): Promise<{ id: string; recordId: string }[]> {
  const seq = await historySeq(tx);
  const { file, fileName, evidenceKind, effectiveOn, expiresOn = null } = paper;
  await noteFile(tx, file, seq);
  const ids = to.records.map(({ recordId }) => recordId);
  const { rows: there } = await sql<{ record_id: string }>`
    select l.record_id from evidence_link l where l.kind = ${to.kind} and l.record_id = any(${`{${ids.join(',')}}`}::uuid[])
      and l.sha256 = decode(${file.sha256}, 'hex') and not exists (select from evidence_ended e where e.link_id = l.id)`.execute(
    tx,
  );
  const known = new Set(there.map((row) => row.record_id));
  // An edition that is the same file as the one that it replaces still replaces it: its dates may differ.
  const wanted = to.replaces ? to.records : to.records.filter(({ recordId }) => !known.has(recordId));
  const made = wanted.map(({ recordId, scopeId }) => ({ id: uuidv7(), recordId, scopeId }));
  if (made.length === 0) return [];
  await sql`insert into evidence_link (id, sha256, file_name, evidence_kind, kind, record_id, scope_id, effective_on, expires_on, seq, actor)
    select u.id, decode(${file.sha256}, 'hex'), ${fileName}, ${evidenceKind}, ${to.kind}, u.record_id, u.scope_id, ${effectiveOn}::date, ${expiresOn}::date, ${seq}, app_actor()
    from unnest(${`{${made.map(({ id }) => id).join(',')}}`}::uuid[], ${`{${made.map(({ recordId }) => recordId).join(',')}}`}::uuid[],
      ${`{${made.map(({ scopeId }) => scopeId ?? 'null').join(',')}}`}::uuid[]) as u (id, record_id, scope_id)`.execute(
    tx,
  );
  for (const scopeId of new Set(made.map((one) => one.scopeId))) {
    const links = made.flatMap((one) =>
      one.scopeId === scopeId
        ? [
            {
              ...{ id: one.id, recordId: one.recordId, kind: to.kind },
              sha256: file.sha256,
              fileName,
              evidenceKind,
              effectiveOn,
              expiresOn,
            },
          ]
        : [],
    );
    await appendEntry(tx, {
      ...{ seq, via: to.via, action: 'attach', kind: to.kind, scopeId, reason: fileName },
      ...{ rows: links.length, digest: digestOfLinks(links) },
    });
  }
  return made.map(({ id, recordId }) => ({ id, recordId }));
}

/** Attaches a file to one record. @returns the id of the link; of the one that is there already when it holds */
export async function attachEvidence(tx: Tx, attachment: Attachment): Promise<string> {
  const { kind, recordId, scopeId, via, ...paper } = attachment;
  const [made] = await attachToMany(tx, paper, { kind, via, records: [{ recordId, scopeId }] });
  if (made) return made.id;
  const { rows } = await sql<{ id: string }>`
    select l.id from evidence_link l where l.kind = ${kind} and l.record_id = ${recordId} and l.sha256 = decode(${paper.file.sha256}, 'hex')
      and not exists (select from evidence_ended e where e.link_id = l.id) order by l.at limit 1`.execute(tx);
  return rows[0]?.id as string;
}

/** The link that holds, if the reader sees it. @throws Refused `not_found`, `changed_since` when it has ended meanwhile */
export async function findHeldLink(tx: Tx, id: string): Promise<HeldLink> {
  const { rows } = await sql<HeldLink & { ended: boolean }>`
    select l.id, l.kind, l.record_id as "recordId", l.scope_id as "scopeId", encode(l.sha256, 'hex') as sha256, l.file_name as "fileName",
      l.evidence_kind as "evidenceKind", exists (select from evidence_ended e where e.link_id = l.id) as ended
    from evidence_link l where l.id = ${id}`.execute(tx);
  const [found] = rows;
  if (!found) throw new Refused('not_found');
  const { ended, ...link } = found;
  if (ended) throw new Refused('paper_ended');
  return link;
}

/** Ends links: the papers stay, and count for nothing from here on. The reason, or what replaces them, stands in the history. */
export async function endLinks(
  tx: Tx,
  links: readonly HeldLink[],
  how: { via: Via; reason: string | null; replacedBy?: ReadonlyMap<string, string> },
): Promise<void> {
  const seq = await historySeq(tx);
  const ends = links.map((link) => ({
    link,
    linkId: link.id,
    replacedBy: how.replacedBy?.get(link.id) ?? null,
    reason: how.reason,
  }));
  for (const { link, linkId, replacedBy, reason } of ends)
    await sql`insert into evidence_ended (link_id, replaced_by, reason, scope_id, seq, actor)
      values (${linkId}, ${replacedBy}::uuid, ${reason}, ${link.scopeId}::uuid, ${seq}, app_actor())`.execute(tx);
  await settleExpiring(
    tx,
    links.map(({ id }) => id),
  );
  for (const scopeId of new Set(links.map((link) => link.scopeId))) {
    const here = ends.filter(({ link }) => link.scopeId === scopeId);
    await appendEntry(tx, {
      ...{ seq, via: how.via, action: 'detach', kind: here[0]?.link.kind ?? null, scopeId },
      ...{ reason: how.reason ?? here[0]?.link.fileName ?? null, rows: here.length, digest: digestOfEnds(here) },
    });
  }
}
