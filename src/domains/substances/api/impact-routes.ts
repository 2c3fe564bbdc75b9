// What would change: a draft list, or a list as it will hold on another day, before it is in force.
import { z } from 'zod';
import { isCalendarDate } from '#period/calendar-date.ts';
import { type Route, route } from '#platform/http/route.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { ChangedItemTold, ImpactAnswer } from '../model/impact-answer.ts';
import { duties, type Restriction } from '../model/restriction.ts';
import { isCasNumber } from '../rules/cas-number.ts';
import { type Impact, impact } from '../rules/engine/impact.ts';
import type { RulePack } from '../rules/engine/packs-at.ts';
import { verdictOf } from '../rules/engine/verdict-code.ts';
import { listSuppliersOf, nameItems } from '../store/items.ts';
import type { JudgedWorld } from './judged-world.ts';
import type { SubstancesWorld } from './substances-world.ts';

const TOLD_AT_ONCE = 500;
const draftPer = ['article', 'homogeneous_material', 'product'] as const;

const draft = z.object({
  /** CAS numbers */
  substances: z.array(z.string().refine(isCasNumber)).min(1).max(1_000),
  per: z.enum(draftPer).default('article'),
  /** mg/kg */
  limitPpm: z
    .string()
    .regex(/^\d{1,7}(\.\d{1,6})?$/)
    .default('1000'),
  duty: z.enum(duties).default('communicate'),
});

const asked = z.union([
  z.object({ draft }),
  z.object({ pack: z.string().max(60), on: z.string().refine(isCalendarDate) }),
]);

/** A draft as a pack of its own: each substance by itself, as lists of candidates are. */
function packOf({ substances, per, limitPpm, duty }: z.output<typeof draft>): RulePack {
  const restriction = (cas: string): Restriction => ({
    ...{ id: cas, label: { en: cas, zh: cas }, clause: 'draft', members: [`cas:${cas}`], per, limitPpm, duty },
    ...{ measure: { of: 'each' }, comparator: 'at_most', from: null, before: null, source: 'draft', verified: false },
  });
  return { pack: 'draft', edition: 'draft', restrictions: substances.map(restriction), exemptions: [] };
}

function impactOf(
  world: JudgedWorld,
  packs: (day: string) => readonly RulePack[],
  what: z.output<typeof asked>,
): Impact {
  const { index, judged } = world;
  if ('draft' in what) {
    const pack = packOf(what.draft);
    const after = world.packsAt([pack]);
    return impact(index, judged.bom, world.packsAt([], [pack]), after);
  }
  const editionOn = (day: string) => packs(day).find((one) => one.pack === what.pack);
  const [before, then] = [editionOn(world.day), editionOn(what.on)];
  if (!before || !then) throw new Refused('not_found');
  const after = world.packsOn(what.on, [then]);
  return impact(index, judged.bom, world.packsAt([before]), after);
}

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
        const world = await keeper.world();
        const found = impactOf(world, (day) => keeper.rulesOn(day).packs, body);
        const name = (item: number) => world.index.items.name(item);
        const products = new Set(found.products.map(({ item }) => item));
        const ask = new Set(found.toAsk);
        const inOrder = found.rolled.toSorted(
          (one, other) => Number(products.has(other.item)) - Number(products.has(one.item)) || other.after - one.after,
        );
        return db.as(session.actor, async (tx) => {
          // Within what the reader may see: the index holds everything.
          const named = new Map(
            (
              await nameItems(
                tx,
                inOrder.map(({ item }) => name(item)),
              )
            ).map((one) => [one.id, one]),
          );
          const seen = inOrder.filter(({ item }) => named.has(name(item)));
          const told = seen.slice(0, TOLD_AT_ONCE).flatMap(({ item, before, after }): ChangedItemTold[] => {
            const one = named.get(name(item));
            return one
              ? [
                  {
                    ...{ ...one, before: verdictOf(before), after: verdictOf(after) },
                    ...{ isProduct: products.has(item), byItself: found.byThemselves.has(item), toAsk: ask.has(item) },
                  },
                ]
              : [];
          });
          const toAsk = seen.filter(({ item }) => ask.has(item)).map(({ item }) => name(item));
          return {
            ...{
              day: 'on' in body ? body.on : todayIn('Asia/Shanghai'),
              looked: world.index.items.size,
              changed: told,
            },
            counts: {
              items: seen.length,
              products: seen.filter(({ item }) => products.has(item)).length,
              toAsk: toAsk.length,
            },
            suppliers: await listSuppliersOf(tx, toAsk),
          };
        });
      },
    }),
  ];
}
