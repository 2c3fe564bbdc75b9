// The endpoints of evidence: a file attached to a record, and a file shown to who may see a record behind it.
import { sql } from 'kysely';
import { z } from 'zod';
import { GROUP_ID } from '../access/organisation.ts';
import type { Database } from '../db/database.ts';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import { isDay } from '../records/declare/check-values.ts';
import { askedKind } from '../records/server/asked.ts';
import { findLatest } from '../records/server/read.ts';
import { scopeOf } from '../records/server/record.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import { attachEvidence } from './attach.ts';
import { keepUpload } from './keep-upload.ts';
import { type EvidenceStore, shownInPlace } from './store.ts';

const calendarDay = z.string().refine(isDay);

/** Endpoints of evidence. */
export function evidenceRoutes(world: {
  db: Database;
  kinds: Kinds;
  evidence: EvidenceStore;
  maxUploadBytes: number;
}): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/evidence',
      summary: 'Attach a file to a record',
      query: z.object({
        kind: z.string(),
        record: z.uuid(),
        evidenceKind: z.string().max(60).default('other'),
        effectiveOn: calendarDay.optional(),
      }),
      may: () => ({ action: 'evidence.attach' }),
      answer: async ({ session, request }, query) => {
        const kind = askedKind(world.kinds, query.kind);
        const writer = session.actorFor('evidence.attach');
        // Before the first byte: what is not going to be attached is not kept either.
        const scopeId = await world.db.as(writer, async (tx) => {
          const [record] = await findLatest(tx, kind, [query.record]);
          if (!record) throw new Refused('not_found');
          return scopeOf(kind, record.values);
        });
        if (!session.may('evidence.attach', scopeId ?? GROUP_ID) || (scopeId === null && writer.group !== 'write'))
          throw new Refused('not_allowed');
        const { file, fileName } = await keepUpload(request, world.evidence, world.maxUploadBytes);
        return world.db.as(writer, async (tx) => {
          const id = await attachEvidence(tx, {
            file,
            fileName,
            evidenceKind: query.evidenceKind,
            kind: kind.kind,
            recordId: query.record,
            scopeId,
            effectiveOn: query.effectiveOn ?? null,
            via: 'web',
          });
          return { id, sha256: file.sha256, mediaType: file.mediaType };
        });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/evidence/:sha256',
      summary: 'A file, for who may see a record or an import that it lies behind',
      query: z.object({
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        name: z.string().max(200).optional(),
        download: z.string().optional(),
      }),
      file: true,
      may: () => ({ action: 'evidence.read' }),
      answer: async ({ session }, { sha256, name, download }): Promise<FileAnswer> => {
        const found = await world.db.as(session.actor, async (tx) => {
          const { rows } = await sql<{ media_type: string; file_name: string }>`
            select f.media_type, coalesce((select l.file_name from evidence_link l where l.sha256 = f.sha256 limit 1), (select i.file_name from intake_import i where i.file_sha256 = f.sha256 limit 1)) as file_name
            from evidence_file f where f.sha256 = decode(${sha256}, 'hex')
              and (exists (select 1 from evidence_link l where l.sha256 = f.sha256) or exists (select 1 from intake_import i where i.file_sha256 = f.sha256))`.execute(
            tx,
          );
          return rows[0];
        });
        if (!found || !world.evidence.has(sha256)) throw new Refused('not_found');
        const inline = !download && shownInPlace.has(found.media_type);
        return {
          fileName: name ?? found.file_name,
          mediaType: inline ? found.media_type : 'application/octet-stream',
          body: world.evidence.read(sha256),
          inline,
        };
      },
    }),
  ];
}
