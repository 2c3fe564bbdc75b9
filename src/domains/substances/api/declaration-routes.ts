// Files of declarations by HTTP: the same file is sent to be looked at, and again, with what its products are, to be kept.
import { z } from 'zod';
import { isCalendarDate } from '#period/calendar-date.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { keepUpload } from '#platform/evidence/keep-upload.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { DeclarationFileAnswer, ProductChoice } from '../model/declaration-file-answer.ts';
import { choicesOf, yes } from './file-question.ts';
import type { SubstancesWorld } from './substances-world.ts';
import { takeDeclarations } from './take-declarations.ts';

const day = z.string().refine(isCalendarDate).optional();

/** `0=part:ID,1=item:ID,2=leave_out`: what products of the file are, by their place. */
const choices = choicesOf(
  'leave_out|(part|item):[0-9a-f-]{36}',
  100_000,
  (kind, id): ProductChoice => (kind === 'part' ? { part: id } : kind === 'item' ? { item: id } : 'leave_out'),
);

/** Endpoint of files of declarations. */
export function declarationRoutes(world: SubstancesWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/substances/declaration-files',
      summary:
        'A file of declarations (IEC 62474, IPC-1752A/B, sheet of materials): what it declares of which parts, what is wrong with it at which line, and, with `commit`, all of it kept or none',
      query: z.object({
        supplier: z.uuid().optional(),
        choices,
        issuedOn: day,
        until: day,
        commit: yes,
        lang: z.string().optional(),
      }),
      may: () => ({ action: 'records.record', scopeId: GROUP_ID }),
      answer: async ({ session, request }, asked): Promise<DeclarationFileAnswer> => {
        const paper = await keepUpload(request, world.evidence, world.maxUploadBytes);
        const question = {
          ...{ supplier: asked.supplier ?? null, choices: asked.choices, commit: asked.commit },
          ...{ issuedOn: asked.issuedOn ?? null, until: asked.until ?? null },
        };
        const path = await world.evidence.pathOf(paper.file.sha256);
        return takeDeclarations(world, session.actorFor('records.record'), path, question, {
          ...{ via: session.key ? 'api' : 'web', paper },
        });
      },
    }),
  ];
}
