// Files of bills of materials by HTTP: the same file is sent to be looked at, and again, with what its parts are, to be kept.
import { z } from 'zod';
import { isCalendarDate } from '#period/calendar-date.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { keepUpload } from '#platform/evidence/keep-upload.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { BomFileAnswer, BomItemChoice } from '../model/bom-file-answer.ts';
import { type ItemClass, itemClasses } from '../model/restriction.ts';
import { choicesOf, yes } from './file-question.ts';
import type { SubstancesWorld } from './substances-world.ts';
import { takeBom } from './take-bom.ts';

/** `0=item:ID,1=make:component`: what items of the file are, by their place. */
const choices = choicesOf(
  `item:[0-9a-f-]{36}|make:(${itemClasses.join('|')})`,
  200_000,
  (kind, of): BomItemChoice => (kind === 'item' ? { item: of } : { make: of as ItemClass }),
);

/** Endpoint of files of bills of materials. */
export function bomRoutes(world: SubstancesWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/substances/bom-files',
      summary:
        'A bill of materials by Granta (BillOfMaterialsEco 17/11, 23/01, 24/12) or a sheet with a column of levels: which items are known, what is missing or wrong at which line, and, with `commit`, all of it kept with its new items or none',
      query: z.object({
        choices,
        makesUnknown: yes,
        top: z.uuid().optional(),
        revision: z.string().trim().min(1).max(40).optional(),
        from: z.string().refine(isCalendarDate).optional(),
        commit: yes,
        lang: z.string().optional(),
      }),
      may: () => ({ action: 'records.record', scopeId: GROUP_ID }),
      answer: async ({ session, request }, asked): Promise<BomFileAnswer> => {
        const paper = await keepUpload(request, world.evidence, world.maxUploadBytes);
        const { revision = null, from = null, top = null, ...rest } = asked;
        const path = await world.evidence.pathOf(paper.file.sha256);
        return takeBom(
          world,
          session.actorFor('records.record'),
          path,
          { ...rest, revision, from, top },
          {
            ...{ via: session.key ? 'api' : 'web', paper },
          },
        );
      },
    }),
  ];
}
