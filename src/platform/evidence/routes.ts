// The endpoints of evidence that write: a file attached to records, one that is there already, a newer edition, an end.
import { z } from 'zod';
import type { Session } from '../access/session.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { isDay } from '../records/declare/check-values.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { askedKind } from '../records/server/asked.ts';
import { findLatest } from '../records/server/read.ts';
import { scopeOf } from '../records/server/record.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import { type AttachedTo, attachToMany, endLinks, findHeldLink, type Paper } from './attach.ts';
import { fileNameOf } from './file-name.ts';
import { openUpload } from './keep-upload.ts';
import { acceptedFor, type EvidenceKind, evidenceKinds, formatOf } from './kinds.ts';
import { findFile } from './read-file.ts';
import { type HeldLink, listHeldBeside } from './read-links.ts';
import type { EvidenceStore } from './store.ts';

/** What the endpoints of evidence need of the installation. */
export interface EvidenceWorld {
  db: Database;
  kinds: Kinds;
  evidence: EvidenceStore;
  /** bytes of one paper */
  maxPaperBytes: number;
}

/** Records that one paper may be attached to at once. */
const MOST_RECORDS = 5_000;
const calendarDay = z.string().refine(isDay);
const said = {
  evidenceKind: z.enum(evidenceKinds).default('other'),
  effectiveOn: calendarDay.optional(),
  expiresOn: calendarDay.optional(),
};
const manyIds = z.array(z.uuid()).min(1).max(MOST_RECORDS);
const endReason = z.string().trim().max(500);

/** Refuses a file that this kind of paper never is. */
export function refuseUnaccepted(kind: EvidenceKind, mediaType: string): void {
  if (acceptedFor[kind].includes(mediaType)) return;
  const accepted = acceptedFor[kind].map(formatOf).join(', ');
  const found = formatOf(mediaType);
  throw found
    ? new Refused('file_type_not_accepted', { found, accepted })
    : new Refused('file_type_unknown', { accepted });
}

function refuseWrongDates(effectiveOn?: string, expiresOn?: string): void {
  if (effectiveOn && expiresOn && expiresOn < effectiveOn) throw new Refused('paper_dates_wrong');
}

/** Refuses where somebody may attach nothing; null is the group's own, which only the group's writers touch. */
function refuseForeign(session: Session, scopeIds: readonly (string | null)[]): void {
  for (const scopeId of scopeIds)
    if (scopeId === null ? !session.mayForGroup('evidence.attach') : !session.may('evidence.attach', scopeId))
      throw new Refused('not_allowed');
}

/** The records that are meant, each there and seen. @throws Refused `not_found`, `not_allowed` */
async function findRecords(tx: Tx, session: Session, kind: RecordKind, ids: readonly string[]): Promise<AttachedTo[]> {
  const wanted = [...new Set(ids)];
  const found = await findLatest(tx, kind, wanted);
  if (found.length !== wanted.length) throw new Refused('not_found');
  const records = found.map((record) => ({ recordId: record.id, scopeId: scopeOf(kind, record.values) }));
  refuseForeign(
    session,
    records.map(({ scopeId }) => scopeId),
  );
  return records;
}

/** Takes the place of a link, and, when asked, of every link of the same file that its reader may write. */
async function replace(tx: Tx, session: Session, paper: Paper, link: HeldLink, everywhere: boolean) {
  const beside = everywhere ? await listHeldBeside(tx, link) : [];
  const links = [link, ...beside.filter(({ scopeId }) => isMine(session, scopeId))];
  const made = await attachToMany(tx, paper, { kind: link.kind, records: links, via: 'web', replaces: link.id });
  const byRecord = new Map(made.map(({ id, recordId }) => [recordId, id]));
  const replacedBy = new Map(
    links.flatMap(({ id, recordId }) => {
      const newer = byRecord.get(recordId);
      return newer ? [[id, newer] as const] : [];
    }),
  );
  await endLinks(tx, links, { via: 'web', reason: null, replacedBy });
  return made;
}

function isMine(session: Session, scopeId: string | null): boolean {
  try {
    refuseForeign(session, [scopeId]);
    return true;
  } catch {
    return false;
  }
}

const isTrue = z.enum(['0', '1']).optional();

