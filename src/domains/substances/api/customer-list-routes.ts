// Customers' lists by HTTP: the same file is sent to be looked at, and again, with what the list is called and since when it holds, to be kept.
import { z } from 'zod';
import { isCalendarDate } from '#period/calendar-date.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { keepUpload } from '#platform/evidence/keep-upload.ts';
import { type Route, route } from '#platform/http/route.ts';
import { type CustomerListAnswer, listDuties } from '../model/customer-list.ts';
import { yes } from './file-question.ts';
import type { SubstancesWorld } from './substances-world.ts';
import { LIST_AT_MOST_BYTES, takeCustomerList } from './take-customer-list.ts';

const day = z.string().refine(isCalendarDate).optional();
const said = z.string().trim().max(200).optional();

/** Endpoint of customers' lists. */
export function customerListRoutes(world: SubstancesWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/substances/customer-list-files',
      summary:
        'A customer’s list of restricted substances in a file (XLSX, CSV; columns in any order): what each row was read as, what was put right, what is wrong in which row, and, with `commit`, all of it kept with the file behind it, or none',
      query: z.object({
        ...{ code: said, edition: said, customer: said, name: said, from: day, before: day },
        /** `EU,US-CA` */
        markets: z.string().max(400).default(''),
        duty: z.enum(listDuties).default('prohibited'),
        commit: yes,
        lang: z.string().optional(),
      }),
      may: () => ({ action: 'records.record', scopeId: GROUP_ID }),
      answer: async ({ session, request }, asked): Promise<CustomerListAnswer> => {
        const paper = await keepUpload(request, world.evidence, Math.min(world.maxUploadBytes, LIST_AT_MOST_BYTES));
        const path = await world.evidence.pathOf(paper.file.sha256);
        const { code, edition, customer, name, from, before, markets, duty, commit } = asked;
        return takeCustomerList(
          world,
          session.actorFor('records.record'),
          path,
          {
            ...{ code: code || null, edition: edition || null, customer: customer || null, name: name || null },
            ...{ from: from ?? null, before: before ?? null, duty, commit },
            markets: markets.split(/[,，、;；\s]+/).filter((one) => one !== ''),
          },
          { via: session.key ? 'api' : 'web', paper },
        );
      },
    }),
  ];
}
