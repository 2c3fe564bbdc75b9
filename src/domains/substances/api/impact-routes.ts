// What would change: a draft list, or a list as it will hold on another day, before it is in force.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isCalendarDate } from '#period/calendar-date.ts';
import { folderStore } from '#platform/evidence/folder-store.ts';
import { keepUpload } from '#platform/evidence/keep-upload.ts';
import { type Route, route } from '#platform/http/route.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { ChangedItemTold, DraftListAnswer, DraftRow, ImpactAnswer } from '../model/impact-answer.ts';
import { denominators, duties } from '../model/restriction.ts';
import { isCasNumber } from '../rules/cas-number.ts';
import { draftRowsOf } from '../rules/draft-list.ts';
import { listBuyers } from '../store/customers.ts';
import { listStock, listSuppliersOf, nameItems } from '../store/items.ts';
import type { DraftAsked } from './find-impact.ts';
import type { SubstancesWorld } from './substances-world.ts';
import { LIST_AT_MOST_BYTES, readListFile } from './take-customer-list.ts';

const TOLD_AT_ONCE = 500;
const ROWS_AT_MOST = 5_000;
const limitPpm = z.string().regex(/^\d{1,7}(\.\d{1,6})?$/);

/** Substances that a person names, all with one limit. */
const draft = z
  .object({
    /** CAS numbers */
    substances: z.array(z.string().refine(isCasNumber)).min(1).max(1_000),
    per: z.enum(denominators).default('article'),
    /** mg/kg */
    limitPpm: limitPpm.default('1000'),
    duty: z.enum(duties).default('communicate'),
  })
  .transform(({ substances, duty, ...of }) => ({
    rows: substances.map((cas): DraftRow => ({ name: cas, substance: `cas:${cas}`, ...of })),
    duty,
  }));

/** Rows of a list, each with its own. */
const list = z.object({
  rows: z
    .array(
      z.object({
        name: z.string().min(1).max(400),
        substance: z
          .string()
          .refine((key) => /^key:row-\d{1,6}$/.test(key) || (key.startsWith('cas:') && isCasNumber(key.slice(4)))),
        per: z.enum(denominators),
        limitPpm: z.union([z.string().regex(/^\d{1,7}(\.\d{1,12})?$/), z.null()]),
      }),
    )
    .min(1)
    .max(ROWS_AT_MOST),
  duty: z.enum(duties).default('communicate'),
});

const asked = z.union([
  z.object({ draft }),
  z.object({ list }),
  z.object({ pack: z.string().max(60), on: z.string().refine(isCalendarDate) }),
]);

/** Endpoint of impact. */
export function impactRoutes({ db, verdicts: keeper, todayIn }: SubstancesWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/substances/impact',
      summary:
        'What a draft list of substances, or a rule pack as it will hold on another day, would change: items, products, suppliers to ask. Nothing is kept',
      body: asked,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { body }): Promise<ImpactAnswer> => {
        const draft = 'draft' in body ? body.draft : 'list' in body ? body.list : undefined;
        const found = await keeper.impact('on' in body ? body : { draft: draft as DraftAsked });
        if (!found) throw new Refused('not_found');
        return db.as(session.actor, async (tx) => {
          // Within what the reader may see: the index holds everything.
          const named = new Map(
            (
              await nameItems(
                tx,
                found.changed.map(({ item }) => item),
              )
            ).map((one) => [one.id, one]),
          );
          const seen = found.changed.filter(({ item }) => named.has(item));
          const day = 'on' in body ? body.on : todayIn('Asia/Shanghai');
          const stock = new Map(
            (
              await listStock(
                tx,
                seen.map(({ item }) => item),
                day,
              )
            ).map(({ itemId, ...said }) => [itemId, said]),
          );
          const told = seen.slice(0, TOLD_AT_ONCE).flatMap(({ item, ...changed }): ChangedItemTold[] => {
            const one = named.get(item);
            return one ? [{ ...one, ...changed, stock: stock.get(one.id) ?? null }] : [];
          });
          const toAsk = seen.filter((one) => one.toAsk).map(({ item }) => item);
          return {
            ...{
              day,
              looked: found.looked,
              changed: told,
            },
            counts: {
              items: seen.length,
              products: seen.filter(({ isProduct }) => isProduct).length,
              toAsk: toAsk.length,
              stock: stock.size,
            },
            suppliers: await listSuppliersOf(tx, toAsk),
            customers: await listBuyers(
              tx,
              seen.map(({ item }) => item),
              day,
            ),
          };
        });
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/substances/draft-lists',
      summary:
        'A file of a draft list, a customer’s or an authority’s (XLSX, CSV; columns in any order): its substances with their limits, what was put right and what is wrong in which row. Nothing is kept',
      may: () => ({ action: 'records.read' }),
      answer: async ({ request }): Promise<DraftListAnswer> => {
        const folder = await mkdtemp(join(tmpdir(), 'greenfab-draft-list-'));
        try {
          const store = folderStore(folder);
          const { file, fileName } = await keepUpload(request, store, LIST_AT_MOST_BYTES);
          const { restrictions, problems, repaired } = await readListFile(await store.pathOf(file.sha256), fileName);
          return { fileName, rows: problems.length > 0 ? [] : draftRowsOf(restrictions), repaired, problems };
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      },
    }),
  ];
}
