// The endpoints of imported basins: a file in, how far it is read, and what was wrong with it in the reader's language.
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { isCalendarDate } from '#period/calendar-date.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { noteFile } from '#platform/evidence/attach.ts';
import { openUpload } from '#platform/evidence/keep-upload.ts';
import { historySeq } from '#platform/history/entry.ts';
import { type Route, route } from '#platform/http/route.ts';
import { askJob } from '#platform/jobs/declare.ts';
import type { BasinsAnswer } from '../model/basin-edition.ts';
import { listEditions, startEdition } from '../store/basins.ts';
import type { RiskWorld } from './risk-world.ts';

const day = z.string().refine(isCalendarDate).optional();

/** What a person says of a file: WRI's is CC BY 4.0, and whoever uses it names it. */
export const aboutFile = z.object({
  title: z.string().trim().min(1).max(200),
  published: day,
  licence: z.string().trim().min(1).max(200),
  source: z.string().trim().min(1).max(500),
});

/** Endpoints of basin files: the group's people bring them in, whoever reads records sees which there are. */
export function basinRoutes(world: Pick<RiskWorld, 'db' | 'evidence' | 'maxUploadBytes'>): Route[] {
  const { db, evidence } = world;
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/basins',
      summary:
        'Imported files of basins with their edition, licence and source, how far each is read and what is wrong',
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }): Promise<BasinsAnswer> =>
        db.as(session.actor, async (tx) => ({
          editions: await listEditions(tx),
          mayImport: session.everywhere('settings.change'),
        })),
    }),
    route({
      method: 'POST',
      path: '/api/v1/water/basins',
      summary:
        'Upload a file of WRI Aqueduct 4.0 (GeoPackage, GeoJSON, CSV); it is checked whole in the background before any of it is used',
      query: aboutFile,
      may: () => ({ action: 'settings.change', scopeId: GROUP_ID }),
      answer: async ({ session, request }, { title, published, licence, source }) => {
        const upload = await openUpload(request);
        const file = await upload.keep(evidence, world.maxUploadBytes);
        const actor = session.actorFor('settings.change');
        const id = uuidv7();
        await db.as(actor, async (tx) => {
          await noteFile(tx, file, await historySeq(tx));
          const about = { title, publishedOn: published ?? null, licence, source };
          await startEdition(tx, {
            id,
            ...about,
            fileName: upload.fileName,
            fileSha256: file.sha256,
            bytes: file.bytes,
          });
          await askJob(tx, { name: 'water.basins' }, actor, { edition: id });
        });
        return { id };
      },
    }),
  ];
}