/** Endpoints that attach, replace and end. */
export function evidenceRoutes(world: EvidenceWorld): Route[] {
  const { db, kinds, evidence, maxPaperBytes } = world;
  const writerOf = (session: Session) => session.actorFor('evidence.attach');
  return [
    route({
      method: 'POST',
      path: '/api/v1/evidence',
      summary:
        'Attach a file to a record, or to several: the form’s field `records` then holds their ids, with commas, before the file',
      query: z.object({ kind: z.string(), record: z.uuid().optional(), ...said }),
      may: () => ({ action: 'evidence.attach' }),
      answer: async ({ session, request }, query) => {
        const kind = askedKind(kinds, query.kind);
        refuseWrongDates(query.effectiveOn, query.expiresOn);
        const find = (ids: readonly string[]) => db.as(writerOf(session), (tx) => findRecords(tx, session, kind, ids));
        // Before the first byte: what is not going to be attached is not kept either.
        const one = query.record ? await find([query.record]) : undefined;
        const upload = await openUpload(request);
        try {
          const many = one ? undefined : manyIds.safeParse((upload.said.records ?? '').split(','));
          if (many && !many.success) throw new Refused('wrong_input');
          const records = one ?? (await find(many?.data ?? []));
          const file = await upload.keep(evidence, maxPaperBytes, (mediaType) =>
            refuseUnaccepted(query.evidenceKind, mediaType),
          );
          const { evidenceKind, effectiveOn = null, expiresOn = null } = query;
          const paper = { file, fileName: upload.fileName, evidenceKind, effectiveOn, expiresOn };
          const links = await db.as(writerOf(session), (tx) =>
            attachToMany(tx, paper, { kind: kind.kind, records, via: 'web' }),
          );
          const { sha256, mediaType } = file;
          return { id: links[0]?.id ?? null, links, already: records.length - links.length, sha256, mediaType };
        } catch (error) {
          upload.drop();
          throw error;
        }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/evidence/links',
      summary: 'Attach a file that is there already to further records of a kind',
      body: z.object({
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        kind: z.string(),
        records: manyIds,
        fileName: z.string().max(200).optional(),
        ...said,
      }),
      may: () => ({ action: 'evidence.attach' }),
      answer: async ({ session }, { body }) => {
        const kind = askedKind(kinds, body.kind);
        refuseWrongDates(body.effectiveOn, body.expiresOn);
        const file = await findFile(world, session, body.sha256);
        refuseUnaccepted(body.evidenceKind, file.mediaType);
        const { evidenceKind, effectiveOn = null, expiresOn = null } = body;
        const fileName = body.fileName ? fileNameOf(body.fileName) : file.fileName;
        return db.as(writerOf(session), async (tx) => {
          const records = await findRecords(tx, session, kind, body.records);
          const paper = { file, fileName, evidenceKind, effectiveOn, expiresOn };
          const links = await attachToMany(tx, paper, { kind: kind.kind, records, via: 'web' });
          return { links, already: records.length - links.length };
        });
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/evidence/links/:id/replace',
      summary:
        'A newer edition of a paper takes its place, here or wherever the same file lies; the older one stays readable',
      query: z.object({ id: z.uuid(), everywhere: isTrue, ...said, evidenceKind: z.enum(evidenceKinds).optional() }),
      may: () => ({ action: 'evidence.attach' }),
      answer: async ({ session, request }, query) => {
        refuseWrongDates(query.effectiveOn, query.expiresOn);
        const held = await db.as(writerOf(session), (tx) => findHeldLink(tx, query.id));
        refuseForeign(session, [held.scopeId]);
        const evidenceKind = query.evidenceKind ?? evidenceKinds.find((one) => one === held.evidenceKind) ?? 'other';
        const upload = await openUpload(request);
        const file = await upload.keep(evidence, maxPaperBytes, (mediaType) =>
          refuseUnaccepted(evidenceKind, mediaType),
        );
        const { effectiveOn = null, expiresOn = null } = query;
        const paper = { file, fileName: upload.fileName, evidenceKind, effectiveOn, expiresOn };
        return db.as(writerOf(session), async (tx) => {
          const link = await findHeldLink(tx, query.id);
          return { links: await replace(tx, session, paper, link, query.everywhere === '1'), sha256: file.sha256 };
        });
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/evidence/links/:id/end',
      summary: 'Detach a paper from a record, saying why; the paper stays and is shown as detached',
      query: z.object({ id: z.uuid() }),
      body: z.object({ reason: endReason }),
      may: () => ({ action: 'evidence.attach' }),
      answer: async ({ session }, { id, body }) => {
        if (body.reason === '') throw new Refused('reason_required');
        await db.as(writerOf(session), async (tx) => {
          const link = await findHeldLink(tx, id);
          refuseForeign(session, [link.scopeId]);
          await endLinks(tx, [link], { via: 'web', reason: body.reason });
        });
        return { ended: 1 };
      },
    }),
  ];
}
