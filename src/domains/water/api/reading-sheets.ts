// Files of readings by HTTP: the same file is sent to be looked at, and again, with what its columns are, to be kept.
import { z } from 'zod';
import { keepUpload } from '#platform/evidence/keep-upload.ts';
import type { EvidenceStore } from '#platform/evidence/store.ts';
import { type Route, route } from '#platform/http/route.ts';
import { waterDestinations, waterSources, waterUses } from '../model/flows.ts';
import { sheetRoles } from '../model/reading-sheet.ts';
import { meterRoles } from '../records/meter.ts';
import { loadSheet, type SheetWorld } from './load-sheet.ts';

/** What the endpoint of files of readings needs of the installation. */
export interface SheetsWorld extends SheetWorld {
  evidence: EvidenceStore;
  maxUploadBytes: number;
}

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
const roles = z
  .string()
  .max(4_000)
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(sheetRoles)));

/** Endpoint of files of readings. */
export function readingSheetRoutes(world: SheetsWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/water/reading-sheets',
      summary:
        'A CSV or XLSX file of readings of a factory: what its columns are taken to be, what there is to say of its rows, and, with `commit`, all of them kept or none',
      query: z.object({
        site: z.string().max(60),
        /** what each column is, in order, with commas between */
        roles: roles.optional(),
        order: z.enum(['dmy', 'mdy']).optional(),
        /** makes the meters that the factory has none of, one of their counts worth so many cubic metres */
        m3PerCount: z
          .string()
          .regex(/^\d{1,9}(\.\d{1,9})?$/)
          .optional(),
        readEveryMinutes: z.coerce.number().int().min(1).max(525_600).optional(),
        /** what those meters measure; without it they belong to no side of the balance yet */
        role: z.enum(meterRoles).default('main'),
        source: z.enum(waterSources).optional(),
        destination: z.enum(waterDestinations).optional(),
        use: z.enum(waterUses).optional(),
        commit: flag,
        lang: z.string().optional(),
      }),
      may: () => ({ action: 'records.record' }),
      answer: async (
        { session, request },
        { site, roles: asRoles, order, m3PerCount, readEveryMinutes, commit, role, source, destination, use },
      ) => {
        const paper = await keepUpload(request, world.evidence, world.maxUploadBytes);
        const make =
          m3PerCount && Number(m3PerCount) > 0
            ? { m3PerCount, readEveryMinutes: readEveryMinutes ?? 60, role, source, destination, use }
            : undefined;
        const asked = { site, roles: asRoles, order, make, commit };
        const path = await world.evidence.pathOf(paper.file.sha256);
        return loadSheet(world, session.actorFor('records.record'), path, asked, {
          ...{
            via: session.key ? 'api' : 'web',
            paper,
            mayRecord: (siteId: string) => session.may('records.record', siteId),
          },
        });
      },
    }),
  ];
}
