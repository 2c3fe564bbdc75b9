// Customers by HTTP: what each buys, and how that stands by law and by the customer's own list.
import { type Route, route } from '#platform/http/route.ts';
import type { CustomerStanding, CustomersAnswer } from '../model/customers-answer.ts';
import { customerKeys, listCustomers } from '../store/customers.ts';
import { asOf, packsNamed } from './item-routes.ts';
import type { SubstancesWorld } from './substances-world.ts';

/** Endpoint of customers. */
export function customerRoutes({ db, packs, verdicts, todayIn }: SubstancesWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/substances/customers',
      summary:
        'Customers: how many products each buys, and how many of these stand how under every rule pack, their own lists among them',
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }): Promise<CustomersAnswer> =>
        db.as(session.actor, async (tx) => {
          const day = todayIn('Asia/Shanghai');
          const named = await packsNamed(tx, packs.inUse, day);
          const lists = named.filter(({ customer }) => customer !== null);
          const keys = await customerKeys(
            tx,
            lists.map(({ customer }) => customer ?? ''),
          );
          const buying = await listCustomers(tx, day);
          const known = new Set(buying.map(({ key }) => key));
          const listsOf = (key: string) => lists.filter((_, nth) => keys[nth] === key).map(({ pack }) => pack);
          const others = new Map(keys.map((key, nth) => [key, lists[nth]?.customer ?? key]));
          return {
            ...{ asOf: await asOf(tx, verdicts.rules), packs: named },
            customers: [
              ...buying.map(({ key, ...customer }): CustomerStanding => ({ ...customer, lists: listsOf(key) })),
              ...[...others]
                .filter(([key]) => !known.has(key))
                .map(([key, name]): CustomerStanding => ({ name, products: null, lists: listsOf(key), stands: [] })),
            ],
          };
        }),
    }),
  ];
}
